"""Tables against what the log says of them, and against each other: damage that leaves pages whole shows only here."""

import json
from typing import NamedTuple

from agentdesk.authority.limits import text_hash
from agentdesk.store import Connection
from agentdesk.store.doctor import RESTORE, Finding
from agentdesk.work import compare_records as records


def compare(connection: Connection) -> list[Finding]:
    """Return what is found about limits, people, shifts and stock."""
    return [
        _found(
            "limits are those that were set", _limits(connection), "agentdesk limits set FILE; then see who: log show"
        ),
        _found("people are as the log has them", _people(connection), RESTORE),
        _found("shifts are as the log has them", _shifts(connection), RESTORE),
        _found("stock agrees with the holds", _stock(connection), RESTORE),
    ]


def _found(check: str, wrong: list[str], step: str) -> Finding:
    return Finding(check, not wrong, f"not: {', '.join(wrong[:5])}" if wrong else "compared", step if wrong else "")


def _limits(connection: Connection) -> list[str]:
    """Return the versions whose text is not the one that the log says was set."""
    wrong = []
    for row in records.limits(connection):
        logged = json.loads(row["record"])["after"].get("hash") if row["kind"] == "limits.set" else None
        if not row["hash"] == logged == text_hash(row["text"]):
            wrong.append(f"version {row['version']}")
    return wrong


class _Standing(NamedTuple):
    """Somebody as the log has them; what it does not say is None."""

    name: str | None
    added: str | None
    role: str
    retired: bool


def _people(connection: Connection) -> list[str]:
    """Return who has another name, role or standing than the log says."""
    logged: dict[int, _Standing] = {}
    for row in records.about_people(connection):
        record = json.loads(row["record"])
        person, before = record["data"]["staff"], logged.get(record["data"]["staff"])
        name, added = (before.name, before.added) if before else (None, None)
        if row["kind"] == "staff.added":
            name, added = row["text"], row["at"]
        role = record["after"].get("role") or record["before"]["role"]
        logged[person] = _Standing(name, added, role, row["kind"] == "staff.retired")
    wrong = []
    for row in records.people(connection):
        said = logged.get(row["id"])
        there = (row["name"], row["added_at"], row["role"], row["retired_at"] is not None)
        if said is not None and any(one is not None and one != other for one, other in zip(said, there, strict=True)):
            wrong.append(f"person {row['id']}")
    return wrong


def _shifts(connection: Connection) -> list[str]:
    """Return the shifts that were opened or closed at another moment, or by somebody else, than the log says."""
    return [
        f"shift {row['id']}"
        for row in records.shifts(connection)
        if row["opened"] is not None
        and (row["staff"], row["opened_at"], row["closed_at"]) != (row["by"], row["opened"], row["closed"])
    ]


def _stock(connection: Connection) -> list[str]:
    """Return the items whose counts are not those of their holds."""
    return [
        row["sku"]
        for row in records.stock(connection)
        if row["over"] or (row["aside"], row["waiting"], row["queue"]) != (row["lie"], row["wait"], row["line"])
    ]
