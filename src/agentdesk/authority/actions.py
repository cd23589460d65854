"""Giving within authority, asking for more, taking back: decided inside the write transaction, always."""

from datetime import datetime, timedelta

from agentdesk import log
from agentdesk.authority import bounds, records, requests, vouchers
from agentdesk.authority import limits as limits_file
from agentdesk.authority.above import decided
from agentdesk.authority.judging import Case, case, current_limits
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
    Voucher,
)
from agentdesk.clock import stamp
from agentdesk.contacts import records as contacts
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.money import share
from agentdesk.store import Act, Connection

__all__ = [
    "NeedsApproval", "NeverGiven", "ask", "check", "current_limits", "existing", "give", "headroom", "left_to_pay_back",
    "most_of_each", "redeem", "request", "set_limits", "undo",
    "withdraw",
]  # fmt: skip


class NeedsApproval(Refused):
    """Above this role's authority; somebody else can say yes. ``decision`` says what can be given instead."""

    code = "approval-needed"
    exit_status = 3

    def __init__(self, decision: Decision) -> None:
        way = "Take an alternative, or ask for approval." if decision.above else "Take an alternative."
        super().__init__(f"This needs a yes: {decision.why}.", way)
        self.decision = decision


class NeverGiven(Refused):
    """This role never gives that, or it cannot be given to anybody."""

    code = "denied"
    exit_status = 4

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"Not possible: {decision.why}.", "Take an alternative.")
        self.decision = decision


def set_limits(act: Act, text: str) -> Limits:
    """Put a limits file in force; every version is kept. Raises BadLimits."""
    read = limits_file.read_limits(text, act.currency)
    before = records.limits_in_force(act.connection)
    version = records.next_limits_version(act.connection)
    seq = log.append(
        act,
        "limits.set",
        before={"hash": before["hash"]} if before else {},
        after={"version": version, "hash": read.hash},
    )
    records.add_limits(act, version, read.hash, text, seq)
    return limits_file.read_limits(text, act.currency, version)


def request(
    kind: Kind, reason: str, *, value: int | None, points: int | None, base: int | None, order: int | None = None,
    line: int | None = None, days: int | None = None,
) -> Request:  # fmt: skip
    """Return a request with its value worked out. Money in minor units. Raises InvalidInput.

    A percentage (``points``) of a ``base`` is what kind ``percent`` needs, and what a voucher may have instead of a
    value; ``base`` is then the most it is taken off.
    """
    if reason not in REASONS:
        raise InvalidInput(f"{reason!r} is not a reason.", f"Choose from {', '.join(REASONS)}.")
    if kind is Kind.PERCENT or points is not None:
        if points is None or base is None:
            raise InvalidInput("A percentage needs an amount to be taken off.", "Give --on AMOUNT or an order.")
        if not 0 < points <= 10000:
            raise InvalidInput("A percentage must be between 0 and 100.", "Such as 10.")
        value = share(base, points)
    if value is None or value <= 0:
        raise InvalidInput("A remedy must be worth more than nothing.", "Such as 150.")
    if base is not None and base <= 0:
        raise InvalidInput("The amount it is given on must be above nothing.", "Such as --on 849.")
    return Request(kind, value, reason, points, base, order=order, line=line, days=days)


def headroom(
    connection: Connection, person: int, customer: int | None, contact: int | None, base: int | None, now: datetime,
    zone: str, currency: str, order: int | None = None,
) -> Headroom:  # fmt: skip
    """Return what somebody may give now to this customer (None: a walk-in) in this contact."""
    found = _empty_case(connection, person, customer, contact, base, now, zone, currency, order)
    return bounds.headroom(found.role, found.given, found.limits, found.request)


def most_of_each(
    connection: Connection, person: int, customer: int | None, contact: int | None, base: int | None, now: datetime,
    zone: str, currency: str, order: int | None = None,
) -> dict[Kind, int | None]:  # fmt: skip
    """Return the most that somebody may give alone of each kind now, in minor units; None: no limit."""
    found = _empty_case(connection, person, customer, contact, base, now, zone, currency, order)
    return {kind: bounds.most(kind, found.role, found.given, found.limits, found.request) for kind in Kind}


def _empty_case(
    connection: Connection, person: int, customer: int | None, contact: int | None, base: int | None, now: datetime,
    zone: str, currency: str, order: int | None,
) -> Case:  # fmt: skip
    nothing = Request(Kind.AMOUNT, 0, "goodwill", base=base or None, order=order)
    try:
        return case(connection, person, nothing, customer, contact, now, zone, currency)
    except (NotFound, InvalidInput):
        if order is None:
            raise
        # an order without prices, or somebody else's: headroom is what it is without one
        return _empty_case(connection, person, customer, contact, base, now, zone, currency, None)


def check(
    connection: Connection, person: int, wanted: Request, customer: int | None, contact: int | None, now: datetime,
    zone: str, currency: str,
) -> Decision:  # fmt: skip
    """Return the decision on a request, as ``give`` would make it now."""
    return decided(connection, case(connection, person, wanted, customer, contact, now, zone, currency), person)


def left_to_pay_back(
    connection: Connection, person: int, wanted: Request, customer: int | None, contact: int | None, now: datetime,
    zone: str, currency: str,
) -> int | None:  # fmt: skip
    """Return what of a purchase was paid and not paid back yet, in minor units; None where no price is known."""
    found = case(connection, person, wanted, customer, contact, now, zone, currency)
    rooms = [bound.room for bound in bounds.hard_bounds(found.request, found.given, found.limits)]
    return min(rooms) if rooms else None


