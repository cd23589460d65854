"""The view's side of the store: one connection that cannot write, used by one thread, and told when anybody wrote."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from agentdesk.clock import Clock
from agentdesk.settings import Settings
from agentdesk.store import Connection
from agentdesk.store.connection import plain_errors, version_of
from agentdesk.store.readonly import connect_read_only

if TYPE_CHECKING:
    from agentdesk.log.export import Exported

T = TypeVar("T")


class Watching:
    """Opens the store to look at. Raises StoreError where that cannot be."""

    def __init__(self, path: Path, settings: Settings, clock: Clock) -> None:
        self.path, self.settings, self.clock = path, settings, clock
        self._connection = connect_read_only(path)
        self._reader = ThreadPoolExecutor(1, "reader")
        self._version = -1

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self.clock.now()

    async def read(self, question: Callable[[Connection], T]) -> T:
        """Answer a question from one snapshot. Raises StoreError."""

        def ask() -> T:
            with plain_errors(self.path):
                self._connection.execute("BEGIN")
                try:
                    return question(self._connection)
                finally:
                    self._connection.execute("COMMIT")

        return await asyncio.get_running_loop().run_in_executor(self._reader, ask)

    async def changed(self) -> bool:
        """Say whether anybody wrote since this was last asked."""

        def look() -> bool:
            with plain_errors(self.path):
                version = version_of(self._connection)
            before, self._version = self._version, version
            return before != version

        return await asyncio.get_running_loop().run_in_executor(self._reader, look)

    async def take_out(self, name: str) -> "Exported":
        """Write the current shift to a new file in the exports folder, ids only; the store is not written to.

        Not from one snapshot: the log only grows, and a long export must not keep the -wal file from shrinking. Raises
        InvalidInput, NoKey, Exists, StoreError.
        """
        from agentdesk.work.taking_out import take_shift_out  # signing: not for the first picture to wait for

        def write() -> "Exported":
            with plain_errors(self.path):
                return take_shift_out(self._connection, self.settings, self.path, name, self.now())

        return await asyncio.get_running_loop().run_in_executor(self._reader, write)

    def close(self) -> None:
        """End the thread and the connection."""
        self._reader.shutdown(wait=True)
        self._connection.close()
