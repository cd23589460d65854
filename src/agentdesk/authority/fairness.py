"""Where authority goes, in figures: for whoever sets the limits, never a ranking of people.

What was undone counts here, too: somebody who gives and takes back is seen.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from agentdesk.authority import records
from agentdesk.authority.model import Limits
from agentdesk.clock import stamp
from agentdesk.money import decimal_text
from agentdesk.staff import records as staff
from agentdesk.store import Connection

NEAR = 90  # percent of a limit, from where on it is just under it
FIGURES = {  # each table's name, and what its figures are
    "agents": (
        "Given, asked and refused, by person and reason",
        "given, their sum and median; asked: wanted a yes; refused: got a no; undone: taken back again",
    ),
    "reasons": (
        "How far apart for the same reason",
        "least, median and most given; ratio: one person's median over another's, the furthest apart",
    ),
    "just_under": (
        "Just under the limit of a contact",
        "given alone; just under: between nine tenths of the limit and the limit; their share",
    ),
    "approvals": (
        "Who says yes to whom",
        "yeses and noes; sum of the yeses; share of all yeses to this person; off shift: the one who said yes was not on",
    ),
}


@dataclass(frozen=True, slots=True)
class Use:
    """One remedy or request as fairness sees it. ``limit``: what its giver's role may give in one contact."""

    agent: str
    reason: str
    state: str
    value: int
    limit: int | None
    approver: str | None = None
    off_shift: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures of a stretch of days; amounts in minor units."""

    since: str
    uses: tuple[Use, ...]

    def row(self, currency: str) -> dict[str, Any]:
        """Return the figures as commands print them."""
        return {
            "since": self.since,
            "agents": _agents(self.uses, currency),
            "reasons": _reasons(self.uses, currency),
            "just_under": _just_under(self.uses),
            "approvals": _approvals(self.uses, currency),
        }


def usage_of(connection: Connection, limits: Limits, now: datetime, days: int) -> Usage:
    """Read what was given and asked in the last days."""
    since = stamp(now - timedelta(days=days))
    people = {person.id: person for person in staff.everybody(connection, retired=True)}
    names = staff.names(connection)
    ceilings = {person.id: limits.roles[person.role.word].amount for person in people.values()}
    uses = tuple(
        Use(
            names.get(row["staff"], "?"),
            row["reason"],
            row["state"],
            row["value"],
            ceilings.get(row["staff"]),
            names.get(row["answered_by"]) if row["answered_by"] is not None else None,
            bool(row["off_shift"]),
        )
        for row in records.uses(connection, since)
    )
    return Usage(since, uses)


def _alone(use: Use) -> bool:
    return use.approver is None and use.state in ("given", "undone")


def _agents(uses: Sequence[Use], currency: str) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        groups[use.agent, use.reason].append(use)
    rows = []
    for (agent, reason), group in sorted(groups.items()):
        given = [use.value for use in group if use.state == "given"]
        rows.append(
            {
                "agent": agent,
                "reason": reason,
                "given": len(given),
                "sum": decimal_text(sum(given), currency),
                "median": decimal_text(median_low(given), currency) if given else None,
                "asked": sum(not _alone(use) for use in group),
                "refused": sum(use.state == "refused" for use in group),
                "undone": sum(use.state == "undone" for use in group),
            }
        )
    return rows


def _reasons(uses: Sequence[Use], currency: str) -> list[dict[str, Any]]:
    """How far apart what different people give for the same reason is: the largest median over the smallest."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        if use.state == "given":
            groups[use.reason][use.agent].append(use.value)
    rows = []
    for reason, agents in sorted(groups.items()):
        values = [value for group in agents.values() for value in group]
        medians = sorted(median_low(group) for group in agents.values())
        tenths = (medians[-1] * 10 + medians[0] // 2) // medians[0]  # rounded half up, without a float
        rows.append(
            {
                "reason": reason,
                "given": len(values),
                "least": decimal_text(min(values), currency),
                "median": decimal_text(median_low(values), currency),
                "most": decimal_text(max(values), currency),
                "ratio": f"{tenths // 10}.{tenths % 10}" if len(agents) > 1 else None,
            }
        )
    return rows


def _just_under(uses: Sequence[Use]) -> list[dict[str, Any]]:
    """How many of somebody's remedies lie between nine tenths of the limit and the limit."""
    groups: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if _alone(use) and use.limit:
            groups[use.agent].append(use)
    rows = []
    for agent, group in sorted(groups.items()):
        near = sum(use.limit is not None and use.limit * NEAR <= use.value * 100 <= use.limit * 100 for use in group)
        rows.append({"agent": agent, "given": len(group), "just_under": near, "share": f"{near * 100 // len(group)} %"})
    return rows


def _approvals(uses: Sequence[Use], currency: str) -> list[dict[str, Any]]:
    """The same approver and requester, again and again; and yeses of people who were not on shift."""
    groups: dict[tuple[str, str], list[Use]] = defaultdict(list)
    everybodys: dict[str, int] = defaultdict(int)
    for use in uses:
        if use.approver is not None:
            groups[use.agent, use.approver].append(use)
            everybodys[use.agent] += use.state != "refused"
    rows = []
    for (agent, approver), group in sorted(groups.items()):
        said_yes = [use for use in group if use.state != "refused"]
        rows.append(
            {
                "agent": agent,
                "approver": approver,
                "approved": len(said_yes),
                "refused": len(group) - len(said_yes),
                "sum": decimal_text(sum(use.value for use in said_yes), currency),
                "share": f"{len(said_yes) * 100 // max(everybodys[agent], 1)} %",
                "off_shift": sum(use.off_shift for use in said_yes),
            }
        )
    return rows