def _case_of(act: Act, wanted: Request, customer: int | None, contact: int | None) -> Case:
    """Read a case inside the act; a contact must be one that can be given in, with this customer."""
    if contact is not None:
        talk = contacts.by_id(act.connection, contact)
        if talk is None or talk.state == "finished":
            raise Refused("That contact has ended.", "Open a new one.", code="finished")
        if talk.customer != customer:
            raise Refused("That contact is with somebody else.", "Open one with this customer.", code="wrong-contact")
    return case(act.connection, act.actor.staff, wanted, customer, contact, act.now, act.zone, act.currency)


def give(act: Act, wanted: Request, customer: int | None, contact: int | None) -> tuple[Remedy, Decision]:
    """Give a remedy, if it is within the actor's authority now. Raises NeedsApproval, NeverGiven."""
    if wanted.redeems is not None:
        raise Refused("Using a voucher gives no new one.", "Redeem it instead.", code="redeems")
    found = _case_of(act, wanted, customer, contact)
    decision = _allowed(decided(act.connection, found, act.actor.staff))
    failure = FAILURE_OF_REASON[wanted.reason]
    number = records.add(act, found.request, "given", customer, contact, decision.limits_version, failure)
    if wanted.kind is Kind.VOUCHER:
        vouchers.issue(act, existing(act.connection, number), found.limits)
    given = existing(act.connection, number)
    requests.log_given(act, given, decision)
    return given, decision


def redeem(act: Act, wanted: Request, customer: int | None, contact: int | None) -> tuple[Voucher, Decision]:
    """Use a voucher (``vouchers.to_use`` makes the request). Raises NeedsApproval, NeverGiven, Refused where it ended."""
    assert wanted.redeems is not None
    found = _case_of(act, wanted, customer, contact)
    decision = _allowed(decided(act.connection, found, act.actor.staff))
    return vouchers.use(act, wanted.redeems, wanted.value, contact, customer, wanted.order), decision


def _allowed(decision: Decision) -> Decision:
    if decision.verdict is Verdict.DENIED:
        raise NeverGiven(decision)
    if decision.verdict is Verdict.APPROVAL:
        raise NeedsApproval(decision)
    return decision


def ask(act: Act, wanted: Request, customer: int | None, contact: int | None) -> tuple[Remedy, Decision]:
    """Ask for approval of one exact remedy; it waits for a yes. Raises NeverGiven for what no yes can allow."""
    found = _case_of(act, wanted, customer, contact)
    decision = decided(act.connection, found, act.actor.staff)
    if decision.verdict is Verdict.DENIED:
        raise NeverGiven(decision)
    failure = FAILURE_OF_REASON[wanted.reason]
    number = records.add(act, found.request, "asked", customer, contact, decision.limits_version, failure)
    expires = stamp(act.now + timedelta(minutes=found.limits.request_minutes))
    seq = log.append(
        act,
        "remedy.asked",
        contact=contact,
        customer=customer,
        data={**requests.said(existing(act.connection, number)), "why": decision.why, "limits": decision.limits_hash},
    )
    records.set_asked(act, number, seq, expires, requests.NOTHING)
    asked = existing(act.connection, number)
    records.set_asked(act, number, seq, expires, requests.digest(asked, found.given))
    return existing(act.connection, number), decision


def existing(connection: Connection, remedy: int) -> Remedy:
    """Return a remedy or request. Raises NotFound."""
    found = records.by_id(connection, remedy)
    if found is None:
        raise NotFound(f"There is no remedy R-{remedy}.", "See the log: agentdesk log show", code="no-such-remedy")
    return found


def withdraw(act: Act, request: int) -> Remedy:
    """Withdraw a request of the actor's that still waits, as when another takes its place. Raises NotFound, Refused."""
    found = existing(act.connection, request)
    if found.state != "asked":
        raise Refused(f"{found.word} is no longer waiting: it is {found.state}.", "Look again.", code="request-ended")
    return undo(act, request)


def undo(act: Act, remedy: int) -> Remedy:
    """Take back what the actor gave, or withdraw what the actor asked, in a contact that is not finished.

    It still counts for fairness. Raises NotFound; Refused with the reason; Ended where a voucher was used.
    """
    found = existing(act.connection, remedy)
    if found.state == "redeemed":
        raise vouchers.Ended(
            f"R-{remedy} used a voucher, and nothing frees a used voucher.", "Give something new instead.",
            code="voucher-used",
        )  # fmt: skip
    if found.state not in ("given", "asked"):
        raise Refused(f"R-{remedy} is {found.state}.", "Nothing is left to undo.", code="remedy-ended")
    if found.staff != act.actor.staff:
        raise Refused(f"R-{remedy} is somebody else's.", "Whoever gave it can undo it.", code="not-yours")
    talk = contacts.by_id(act.connection, found.contact) if found.contact is not None else None
    if found.state == "given" and (talk is None or talk.state == "finished"):
        raise Refused(f"R-{remedy}: that contact is finished.", "It stays as it was given.", code="finished")
    if found.code is not None:
        vouchers.end_unused(act, found, "undone")
    state = "undone" if found.state == "given" else "withdrawn"
    if not records.end(act, remedy, found.state, state):
        raise Refused(f"R-{remedy} changed just now.", "Look again.", code="remedy-ended")
    log.append(
        act,
        f"remedy.{state}",
        contact=found.contact,
        customer=found.customer,
        data={"remedy": remedy, "kind": found.kind.value, "value": found.value, "currency": found.currency},
    )
    return found
