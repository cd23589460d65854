"""``agentdesk log``: what was done, by whom; the log as a signed file; checking either."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from agentdesk.cli.progress import Progress
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso, stamp
from agentdesk.errors import InvalidInput
from agentdesk.log import reading, words
from agentdesk.log.formats import FORMATS
from agentdesk.log.phrases import Money
from agentdesk.log.verify import Result
from agentdesk.money import money_text
from agentdesk.staff.records import names
from agentdesk.store import Connection


@click.group("log")
def log_command() -> None:
    """The append-only, chained record of every act."""


@log_command.command("show")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many entries, counted from the newest."
)
@click.option("--shift", type=int, help="Only entries of one shift.")
@click.option("--person", metavar="NAME", help="Only acts of one person.")
@click.option("--customer", metavar="REF", help="Only acts about one customer.")
@click.option("--kind", metavar="KIND", help="Such as remedy.given, or remedy for all of them.")
@click.option("--from", "start", metavar="T", help="From a day or a moment, in the shop's zone.")
@click.option("--to", "end", metavar="T", help="Until a day (with it) or a moment.")
def show(
    limit: int, shift: int | None, person: str | None, customer: str | None, kind: str | None, start: str | None,
    end: str | None,
) -> None:  # fmt: skip
    """Print the log, oldest first."""
    here = session()
    zone = here.settings.timezone
    with here.store.reading() as connection:
        wanted = reading.Wanted(
            shift=shift,
            actor=_person(connection, person),
            customer=_customer(connection, customer),
            kind=kind,
            start=_moment(start, zone),
            end=_moment(end, zone, last=True),
        )
        entries = reading.wanted(connection, wanted, limit)[::-1]
        people = names(connection)
    currency, locale = here.settings.currency, here.settings.locale

    def money(units: int) -> str:
        return money_text(units, currency, locale)

    rows = [entry_row(entry, people, zone, money) for entry in entries]
    shown = [
        {**row, "time": str(row["at"])[:19].replace("T", " "), "act": str(row["kind"]).replace(".", " ")}
        for row in rows
    ]
    here.answer(rows, table(shown, ["seq", "time", "actor", "act", "contact", "detail"]))


def entry_row(entry: reading.Entry, people: dict[int, str], zone: str, money: Money) -> dict[str, Any]:
    """Return an entry as ``log show --json`` prints it."""
    data = entry.record["data"]
    approver = data.get("approver")
    return {
        "seq": entry.seq,
        "at": local_iso(entry.at, zone),
        "utc": entry.at,
        "act": entry.act,
        "actor": people.get(entry.actor, str(entry.actor)),
        "desk": entry.record["desk"],
        "shift": entry.shift,
        "kind": entry.kind,
        "contact": f"C-{entry.contact}" if entry.contact else None,
        "customer": entry.customer,
        "item": entry.record["item"],
        "reason": data.get("reason"),
        "approver": people.get(approver, str(approver)) if approver is not None else None,
        "detail": words.words(entry, money),
        "record": entry.record,
        "text": entry.texts,
        "erased": list(entry.erased),
        "hash": entry.hash.hex(),
    }


def _person(connection: Connection, name: str | None) -> int | None:
    if name is None:
        return None
    from agentdesk.errors import NotFound
    from agentdesk.staff.records import by_name

    found = by_name(connection, name)
    if found is None:
        raise NotFound(
            f"Nobody here is called {name}.", "See who works here: agentdesk staff list", code="no-such-person"
        )
    return found.id


def _customer(connection: Connection, ref: str | None) -> int | None:
    if ref is None:
        return None
    from agentdesk.customers.records import id_of_ref
    from agentdesk.errors import NotFound

    found = id_of_ref(connection, ref)
    if found is None:
        raise NotFound(f"No customer has the number {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
    return found


def _moment(text: str | None, zone: str, *, last: bool = False) -> str | None:
    """Return the stamp of a day or moment as typed; a day as the end of a span counts whole."""
    if text is None:
        return None
    try:
        if len(text) == 10:
            day = date.fromisoformat(text) + timedelta(days=1 if last else 0)
            return stamp(datetime.combine(day, time(), ZoneInfo(zone)))
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(
            f"{text!r} is not a day or moment.", "Such as 2026-11-28 or 2026-11-28T14:05.", code="usage"
        ) from error
    return stamp(found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone)))


@log_command.command("export")
@click.option("--shift", type=int, help="One shift, by its number; the current or last one if left out.")
@click.option("--from", "start", metavar="T", help="From a day or a moment, in the shop's zone.")
@click.option("--to", "end", metavar="T", help="Until a day (with it) or a moment.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Told from the file's ending if left out.")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.option("--with-personal-data", "personal", is_flag=True, help="With names, phones and texts; this is logged.")
def export(
    shift: int | None, start: str | None, end: str | None, form: str | None, path: Path, *, personal: bool
) -> None:
    """Write entries to a new file, with a signature beside it. FILE.sig is detached: keep both."""
    if shift is not None and (start or end):
        raise InvalidInput("--shift and --from or --to exclude each other.", "Choose one.", code="usage")
    form = form or path.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise InvalidInput(f"{path.name} does not say its format.", f"Add --format {'|'.join(FORMATS)}.", code="usage")
    here = session()
    zone = here.settings.timezone
    from agentdesk.work.taking_out import span_of, take_out

    actor = here.actor()
    span = span_of(
        here.connection,
        shift=shift,
        start=_moment(start, zone),
        end=_moment(end, zone, last=True),
        staff=actor.staff or None,
    )
    with Progress("entries", quiet=here.json) as progress:
        done = take_out(here.store, actor, path, span, form, personal=personal, progress=progress)
    meta = done.statement.meta
    here.answer(
        {
            "file": str(done.path),
            "signature": str(done.signature),
            "format": form,
            "rows": meta.rows,
            "first": meta.first,
            "last": meta.last,
            "head": done.statement.head,
            "short": done.statement.short,
            "key": done.statement.key,
        },
        [
            f"{meta.rows} entries, {meta.first} to {meta.last}: {done.path}",
            f"Signature: {done.signature} (key {done.statement.key})",
            f"Head of the chain: {done.statement.short}. Write it down outside this machine.",
        ],
    )


@log_command.command("verify")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--key", "given", multiple=True, metavar="K", help="The key it must be signed with: its id, public half or file."
)
@click.option("--after", type=click.Path(path_type=Path), metavar="FILE", help="The export that it must follow.")
def verify(file: Path | None, given: tuple[str, ...], after: Path | None) -> None:
    """Check an export, or without FILE the store's own log. An export is checked on any machine, without the store.

    Exit status: 0 whole, 1 altered, 3 cut off or something missing in between, 4 another key, 5 unreadable.
    """
    here = session()
    wanted = [_key(each) for each in given]
    with Progress("entries", quiet=here.json) as progress:
        if file is None:
            result = _verify_store(here, wanted, after, progress)
        else:
            from agentdesk.log.verify import verify_file

            result = verify_file(file, keys=wanted, after=after, progress=progress)
    statement = result.statement
    answer: dict[str, object] = {"verdict": result.verdict.value, "entry": result.entry, "what": result.what}
    lines = [result.what]
    if statement is not None:
        meta = statement.meta
        answer |= {"rows": meta.rows, "first": meta.first, "last": meta.last, "head": statement.head,
                   "short": statement.short, "key": statement.key}  # fmt: skip
        lines.append(f"Head {statement.short} · signed with key {statement.key}")
        if not wanted:
            lines.append("Compare the key with the one you noted (agentdesk keys show), or give it with --key.")
    status = result.verdict.exit_status
    if status:
        answer["error"] = {"code": result.verdict.value, "what": result.what, "next": _NEXT[result.verdict.value]}
        here.say(f"agentdesk: {result.what}\n  {_NEXT[result.verdict.value]}")
    here.answer(answer, lines if not status else "")
    click.get_current_context().exit(status)


_NEXT = {
    "altered": "Take the file again from where it was kept first; what differs was changed after signing.",
    "cut-off": "Ask for the rest: entries were signed that are not here.",
    "unknown-key": "Ask the shop for its key: agentdesk keys show",
}


def _verify_store(here: Session, wanted: list[str], after: Path | None, progress: Progress) -> Result:
    from agentdesk.log.check import verify_store
    from agentdesk.log.statement import read_signature, signature_path

    earlier = None
    if after is not None:
        signed = read_signature(signature_path(after))
        if not signed.genuine:
            raise InvalidInput(
                f"The signature of {after} was altered.", "Take it from where it was kept.", code="usage"
            )
        earlier = signed.statement
    with here.store.reading() as connection:
        return verify_store(connection, trusted=wanted, after=earlier, progress=progress)


def _key(text: str) -> str:
    """Return the id of a key given as its id, its public half in hex, or a file with either."""
    from agentdesk.log.keys import key_id

    words = text.strip().lower()
    if not _is_hex(words):
        try:
            found = Path(text).read_text(encoding="ascii").split()
        except (OSError, ValueError) as error:
            raise InvalidInput(
                f"{text!r} is neither a key nor a file.", "See: agentdesk keys show", code="usage"
            ) from error
        words = next((word.lower() for word in found if _is_hex(word.lower())), "")
    if not _is_hex(words):
        raise InvalidInput(f"{text!r} holds no key.", "See: agentdesk keys show", code="usage")
    return words if len(words) == 32 else key_id(bytes.fromhex(words))


def _is_hex(text: str) -> bool:
    return len(text) in (32, 64) and all(letter in "0123456789abcdef" for letter in text)
