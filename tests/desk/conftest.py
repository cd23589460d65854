"""The desk on the sample shop, its clock standing at 14:05, driven by keys and read as the agent reads it."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.desk.playing import Desk, key_of, worked_off
from tests.patience import comes
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from agentdesk.clock import SetClock
from agentdesk.desk.app import DeskApp
from agentdesk.desk.chrome import Panel
from agentdesk.desk.counter import Counter
from agentdesk.desk.screen import DeskScreen
from agentdesk.log import reading
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.staff.records import by_id
from agentdesk.store import Store, open_store

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
WIDE, SMALL = (120, 36), (80, 24)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop, made once."""
    folder = tmp_path_factory.mktemp("sample")
    open_sample(folder, NOW).close()
    return folder


@pytest.fixture
def shop(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A sample shop of one's own, its clock standing."""
    path = Path(shutil.copytree(sample, tmp_path / "shop")) / "desk.db"
    store = open_store(path, SetClock(NOW), zone=SHOP.timezone, currency=SHOP.currency)
    yield store
    store.close()


class Hands:
    """An agent's hands and eyes at the desk."""

    def __init__(self, pilot: Pilot[None], store: Store) -> None:
        self._pilot = pilot
        self._store = store
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        self.desk = screen
        self.told: list[str] = []
        self.pressed = 0
        tell = screen.tell

        def noted(message: str, *, bad: bool = False) -> None:
            self.told.append(message)
            tell(message, bad=bad)

        screen.tell = noted  # type: ignore[method-assign]  # as monkeypatch would

    async def type(self, text: str) -> None:
        """Type data; its keys do not count."""
        for letter in text:
            self._pilot.app.post_message(events.Key(key_of(letter), letter))
        await self.rest()

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, each looked at before the next."""
        for key in keys:
            self.pressed += 1
            self._pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.rest()

    async def rest(self) -> None:
        """Wait until what the last key started is done and drawn."""
        await worked_off(self.desk)
        while self.desk.ahead.came_too_early(time.monotonic()):  # a surprise is read before the next key
            await asyncio.sleep(0.02)

    async def wait_for(self, words: str) -> None:
        """Wait until the screen shows what no key of these hands brings."""
        await comes(lambda: words in self.sees(), self.sees)

    def sees(self) -> str:
        """Return everything on the screen."""
        drawn = [panel.render().plain for panel in self.desk.query(Panel) if panel.display and panel.size.height]
        prompt = str(self.desk.query_one("#prompt", Static).content)
        return "\n".join([prompt, self.desk.box.value, *drawn])

    def log(self) -> list[str]:
        """Return the kinds of what this contact's log holds, in order."""
        entries = reading.last(self._store.read(), 40)
        return [entry.kind for entry in reversed(entries) if entry.at >= "2026-11-28T13:05:00.000Z"]


@pytest.fixture
def at_the_desk(shop: Store) -> "At":
    """Open the desk for Aino: ``async with at_the_desk(SMALL) as hands``."""
    return At(shop)


class At:
    """The desk, opened at a size."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @asynccontextmanager
    async def __call__(self, size: tuple[int, int] = WIDE, who: int = ME) -> AsyncIterator[Hands]:
        person = by_id(self.store.read(), who)
        assert person is not None
        counter = Counter(self.store, SHOP, person, "phone 2")
        app = DeskApp(counter)
        try:
            async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
                assert isinstance(app.screen, DeskScreen)
                await app.screen.started.wait()
                await app.workers.wait_for_complete()
                yield Hands(pilot, self.store)
        finally:
            counter.close()


@pytest.fixture
async def desk(request: pytest.FixtureRequest, shop: Store) -> AsyncIterator[Desk]:
    """Aino's desk, played in bursts of keys, on a wide terminal; ``playing.both_sizes`` adds a small one."""
    person = by_id(shop.read(), ME)
    assert person is not None
    counter = Counter(shop, SHOP, person, "phone 2")
    app = DeskApp(counter)
    async with app.run_test(size=getattr(request, "param", WIDE), notifications=True, tooltips=True) as pilot:
        assert isinstance(app.screen, DeskScreen)
        await app.screen.started.wait()
        yield Desk(app, pilot, counter)
    counter.close()
