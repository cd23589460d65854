"""``agentdesk hold``: units promised to a customer."""

from datetime import date
from typing import Any

import click

from agentdesk.catalog.actions import existing_product
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso, shop_day
from agentdesk.customers.records import by_ref
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.holds import actions, records
from agentdesk.holds.dates import Hours, Outlook
from agentdesk.holds.model import Aside, Hold, Placed, State, Tell
from agentdesk.holds.moving import existing
from agentdesk.holds.outlook import outlook
from agentdesk.holds.words import expected_sentence
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift


@click.group("hold")
def hold_command() -> None:
    """Units promised to a customer."""


def hold_number(word: str) -> int:
    """Return the number of ``H-1042`` or ``1042``. Raises InvalidInput."""
    digits = word.upper().removeprefix("H-")
    if not digits.isdecimal():
        raise InvalidInput(f"{word!r} is no hold.", "Holds look like H-1042.", code="usage")
    return int(digits)


def day_of(text: str | None, flag: str) -> date | None:
    """Return the day of an option such as ``2026-12-07``. Raises InvalidInput."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{flag} {text!r} is no day.", "Write it as 2026-12-07.", code="usage") from error


def customer_id(connection: Connection, ref: str) -> int:
    """Return the id of the customer whom the importing system calls ``ref``. Raises NotFound."""
    found = by_ref(connection, ref)
    if found is None:
        raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
    return found.id


@hold_command.command("place")
@click.option("--customer", metavar="REF", help="Who it is for.")
@click.option("--walk-in", is_flag=True, help="For somebody who gave no name: they keep the label.")
@click.option("--item", metavar="SKU", required=True)
@click.option("--quantity", type=int, default=1, show_default=True)
@click.option("--needed-by", metavar="DAY", help="After this day the customer has no use for it.")
@click.option("--tell", type=click.Choice([tell.value for tell in Tell]), default=Tell.CALL.value, show_default=True)
def place(customer: str | None, item: str, quantity: int, needed_by: str | None, tell: str, *, walk_in: bool) -> None:
    """Set units aside for a customer, or put them into the queue."""
    here = session()
    if walk_in == (customer is not None):
        raise InvalidInput("Give a customer's REF, or --walk-in.", "One of the two.", code="usage")
    who = customer_id(here.connection, customer) if customer is not None else None
    product = existing_product(here.connection, item)
    hours = Hours.of(here.settings)
    day = day_of(needed_by, "--needed-by")
    with on_shift(here.store, here.actor()) as act:
        from agentdesk.contacts.records import open_of

        talk = open_of(act.connection, act.actor.staff)
        placed = actions.place(
            act,
            product.id,
            quantity,
            hours,
            customer=who,
            needed_by=day,
            tell=Tell(tell),
            contact=talk.id if talk is not None and talk.customer == who else None,
        )
    here.answer(_placed(here, placed), _placed_words(here, placed, product.name))


def _placed(here: Session, placed: Placed) -> dict[str, Any]:
    hold, expected = placed.hold, placed.expected
    row: dict[str, Any] = {
        "hold": hold.word,
        "state": hold.state.value,
        "position": placed.place.position if placed.place else None,
        "expected": expected.day.isoformat() if expected else None,
        "honest": expected.say.isoformat() if expected and expected.say else None,
        "quantity": hold.quantity,
        "collect_by": local_iso(hold.collect_by, here.settings.timezone) if hold.collect_by else None,
    }
    return row | ({"rest": _placed(here, placed.rest)} if placed.rest else {})


def _placed_words(here: Session, placed: Placed, name: str) -> list[str]:
    hold = placed.hold
    if placed.place is None:
        until = local_iso(hold.collect_by, here.settings.timezone)[:10] if hold.collect_by else "?"
        words = [f"{hold.word}: {hold.quantity} × {name} set aside, to collect by {until}."]
    else:
        words = [
            f"{hold.word}: {hold.quantity} × {name}, place {placed.place.position} of {placed.place.of}"
            f" ({placed.place.reason}).",
            "  " + expected_sentence(placed.expected, shop_day(here.store.clock.now(), here.settings.timezone)),
        ]
    return words + (_placed_words(here, placed.rest, name) if placed.rest else [])


@hold_command.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Of one state.")
@click.option("--item", metavar="SKU", help="Of one item.")
@click.option("--customer", metavar="REF", help="Of one customer.")
def list_(state: str | None, item: str | None, customer: str | None) -> None:
    """List holds, oldest first."""
    here = session()
    with here.store.reading() as connection:
        rows = _rows(
            here,
            connection,
            records.listed(
                connection,
                state=State(state) if state else None,
                product=existing_product(connection, item).id if item else None,
                customer=customer_id(connection, customer) if customer else None,
            ),
        )
    here.answer(rows, table(rows, ["hold", "customer", "item", "quantity", "state", "position", "expected"]))


def _rows(here: Session, connection: Connection, listed: list[records.Listed]) -> list[dict[str, Any]]:
    hours, today = Hours.of(here.settings), shop_day(here.store.clock.now(), here.settings.timezone)
    coming: dict[int, Outlook] = {}
    rows = []
    for each in listed:
        hold = each.hold
        expected = None
        if each.units_through is not None:
            if hold.product not in coming:
                coming[hold.product] = outlook(connection, hold.product, hours, today)
            expected = coming[hold.product].at(each.units_through)
        rows.append(
            {
                "hold": hold.word,
                "customer": each.customer_ref or hold.customer,
                "item": each.sku,
                "quantity": hold.quantity,
                "state": hold.state.value,
                "position": each.position,
                "expected": expected.day.isoformat() if expected else None,
                "honest": expected.say.isoformat() if expected and expected.say else None,
                "collect_by": local_iso(hold.collect_by, here.settings.timezone) if hold.collect_by else None,
            }
        )
    return rows


def hold_row(here: Session, connection: Connection, hold: int) -> dict[str, Any]:
    """Return one hold as ``hold list`` prints it."""
    product = existing(connection, hold).product
    return next(
        row
        for row in _rows(here, connection, records.listed(connection, product=product))
        if row["hold"] == f"H-{hold}"
    )


def aside_row(aside: Aside) -> dict[str, Any]:
    """Return an allocation as commands print it."""
    return {
        "hold": aside.hold.word,
        "item": aside.product.sku,
        "quantity": aside.hold.quantity,
        "state": aside.hold.state.value,
        "rest": f"H-{aside.rest}" if aside.rest else None,
    }


@hold_command.command("collect")
@click.argument("hold")
@click.option("--quantity", type=int, help="Only so many of it.")
def collect(hold: str, quantity: int | None) -> None:
    """Hand a hold's units to its customer."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        collected, rest = actions.collect(act, hold_number(hold), Hours.of(here.settings), quantity)
        notices = list(act.notices)
    for notice in notices:
        here.say(notice)
    extra = {"rest": rest.word} if rest else {}
    words = f"{collected.word}: {collected.quantity} collected."
    here.answer(
        hold_row(here, here.connection, collected.id) | extra,
        words + (f" {rest.word}: {rest.quantity} still set aside." if rest else ""),
    )


