"""A supervisor watches a shift by keyboard: what is seen, what stays masked, and that nothing can be written."""

import hashlib
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.patience import comes
from textual.pilot import Pilot
from textual.worker import WorkerError

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Kind
from agentdesk.clock import SetClock
from agentdesk.desk.chrome import Panel
from agentdesk.errors import Denied
from agentdesk.log.keys import known
from agentdesk.log.verify import Verdict, verify_file
from agentdesk.sample.shop import ME, PIN, SHOP, open_sample
from agentdesk.store import Actor, Store, open_store
from agentdesk.supervisor.app import WatchApp
from agentdesk.supervisor.asking import PinTries
from agentdesk.supervisor.screen import WatchScreen
from agentdesk.supervisor.watching import Watching
from agentdesk.work.attend import on_shift

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
AINO = Actor(ME, "phone 2")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop, made once; each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("made")
    open_sample(folder, NOW).close()
    return folder


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path / "desk.db", SetClock(NOW), zone=SHOP.timezone, currency=SHOP.currency)
    with on_shift(store, AINO) as act:
        wanted = authority.request(Kind.VOUCHER, "damaged", value=60000, points=None, base=None)
        authority.ask(act, wanted, 1, None)
    yield store
    store.close()


@asynccontextmanager
async def watching(store: Store, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    watched = Watching(store.path, SHOP, SetClock(NOW))
    try:
        async with WatchApp(watched).run_test(size=size) as pilot:
            await comes(lambda: isinstance(pilot.app.screen, WatchScreen))
            await done(pilot)
            yield pilot
    finally:
        watched.close()


def seen(pilot: Pilot[None]) -> str:
    """Return what is on screen, panel by panel."""
    return "\n".join(str(panel.render()) for panel in pilot.app.screen.query(Panel) if panel.display)


async def done(pilot: Pilot[None]) -> None:
    """Wait until what the last key asked for has been read and drawn."""
    for worker in list(pilot.app.workers):
        if worker.group != "look":  # which goes on as long as the view
            with suppress(WorkerError):  # overtaken
                await worker.wait()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await done(pilot)
    return seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_every_view_by_its_number(sample: Store, size: tuple[int, int]) -> None:
    async with watching(sample, size) as pilot:
        assert "R-2  voucher 600\xa0kr" in seen(pilot)
        assert "may say yes: Mira" in seen(pilot)
        assert "P-1" in await press(pilot, "2")
        assert "waiting 4 (4 units)" in await press(pilot, "3")
        assert "Given, asked and refused, by person and reason  30 days" in await press(pilot, "4")
        assert "remedy asked" in await press(pilot, "5")
        assert "15 Nov to 28 Nov" in await press(pilot, "6")
        for panel in pilot.app.screen.query(Panel):
            assert all(len(line) <= size[0] for line in str(panel.render()).splitlines())


async def test_names_and_texts_are_masked_until_asked_for(sample: Store) -> None:
    async with watching(sample, (200, 60)) as pilot:
        for view in "123456":
            text = await press(pilot, view)
            assert "Öhman" not in text
            assert "kettle" not in text.lower()
        assert "Karin Öhman" in await press(pilot, "1", "m")
        assert "Karin Öhman" not in await press(pilot, "m")


async def test_what_others_do_comes_on_screen_by_itself(sample: Store) -> None:
    async with watching(sample, (120, 36)) as pilot:
        with on_shift(sample, AINO) as act:
            from agentdesk.contacts import actions as contacts
            from agentdesk.contacts.model import Channel

            contacts.open_contact(act, 2, Channel.COUNTER, "ja")
        await comes(lambda: "customer 2" in seen(pilot).split("Parked")[0], lambda: seen(pilot))  # above those parked


async def test_the_log_is_filtered_and_an_entry_opens_to_before_and_after(sample: Store) -> None:
    async with watching(sample, (80, 24)) as pilot:
        text = await press(pilot, "slash", *"Aino", "space", *"remedy", "enter")
        assert "remedy asked" in text
        assert "contact" not in text
        assert "no entry is like that" in await press(pilot, "slash", "ctrl+u", *"nothing.such", "enter")
        await press(pilot, "slash", "ctrl+u", *"contact.finished", "enter")
        text = await press(pilot, "enter")
        assert "before" in text
        assert "after" in text
        assert "calm" in text
        assert "before" not in await press(pilot, "escape")


async def test_the_code_is_shown_after_the_pin_and_nothing_is_written(sample: Store, tmp_path: Path) -> None:
    def content() -> str:
        return hashlib.sha256(
            b"".join(sample.path.with_name(f"desk.db{end}").read_bytes() for end in ("", "-wal"))
        ).hexdigest()

    before = content()
    async with watching(sample, (120, 36)) as pilot:
        assert "not the PIN of anybody" in await press(pilot, "c", *"111222", "enter")
        assert "Wait" in await press(pilot, "c", *PIN, "enter")
        assert isinstance(pilot.app, WatchApp)
        assert isinstance(pilot.app.watching.clock, SetClock)
        pilot.app.watching.clock.advance(seconds=1)
        text = await press(pilot, "c", *PIN, "enter")
        assert "R-2: code" in text
        assert PIN not in text
    assert content() == before


async def test_a_shift_is_exported_with_ids_only_and_verifies(sample: Store, tmp_path: Path) -> None:
    async with watching(sample, (120, 36)) as pilot:
        assert "keys rotate" in await press(pilot, "e", *"shift.csv", "enter")
    with sample.act(Actor()) as act:
        from agentdesk.log.checkpoints import checkpoint

        checkpoint(act)
    assert known(sample.read())
    async with watching(sample, (120, 36)) as pilot:
        assert "head" in await press(pilot, "e", *"shift.csv", "enter")
        assert "is there already" in await press(pilot, "e", *"shift.csv", "enter")
        assert "cannot be the name of an export" in await press(pilot, "e", *"../x", "enter")
    done = tmp_path / "exports" / "shift.csv"
    assert verify_file(done).verdict is Verdict.WHOLE
    assert "Öhman" not in done.read_text(encoding="utf-8")


def test_each_wrong_pin_doubles_the_wait() -> None:
    now = [0.0]
    tries = PinTries(lambda: now[0])
    for wait in (1, 2, 4, 8):
        tries.check_free()
        tries.wrong()
        now[0] += wait - 0.01
        with pytest.raises(Denied):
            tries.check_free()
        now[0] += 0.02
