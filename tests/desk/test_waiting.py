"""Another process holds the store's write lock and does not move: the desk says so, and takes what is typed."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from tests.desk.conftest import At
from tests.patience import PATIENCE
from tests.terminal import Terminal, agentdesk

from agentdesk.desk import counter
from agentdesk.sample.shop import SHOP
from agentdesk.store import Store, open_store
from agentdesk.store.lock import WriteLock
from agentdesk.work.rounds import daily_round


@contextmanager
def somebody_writes(store: Store) -> Iterator[None]:
    """Hold the lock as a process does that was stopped in the middle of an act."""
    held, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with WriteLock(store.path.with_name(store.path.name + ".lock")).held():
            held.set()
            enough.wait()

    writer = threading.Thread(target=hold)
    writer.start()
    assert held.wait(PATIENCE)
    try:
        yield
    finally:
        enough.set()
        writer.join()


async def test_an_act_that_waits_says_why_and_keys_are_taken_after_it(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "PATIENCE", 0.05)
    async with at_the_desk() as hands:
        await hands.type("1740635")
        with somebody_writes(at_the_desk.store):
            opening = asyncio.ensure_future(hands.press("enter"))
            await hands.wait_for("Another desk is writing")
            typing = asyncio.ensure_future(hands.type("arg"))
            await hands.wait_for("typed ahead, taken afterwards: a r g")
            assert hands.log() == []
        await asyncio.gather(opening, typing)
        assert hands.log() == ["contact.opened"]
        assert hands.desk.box.value == "arg"
        assert "Another desk" not in hands.sees()
        assert "typed ahead" not in hands.sees()


async def test_hidden_data_is_not_echoed_while_an_act_waits(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "PATIENCE", 0.05)
    async with at_the_desk() as hands:
        await hands.press("f8")
        await hands.type("1740635")
        with somebody_writes(at_the_desk.store):
            opening = asyncio.ensure_future(hands.press("enter"))
            await hands.wait_for("Another desk is writing")
            typing = asyncio.ensure_future(hands.type("Karin"))
            await hands.wait_for("taken afterwards: •")
            assert "K" not in hands.sees().split("afterwards:")[1].split("\n")[0]
        await asyncio.gather(opening, typing)


def test_the_desk_can_be_left_while_an_act_waits(shop: Store) -> None:
    shop.close()
    with closing(open_store(shop.path, zone=SHOP.timezone, currency=SHOP.currency)) as store:
        daily_round(store, SHOP, "office")  # else the desk does it, by the machine's clock, and waits with that
    with Terminal(agentdesk(shop.path, "--as", "Aino"), 80, 24) as terminal:
        terminal.wait_for("Parked")
        with somebody_writes(shop):
            terminal.write("1740635")
            terminal.wait_for("Karin")
            terminal.write("Enter")
            terminal.wait_for("Another desk is writing")
            terminal.write("ctrl+q", "ctrl+q")
            assert terminal.ended() == 1
    assert "the last key was not done" in bytes(terminal.raw).decode("utf-8", "replace")
