"""``agentdesk shift handover|accept|return|report``: what a shift leaves behind, and its page for people."""

from collections.abc import Sequence
from pathlib import Path

import click

from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.shift import handover_records as handover
from agentdesk.shift import records
from agentdesk.shift.model import Item
from agentdesk.work.handover import Described, describe, hand_back, take


def item_rows(here: Session, items: list[Item]) -> list[dict[str, object]]:
    """Return items as commands print them."""
    with here.store.reading() as connection:
        return rows_of(here, describe(connection, items))


def rows_of(here: Session, found: Sequence[Described]) -> list[dict[str, object]]:
    """Return described items as commands print them."""
    return [
        {
            "item": each.item.word,
            "kind": each.item.kind,
            "owner": each.owner,
            "what": each.what,
            "customer": each.customer,
            "name": each.name or None,
            "due": local_iso(each.due_at, here.settings.timezone) if each.due_at else None,
            "state": each.item.state,
            "reason": each.item.reason if each.item.state == "returned" else None,
        }
        for each in found
    ]


def _number(text: str) -> int:
    bare = text.upper().removeprefix("I-")
    if not bare.isdecimal():
        raise InvalidInput(f"{text!r} is not an item.", "Such as I-7; see: agentdesk shift handover", code="usage")
    return int(bare)


@click.command("handover")
def handover_command() -> None:
    """List what closed shifts left and nobody has taken yet."""
    here = session()
    rows = item_rows(here, handover.waiting(here.connection))
    here.answer(rows, table(rows, ["item", "owner", "name", "what", "due", "state", "reason"]))


@click.command("accept")
@click.argument("items", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Take everything that waits.")
def accept_command(items: tuple[str, ...], *, everything: bool) -> None:
    """Take items over: from now on they are yours."""
    here = session()
    if bool(items) == everything:
        raise InvalidInput("Say which items.", "Name them (I-7), or give --all.", code="usage")
    from agentdesk.work.attend import on_shift

    wanted = [_number(item) for item in items] or [each.id for each in handover.waiting(here.connection)]
    actor = here.actor()
    with on_shift(here.store, actor) as act:
        taken = [take(act, item) for item in wanted]
    here.answer(
        [{"item": each.word, "state": each.state} for each in taken],
        f"Yours now: {', '.join(each.word for each in taken) or 'nothing waited'}.",
    )


@click.command("return")
@click.argument("item")
@click.option("--reason", required=True, help="Why, in a few words.")
def return_command(item: str, reason: str) -> None:
    """Hand an item back to whoever left it, with a reason."""
    here = session()
    from agentdesk.work.attend import on_shift

    with on_shift(here.store, here.actor()) as act:
        back = hand_back(act, _number(item), reason)
    here.answer(
        {"item": back.word, "state": back.state, "reason": back.reason}, f"{back.word} waits for its owner again."
    )


@click.command("report")
@click.argument("shift", type=int, required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "html"]),
    help="Told from the file's ending if left out; text if it has none.",
)
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path), metavar="FILE", help="A new file; printed if left out."
)
def report_command(shift: int | None, form: str | None, path: Path | None) -> None:
    """Print a shift's page. It has hours, contacts, moods, promises, holds, remedies and the head of the chain."""
    here = session()
    from agentdesk.money import money_text
    from agentdesk.work.report import report
    from agentdesk.work.report_pages import page, sections

    settings = here.settings
    if settings.blind_close:
        here.authorise("shift.report")  # who closes blind does not see the figures
    chosen = shift
    if chosen is None:
        mine = here.actor(pin_follows=True).staff if here.name else None
        latest = records.latest(here.connection, mine)
        if latest is None:
            raise NotFound("There is no shift yet.", "Open one: agentdesk shift open", code="no-shift")
        chosen = latest.id
    with here.store.reading() as connection:
        found = report(connection, chosen, here.store.clock.now())

    def money(units: int) -> str:
        return money_text(units, settings.currency, settings.locale)

    form = form or {".md": "md", ".html": "html"}.get(path.suffix if path else "", "text")
    text = page(found, settings, form, money)
    if path is not None:
        from agentdesk.store.files import new_file

        with new_file(path) as file:
            file.write_text(text, encoding="utf-8")
    answer = {
        "shift": chosen,
        "name": found.name,
        "short": found.head,
        "file": str(path) if path else None,
        "sections": {
            part.title: [list(row) for row in part.rows] for part in sections(found, settings.timezone, money)
        },
    }
    here.answer(answer, text.rstrip("\n") if path is None else f"{path}: shift {chosen}, head {found.head}")
