"""The desk's side of the store: who acts here, and reading and acting off the UI thread, one thing after another."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from agentdesk.errors import Refused
from agentdesk.settings import Settings
from agentdesk.store import Act, Actor, Connection, Store
from agentdesk.store.drafts import Draft, Drafts

if TYPE_CHECKING:
    from agentdesk.staff.model import Person

T = TypeVar("T")
PATIENCE = 1.0  # seconds that an act may wait for its turn before the agent is told why
AT_ONCE = 0.008  # seconds that a key's own turn may wait for its answer: half of what an eye sees as one picture


def _nobody() -> None:
    pass


class Counter:
    """One agent's place: a thread that reads, a thread that acts, a thread that keeps drafts."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        person: "Person",
        desk: str,
        in_spare_time: Callable[[], None] = _nobody,
    ) -> None:
        self.store = store
        self.settings = settings
        self.person = person
        self.in_spare_time = in_spare_time  # done on the reader's thread once the desk is open
        self.actor = Actor(person.id, desk)
        self._reader = ThreadPoolExecutor(1, "reader")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._keeper = ThreadPoolExecutor(1, "drafts")
        self._read_last: Future[Any] = Future()  # what the reader was asked last: done, it is free
        self._read_last.set_result(None)
        self._until = 0.0  # by the monotonic clock: a question asked before it is waited for at once
        self.waiting = False  # an act waits for its turn: another process has been writing for a while
        self.left = asyncio.Event()  # the agent left without waiting for it
        self.told_of_waiting: Callable[[], None] = _nobody

    @cached_property
    def drafts(self) -> Drafts:
        """The drafts of this place, opened on the keeper's thread by the first key."""
        return Drafts(self.store.path)

    async def _in_turn(self, work: Callable[[Callable[[], None]], T]) -> T:
        """Run work on the writer's thread; it is handed what to call when its turn has come."""
        begun = threading.Event()
        done = asyncio.get_running_loop().run_in_executor(self._writer, lambda: work(begun.set))
        await asyncio.wait({done}, timeout=PATIENCE)
        if done.done() or begun.is_set():
            return await done
        self.waiting = True
        self.told_of_waiting()
        try:
            leaving = asyncio.ensure_future(self.left.wait())
            either: set[asyncio.Future[Any]] = {done, leaving}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if not done.done():
                raise Refused("You left before its turn came.", "It was not done.", code="left")
            return await done
        finally:
            self.waiting = False
            self.told_of_waiting()

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self.store.clock.now()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let what is read meanwhile be waited for where it is asked, for ``AT_ONCE`` in all.

        The reader answers most keys sooner; the screen stands still no longer than that however long it takes.
        """
        self._until = time.monotonic() + AT_ONCE
        try:
            yield
        finally:
            self._until = 0.0

    async def read(self, question: Callable[[Connection], T]) -> T:
        """Answer a question from one snapshot of the store. Raises StoreError."""

        def ask() -> T:
            with self.store.reading() as connection:
                return question(connection)

        return await self.think(ask)

    async def think(self, work: Callable[[], T]) -> T:
        """Do something slow that needs no store on the reader's thread."""
        free, left = self._read_last.done(), self._until - time.monotonic()
        self._read_last = asked = self._reader.submit(work)
        if free and left > 0:
            try:
                return asked.result(left)
            except TimeoutError:
                if asked.done():  # it is the question's own
                    raise
        return await asyncio.wrap_future(asked)

    async def act(self, deed: Callable[[Act], T], *, inside: int | None = None) -> T:
        """Do one act in this person's shift; returns once it is committed. Raises DeskError with nothing kept.

        ``inside`` is the contact it belongs to: it is refused where that one is no longer this person's open one.
        """

        from agentdesk.contacts.actions import at_hand
        from agentdesk.work.attend import on_shift

        def do(begun: Callable[[], None]) -> T:
            with on_shift(self.store, self.actor) as act:
                begun()
                if inside is not None:
                    at_hand(act, inside)
                return deed(act)

        return await self._in_turn(do)

    async def write(self, work: Callable[[], T], *, slow: bool = False) -> T:
        """Do what opens acts of its own, as a PIN check between two of them; ``slow`` may take long by itself.

        Raises DeskError.
        """
        if slow:
            return await asyncio.get_running_loop().run_in_executor(self._writer, work)
        return await self._in_turn(lambda _: work())

    def keep_draft(self, contact: int, draft: Draft) -> "Future[None]":
        """Keep what is in the box; the returned future, the keeper's own, ends once it is on disk."""
        return self._keeper.submit(lambda: self.drafts.keep(self.person.id, contact, draft))

    async def draft(self, contact: int) -> Draft | None:
        """Return what was in the box in that contact."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._keeper, lambda: self.drafts.of(self.person.id, contact))

    def keep_habit(self, name: str, value: str) -> "asyncio.Future[None]":
        """Keep how this person likes the desk to be."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._keeper, lambda: self.drafts.keep_habit(self.person.id, name, value))

    async def habit(self, name: str) -> str | None:
        """Return how this person likes the desk to be, where they have said so."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._keeper, lambda: self.drafts.habit(self.person.id, name))

    def close(self) -> None:
        """End the threads after what they are doing, and the drafts file."""
        for pool in (self._reader, self._writer, self._keeper):
            pool.shutdown(wait=True)
        if "drafts" in self.__dict__:
            self.drafts.close()
