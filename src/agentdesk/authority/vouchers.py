"""Vouchers for the next visit: issued with a remedy, used once, cancelled; each is a promise to the customer.

Using one is judged like anything given: on top of something else it may need a yes. Nothing frees a used voucher.
"""

import secrets
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from agentdesk import log
from agentdesk.authority import voucher_records
from agentdesk.authority.codes import new_voucher_code, read_voucher_code, shown_voucher_code
from agentdesk.authority.judging import completed
from agentdesk.authority.model import Kind, Limits, Remedy, Request, Voucher
from agentdesk.clock import shop_day, stamp
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.money import share
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.promises.model import Kind as PromiseKind
from agentdesk.store import Act, Connection

CANCEL_REASONS = ("customer", "mistake", "lost", "fraud")


class NoSuchVoucher(NotFound):
    """The code is nobody's voucher."""

    code = "no-such-voucher"
    exit_status = 4


class Ended(Refused):
    """The voucher was used or cancelled, or its day is over: no way frees it again, so the answer is a no for good."""

    code = "voucher-ended"
    exit_status = 4


def issue(act: Act, remedy: Remedy, limits: Limits) -> Voucher:
    """Make the voucher of a remedy that was just given, and the promise that it is."""
    days = remedy.days or limits.voucher_days
    last = shop_day(act.now, act.zone) + timedelta(days=days)
    valid_until = stamp(datetime.combine(last, time(23, 59, 59), ZoneInfo(act.zone)))
    promise = promises.make(
        act, PromiseKind.VOUCHER, customer=remedy.customer, contact=remedy.contact, what=f"voucher {remedy.word}",
        due_at=valid_until,
    )  # fmt: skip
    voucher = Voucher(
        0, new_voucher_code(secrets.randbelow), remedy.id, promise.id, remedy.customer, remedy.contact, remedy.value,
        remedy.points, remedy.currency, valid_until, "open",
    )  # fmt: skip
    number = voucher_records.add(act, voucher)
    log.append(
        act, "voucher.issued", contact=remedy.contact, customer=remedy.customer,
        data={
            "voucher": number, "remedy": remedy.id, "value": remedy.value, "currency": remedy.currency,
            "ends": voucher.code[-4:], "valid_until": valid_until,
        },
    )  # fmt: skip
    return replace(voucher, id=number)


def of_code(connection: Connection, text: str) -> Voucher:
    """Return the voucher of a code. Raises InvalidInput for a mistyped one, NoSuchVoucher."""
    code = read_voucher_code(text)
    if code is None:
        raise InvalidInput(
            "That is not a voucher code: a letter is wrong or missing.", "It has 16, such as 7QK4-M2XB-9TRC-W8H5.",
            code="bad-voucher-code",
        )  # fmt: skip
    found = voucher_records.by_code(connection, code)
    if found is None:
        raise NoSuchVoucher("No voucher has that code.", "Check it against the voucher.")
    return found


def still_open(connection: Connection, text: str) -> Voucher:
    """Return the voucher of a code that was neither used nor cancelled. Raises as ``of_code``, and Ended."""
    found = of_code(connection, text)
    _must_be_open(found)
    return found


def to_use(
    connection: Connection, voucher: Voucher, now: datetime, *, customer: int | None, on: int | None,
    order: int | None = None, line: int | None = None, currency: str,
) -> Request:  # fmt: skip
    """Return the request that using a voucher makes, on an amount (minor units) or an order. Raises Refused, Ended.

    It is judged, given or asked for like any other: its kind is ``voucher`` and it ``redeems`` this one.
    """
    _must_be_open(voucher)
    if voucher.valid_until < stamp(now):
        raise Ended(
            f"This voucher was valid until {voucher.valid_until[:10]}.", "Give something else.", code="voucher-expired"
        )
    if voucher.currency != currency:
        raise Refused(
            f"This voucher is in {voucher.currency}.", "Use it for a purchase in that currency.", code="currency"
        )
    wanted = completed(connection, Request(Kind.VOUCHER, 1, "goodwill", base=on, order=order, line=line), customer)
    value = voucher.value
    if voucher.points is not None:
        if wanted.base is None:
            raise InvalidInput("A percentage needs an amount to be taken off.", "Give --on AMOUNT or an order.")
        value = min(value, share(wanted.base, voucher.points))
    if wanted.base is not None:
        value = min(value, wanted.base)
    if value <= 0:
        raise Refused("It would take nothing off.", "Use it on a larger purchase.", code="voucher-worthless")
    return replace(wanted, value=value, redeems=voucher.id)


