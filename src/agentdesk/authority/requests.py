"""Requests for approval: what exactly is asked, and a named person's yes or no to exactly that, once."""

import hashlib
from datetime import datetime

from agentdesk import log
from agentdesk.authority import above, records, rules, vouchers
from agentdesk.authority.judging import Case, case, current_limits, working
from agentdesk.authority.model import FAILURE_OF_REASON, Above, Decision, Given, How, Kind, Remedy, Rule
from agentdesk.clock import moment, stamp
from agentdesk.contacts import records as contacts
from agentdesk.errors import Denied, NotFound, Refused
from agentdesk.log.canonical import canonical
from agentdesk.shift import records as shifts
from agentdesk.staff.model import Person
from agentdesk.store import Act, Connection

NOTHING = "0" * 64
MOST_TRIES = 3


class NotYours(Denied):
    """Somebody says yes who may not: the one who asked, or a role that may not give so much."""

    code = "not-approver"


def digest(asked: Remedy, given: Given) -> str:
    """Return the hash of exactly what is asked, in hex: who for whom, what on what, why, until when, before and after.

    What was given before is part of it: with anything given in between, this is not what was asked any more.
    """
    exact = {
        "request": asked.id,
        "agent": asked.staff,
        "customer": asked.customer,
        "contact": asked.contact,
        "kind": asked.kind.value,
        "value": asked.value,
        "points": asked.points,
        "base": asked.base,
        "order": asked.order,
        "line": asked.line,
        "days": asked.days,
        "redeems": asked.redeems,
        "reason": asked.reason,
        "currency": asked.currency,
        "at": asked.at,
        "expires_at": asked.expires_at,
        "before": [given.here, given.customer, given.discounts, given.paid_back, given.whole],
        "after": [given.here + asked.value, given.customer + asked.value],
    }
    return hashlib.sha256(canonical(exact).encode()).hexdigest()


def said(remedy: Remedy) -> dict[str, object]:
    """Return what the log says of a remedy: amounts, codes and ids."""
    return {
        "remedy": remedy.id,
        "kind": remedy.kind.value,
        "value": remedy.value,
        "points": remedy.points,
        "base": remedy.base,
        "order": remedy.order,
        "line": remedy.line,
        "days": remedy.days,
        "currency": remedy.currency,
        "reason": remedy.reason,
        "failure": FAILURE_OF_REASON[remedy.reason],
        "redeems": remedy.redeems,
    }


def log_given(act: Act, remedy: Remedy, decision: Decision) -> None:
    """Log that a remedy was given, with the limits it was judged by and who approved it."""
    log.append(
        act,
        "remedy.given",
        contact=remedy.contact,
        customer=remedy.customer,
        data={
            **said(remedy),
            "staff": remedy.staff,
            "approver": remedy.approver,
            "how": remedy.how,
            "limits": decision.limits_hash,
        },
        before={"shift_left": decision.before.shift_left},
        after={"shift_left": decision.after.shift_left if remedy.approver is None else decision.before.shift_left},
    )


def not_before(connection: Connection, asked: Remedy, now: datetime) -> datetime:
    """Return the moment it is for a request: a clock set back behind what the log has seen since revives nothing."""
    seen = records.latest_since(connection, asked.asked_seq) if asked.asked_seq is not None else ""
    return max(now, moment(seen)) if seen else now


def late(connection: Connection, asked: Remedy, now: datetime) -> bool:
    """Say whether a request has expired."""
    return asked.expires_at is None or asked.expires_at <= stamp(not_before(connection, asked, now))


def waiting(connection: Connection, request: int, now: datetime, *, counted: bool = False) -> Remedy:
    """Return a request that waits for an answer. Raises NotFound, Refused where it ended, expired or was tried out.

    ``counted``: the try that is made now is among its tries already.
    """
    found = records.by_id(connection, request)
    if found is None or found.asked_seq is None:
        raise NotFound(f"There is no request R-{request}.", "See the log: agentdesk log show", code="no-such-request")
    if found.state != "asked":
        raise Refused(
            f"R-{request} is {found.state} already.", "Ask again if it is still wanted.", code="request-ended"
        )
    if late(connection, found, now):
        raise Refused(f"R-{request} has expired.", "Ask again.", code="request-expired")
    if found.tries >= MOST_TRIES + counted:
        raise Refused(f"R-{request} was tried {MOST_TRIES} times.", "Ask again.", code="request-tried-out")
    return found


def case_of(connection: Connection, asked: Remedy, now: datetime, zone: str) -> Case:
    """Read a request as it would be judged now."""
    return case(connection, asked.staff, asked.wanted, asked.customer, asked.contact, now, zone, asked.currency)


