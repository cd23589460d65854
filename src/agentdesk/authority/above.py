"""Who may say yes: a decision that needs approval names them, or says who could, so that nobody asks into the void."""

from dataclasses import replace

from agentdesk.authority import rules
from agentdesk.authority.judging import Case, current_limits
from agentdesk.authority.model import Above, Alternative, Decision, Verdict
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.staff.model import Person
from agentdesk.store import Connection

NAMED = 3  # people named in one sentence; more are not read


def who_may(connection: Connection, found: Case, asking: int) -> list[Person]:
    """Return who may say yes in a case: people with a PIN, those on shift first, never the one who asks."""
    able = [
        person
        for person in staff.everybody(connection)
        if person.pin
        and person.id != asking
        and not rules.may_approve(found.request, found.limits.roles[person.role.word], found.given, found.limits)
    ]
    here = _on_shift(connection)
    return sorted(able, key=lambda person: (person.id not in here, person.role, person.name))


def people(connection: Connection, found: Case, asking: int) -> tuple[Above, ...]:
    """Return who may say yes in a case by name, and whether they are on shift."""
    here = _on_shift(connection)
    return tuple(Above(each.name, each.id in here) for each in who_may(connection, found, asking))


def decided(connection: Connection, found: Case, asking: int) -> Decision:
    """Return the decision in a case, with who may say yes where it needs that; where nobody may, asking is not offered."""
    decision = found.decide()
    if decision.verdict is not Verdict.APPROVAL:
        return decision
    able = people(connection, found, asking)
    if able:
        words = " or ".join(each.words for each in able[:NAMED])
        return replace(decision, above=able, instead=_asking(decision, f"{words} can say yes"))
    could = rules.who_could(found.request, found.given, found.limits)
    nobody = f"nobody else here may say yes to it: {could}"
    return replace(decision, nobody=nobody, why=f"{decision.why}; {nobody}", instead=_asking(decision, None))


def _asking(decision: Decision, why: str | None) -> tuple[Alternative, ...]:
    others = tuple(each for each in decision.instead if each.kind != "approval")
    asking = [replace(each, why=why) for each in decision.instead if each.kind == "approval" and why is not None]
    return (*others, *asking)


def somebody_above(connection: Connection, person: int, currency: str) -> Above | None:
    """Return who says yes to what somebody may not give alone, one on shift first; None where nobody can."""
    limits = current_limits(connection, currency)
    here = _on_shift(connection)
    able = [
        each
        for each in staff.everybody(connection)
        if each.pin and each.id != person and limits.roles[each.role.word].approves != 0
    ]
    able.sort(key=lambda each: (each.id not in here, each.role, each.name))
    return Above(able[0].name, able[0].id in here) if able else None


def _on_shift(connection: Connection) -> set[int]:
    return {shift.staff for shift in shifts.all_open(connection) if shift.paused_at is None}
