"""``agentdesk promise``: what is owed to customers, and when."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click

from agentdesk.cli.person import existing
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso, stamp
from agentdesk.customers import records as customers
from agentdesk.errors import InvalidInput
from agentdesk.promises import actions, records
from agentdesk.promises.dates import due
from agentdesk.promises.model import Kind, Promise
from agentdesk.staff.records import names
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift

_WHEN = "mån 9, tomorrow 14, 来週月曜, 2 h; or 2026-12-07, or 2026-12-07T17:00 in the shop's time."


@click.group("promise")
def promise_command() -> None:
    """What is owed to customers, and when."""


def promise_number(word: str) -> int:
    """Return the number of ``P-12`` or ``12``. Raises InvalidInput."""
    digits = word.strip().upper().removeprefix("P-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise InvalidInput(f"{word!r} is not a promise.", "Promises look like P-12.", code="usage")
    return int(digits)


def due_stamp(text: str, here: Session) -> str:
    """Return the stamp of ``2026-12-07`` (closing time), ``2026-12-07T17:00`` or words such as ``mån 9``.

    Raises InvalidInput for what is no date, and for one that has passed.
    """
    zone, closes = ZoneInfo(here.settings.timezone), time.fromisoformat(here.settings.open_until)
    now = here.store.clock.now().astimezone(zone)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return stamp(due(text, now, closes))
    if "T" not in text and " " not in text:
        when = datetime.combine(when.date(), closes)
    when = when if when.tzinfo else when.replace(tzinfo=zone)
    if when <= now:
        raise InvalidInput(f"{text} has passed.", "Give a later time.", code="past")
    return stamp(when)


def _row(here: Session, connection: Connection, promise: Promise, people: dict[int, str]) -> dict[str, Any]:
    customer = customers.by_id(connection, promise.customer) if promise.customer else None
    return {
        "promise": promise.word,
        "kind": promise.kind.value,
        "what": promise.what,
        "customer": (customer.ref or customer.id) if customer else None,
        "owner": people.get(promise.owner),
        "due": local_iso(promise.due_at, here.settings.timezone) if promise.due_at else None,
        "state": promise.state,
        "overdue": bool(promise.state == "open" and promise.due_at and promise.due_at < stamp(here.store.clock.now())),
        "at_risk": promise.at_risk,
    }


@promise_command.command("list")
@click.option("--customer", metavar="REF", help="Only what is owed to one customer.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]))
@click.option("--overdue", is_flag=True, help="Only what should have been kept by now.")
def list_(customer: str | None, kind: str | None, *, overdue: bool) -> None:
    """List what is owed, soonest first."""
    here = session()
    with here.store.reading() as connection:
        if customer is None:
            found = records.all_open(connection, 100_000)
        else:
            found = records.open_of(connection, existing(connection, customer).id)
        people = names(connection)
        rows = [_row(here, connection, each, people) for each in found if kind in (None, each.kind.value)]
    rows = [row for row in rows if row["overdue"] or not overdue]
    here.answer(rows, table(rows, ["promise", "kind", "what", "customer", "owner", "due", "at_risk"]))


@promise_command.command("make")
@click.option("--customer", required=True, metavar="REF", help="Who it is owed to.")
@click.option("--due", "to", required=True, metavar="WHEN", help=_WHEN)
@click.option("--what", default="call back", show_default=True, metavar="TEXT", help="What is owed.")
@click.option(
    "--kind", type=click.Choice([Kind.CALL_BACK.value, Kind.FIND_OUT.value]), default="call-back", show_default=True
)
def make(customer: str, to: str, what: str, kind: str) -> None:
    """Owe a customer a call or an answer by a time."""
    here = session()
    when = due_stamp(to, here)
    with on_shift(here.store, here.actor()) as act:
        owed_to = existing(act.connection, customer).id
        made = actions.make(act, Kind(kind), customer=owed_to, contact=None, what=what, due_at=when)
    _answer(here, made, "is made")


@promise_command.command("keep")
@click.argument("promise")
def keep(promise: str) -> None:
    """Note that a promise was kept. A hold's is kept when its units are collected."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        number = promise_number(promise)
        _not_a_hold(actions.open_promise(act, number), "collect it: agentdesk hold collect")
        kept = actions.keep(act, number)
    _answer(here, kept, "is kept")


@promise_command.command("move")
@click.argument("promise")
@click.option("--to", metavar="WHEN", help=_WHEN)
@click.option("--owner", metavar="NAME", help="Whoever owes it from now on.")
@click.option("--reason", required=True, help="Why, in a few words.")
def move(promise: str, to: str | None, owner: str | None, reason: str) -> None:
    """Give a promise another time or another owner."""
    from agentdesk.staff.actions import named

    here = session()
    if to is None and owner is None:
        raise InvalidInput("There is nothing to change.", "Add --to WHEN or --owner NAME.", code="usage")
    when = due_stamp(to, here) if to is not None else None
    person = named(here.connection, owner) if owner is not None else None
    with on_shift(here.store, here.actor()) as act:
        found = actions.open_promise(act, promise_number(promise))
        moved = actions.move(
            act,
            found.id,
            due_at=when if when is not None else found.due_at,
            reason=reason,
            owner=person.id if person else None,
            at_risk=None if when is not None else found.at_risk,
        )
    _answer(here, moved, "has moved")


def _not_a_hold(promise: Promise, instead: str) -> None:
    if promise.kind is Kind.HOLD:
        raise InvalidInput(f"{promise.word} belongs to a hold.", f"Instead, {instead}", code="hold-promise")


def _answer(here: Session, promise: Promise, words: str) -> None:
    with here.store.reading() as connection:
        row = _row(here, connection, promise, names(connection))
    due = f", due {row['due']}" if row["due"] and promise.state == "open" else ""
    here.answer(row, f"{promise.word} {words}{due}.")
