"""Placing a hold, and what its customer may want of it: list, collect, cancel, extend, undo."""

from typing import Any

import click

from agentdesk.catalog.actions import existing_product
from agentdesk.cli.hold.answers import (
    answer_hold,
    customer_id,
    day_of,
    expected_row,
    hold_number,
    hold_row,
    hold_rows,
    local,
    talk,
    today,
)
from agentdesk.cli.session import Session, session, table
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import actions
from agentdesk.holds import list_records as lists
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Hold, Placed, State, Tell
from agentdesk.holds.moving import existing
from agentdesk.holds.view import do_facts
from agentdesk.holds.words import expected_sentence
from agentdesk.store import Act
from agentdesk.work.attend import on_shift


@click.command("place")
@click.option("--customer", metavar="REF", help="Who it is for.")
@click.option("--walk-in", is_flag=True, help="For somebody who gave no name: they keep the label.")
@click.option("--item", metavar="SKU", required=True, help="Article number or bar code.")
@click.option("--quantity", type=int, default=1, show_default=True)
@click.option("--needed-by", metavar="DAY", help="The last day on which it is of use to the customer.")
@click.option("--tell", type=click.Choice([tell.value for tell in Tell]), default=Tell.CALL.value, show_default=True)
@click.option("--key", help="A word of your own: with the same key again nothing is placed twice.")
def place(
    customer: str | None,
    item: str,
    quantity: int,
    needed_by: str | None,
    tell: str,
    key: str | None,
    *,
    walk_in: bool,
) -> None:
    """Set units aside, or give the customer a place in the queue."""
    here = session()
    if walk_in == (customer is not None):
        raise InvalidInput("Give a customer's REF, or --walk-in.", "One of the two.", code="usage")
    who = customer_id(here.connection, customer) if customer is not None else None
    product = existing_product(here.connection, item)
    hours = Hours.of(here.settings)
    day = day_of(needed_by, "--needed-by") if needed_by is not None else None
    with on_shift(here.store, here.actor(), key=key and f"hold.place {key}") as act:
        if act.earlier is None:
            contact = talk(act, who)
            placed = actions.place(
                act, product.id, quantity, hours, customer=who, needed_by=day, tell=Tell(tell), contact=contact
            )
            act.answer = _placed(here, placed)
    if act.earlier is not None:
        here.answer(act.earlier, f"{act.earlier['hold']} was placed before; nothing was placed again.")
        return
    with here.store.reading() as connection:
        facts = do_facts(connection, product.id, None, hours, here.store.clock.now())
    here.answer(act.answer, _placed_words(here, placed, product.name, facts.unplanned))
    if placed.place is not None or placed.rest is not None:
        for other in facts.alternatives:
            here.say(f"Or offer {other.product.sku} {other.product.name} ({other.why}).")


def _placed(here: Session, placed: Placed) -> dict[str, Any]:
    hold = placed.hold
    row: dict[str, Any] = {
        "hold": hold.word,
        "state": hold.state.value,
        "position": placed.place.position if placed.place else None,
        **expected_row(placed.expected),
        "quantity": hold.quantity,
        "promise": f"P-{hold.promise}",
        "collect_by": local(here, hold.collect_by),
    }
    return row | ({"rest": _placed(here, placed.rest)} if placed.rest else {})


def _placed_words(here: Session, placed: Placed, name: str, on_order: int) -> list[str]:
    hold = placed.hold
    if placed.place is None:
        words = [f"{hold.word}: {hold.quantity} × {name} set aside, to collect by {local(here, hold.collect_by)}."]
    else:
        words = [
            f"{hold.word}: {hold.quantity} × {name}, place {placed.place.position} of {placed.place.of}"
            f" ({placed.place.reason}).",
            "  " + expected_sentence(placed.expected, today(here), on_order=on_order),
        ]
    return words + (_placed_words(here, placed.rest, name, on_order) if placed.rest else [])


