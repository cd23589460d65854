"""``agentdesk lookup``: customers from whatever is known."""

import json
import sys
from typing import Any

import click

from agentdesk.cli.session import session, table
from agentdesk.customers.lookup.find import Search
from agentdesk.customers.lookup.model import Hit
from agentdesk.errors import InvalidInput
from agentdesk.store import Connection


@click.command("lookup")
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--batch", is_flag=True, help="One query a line on standard input; one JSON list a line, in order.")
def lookup_command(query: str | None, limit: int, *, batch: bool) -> None:
    """Find customers by name, phone, e-mail, order, loyalty number, postcode or city: anything, in any order."""
    here = session()
    connection = here.connection
    if batch:
        for line in sys.stdin:
            click.echo(json.dumps(found(connection, line.rstrip("\n"), limit), ensure_ascii=False))
        return
    if query is None:
        raise InvalidInput("What is known of the customer?", "agentdesk lookup QUERY, or --batch.", code="usage")
    rows = found(connection, query, limit)
    here.answer(rows, table(rows, ["ref", "name", "phone", "email", "why"]))


def found(connection: Connection, query: str, limit: int) -> list[dict[str, Any]]:
    """Return the hits as rows, best first."""
    return [_row(hit) for hit in Search(connection, query, limit).run().hits]


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id, "ref": hit.ref, "name": hit.name, "phone": hit.phone, "email": hit.email, "why": hit.why,
    }  # fmt: skip
