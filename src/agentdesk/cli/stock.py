"""``agentdesk stock``: what is there, what is promised, what can be sold."""

from typing import Any

import click

from agentdesk.catalog.actions import existing_product
from agentdesk.catalog.model import Product
from agentdesk.cli.hold.answers import aside_row, today
from agentdesk.cli.session import session
from agentdesk.holds import stocktaking
from agentdesk.holds.dates import Hours
from agentdesk.holds.view import do_facts
from agentdesk.holds.words import expected_sentence
from agentdesk.work.attend import on_shift


@click.group("stock")
def stock_command() -> None:
    """Units on hand, set aside and free."""


def _row(product: Product) -> dict[str, Any]:
    return {
        "item": product.sku,
        "on_hand": product.stock.on_hand,
        "set_aside": product.stock.aside,
        "free": product.stock.free,
        "waiting": product.stock.waiting,
        "on_order": product.stock.on_order,
    }


def _words(product: Product) -> str:
    stock = product.stock
    return (
        f"{product.sku} {product.name}: {stock.on_hand} on hand, {stock.aside} set aside, {stock.free} free;"
        f" {stock.waiting} waited for, {stock.on_order} on order."
    )


@stock_command.command("show")
@click.argument("sku")
def show(sku: str) -> None:
    """Show one item's stock."""
    here = session()
    with here.store.reading() as connection:
        product = existing_product(connection, sku)
        hours = Hours.of(here.settings)
        facts = do_facts(connection, product.id, None, hours, here.store.clock.now())
    coming = [
        {"delivery": f"D-{each.delivery}", "expected": each.expected.isoformat(), "units": each.units}
        for each in facts.incoming
    ]
    others = [{"item": each.product.sku, "kind": each.kind.value, "why": each.why} for each in facts.alternatives]
    words = [_words(product)]
    if product.stock.free <= 0 and not product.discontinued:
        words.append(expected_sentence(facts.expected, today(here), on_order=facts.unplanned))
    words += [f"Or offer {each.product.sku} {each.product.name} ({each.why})." for each in facts.alternatives]
    here.answer(_row(product) | {"incoming": coming, "instead": others}, words)


@stock_command.command("set")
@click.argument("sku")
@click.argument("on_hand", type=click.IntRange(0))
def set_(sku: str, on_hand: int) -> None:
    """Set the units on hand to what was counted. Needs a supervisor's PIN.

    Where fewer are there than are set aside, the last in the queue waits again, and is listed.
    """
    here = session()
    product = existing_product(here.connection, sku)
    actor = here.authorise("stock.set")
    with on_shift(here.store, actor) as act:
        counted = stocktaking.set_on_hand(act, product.id, on_hand, Hours.of(here.settings))
    short = [
        {"hold": each.hold.word, "customer": each.hold.customer, "quantity": each.units, "was": each.was.value}
        for each in counted.short
    ]
    for each in short:
        here.say(f"Short: {each['hold']} ({each['was']}) waits again for {each['quantity']}; tell its customer.")
    here.answer(
        _row(counted.product) | {"short": short, "allocations": [aside_row(each) for each in counted.aside]},
        _words(counted.product),
    )
