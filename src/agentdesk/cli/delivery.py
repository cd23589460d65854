"""``agentdesk delivery``: what is to come, and what came."""

from typing import Any

import click

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.actions import existing_product
from agentdesk.catalog.model import Delivery
from agentdesk.cli.hold.answers import aside_row, day_of
from agentdesk.cli.session import Session, session, table
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.holds import preview as previews
from agentdesk.holds import receiving, reports
from agentdesk.holds.dates import Hours
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift


@click.group("delivery")
def delivery_command() -> None:
    """Deliveries expected and received."""


def named_delivery(connection: Connection, word: str) -> Delivery:
    """Return the delivery of ``D-7``, ``7`` or the ordering system's id. Raises NotFound."""
    digits = word.upper().removeprefix("D-")
    found = deliveries.by_ref(connection, word)
    if found is None and digits.isascii() and digits.isdecimal() and len(digits) < 16:
        found = deliveries.by_id(connection, int(digits))
    if found is None:
        raise NotFound(f"There is no delivery {word}.", "See them: agentdesk delivery list", code="no-such-delivery")
    return found


@delivery_command.command("expect")
@click.option("--item", metavar="SKU", multiple=True, required=True, help="May be given several times.")
@click.option("--quantity", type=int, multiple=True, required=True, help="One for each --item.")
@click.option("--date", "day", metavar="DAY", required=True, help="When it should come: 2026-12-04.")
@click.option("--supplier", metavar="NAME", required=True)
@click.option("--ref", help="The ordering system's id for it; the same one again changes nothing.")
def expect(item: tuple[str, ...], quantity: tuple[int, ...], day: str, supplier: str, ref: str | None) -> None:
    """Expect a delivery."""
    here = session()
    if len(item) != len(quantity):
        raise InvalidInput("Give one --quantity for each --item.", "In the same order.", code="usage")
    lines: dict[int, int] = {}
    for sku, units in zip(item, quantity, strict=True):
        product = existing_product(here.connection, sku)
        lines[product.id] = lines.get(product.id, 0) + units
    expected = day_of(day, "--date")
    known = deliveries.by_ref(here.connection, ref) if ref else None
    if known is not None:
        here.answer({"delivery": known.word}, f"{known.word} was expected before; nothing was added.")
        return
    with on_shift(here.store, here.actor()) as act:
        delivery = receiving.expect(act, supplier, expected, lines, Hours.of(here.settings), ref)
    here.answer({"delivery": delivery.word}, f"{delivery.word} from {supplier} is expected on {expected}.")


@delivery_command.command("list")
@click.option("--all", "every", is_flag=True, help="Received and cancelled deliveries, too.")
def list_(*, every: bool) -> None:
    """List deliveries that are still to come, soonest first."""
    here = session()
    with here.store.reading() as connection:
        found = deliveries.latest(connection) if every else deliveries.all_open(connection)
    rows = [_row(each) for each in found]
    shown = [
        {**row, "lines": ", ".join(f"{line['item']} {line['received']}/{line['quantity']}" for line in row["lines"])}
        for row in rows
    ]
    here.answer(rows, table(shown, ["delivery", "expected", "supplier", "state", "lines"]))


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery.word,
        "ref": delivery.ref,
        "supplier": delivery.supplier,
        "expected": delivery.expected.isoformat(),
        "state": delivery.state.value,
        "lines": [
            {"item": line.sku, "quantity": line.quantity, "received": line.received, "damaged": line.damaged}
            for line in delivery.lines
        ],
    }


