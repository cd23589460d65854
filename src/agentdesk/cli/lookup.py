"""``agentdesk lookup``: customers from whatever is known."""

import sys
from functools import partial
from shlex import quote
from typing import Any

import click

from agentdesk.cli.printing import json_text
from agentdesk.cli.session import session, table
from agentdesk.customers.lookup.finder import Finder
from agentdesk.customers.lookup.model import Hit
from agentdesk.customers.spare import spare_fields
from agentdesk.errors import InvalidInput
from agentdesk.store import Store


@click.command("lookup")
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option(
    "--batch", is_flag=True, help="Read one query per line from standard input; print one JSON list per line."
)
def lookup_command(query: str | None, limit: int, *, batch: bool) -> None:
    """Find customers by whatever is known about them.

    Name, phone, e-mail, order, loyalty number, postcode or city, in any order and any writing.
    """
    here = session()
    ask = partial(found, Finder(here.settings.timezone), here.store, limit=limit)
    if batch:
        for line in sys.stdin:
            click.echo(json_text(ask(line.rstrip("\n"))))
        return
    if query is None:
        raise InvalidInput("What is known of the customer?", "agentdesk lookup QUERY, or --batch.", code="usage")
    rows = ask(query)
    here.answer(rows, table(rows, ["ref", "name", "phone", "email", "why"]))
    if not rows and not here.json:
        flags = " ".join(f"--{field} {quote(value)}" for field, value in spare_fields(query).items())
        here.say(f"Nobody found. Somebody new: agentdesk customer add {flags}".rstrip())


def found(finder: Finder, store: Store, query: str, limit: int) -> list[dict[str, Any]]:
    """Return the hits as rows, best first; a product whose code was typed comes as a row of its own."""
    with store.reading() as connection:
        answer = finder.look_up(connection, query, store.clock.now(), limit)
    items = [
        {"id": None, "ref": item.sku, "name": item.name, "phone": None, "email": None, "why": str(item.reason)}
        for item in answer.items
    ]
    return [*items, *map(_row, answer.hits)][:limit]


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id, "ref": hit.ref, "name": hit.name, "phone": hit.phone, "email": hit.email, "why": hit.why,
    }  # fmt: skip