def use(act: Act, voucher: int, value: int, contact: int | None, customer: int | None, order: int | None) -> Voucher:
    """Use a voucher up, once: what is left of it is gone. The caller has decided that it may be. Raises Ended."""
    found = voucher_records.by_id(act.connection, voucher)
    assert found is not None
    _must_be_open(found)
    if found.valid_until < act.at:
        raise Ended("This voucher is no longer valid.", "Give something else.", code="voucher-expired")
    if not voucher_records.use(act, voucher, value, contact, order):
        raise Ended("This voucher was used just now.", "Give something else.", code="voucher-used")
    promise = promise_records.by_id(act.connection, found.promise)
    if promise is not None and promise.state == "open":
        promises.keep(act, found.promise)
    log.append(
        act, "voucher.redeemed", contact=contact, customer=customer,
        data={
            "voucher": voucher, "remedy": found.remedy, "value": value, "of": found.value, "currency": found.currency,
            "order": order, "same_contact": found.given_contact is not None and found.given_contact == contact,
        },
    )  # fmt: skip
    return replace(found, state="used", used_value=value, used_contact=contact, used_order=order, ended_at=act.at)


def cancel(act: Act, voucher: Voucher, reason: str) -> Voucher:
    """Cancel a voucher that was not used. What it cost counts on: nobody can see whether it was used elsewhere.

    Raises Refused, InvalidInput.
    """
    if reason not in CANCEL_REASONS:
        raise InvalidInput(f"{reason!r} is not a reason.", f"Choose from {', '.join(CANCEL_REASONS)}.")
    _end(act, voucher, reason)
    return replace(voucher, state="cancelled", ended_at=act.at)


def end_unused(act: Act, remedy: Remedy, reason: str) -> None:
    """Cancel the voucher of a remedy that is undone. Raises Ended where it was used."""
    found = voucher_records.of_remedy(act.connection, remedy.id)
    if found is not None and found.state == "used":
        raise Ended(
            f"{remedy.word} cannot be taken back: its voucher was used on {str(found.ended_at)[:10]}, and nothing frees a"
            " used voucher.", "It stays as it was given.", code="voucher-used",
        )  # fmt: skip
    if found is not None and found.state != "cancelled":
        _end(act, found, reason)


def _end(act: Act, voucher: Voucher, reason: str) -> None:
    _must_be_open(voucher)
    if not voucher_records.cancel(act, voucher.id):
        raise Ended("This voucher was used just now.", "Give something else.", code="voucher-used")
    promise = promise_records.by_id(act.connection, voucher.promise)
    if promise is not None and promise.state == "open":
        promises.cancel(act, voucher.promise, reason)
    log.append(
        act, "voucher.cancelled", contact=voucher.given_contact, customer=voucher.customer,
        data={"voucher": voucher.id, "remedy": voucher.remedy, "value": voucher.value, "reason": reason},
    )  # fmt: skip


def _must_be_open(voucher: Voucher) -> None:
    if voucher.state != "open":
        when = f" on {voucher.ended_at[:10]}" if voucher.ended_at else ""
        raise Ended(
            f"This voucher ({shown_voucher_code(voucher.code)}) was {voucher.state}{when}, and stays so.",
            "Give something else: nothing frees a voucher again.", code=f"voucher-{voucher.state}",
        )  # fmt: skip
