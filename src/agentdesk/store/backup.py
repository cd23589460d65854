"""Backups: a whole, checked copy of the store in one file; and putting one in the place of a store without losing it.

Copies are made by SQLite's own online backup, never by copying the file; each is checked before it gets its name. A file
to restore is not trusted until the same checks have passed on a copy of it.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from agentdesk.errors import Refused, StoreError
from agentdesk.store.connection import APPLICATION_ID, connect, plain_errors
from agentdesk.store.engine import Connection, engine
from agentdesk.store.files import new_file
from agentdesk.store.lock import WriteLock, lock_path
from agentdesk.store.migrations import SCHEMA
from agentdesk.store.twins import in_words

Check = Callable[[Connection], None]
_DAILY = re.compile(r"\d{4}-\d\d-\d\d\.db\Z")


class BadBackup(StoreError):
    """A copy or backup that is not whole."""

    code = "bad-backup"
    exit_status = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on the disk; sizes in bytes, ``entries`` of its log."""

    path: Path
    size: int
    entries: int


def back_up(source: Path, target: Path, check: Check) -> Backup:
    """Copy a store, in use or not, to a new file, checked. ``check`` looks at what only the log knows.

    Raises BadBackup where the copy is not whole, Exists, StoreError.
    """
    with new_file(target) as temporary:
        with plain_errors(source):
            reader = connect(source, write=False)
            try:
                _copy(reader, temporary)
            finally:
                reader.close()
        with opened(temporary) as copy:
            entries = check_whole(copy, source, check)  # a fault of the copy is the store's
        size = temporary.stat().st_size
    return Backup(target, size, entries)


def _copy(reader: Connection, target: Path) -> None:
    copy = engine.connect(target, isolation_level=None)
    try:
        reader.backup(copy)  # all pages in one step: one moment of the store
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, without a -wal beside it
    finally:
        copy.close()


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Open a copy that nobody else has, for checking."""
    with plain_errors(path):
        connection = engine.connect(path, isolation_level=None)
        connection.row_factory = engine.Row
        connection.text_factory = _whatever_it_is  # a damaged text must not end the looking
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            yield connection
        finally:
            connection.close()


def _whatever_it_is(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def check_whole(connection: Connection, path: Path, check: Check) -> int:
    """Check pages, references and what ``check`` checks; returns how many entries the log has. Raises BadBackup."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID or not 0 < version <= SCHEMA:
        raise BadBackup(f"{path.name} is not a store that this agentdesk knows.", "Choose another file.")
    faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)").fetchall()]
    if faults != ["ok"]:
        raise BadBackup(
            f"{path.name} is damaged: {in_words(connection, faults[0])}.",
            "Run: agentdesk doctor; or choose another backup.",
        )
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise BadBackup(f"{path.name} refers to rows that it does not have.", "Choose another backup.")
    check(connection)
    return int(connection.execute("SELECT count(*) FROM log").fetchone()[0])


def put_in_place(backup: Path, store: Path, check: Check, suffix: str) -> Path | None:
    """Put a checked copy of a backup where the store lies; returns where the store before it now lies, if there was one.

    The old store is kept whole beside the new one as ``desk.SUFFIX.db``. Raises BadBackup, Refused while another
    program has the store open, StoreError.
    """
    if not backup.is_file():
        raise StoreError(f"There is no file {backup}.", "Check the path.", code="no-file")
    fresh = store.with_name(f".{store.name}.{secrets.token_hex(6)}.part")
    store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with opened(backup) as given:
            _copy(given, fresh)
        with opened(fresh) as copy:
            check_whole(copy, backup, check)
        _sync(fresh)
        lock = WriteLock(lock_path(store))
        try:
            with lock.held():
                kept = _set_aside(store, suffix) if store.exists() else None
                fresh.replace(store)
                lock.keep(0, b"")  # what was acknowledged before is in the store that was set aside
        finally:
            lock.close()
        _sync(store.parent)
    except OSError as error:
        raise StoreError(
            f"{store} cannot be written: {error.strerror}.", "Check the folder and the room on the disk."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _set_aside(store: Path, suffix: str) -> Path:
    """Give the store's file a second name, with nothing left in its -wal file; the first is then free to be replaced."""
    _close_off(store)
    kept = store.with_name(f"{store.stem}.{suffix}{store.suffix}")
    os.link(store, kept)
    for end in ("-wal", "-shm"):
        beside = store.with_name(store.name + end)
        if beside.exists():  # of a store too damaged to be closed off: it goes along
            beside.rename(kept.with_name(kept.name + end))
    return kept


def _close_off(store: Path) -> None:
    connection = engine.connect(store, isolation_level=None, timeout=2)
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]  # only possible for whoever is alone
    except engine.OperationalError as error:
        raise _in_use(store) from error
    except engine.DatabaseError:
        return  # no store any more; it is kept as it is
    finally:
        connection.close()
    if mode != "delete":
        raise _in_use(store)


def _in_use(store: Path) -> Refused:
    return Refused(
        f"Another program has {store.name} open.", "Close every desk and watch, then restore again.", code="in-use"
    )


def _sync(path: Path) -> None:
    with contextlib.suppress(PermissionError):  # a folder cannot be synced on every system
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def daily_folder(store: Path) -> Path:
    """Return where a store's daily copies lie: beside it."""
    return store.with_suffix(".backups")


def daily_copies(store: Path) -> list[Path]:
    """Return the daily copies, the oldest first."""
    folder = daily_folder(store)
    return sorted(path for path in folder.glob("*.db") if _DAILY.match(path.name)) if folder.is_dir() else []


def daily_path(store: Path, day: date) -> Path:
    """Return where the copy of a day lies, or will."""
    return daily_folder(store) / f"{day.isoformat()}.db"


def daily(store: Path, today: date, kept: int, check: Check, *, anew: bool = False) -> Backup | None:
    """Make the day's copy where it is not there yet, or ``anew``; then drop the oldest beyond ``kept`` (0: none is made).

    Raises BadBackup, StoreError; copies there are stay then.
    """
    if not kept:
        return None
    target = daily_path(store, today)
    made = None
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{target.parent} cannot be made: {error.strerror}.", "See what is in its way.") from error
    if anew or not target.exists():
        fresh = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
        try:
            made = replace(back_up(store, fresh, check), path=target)
            fresh.replace(target)  # the copy before is there until this one is whole
        finally:
            fresh.unlink(missing_ok=True)
        _sync(target.parent)
    for old in daily_copies(store)[:-kept]:
        old.unlink(missing_ok=True)
    return made