def _counts(values: tuple[str, ...], flag: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        sku, sign, number = value.rpartition("=")
        if not sign or not number.strip().isdecimal() or len(number.strip()) > 9:
            raise InvalidInput(f"{flag} {value!r} is not SKU=N.", f"Write {flag} KTL-17=3.", code="usage")
        counts[sku.strip()] = int(number)
    return counts


@delivery_command.command("receive")
@click.argument("delivery")
@click.option("--line", metavar="SKU=N", multiple=True, help="N is the total received so far; all lines if left out.")
@click.option("--damaged", metavar="SKU=N", multiple=True, help="N came damaged so far; they do not count as stock.")
@click.option("--complete", is_flag=True, help="What is still missing will not come.")
@click.option("--preview", is_flag=True, help="Say what would happen, and do nothing.")
def receive(delivery: str, line: tuple[str, ...], damaged: tuple[str, ...], *, complete: bool, preview: bool) -> None:
    """Count what came, and set it aside for whoever waits."""
    here = session()
    found = named_delivery(here.connection, delivery)
    totals = _totals(here, found, line, damaged, complete=complete)
    if preview:
        _preview(here, found, totals)
        return
    with on_shift(here.store, here.actor()) as act:
        done = receiving.receive(act, found.id, totals, Hours.of(here.settings), complete=complete)
        notices = list(act.notices)
    for notice in notices:
        here.say(notice)
    rows = [aside_row(each) for each in done.aside]
    new = sum(done.new.values())
    words = [
        f"{found.word}: {new} new, {sum(row['quantity'] for row in rows)} set aside; {done.delivery.state.words}.",
        *(f"  {row['hold']}: {row['quantity']} × {row['item']}" for row in rows),
        "Labels: agentdesk hold label ID. Whom to tell: agentdesk hold calls." if rows else "",
    ]
    here.answer(rows, words)


def _totals(
    here: Session, found: Delivery, line: tuple[str, ...], damaged: tuple[str, ...], *, complete: bool
) -> dict[int, receiving.Count]:
    good, broken = _counts(line, "--line"), _counts(damaged, "--damaged")
    if not good and not broken and not complete:
        return receiving.everything(found)
    lines = {each.product: each for each in found.lines}
    totals: dict[int, receiving.Count] = {}
    for sku in {**good, **broken}:
        product = existing_product(here.connection, sku).id
        there = lines.get(product)
        totals[product] = receiving.Count(
            good.get(sku, there.received if there else 0), broken.get(sku, there.damaged if there else 0)
        )
    return totals


def _preview(here: Session, delivery: Delivery, totals: dict[int, receiving.Count]) -> None:
    with here.store.reading() as connection:
        lines = previews.preview(connection, delivery.id, totals)
    rows = [
        {
            "item": each.product.sku,
            "new": each.new,
            "damaged": each.damaged,
            "over": each.over,
            "missing": each.missing,
            "allocations": [{"hold": f"H-{waits.hold}", "quantity": units} for waits, units in each.served],
            "waiting": each.left,
            "free": each.free,
            "why": each.sentence,
        }
        for each in lines
    ]
    here.answer(rows, [f"{row['item']}: {row['why']}" for row in rows])


@delivery_command.command("move")
@click.argument("delivery")
@click.option("--date", "day", metavar="DAY", required=True, help="When it should come instead.")
def move(delivery: str, day: str) -> None:
    """Expect a delivery on another day. Promises that it can no longer meet are flagged."""
    here = session()
    found = named_delivery(here.connection, delivery)
    with on_shift(here.store, here.actor()) as act:
        moved = receiving.move(act, found.id, day_of(day, "--date"), Hours.of(here.settings))
    here.answer(_row(moved), f"{moved.word} is expected on {moved.expected}. See: agentdesk hold list --at-risk")


@delivery_command.command("cancel")
@click.argument("delivery")
def cancel(delivery: str) -> None:
    """Expect nothing more of a delivery. Promises that depended on it are flagged."""
    here = session()
    found = named_delivery(here.connection, delivery)
    with on_shift(here.store, here.actor()) as act:
        ended = receiving.call_off(act, found.id, Hours.of(here.settings))
    here.answer(_row(ended), f"{ended.word} is {ended.state}. See: agentdesk hold list --at-risk")


@delivery_command.command("report")
@click.option(
    "--supplier", metavar="NAME", help="This one's last deliveries one by one: the day promised, the day it came."
)
def report(supplier: str | None) -> None:
    """Compare the days that suppliers promised with the days they came."""
    here = session()
    if supplier is not None:
        _report_one(here, supplier)
        return
    with here.store.reading() as connection:
        found = reports.suppliers(connection, here.store.clock.now(), here.settings.timezone)
    rows = [
        {
            "supplier": row.supplier,
            "deliveries": row.deliveries,
            "on_time": row.on_time,
            "usually_late": row.usual,
            "worst": row.worst,
            "open": row.open,
            "overdue": row.overdue,
        }
        for row in found
    ]
    here.answer(rows, table(rows, ["supplier", "deliveries", "on_time", "usually_late", "worst", "open", "overdue"]))


def _report_one(here: Session, supplier: str) -> None:
    with here.store.reading() as connection:
        kept = reports.kept_days(connection, supplier, here.settings.timezone)
    rows = [{"promised": each.promised.isoformat(), "came": each.came.isoformat(), "late": each.late} for each in kept]
    here.answer(rows, table(rows, ["promised", "came", "late"]))
