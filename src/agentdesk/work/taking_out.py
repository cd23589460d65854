"""Taking the log out of the building: which stretch, with or without personal data, and saying so in the log."""

from collections.abc import Callable
from pathlib import Path

from agentdesk import log
from agentdesk.clock import stamp
from agentdesk.customers import records as customers
from agentdesk.log import keys, spans
from agentdesk.log.checkpoints import checkpoint
from agentdesk.log.export import Exported, Personal, export
from agentdesk.log.spans import Span
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
    if not keys.known(store.read()):
        with store.act(actor) as act:
            checkpoint(act)
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