def unchanged(connection: Connection, asked: Remedy, now: datetime, zone: str) -> Case:
    """Return the case of a request that is still exactly what was asked. Raises Refused where anything changed."""
    found = case_of(connection, asked, now, zone)
    talk = contacts.by_id(connection, asked.contact) if asked.contact is not None else None
    another = talk is not None and talk.customer != asked.customer
    if another or digest(asked, found.given) != asked.digest or asked.base != found.request.base:
        raise Refused(
            f"R-{asked.id} is no longer what was asked: something was given or changed since.",
            "Ask again, for what is wanted now.",
            code="request-changed",
        )
    return found


def approvers(connection: Connection, asked: Remedy, now: datetime, zone: str) -> list[Person]:
    """Return who may say yes to a request now: people with a PIN, those on shift first, never the one who asked."""
    return above.who_may(connection, case_of(connection, asked, now, zone), asked.staff)


def above_now(connection: Connection, asked: Remedy, now: datetime, zone: str) -> tuple[Above, ...]:
    """Return who may say yes to a request now. Raises Refused where it is not what was asked any more."""
    return above.people(connection, unchanged(connection, asked, now, zone), asked.staff)


def count_try(act: Act, request: int, how: How) -> None:
    """Count a try at a yes before it is checked. Raises NotFound, Refused where none is left."""
    asked = waiting(act.connection, request, act.now)
    if not records.count_try(act, request, MOST_TRIES):
        raise Refused(f"R-{request} is no longer waiting.", "Ask again.", code="request-ended")
    log.append(
        act,
        "approval.tried",
        data={"remedy": request, "how": how.value, "try": asked.tries + 1},
    )


def approve(act: Act, request: int, approver: int, how: How) -> tuple[Remedy, Decision]:
    """Give what was asked, on the approver's yes: request, roles, expiry and headroom are read again here.

    Raises NotFound, NotYours, Refused.
    """
    asked = waiting(act.connection, request, act.now, counted=True)
    person = working(act.connection, approver)
    if person.id == asked.staff:
        raise NotYours("Nobody approves their own request.", "Ask somebody else.", code="own-request")
    found = unchanged(act.connection, asked, act.now, act.zone)
    if found.role.rule(asked.kind) is Rule.DENIED and asked.redeems is None:
        raise Refused(
            f"A {found.role.role} never gives this: {asked.kind.value}.", "Take an alternative.", code="denied"
        )
    why = rules.may_approve(found.request, found.limits.roles[person.role.word], found.given, found.limits)
    if why:
        raise NotYours(f"{person.name} cannot approve this: {why}.", "Ask somebody above.")
    decision = found.decide()
    shift = shifts.open_of(act.connection, approver)
    on_shift = shift is not None and shift.paused_at is None
    state = "given" if asked.redeems is None else "redeemed"
    if not records.approve(act, request, state, approver, how, on_shift=on_shift, limits=found.limits.version):
        raise Refused(f"R-{request} is no longer waiting.", "Look again.", code="request-ended")
    log.append(
        act,
        "remedy.approved",
        contact=asked.contact,
        customer=asked.customer,
        data={
            **said(asked), "asked_by": asked.staff, "approver": approver, "how": how.value,
            "approver_on_shift": on_shift, "digest": asked.digest, "limits": found.limits.hash,
        },
    )  # fmt: skip
    approved = records.by_id(act.connection, request)
    assert approved is not None
    if asked.redeems is not None:
        vouchers.use(act, asked.redeems, asked.value, asked.contact, asked.customer, asked.order)
        return approved, decision
    if asked.kind is Kind.VOUCHER:
        vouchers.issue(act, approved, found.limits)
    log_given(act, approved, decision)
    approved = records.by_id(act.connection, request)
    assert approved is not None
    return approved, decision


def refuse(act: Act, request: int, approver: int, how: How) -> Remedy:
    """Say no to a request. Raises NotFound, NotYours, Refused."""
    asked = waiting(act.connection, request, act.now, counted=True)
    person = working(act.connection, approver)
    limits = current_limits(act.connection, act.currency)
    if person.id == asked.staff:
        raise NotYours("Nobody answers their own request.", "Withdraw it instead.", code="own-request")
    if limits.roles[person.role.word].approves == 0:
        raise NotYours(f"A {person.role.word} does not answer requests.", "Ask somebody above.")
    if not records.refuse(act, request, person.id):
        raise Refused(f"R-{request} is no longer waiting.", "Look again.", code="request-ended")
    log.append(
        act,
        "remedy.refused",
        contact=asked.contact,
        customer=asked.customer,
        data={**said(asked), "asked_by": asked.staff, "approver": approver, "how": how.value},
    )
    found = records.by_id(act.connection, request)
    assert found is not None
    return found
