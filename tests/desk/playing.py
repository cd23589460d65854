"""Playing the desk without a terminal: keys in, the screen's text out."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.patience import comes
from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerError

from agentdesk.clock import SetClock
from agentdesk.desk.ahead import REACTION
from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.desk.screen import DeskScreen
from agentdesk.store import Act, Store

WIDE, SMALL = (120, 36), (80, 24)
both_sizes = pytest.mark.parametrize("desk", [WIDE, SMALL], indirect=True, ids=["120x36", "80x24"])


async def worked_off(screen: DeskScreen) -> None:
    """Wait until every key so far is done and drawn: no longer, and however long that takes."""
    # keys pass from the app through the screen to the box: whatever stands behind them there is done after them
    for _ in range(2):
        for stage in (screen.app, screen, screen.box, screen):
            done = asyncio.Event()
            stage.call_later(done.set)
            await done.wait()
        for worker in list(screen.workers):
            if worker.group == "typed":  # an answer that took too long for its key's own turn
                with contextlib.suppress(WorkerError):  # overtaken, or what went wrong is said on the screen
                    await worker.wait()
        await screen.drafting.settled()
    await screen.painted()


class Desk:
    """One agent's place in the sample shop, on Saturday 28 November 2026 at 14:05."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], counter: Counter) -> None:
        self.app, self.pilot, self.counter = app, pilot, counter

    @property
    def screen(self) -> DeskScreen:
        assert isinstance(self.app.screen, DeskScreen)
        return self.app.screen

    @property
    def clock(self) -> SetClock:
        assert isinstance(self.store.clock, SetClock)
        return self.store.clock

    @property
    def store(self) -> Store:
        return self.counter.store

    async def type(self, *parts: str) -> None:
        """Press keys as somebody does who reads what comes: ``type("karin", "enter")``."""
        for part in parts:
            await asyncio.sleep(max(0.0, self.screen.ahead.surprised_at + REACTION + 0.02 - time.monotonic()))
            await self.burst(part)

    async def burst(self, *parts: str) -> None:
        """Press keys in one breath, as a paste or a scanner sends them."""
        for part in parts:
            for key in [part] if part in NAMED or part.startswith("ctrl+") else part:
                named = len(key) > 1
                self.app.post_message(events.Key(key_of(key), None if named else key))
        await worked_off(self.screen)

    async def wait_for(self, words: str) -> None:
        """Wait until the terminal shows what somebody else's act brings."""
        await comes(lambda: words in self.text(), self.text)

    async def wait_without(self, words: str) -> None:
        """Wait until the terminal shows it no more."""
        await comes(lambda: words not in self.text(), self.text)

    async def command(self, title: str) -> None:
        """Run an action from the list of all actions."""
        await self.type("ctrl+p", title, "enter")

    def text(self) -> str:
        """What the terminal shows now."""
        rows = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)

    def kinds(self, since: int = 0) -> list[str]:
        """The kinds of every entry that this person made after a seq."""
        rows = self.store.read().execute("SELECT kind FROM log WHERE seq > ? AND actor = 1 ORDER BY seq", (since,))
        return [row["kind"] for row in rows.fetchall()]

    def entry(self, kind: str) -> dict[str, Any]:
        """The last entry of a kind."""
        row = self.store.read().execute("SELECT record FROM log WHERE kind = ? ORDER BY seq DESC", (kind,)).fetchone()
        assert row is not None, f"no {kind} in the log"
        found: dict[str, Any] = json.loads(row["record"])
        return found

    @property
    def last(self) -> int:
        """The seq of the last entry."""
        return int(self.store.read().execute("SELECT max(seq) FROM log").fetchone()[0])

    def act(self, deed: Callable[[Act], object]) -> None:
        """Something that somebody else does meanwhile."""
        self._act(2, "office", deed)

    def act_as_me(self, deed: Callable[[Act], object]) -> None:
        """Something that the same person does at another desk."""
        self._act(self.counter.person.id, "counter 1", deed)

    def _act(self, person: int, place: str, deed: Callable[[Act], object]) -> None:
        from agentdesk.store import Actor
        from agentdesk.work.attend import on_shift

        with on_shift(self.store, Actor(person, place)) as act:
            deed(act)


NAMED = {
    "enter",
    "escape",
    "up",
    "down",
    "left",
    "right",
    "tab",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f8",
    "f9",
    "f10",
    "f12",
}
_KEYS = {" ": "space", "=": "equals_sign", ",": "comma", ".": "full_stop", "-": "minus", "+": "plus", "@": "at"}


def key_of(letter: str) -> str:
    return _KEYS.get(letter, letter)
