"""The store: one local SQLite file, opened here and nowhere else.

A ``Store`` is shared by the threads of one process: one writing connection behind the write lock, one reading
connection a thread. ``act()`` is the only way to write.
"""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.clock import Clock, SystemClock
from agentdesk.errors import StoreError
from agentdesk.store.act import Act, Actor, find_earlier, keep_answer
from agentdesk.store.connection import APPLICATION_ID, connect, plain_errors
from agentdesk.store.engine import Connection, OperationalError
from agentdesk.store.lock import WriteLock
from agentdesk.store.migrations import SCHEMA, migrate
from agentdesk.store.place import check_place, make_private


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
        self._lock = WriteLock(path.with_name(path.name + ".lock"))
        self._writer: Connection | None = None
        self._readers = threading.local()
        self._all_readers: list[Connection] = []

    def _writing(self) -> Connection:
        if self._writer is None:
            self._writer = connect(self.path, write=True)
        return self._writer

    @contextmanager
    def act(self, actor: Actor, *, key: str | None = None) -> Iterator[Act]:
        """Open the one transaction of a user act; it commits when the block ends and rolls back when it raises.

        With ``key`` the act is done once: a repeat finds the first answer in ``act.earlier`` and must do nothing more.
        Waits for its turn as long as it takes; no user input, PIN hashing or phone parsing belongs inside. Raises
        StoreError (busy, disk-full, read-only, disk-error, corrupt) with nothing kept.
        """
        with self._turn, self._lock.held(), plain_errors(self.path):
            connection = self._writing()
            connection.execute("BEGIN IMMEDIATE")
            act = Act(
                connection,
                self.clock.now(),
                secrets.token_hex(8),
                actor,
                self.zone,
                self.currency,
                self.checkpoint_every,
            )
            try:
                repeated = key is not None and find_earlier(act, key)
                yield act
                if key is not None and not repeated:
                    keep_answer(act, key)
                connection.execute("COMMIT")
            except BaseException:
                self._roll_back(connection)
                raise

    def _roll_back(self, connection: Connection) -> None:
        # a failed write or sync may have ended the transaction already; a connection in doubt is never used again
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except OperationalError:
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
                connection.execute("COMMIT")

    def version(self) -> int:
        """Return a number that changes whenever anybody, here or in another process, has written."""
        with plain_errors(self.path):
            return int(self.read().execute("PRAGMA data_version").fetchone()[0])

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
    if not path.exists():
        raise StoreError(f"There is no store at {path}.", "Run: agentdesk setup (or: agentdesk demo).", code="no-store")
    check_place(path)
    with plain_errors(path):
        store = Store(path, clock or SystemClock(), zone=zone, currency=currency)
        connection = store._writing()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            store.close()
            raise StoreError(
                f"{path} is not an agentdesk store.", "Check the path given by --store.", code="not-a-store"
            )
        if version > SCHEMA:
            store.close()
            raise StoreError(
                f"{path} was written by a newer agentdesk (schema {version}, this one knows {SCHEMA}).",
                "Update agentdesk on this machine; the store was not touched.",
                code="newer-store",
            )
        if version < SCHEMA:
            with store._lock.held():
                migrate(connection)
    return store


def create_store(path: Path, clock: Clock | None = None, *, zone: str = "UTC", currency: str = "SEK") -> Store:
    """Make a new, empty store (private folder and file) and open it. Several first starts at once make one store.

    Raises StoreError: ``network-disk``, ``cannot-open``, ``disk-full``, ``read-only``.
    """
    try:
        make_private(path)
    except OSError as error:
        raise StoreError(
            f"{path.parent} cannot be used for the store: {error.strerror}.", "Choose another folder with --store."
        ) from error
    check_place(path)
    with plain_errors(path):
        store = Store(path, clock or SystemClock(), zone=zone, currency=currency)
        with store._lock.held():
            connection = store._writing()
            if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA:
                migrate(connection)
        os.chmod(path, 0o600)  # noqa: PTH101 - as plain as Path.chmod, and works on a file made by another start
    return store
