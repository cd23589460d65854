"""``agentdesk customer export`` and ``agentdesk customer erase``: a person's rights over what is held about them."""

import sys
from pathlib import Path

import click

from agentdesk.cli.session import session
from agentdesk.customers import records
from agentdesk.customers.model import Customer
from agentdesk.errors import NotFound
from agentdesk.store import Connection


def existing(connection: Connection, ref: str) -> Customer:
    """Return the customer of a ref, or of a number of the desk's own where they have none. Raises NotFound."""
    found = records.by_ref(connection, ref)
    if found is None and ref.isascii() and ref.isdecimal() and len(ref) < 11:
        found = records.by_id(connection, int(ref))
    if found is None or found.erased:
        raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
    return found


@click.command("export")
@click.argument("ref")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A new .json or .html file; without an ending, both. Left out, JSON is printed.",
)
def export_command(ref: str, path: Path | None) -> None:
    """Hand over everything that is held about a person. As JSON and as a page to read; this is logged."""
    here = session()
    from agentdesk.work.person import gather, write_out
    from agentdesk.work.person_page import as_json

    found = gather(here.store, here.actor(), existing(here.connection, ref).id)
    if path is None:
        here.answer(found, as_json(found).rstrip("\n"))
        return
    files = [str(each) for each in write_out(here.store, here.settings, found, path)]
    rows = {table: len(each) for table, each in found.items()}
    here.answer(
        {"files": files, "rows": rows}, f"{' and '.join(files)}: {sum(rows.values())} rows of {len(rows)} kinds."
    )


@click.command("erase")
@click.argument("ref")
@click.option("--preview", is_flag=True, help="Only show what would go.")
@click.option("--yes", is_flag=True, help="Do not ask again on a terminal.")
def erase_command(ref: str, *, preview: bool, yes: bool) -> None:
    """Erase a person for good (a supervisor's PIN). What will go is shown first; the log still verifies."""
    here = session()
    from agentdesk.holds.dates import Hours
    from agentdesk.work import erase as erasing

    number = existing(here.connection, ref).id
    shown = erasing.preview(here.store, number)
    rows = ", ".join(f"{table} {count}" for table, count in shown.rows.items())
    here.say(f"{'Would be erased' if preview else 'To be erased'}: {rows}.")
    if shown.open:
        here.say(f"Still open with them, and cancelled: {', '.join(shown.open)}.")
    if shown.named:
        here.say(f"Other texts that name them, and lose the name or go: {shown.named}.")
    if not preview:
        if sys.stdin.isatty() and not yes and not here.pin_stdin:
            click.confirm("Erase this for good?", abort=True, err=True)
        shown = erasing.erase(here.store, here.authorise("customer.erase"), number, Hours.of(here.settings))
    lines = ["Nothing was changed." if preview else f"Customer {number} is erased; the log still verifies."]
    for what, names in (
        ("These backups hold the person still; what is restored from them is erased again:", shown.backups),
        ("Exports with personal data were made, which are out of reach here:", shown.exports),
        ("Other customers' cards name them, which only you can judge (agentdesk customer edit):", shown.cards),
    ):
        lines += [what, *(f"  {name}" for name in names)] if names else []
    if not shown.clean:
        lines.append("Another program is reading an old state: close every desk and run any command, then it is gone.")
    here.answer(
        {
            "customer": number,
            "erased": not preview,
            "rows": shown.rows,
            "open": list(shown.open),
            "named": shown.named,
            "cards": list(shown.cards),
            "backups": list(shown.backups),
            "exports": list(shown.exports),
            "clean": shown.clean,
        },
        lines,
    )
