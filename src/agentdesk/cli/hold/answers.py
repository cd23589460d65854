"""What the commands on holds share: reading ids and days, printing holds and allocations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from agentdesk.cli.session import Session
from agentdesk.clock import local_iso, shop_day
from agentdesk.contacts.records import open_of
from agentdesk.customers.records import by_ref
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.holds import list_records as lists
from agentdesk.holds.dates import Hours, Outlook
from agentdesk.holds.model import Aside, Expected, Hold
from agentdesk.holds.outlook import outlook
from agentdesk.store import Act, Connection


def hold_number(word: str) -> int:
    """Return the number of ``H-1042`` or ``1042``. Raises InvalidInput."""
    digits = word.strip().upper().removeprefix("H-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise InvalidInput(f"{word!r} is not a hold.", "Holds look like H-1042.", code="usage")
    return int(digits)


def day_of(text: str, flag: str) -> date:
    """Return the day of an option such as ``2026-12-07``. Raises InvalidInput."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{flag} {text!r} is not a day.", "Write it as 2026-12-07.", code="usage") from error


def customer_id(connection: Connection, ref: str) -> int:
    """Return the id of the customer whom the importing system calls ``ref``. Raises NotFound."""
    found = by_ref(connection, ref)
    if found is None:
        raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
    return found.id


def talk(act: Act, customer: int | None) -> int | None:
    """Return the contact that the actor is in with a customer, so that the act is logged as part of it."""
    contact = open_of(act.connection, act.actor.staff)
    return contact.id if contact is not None and contact.customer == customer else None


def today(here: Session) -> date:
    """Return the shop's day."""
    return shop_day(here.store.clock.now(), here.settings.timezone)


def expected_row(expected: Expected | None) -> dict[str, str | None]:
    """Return the delivery's day and the day that may be said."""
    return {
        "expected": expected.day.isoformat() if expected else None,
        "honest": expected.say.isoformat() if expected and expected.say else None,
    }


def local(here: Session, stamp: str | None) -> str | None:
    """Return a stamp as ISO 8601 in the shop's zone."""
    return local_iso(stamp, here.settings.timezone) if stamp else None


def hold_rows(here: Session, connection: Connection, listed: Sequence[lists.Listed]) -> list[dict[str, Any]]:
    """Return holds as ``hold list`` prints them."""
    hours, day = Hours.of(here.settings), today(here)
    coming: dict[int, Outlook] = {}
    rows = []
    for each in listed:
        hold = each.hold
        expected = None
        if each.units_through is not None:
            if hold.product not in coming:
                coming[hold.product] = outlook(connection, hold.product, hours, day)
            expected = coming[hold.product].at(each.units_through)
        rows.append(
            {
                "hold": hold.word,
                "customer": each.customer_ref or hold.customer,
                "item": each.sku,
                "quantity": hold.quantity,
                "state": hold.state.value,
                "position": each.position,
                **expected_row(expected),
                "needed_by": hold.needed_by.isoformat() if hold.needed_by else None,
                "at_risk": each.at_risk,
                "collect_by": local(here, hold.collect_by),
                "promise": f"P-{hold.promise}",
            }
        )
    return rows


def hold_row(here: Session, hold: Hold) -> dict[str, Any]:
    """Return one hold as ``hold list`` prints it."""
    with here.store.reading() as connection:
        listed = lists.listed(connection, product=hold.product, customer=hold.customer)
        return hold_rows(here, connection, [each for each in listed if each.hold.id == hold.id])[0]


def aside_row(aside: Aside) -> dict[str, Any]:
    """Return an allocation: which hold got how many units."""
    return {
        "hold": aside.word,
        "item": aside.product.sku,
        "quantity": aside.units,
        "state": "aside",
        "rest": f"H-{aside.rest}" if aside.rest else None,
    }


def answer_hold(here: Session, hold: Hold, words: str, passed_to: Sequence[Aside] | None = None) -> None:
    """Print a hold after an act on it, and who got its units."""
    extra = {"passed_to": [aside_row(each) for each in passed_to]} if passed_to is not None else {}
    passed = [f"  {each.word}: {each.units} × {each.product.sku} set aside." for each in passed_to or ()]
    here.answer(hold_row(here, hold) | extra, [words, *passed])