@hold_command.command("cancel")
@click.argument("hold")
@click.option("--reason", default="customer", show_default=True, help=", ".join(actions.CANCEL_REASONS))
def cancel(hold: str, reason: str) -> None:
    """End a hold; its units pass to the next in the queue."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        cancelled, aside = actions.cancel(act, hold_number(hold), Hours.of(here.settings), reason)
    _answer(here, cancelled, f"{cancelled.word} is cancelled.", aside)


@hold_command.command("extend")
@click.argument("hold")
@click.option("--until", metavar="DAY", help="The last day to collect; a whole window more where left out.")
def extend(hold: str, until: str | None) -> None:
    """Give a customer longer to collect."""
    here = session()
    day = day_of(until, "--until")
    with on_shift(here.store, here.actor()) as act:
        extended = actions.extend(act, hold_number(hold), Hours.of(here.settings), day)
    end = local_iso(extended.collect_by or act.at, here.settings.timezone)[:10]
    _answer(here, extended, f"{extended.word}: to collect by {end}.")


def _answer(here: Session, hold: Hold, words: str, aside: list[Aside] | None = None) -> None:
    row = hold_row(here, here.connection, hold.id)
    passed = [aside_row(each) for each in aside or []]
    lines = [words, *(f"  {each['hold']}: {each['quantity']} × {each['item']} set aside." for each in passed)]
    here.answer(row | ({"passed_to": passed} if aside is not None else {}), lines)
