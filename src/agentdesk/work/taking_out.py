"""Taking the log out of the building: which stretch, with or without personal data, and saying so in the log."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from agentdesk import log
from agentdesk.clock import stamp
from agentdesk.customers import records as customers
from agentdesk.errors import InvalidInput, StoreError
from agentdesk.log import keys, spans
from agentdesk.log.checkpoints import checkpoint
from agentdesk.log.export import Exported, Personal, export
from agentdesk.log.formats import FORMATS
from agentdesk.log.spans import Span
from agentdesk.settings import Settings
from agentdesk.shift import records as shifts
from agentdesk.staff.records import names
from agentdesk.store import Actor, Connection, Store


def span_of(
    connection: Connection, *, shift: int | None, start: str | None, end: str | None, staff: int | None = None
) -> Span:
    """Return the entries meant: a shift's, those of a time (UTC stamps), else of the current or last shift.

    ``staff``: whose shift; None: anybody's. Raises NotFound.
    """
    if shift is not None:
        return spans.of_shift(connection, shift)
    if start is not None or end is not None:
        return spans.of_time(connection, start, end)
    latest = shifts.latest(connection, staff) or shifts.latest(connection)
    return spans.of_shift(connection, latest.id) if latest else spans.whole(connection)


def take_out(
    store: Store, actor: Actor, path: Path, span: Span, form: str, *, personal: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Exported:  # fmt: skip
    """Write a stretch of the log to a new file with its signature; with personal data only after that is logged.

    Makes the store's first signing key where it has none. Raises NoKey, Exists, StoreError.
    """
    _have_a_key(store, actor)
    connection = store.read()
    whose = None
    if personal:
        keys.private(connection)  # refused before anything is logged
        with store.act(actor) as act:
            log.append(act, "log.taken-out", data={"first": span.first, "last": span.last, "format": form})
        whose = look_up(connection)
    return export(
        connection, path, span, form, zone=store.zone, at=stamp(store.clock.now()), personal=whose, progress=progress
    )


def exports_folder(settings: Settings, store: Path) -> Path:
    """Return the only folder that the screens write exports to, made where it is missing. Raises StoreError."""
    path = Path(settings.exports).expanduser() if settings.exports else store.parent / "exports"
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be made: {error.strerror}.", "Set another folder: exports in the settings."
        ) from error
    return path


def take_shift_out(
    connection: Connection, settings: Settings, store: Path, name: str, now: datetime, staff: int | None = None
) -> Exported:
    """Write the current or last shift (of ``staff``, or anybody's) to a new file in the exports folder: the screens' export.

    With ids only, and nothing written to the store; the format is the name's ending. Raises InvalidInput, NoKey, Exists,
    StoreError.
    """
    name = name.strip()
    form = Path(name).suffix.removeprefix(".").lower()
    if form not in FORMATS or name.startswith(".") or name != Path(name).name:
        raise InvalidInput(
            f"{name or 'Nothing'} cannot be the name of an export.", f"A plain name ending in .{', .'.join(FORMATS)}."
        )
    span = span_of(connection, shift=None, start=None, end=None, staff=staff)
    return export(connection, exports_folder(settings, store) / name, span, form, zone=settings.timezone, at=stamp(now))


def take_my_shift_out(store: Store, actor: Actor, settings: Settings, name: str) -> Exported:
    """Write the actor's shift to a new file, as the desk does; makes the store's first signing key where it has none.

    See ``take_shift_out``.
    """
    _have_a_key(store, actor)
    return take_shift_out(store.read(), settings, store.path, name, store.clock.now(), actor.staff or None)


def _have_a_key(store: Store, actor: Actor) -> None:
    if not keys.known(store.read()):
        with store.act(actor) as act:
            checkpoint(act)


def look_up(connection: Connection) -> Personal:
    """Return where an export looks names up."""
    known: dict[int, tuple[str, str, str]] = {}

    def customer(number: int) -> tuple[str, str, str]:
        if number not in known:
            if len(known) > 10_000:  # memory stays flat whatever the log holds
                known.clear()
            found = customers.by_id(connection, number)
            phone = found.phones[0].text if found and found.phones else ""
            known[number] = (found.ref or "", found.name, phone) if found else ("", "erased", "")
        return known[number]

    return Personal(names(connection), customer)
