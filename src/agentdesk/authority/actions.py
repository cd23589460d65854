"""Giving within authority, and asking for more: the decision is made again inside the write transaction, always."""

from datetime import datetime

from agentdesk import log
from agentdesk.authority import limits as limits_file
from agentdesk.authority import records, rules
from agentdesk.authority.model import (
    FAILURE_OF_REASON,
    REASONS,
    Decision,
    Headroom,
    Kind,
    Limits,
    Remedy,
    Request,
    Verdict,
)
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.money import share
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.store import Act, Connection


class NeedsApproval(Refused):
    """Above this role's authority; somebody else can say yes. ``decision`` says what can be given instead."""

    code = "approval-needed"
    exit_status = 3

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"This needs a yes: {decision.why}.", "Take an alternative, or ask for approval.")
        self.decision = decision


class NeverGiven(Refused):
    """This role never gives that."""

    code = "denied"
    exit_status = 4

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"Not possible: {decision.why}.", "Take an alternative.")
        self.decision = decision


def set_limits(act: Act, text: str) -> Limits:
    """Put a limits file in force; every version is kept. Raises BadLimits."""
    read = limits_file.read_limits(text, act.currency)
    before = records.limits_in_force(act.connection)
    version = records.add_limits(act, read.hash, text)
    log.append(
        act,
        "limits.set",
        before={"hash": limits_file.text_hash(before[1])} if before else {},
        after={"version": version, "hash": read.hash},
    )
    return limits_file.read_limits(text, act.currency, version)


def current_limits(connection: Connection, currency: str) -> Limits:
    """Return the limits in force. Raises NotFound in a store that was never set up."""
    found = records.limits_in_force(connection)
    if found is None:
        raise NotFound("No limits are set.", "Run: agentdesk limits set FILE", code="no-limits")
    return limits_file.read_limits(found[1], currency, found[0])


def request(kind: Kind, reason: str, *, value: int | None, points: int | None, base: int | None) -> Request:
    """Return a request with its value worked out. Money in minor units. Raises InvalidInput."""
    if reason not in REASONS:
        raise InvalidInput(f"{reason!r} is no reason.", f"Choose from {', '.join(REASONS)}.")
    if kind is Kind.PERCENT:
        if points is None or base is None:
            raise InvalidInput("A percentage needs an amount it is taken off.", "Give --on AMOUNT or an order.")
        if not 0 < points <= 10000:
            raise InvalidInput("A percentage lies between 0 and 100.", "Such as 10.")
        return Request(kind, share(base, points), reason, points, base)
    if value is None or value <= 0:
        raise InvalidInput("A remedy has a value above nothing.", "Such as 150.")
    return Request(kind, value, reason, points, base)


def headroom(
    connection: Connection, person: int, customer: int | None, contact: int | None, base: int | None, now: datetime,
    zone: str, currency: str,
) -> Headroom:  # fmt: skip
    """Return what somebody may give now to this customer (None: a walk-in) in this contact."""
    limits = current_limits(connection, currency)
    role = limits.roles[_role(connection, person)]
    shift = shifts.open_of(connection, person)
    given = records.given(
        connection, person, shift.id if shift else None, customer, contact, role.customer_days, now, zone
    )
    return rules.headroom(role, given, base)


def check(
    connection: Connection, person: int, wanted: Request, customer: int | None, contact: int | None, now: datetime,
    zone: str, currency: str,
) -> Decision:  # fmt: skip
    """Return the decision on a request, as ``give`` would make it now."""
    limits = current_limits(connection, currency)
    role = limits.roles[_role(connection, person)]
    shift = shifts.open_of(connection, person)
    given = records.given(
        connection, person, shift.id if shift else None, customer, contact, role.customer_days, now, zone
    )
    return rules.decide(wanted, role, given, limits)


def give(
    act: Act, wanted: Request, customer: int | None, contact: int | None, order: int | None = None
) -> tuple[Remedy, Decision]:
    """Give a remedy, if it is within the actor's authority now. Raises NeedsApproval, NeverGiven."""
    decision = check(act.connection, act.actor.staff, wanted, customer, contact, act.now, act.zone, act.currency)
    if decision.verdict is Verdict.DENIED:
        raise NeverGiven(decision)
    if decision.verdict is Verdict.APPROVAL:
        raise NeedsApproval(decision)
    failure = FAILURE_OF_REASON[wanted.reason]
    number = records.add(act, wanted, "given", customer, contact, decision.limits_version, failure, order)
    log.append(
        act,
        "remedy.given",
        contact=contact,
        customer=customer,
        data={
            "remedy": number,
            "kind": wanted.kind.value,
            "value": wanted.value,
            "points": wanted.points,
            "base": wanted.base,
            "currency": act.currency,
            "reason": wanted.reason,
            "limits": decision.limits_hash,
        },
        before={"shift_left": decision.before.shift_left},
        after={"shift_left": decision.after.shift_left},
    )
    remedy = records.by_id(act.connection, number)
    assert remedy is not None
    return remedy, decision


def ask(
    act: Act, wanted: Request, customer: int | None, contact: int | None, order: int | None = None
) -> tuple[Remedy, Decision]:
    """Ask for approval of one exact remedy; it waits for a supervisor's yes."""
    decision = check(act.connection, act.actor.staff, wanted, customer, contact, act.now, act.zone, act.currency)
    failure = FAILURE_OF_REASON[wanted.reason]
    number = records.add(act, wanted, "asked", customer, contact, decision.limits_version, failure, order)
    log.append(
        act,
        "remedy.asked",
        contact=contact,
        customer=customer,
        data={
            "remedy": number,
            "kind": wanted.kind.value,
            "value": wanted.value,
            "currency": act.currency,
            "reason": wanted.reason,
            "why": decision.why,
            "limits": decision.limits_hash,
        },
    )
    remedy = records.by_id(act.connection, number)
    assert remedy is not None
    return remedy, decision


def undo(act: Act, remedy: int) -> Remedy:
    """Take back what was given; it still counts for fairness. Raises NotFound, Refused."""
    found = records.by_id(act.connection, remedy)
    if found is None:
        raise NotFound(f"There is no remedy R-{remedy}.", "See the log: agentdesk log show", code="no-such-remedy")
    if found.state not in ("given", "asked"):
        raise Refused(f"R-{remedy} is {found.state}.", "Nothing is left to undo.", code="remedy-ended")
    state = "undone" if found.state == "given" else "withdrawn"
    records.end(act, remedy, state)
    log.append(
        act,
        f"remedy.{state}",
        contact=found.contact,
        customer=found.customer,
        data={"remedy": remedy, "kind": found.kind.value, "value": found.value},
    )
    return found


def _role(connection: Connection, person: int) -> str:
    found = staff.by_id(connection, person)
    if found is None or found.retired:
        raise Refused("This person no longer works here.", "Choose another with --as NAME.", code="retired")
    return found.role.word
