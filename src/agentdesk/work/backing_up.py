"""Backing up and restoring as the shop does it: logged, with the log's chain checked, erasures done again."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path

from agentdesk import log
from agentdesk.clock import Clock, SystemClock, shop_day
from agentdesk.holds.dates import Hours
from agentdesk.log.check import verify_store
from agentdesk.log.reading import head
from agentdesk.log.verify import Verdict
from agentdesk.settings import Settings
from agentdesk.store import Actor, Connection, Store, open_store
from agentdesk.store.backup import Backup, BadBackup, back_up, daily, put_in_place


def check_chain(connection: Connection) -> None:
    """Refuse a copy whose log does not verify. Raises BadBackup."""
    result = verify_store(connection)
    if result.verdict is not Verdict.WHOLE:
        raise BadBackup(
            f"Its log does not verify: {result.what}", "Choose another backup, and ask who touched this one."
        )


def back_up_store(store: Store, actor: Actor, target: Path) -> Backup:
    """Copy the store to a new file, and say so in the log. Raises Exists, BadBackup, StoreError."""
    made = back_up(store.path, target, check_chain)
    with store.act(actor) as act:
        log.append(act, "store.backed-up", data={"file": target.name, "bytes": made.size, "entries": made.entries})
    return made


def daily_copy(store: Store, settings: Settings, *, anew: bool = False) -> Backup | None:
    """Make the day's copy where there is none yet, or ``anew``. Raises BadBackup, StoreError."""
    today = shop_day(store.clock.now(), settings.timezone)
    return daily(store.path, today, settings.backups_kept, check_chain, anew=anew)


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: where the store before it was kept, and how many customers were erased again."""

    kept: Path | None
    entries: int
    erased_again: int


@dataclass(frozen=True, slots=True)
class Erased:
    """A customer who was erased: of the store called ``store``, ``added`` when they were (stamps)."""

    store: str
    customer: int
    added: str
    at: str


def restore(
    backup: Path, path: Path, actor: Actor, settings: Settings, *, clock: Clock | None = None,
    erase_again: Callable[[Store, Actor, Hours, Sequence[Erased]], int],
) -> Restored:  # fmt: skip
    """Put a backup in the store's place, keep the one before, and erase again who was erased since.

    No connection to the store may be open. Raises BadBackup, Refused, StoreError.
    """
    clock = clock or SystemClock()
    before = _head_of(path)
    moment = clock.now().astimezone(UTC)
    kept = put_in_place(backup, path, check_chain, f"replaced-{moment:%Y%m%d-%H%M%S-%f}")
    store = open_store(path, clock, zone=settings.timezone, currency=settings.currency)
    try:
        with store.act(actor) as act:
            after = head(act.connection)
            log.append(
                act,
                "store.restored",
                data={"kept": kept.name if kept else None},
                before={"last": before[0], "head": before[1].hex()} if before else {},
                after={"last": after[0], "head": after[1].hex()} if after else {},
            )
        again = erase_again(store, actor, Hours.of(settings), erased_before(path, _store_id(store.read())))
        return Restored(kept, after[0] if after else 0, again)
    finally:
        store.close()


def _head_of(path: Path) -> tuple[int, bytes] | None:
    from agentdesk.errors import StoreError
    from agentdesk.store.readonly import connect_read_only

    try:
        connection = connect_read_only(path)
    except StoreError:
        return None  # there is none, or too damaged to say
    try:
        return head(connection)
    finally:
        connection.close()


def _store_id(connection: Connection) -> str:
    from agentdesk.log.checkpoints import store_id

    return store_id(connection)


def erasures_path(store: Path) -> Path:
    """Return the file that remembers who was erased: opaque numbers only, beside the store, outliving a restore."""
    return store.with_suffix(".erased")


def remember_erased(store: Path, gone: Erased) -> None:
    """Note that a customer was erased, in opaque numbers. Raises OSError."""
    descriptor = os.open(erasures_path(store), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(json.dumps(asdict(gone)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def erased_before(store: Path, name: str) -> list[Erased]:
    """Return the customers of the store called ``name`` who were erased at any time."""
    try:
        lines = erasures_path(store).read_text(encoding="ascii").splitlines()
    except OSError:
        return []
    known = {Erased(**json.loads(line)) for line in lines if line.strip()}
    return sorted((each for each in known if each.store == name), key=lambda each: (each.customer, each.at))


def supervisor_in(backup: Path, pin: str) -> int:
    """Return the id of the supervisor in a backup whose PIN it is. Raises Denied, StoreError."""
    from agentdesk.errors import Denied
    from agentdesk.staff import pins, records
    from agentdesk.staff.model import Role
    from agentdesk.store.backup import opened

    with opened(backup) as connection:
        for person in records.everybody(connection, at_least=Role.SUPERVISOR):
            if person.pin and pins.is_pin(person.pin, pin):
                return person.id
    raise Denied("That PIN is not right.", "Try again.", code="wrong-pin")
