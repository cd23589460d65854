"""``agentdesk customer export`` and ``agentdesk customer erase``: a person's rights over what is held about them."""

import sys
from pathlib import Path

import click

from agentdesk.cli.session import session
from agentdesk.customers import records
from agentdesk.customers.model import Customer
from agentdesk.errors import InvalidInput, NotFound
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
    help="A new .json or .html; else printed.",
)
def export_command(ref: str, path: Path | None) -> None:
    """Hand over everything that is held about a person: as JSON, or as a page to read. This is logged."""
    here = session()
    from agentdesk import log
    from agentdesk.store.files import new_file
    from agentdesk.work import person_page, person_records

    form = path.suffix.lower() if path else ".json"
    if form not in (".json", ".html"):
        raise InvalidInput(f"{path} does not say its format.", "End it in .json or .html.", code="usage")
    number = existing(here.connection, ref).id
    with here.store.act(here.actor()) as act:
        log.append(act, "customer.taken-out", customer=number, data={"format": form[1:]})
    with here.store.reading() as connection:
        found = person_records.everything(connection, number)
    if path is None:
        here.answer(found, person_page.as_json(found).rstrip("\n"))
        return
    text = person_page.as_json(found) if form == ".json" else person_page.as_html(found, here.settings.shop)
    with new_file(path) as file:
        file.write_text(text, encoding="utf-8")
    rows = {table: len(each) for table, each in found.items()}
    here.answer({"file": str(path), "rows": rows}, f"{path}: {sum(rows.values())} rows of {len(rows)} kinds.")


@click.command("erase")
@click.argument("ref")
@click.option("--preview", is_flag=True, help="Only show what would go.")
@click.option("--yes", is_flag=True, help="Do not ask again on a terminal.")
def erase_command(ref: str, *, preview: bool, yes: bool) -> None:
    """Erase a person for good (a supervisor's PIN), showing first what goes. The log still verifies."""
    here = session()
    from agentdesk.holds.dates import Hours
    from agentdesk.work import erase as erasing

    number = existing(here.connection, ref).id
    shown = erasing.preview(here.store, number)
    rows = ", ".join(f"{table} {count}" for table, count in shown.rows.items())
    here.say(f"{'Would be erased' if preview else 'To be erased'}: {rows}.")
    if shown.open:
        here.say(f"Still open with them, and cancelled: {', '.join(shown.open)}.")
    if not preview:
        if sys.stdin.isatty() and not yes and not here.pin_stdin:
            click.confirm("Erase this for good?", abort=True, err=True)
        shown = erasing.erase(here.store, here.authorise("customer.erase"), number, Hours.of(here.settings))
    lines = ["Nothing was changed." if preview else f"Customer {number} is erased; the log still verifies."]
    if shown.backups:
        lines += ["These backups hold the person still; what is restored from them is erased again:"]
        lines += [f"  {name}" for name in shown.backups]
    here.answer(
        {
            "customer": number,
            "erased": not preview,
            "rows": shown.rows,
            "open": list(shown.open),
            "backups": list(shown.backups),
        },
        lines,
    )