@click.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only holds in one state.")
@click.option("--item", metavar="SKU", help="Only holds on one item.")
@click.option("--customer", metavar="REF", help="Only holds of one customer.")
@click.option("--at-risk", is_flag=True, help="Only promises that may not be kept.")
def list_(state: str | None, item: str | None, customer: str | None, *, at_risk: bool) -> None:
    """List holds, oldest first."""
    here = session()
    with here.store.reading() as connection:
        found = lists.listed(
            connection,
            state=State(state) if state else None,
            product=existing_product(connection, item).id if item else None,
            customer=customer_id(connection, customer) if customer else None,
        )
        rows = hold_rows(here, connection, [each for each in found if each.at_risk or not at_risk])
    here.answer(rows, table(rows, ["hold", "customer", "item", "quantity", "state", "position", "expected", "at_risk"]))


@click.command("collect")
@click.argument("hold")
@click.option("--quantity", type=int, help="Only this many units.")
@click.option("--key", help="A word of your own: with the same key again nothing is collected twice.")
def collect(hold: str, quantity: int | None, key: str | None) -> None:
    """Hand a hold's units to its customer."""
    here = session()
    with on_shift(here.store, here.actor(), key=key and f"hold.collect {key}") as act:
        if act.earlier is not None:
            collected, rest = existing(act.connection, act.earlier["hold"]), None
        else:
            collected, rest = _collected(here, act, hold, quantity)
        notices = list(act.notices)
    for notice in notices:
        here.say(notice)
    words = f"{collected.word}: {collected.quantity} collected."
    here.answer(
        hold_row(here, collected) | ({"rest": rest.word} if rest else {}),
        words + (f" {rest.word}: {rest.quantity} still set aside." if rest else ""),
    )


def _collected(here: Session, act: Act, hold: str, quantity: int | None) -> tuple[Hold, Hold | None]:
    found = existing(act.connection, hold_number(hold))
    collected, rest = actions.collect(
        act, found.id, Hours.of(here.settings), quantity, contact=talk(act, found.customer)
    )
    act.answer = {"hold": collected.id}
    return collected, rest


@click.command("cancel")
@click.argument("hold")
@click.option("--reason", default="customer", show_default=True, help=", ".join(actions.CANCEL_REASONS))
def cancel(hold: str, reason: str) -> None:
    """End a hold; its units pass to the next in the queue."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        found = existing(act.connection, hold_number(hold))
        cancelled, passed_to = actions.cancel(
            act, found.id, Hours.of(here.settings), reason, contact=talk(act, found.customer)
        )
    answer_hold(here, cancelled, f"{cancelled.word} is cancelled.", passed_to)


@click.command("extend")
@click.argument("hold")
@click.option("--until", metavar="DAY", help="The last day to collect; one more whole window if left out.")
def extend(hold: str, until: str | None) -> None:
    """Give a customer longer to collect."""
    here = session()
    day = day_of(until, "--until") if until is not None else None
    with on_shift(here.store, here.actor()) as act:
        found = existing(act.connection, hold_number(hold))
        extended = actions.extend(act, found.id, Hours.of(here.settings), day, contact=talk(act, found.customer))
    answer_hold(here, extended, f"{extended.word}: to collect by {local(here, extended.collect_by)}.")


@click.command("undo")
@click.argument("hold")
def undo(hold: str) -> None:
    """Take back your last act on a hold. Only while nothing else depends on it."""
    from agentdesk.holds.undoing import undo as undo_entries
    from agentdesk.log.reading import of_act

    here = session()
    with on_shift(here.store, here.actor()) as act:
        found = existing(act.connection, hold_number(hold))
        last = lists.last_act(act.connection, found, act.actor.staff)
        if last is None:
            raise Refused(
                f"Your last act on {found.word} is no longer the last one on it.",
                "Put it right by another act.",
                code="not-yours",
            )
        undo_entries(act, of_act(act.connection, last), Hours.of(here.settings))
        now = existing(act.connection, found.id)
    answer_hold(here, now, f"Undone: {now.word} is {now.state} now.")


@click.command("first")
@click.argument("hold")
@click.option("--reason", required=True, help="Why it overtakes the others; it is logged.")
def first(hold: str, reason: str) -> None:
    """Put a waiting hold first in its queue, with a reason. Needs a supervisor's PIN."""
    from agentdesk.holds.ordering import move_up

    here = session()
    number = hold_number(hold)
    actor = here.authorise("hold.first")
    with on_shift(here.store, actor) as act:
        moved = move_up(act, number, reason, Hours.of(here.settings))
    answer_hold(here, moved, f"{moved.word} is first in its queue.")


COMMANDS = (place, list_, collect, cancel, extend, first, undo)
