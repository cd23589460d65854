"""The store: one local SQLite file, opened here and nowhere else.

A ``Store`` is shared by the threads of one process: one writing connection behind the write lock, one reading
connection a thread. ``act()`` is the only way to write.
"""

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.clock import Clock, SystemClock
from agentdesk.errors import StoreError
from agentdesk.store.act import Act, Actor, find_earlier, keep_answer
from agentdesk.store.connection import APPLICATION_ID, connect, leaves_doubt, plain_error, plain_errors, version_of
from agentdesk.store.engine import Connection, DatabaseError
from agentdesk.store.lock import WriteLock, lock_path
from agentdesk.store.migrations import SCHEMA, migrate
from agentdesk.store.place import check_place, make_private
from agentdesk.store.wal import Wal


class Store:
    """An open store. Use ``open_store`` or ``create_store`` to get one.

    ``zone`` and ``currency`` are the shop's, handed to every act. All times are UTC, money is in minor units.
    """

    def __init__(self, path: Path, clock: Clock, *, zone: str = "UTC", currency: str = "SEK") -> None:
        self.path = path
        self.clock = clock
        self.zone = zone
        self.currency = currency
        self.checkpoint_every = 1000  # log entries; the settings may say otherwise
        self._turn = threading.Lock()
        self._closed = False
        self._lock = WriteLock(lock_path(path))
        self._writer: Connection | None = None
        self._in_doubt = False  # the disk failed: open anew and look the store over before the next write
        self._wal = Wal()
        self._readers = threading.local()
        self._all_readers: list[Connection] = []

    def _writing(self) -> Connection:
        if self._writer is None:
            writer = connect(self.path, write=True, checkpoints=False)
            if self._in_doubt and [row[0] for row in writer.execute("PRAGMA quick_check").fetchall()] != ["ok"]:
                writer.close()
                raise plain_error(DatabaseError("malformed"), self.path)
            self._writer, self._in_doubt = writer, False
        return self._writer

    def _write_anew(self) -> None:
        # a connection that made tables prepares every statement again in every act, five times as slow
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    @contextmanager
    def act(self, actor: Actor, *, key: str | None = None) -> Iterator[Act]:
        """Open the one transaction of a user act; it commits when the block ends and rolls back when it raises.

        With ``key`` the act is done once: a repeat finds the first answer in ``act.earlier`` and must do nothing more.
        Waits for its turn as long as it takes; no user input, PIN hashing or phone parsing belongs inside. Raises
        StoreError (busy, disk-full, read-only, disk-error, corrupt) with nothing kept.
        """
        with self._turn, plain_errors(self.path):
            connection = self._writing()  # what can be done before the turn is
            act_id = os.urandom(8).hex()  # as secrets has it, whose import takes 4 ms
            with self._lock.held():
                connection.execute("BEGIN IMMEDIATE")
                act = Act(
                    connection, self.clock.now(), act_id, actor, self.zone, self.currency, self.checkpoint_every
                )  # fmt: skip
                try:
                    repeated = key is not None and find_earlier(act, key)
                    yield act
                    if key is not None and not repeated:
                        keep_answer(act, key)
                    connection.execute("COMMIT")
                except BaseException as error:
                    self._roll_back(connection, error)
                    raise
                if act.head is not None:
                    self._lock.keep(*act.head)
                self._tend(connection, self._wal.finish)
            self._tend(connection, self._wal.tidy)

    def _tend(self, connection: Connection, how: Callable[[Connection], None]) -> None:
        # the act is kept already: what cannot be copied back now stays in the log, and is safe there
        try:
            if self._writer is connection:
                how(connection)
        except DatabaseError as error:
            self._roll_back(connection, error)

    def _roll_back(self, connection: Connection, error: BaseException) -> None:
        # a failed write or sync may have ended the transaction already; a failed sync is never tried again
        self._in_doubt = self._in_doubt or leaves_doubt(error)
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except DatabaseError:
            self._in_doubt = True
        if self._in_doubt:
            connection.close()
            self._writer = None

    def read(self) -> Connection:
        """Return this thread's reading connection; it cannot write. Read every cursor to its end."""
        connection: Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            with plain_errors(self.path):
                connection = connect(self.path, write=False)
            self._readers.connection = connection
            self._all_readers.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot over several queries."""
        connection = self.read()
        with plain_errors(self.path):
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:  # an engine error may have ended it
                    connection.execute("COMMIT")

    def version(self) -> int:
        """Return a number that changes whenever anybody, here or in another process, has written."""
        with plain_errors(self.path):
            return version_of(self.read())

    def was_done(self, key: str) -> bool:
        """Say whether an act with this key is done already."""
        with plain_errors(self.path):
            return self.read().execute("SELECT 1 FROM acts WHERE key = ?", (key,)).fetchone() is not None

    def sweep(self) -> bool:
        """Leave nothing of what was deleted in the -wal file; False where a reader is still in the way of it."""
        with self._turn, self._lock.held(), plain_errors(self.path):
            connection = self._writing()
            try:
                return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except DatabaseError as error:
                self._roll_back(connection, error)
                raise

    def close(self) -> None:
        """Close every connection and let go of the lock; once is enough, twice does no harm."""
        if self._closed:
            return
        self._closed = True
        for connection in (*self._all_readers, self._writer):
            if connection is not None:
                connection.close()
        self._all_readers.clear()
        self._readers = threading.local()
        self._writer = None
        self._lock.close()


def open_store(path: Path, clock: Clock | None = None, *, zone: str = "UTC", currency: str = "SEK") -> Store:
    """Open an existing store, bringing an older schema up to date first.

    Raises StoreError: ``no-store``, ``newer-store``, ``not-a-store``, ``network-disk`` and what opening can meet.
    """
    with _plain_trouble(path):
        _look_at(path)
        check_place(path)
        with plain_errors(path):
            store = Store(path, clock or SystemClock(), zone=zone, currency=currency)
            try:
                _bring_up_to_date(store)
            except BaseException:
                store.close()
                raise
    return store


def _look_at(path: Path) -> None:
    # by its inode alone: opening and closing the file would drop the locks of a store that this process has open
    try:
        kind = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _no_store(path) from None
    if not stat.S_ISREG(kind.st_mode):
        raise _not_a_store(path)


def _bring_up_to_date(store: Store) -> None:
    connection, path = store._writing(), store.path
    application, version = _marks(connection)
    if not application and not version:  # another first start may be at it: wait for it, and look again
        with store._lock.held():
            application, version = _marks(connection)
            empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        if not application and empty:
            raise _no_store(path)
    if application != APPLICATION_ID:
        raise _not_a_store(path)
    if version > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer agentdesk (schema {version}, this one knows {SCHEMA}).",
            "Update agentdesk on this machine; the store was not touched.",
            code="newer-store",
        )
    if version < SCHEMA:
        with store._lock.held():
            migrate(connection)
        store._write_anew()


def _marks(connection: Connection) -> tuple[int, int]:
    return (
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
    )


def _no_store(path: Path) -> StoreError:
    return StoreError(f"There is no store at {path}.", "Run: agentdesk setup (or: agentdesk demo).", code="no-store")


def _not_a_store(path: Path) -> StoreError:
    return StoreError(f"{path} is not an agentdesk store.", "Check the path given by --store.", code="not-a-store")


@contextmanager
def _plain_trouble(path: Path) -> Iterator[None]:
    """Turn what the system says about the store's folder and files into the error a user meets."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise StoreError(
            f"The store at {path} cannot be used: {error.strerror}.",
            "Make room on the disk, then do it again."
            if full
            else "Check the path, and that the folder and its files are yours to write.",
            code="disk-full" if full else "cannot-open",
        ) from error


def create_store(path: Path, clock: Clock | None = None, *, zone: str = "UTC", currency: str = "SEK") -> Store:
    """Make a new, empty store (private folder and file) and open it. Several first starts at once make one store.

    Raises StoreError: ``network-disk``, ``cannot-open``, ``disk-full``, ``read-only``.
    """
    with _plain_trouble(path), plain_errors(path):
        make_private(path)
        check_place(path)
        store = Store(path, clock or SystemClock(), zone=zone, currency=currency)
        try:
            with store._lock.held():
                connection = store._writing()
                _refuse_what_is_not_ours(connection, path)
                if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA:
                    migrate(connection)
            store._write_anew()
        except BaseException:
            store.close()
            raise
        os.chmod(path, 0o600)  # noqa: PTH101 - as plain as Path.chmod, and works on a file made by another start
    return store


def _refuse_what_is_not_ours(connection: Connection, path: Path) -> None:
    application, version = _marks(connection)
    if application == APPLICATION_ID:
        return
    if application or version or connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
        raise _not_a_store(path)
