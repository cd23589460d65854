"""``agentdesk log``: what was done, by whom."""

import click

from agentdesk.cli.session import session, table
from agentdesk.clock import local_iso
from agentdesk.log import reading, words
from agentdesk.money import money_text
from agentdesk.staff.records import names


@click.group("log")
def log_command() -> None:
    """The append-only, chained record of every act."""


@log_command.command("show")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many, the newest.")
@click.option("--shift", type=int, help="Of one shift.")
def show(limit: int, shift: int | None) -> None:
    """Print the log, oldest first."""
    here = session()
    with here.store.reading() as connection:
        entries = reading.last(connection, limit, shift=shift)[::-1]
        people = names(connection)
    zone, currency, locale = here.settings.timezone, here.settings.currency, here.settings.locale

    def money(units: int) -> str:
        return money_text(units, currency, locale)

    rows = [
        {
            "seq": entry.seq,
            "at": local_iso(entry.at, zone),
            "actor": people.get(entry.actor, str(entry.actor)),
            "kind": entry.kind,
            "contact": f"C-{entry.contact}" if entry.contact else None,
            "customer": entry.customer,
            "detail": words.words(entry, money),
            "record": entry.record,
            "text": entry.texts,
            "hash": entry.hash.hex(),
        }
        for entry in entries
    ]
    shown = [
        {**row, "time": str(row["at"])[:19].replace("T", " "), "act": str(row["kind"]).replace(".", " ")}
        for row in rows
    ]
    here.answer(rows, table(shown, ["seq", "time", "actor", "act", "contact", "detail"]))
