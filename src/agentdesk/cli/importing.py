"""``agentdesk import``: other systems' files."""

import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from agentdesk.cli.session import Session, session
from agentdesk.clock import stamp
from agentdesk.errors import InvalidInput
from agentdesk.store.copying import scratch_copy
from agentdesk.text import visible
from agentdesk.work.importing.report import Report, Tally
from agentdesk.work.importing.run import Noun, run_import

_LISTED = 20  # holds that are named one by one
NOUNS = ("customers", "products", "deliveries", "orders", "order-lines")


@click.command("import")
@click.argument("noun", type=click.Choice(NOUNS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Read a field from this column; may repeat.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@click.option("--as-of", metavar="TIME", help="When the stock in the file was counted: 2026-11-28T08:00.")
@click.option("--report", type=click.Path(path_type=Path), help="Where rows that were not used are listed.")
def import_command(
    noun: str, file: Path, maps: tuple[str, ...], as_of: str | None, report: Path | None, *, dry_run: bool
) -> None:
    """Import customers, products, deliveries or orders from a file.

    FILE is CSV, gzipped or not. Columns are recognised by their usual names in English, Swedish, Norwegian and Japanese.
    Rows that cannot be used go to a report; importing the same file again changes nothing.
    """
    here = session()
    given = dict(_pair(each) for each in maps)
    actor = here.actor()
    bad = Report((report or Path(f"{file.name}.rejected.csv")).absolute())
    show = _Shown(here, file)
    brought = _noun(here, noun, as_of)
    with scratch_copy(here.store) if dry_run else nullcontext(here.store) as store:
        done = run_import(store, actor, brought, file, given, report=bad, progress=show)
    show.end()
    _tell_short(here, brought, dry_run=dry_run)
    _tell(here, done.tally, bad.written, dry_run=dry_run)


def _tell_short(here: Session, brought: Noun, *, dry_run: bool) -> None:
    """List promises whose units a snapshot of the stock does not find."""
    from agentdesk.work.importing.goods import Products

    short = brought.short if isinstance(brought, Products) else []
    waits = "would wait" if dry_run else "waits"
    for each in short[:_LISTED]:
        here.say(f"Short: {each.hold.word} ({each.was}) {waits} again for {each.units}; its promise is at risk.")
    if short and not dry_run:
        more = f"{len(short)} holds in all. " if len(short) > _LISTED else ""
        here.say(f"{more}Whom to tell, and what to say: agentdesk hold calls")


def _tell(here: Session, tally: Tally, report: Path | None, *, dry_run: bool) -> None:
    kept = "would be " if dry_run else ""
    here.answer(
        {
            "read": tally.read,
            "added": tally.added,
            "updated": tally.updated,
            "unchanged": tally.unchanged,
            "rejected": tally.rejected,
            "report": str(report) if report else None,
        },
        f"{tally.read:,} rows read: {tally.added:,} {kept}added, {tally.updated:,} {kept}updated,"
        f" {tally.unchanged:,} unchanged, {tally.rejected:,} rejected" + (f" (see {report})" if report else ""),
    )


def _noun(here: Session, noun: str, as_of: str | None) -> Noun:
    from agentdesk.holds.dates import Hours
    from agentdesk.work.importing.goods import Deliveries, Products
    from agentdesk.work.importing.orders import OrderLines, Orders

    settings = here.settings
    if noun == "customers":
        from agentdesk.customers.importing import Customers

        return Customers(settings.country)
    if noun == "products":
        return Products(Hours.of(settings), settings.currency, _moment(as_of, settings.timezone))
    if noun == "deliveries":
        return Deliveries(Hours.of(settings))
    return Orders() if noun == "orders" else OrderLines(settings.currency)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign or not name or not column:
        raise InvalidInput(f"--map {text!r} is not FIELD=COLUMN.", "Such as --map ref=CustomerID.", code="usage")
    return name.strip().replace("-", "_"), column.strip()


def _moment(text: str | None, zone: str) -> str | None:
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"--as-of {text!r} is not a time.", "Write it as 2026-11-28T08:00.", code="usage") from error
    return stamp(when if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone)))


class _Shown:
    """Progress on a terminal: a bar and the rows so far, on one line of standard error."""

    _WIDTH = 30

    def __init__(self, here: Session, file: Path) -> None:
        self._file = visible(file.name)
        self._shown = False
        self._on = not here.json and sys.stderr.isatty()

    def __call__(self, tally: Tally) -> None:
        if self._on:
            self._shown = True
            full = int(tally.done * self._WIDTH)
            bar = "█" * full + "░" * (self._WIDTH - full)
            click.echo(f"\r{self._file} {bar} {tally.done:4.0%}  {tally.read:,} rows", err=True, nl=False)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            click.echo(err=True)
