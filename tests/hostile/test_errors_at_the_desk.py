"""Errors at the desk: a full disk, a store that cannot be read, a fault of ours; what was typed is kept."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import At
from tests.terminal import Terminal
from tests.terminal import agentdesk as command

from agentdesk.errors import StoreError
from agentdesk.store import Actor, Store


def _broken(code: str, what: str) -> Callable[..., object]:
    def refuse(*_: object, **__: object) -> object:
        raise StoreError(what, "Make room on the disk, then do it again.", code=code)

    return refuse


async def test_a_full_disk_keeps_the_typed_text_and_says_so(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as hands:
        await hands.press("enter")
        await hands.press("f6")
        await hands.type("tomorrow 14 call about the kettle")
        with monkeypatch.context() as full:
            full.setattr(hands.desk.counter.store, "act", _broken("disk-full", "The disk is full; nothing was saved."))
            await hands.press("enter")
            assert "The disk is full" in hands.sees()
            assert "Make room on the disk" in hands.sees()
            assert hands.desk.box.value == "tomorrow 14 call about the kettle"
        await hands.press("enter")
        assert "promise.made" in hands.log()


async def test_a_store_that_cannot_be_read_is_said_and_read_again(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk() as hands:
        with monkeypatch.context() as gone:
            gone.setattr(hands.desk.counter.store, "reading", _broken("disk-error", "The disk failed."))
            gone.setattr(hands.desk.counter.store, "version", _broken("disk-error", "The disk failed."))
            for key in ("K", "enter", "up", "down", "right", "escape", "f2"):
                await hands.press(key)
            await hands.wait_for("The disk failed.")
            assert hands.desk.app.is_running
        await hands.press("escape", "f2")
        await hands.type("1740635")
        assert "Karin Öhman" in hands.sees()


async def test_a_draft_that_cannot_be_kept_is_said(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as hands:
        with monkeypatch.context() as full:
            full.setattr(hands.desk.counter.drafts, "keep", _broken("disk-full", "The disk is full."))
            await hands.type("abc")
            assert "What you type is not kept on disk" in hands.sees()
            assert hands.desk.box.value == "abc"
            await hands.press("ctrl+q", "ctrl+q")
            assert hands.desk.app.is_running  # it would be lost
        await hands.type("d")
        assert hands.desk.counter.drafts.of(hands.desk.counter.person.id, 0) is not None


async def test_a_draft_stays_on_disk_until_its_act_is_committed(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk() as hands:
        await hands.press("enter", "f6")
        await hands.type("tomorrow 14 kettle")
        kept: list[object] = []
        counter, act = hands.desk.counter, hands.desk.counter.store.act

        def slow(actor: Actor, **more: Any) -> object:
            contact = hands.desk.contact
            assert contact is not None
            if actor == counter.actor:  # the day's round is the shop's own act, whenever it comes
                kept.append(counter.drafts.of(counter.person.id, contact.id))
            return act(actor, **more)

        monkeypatch.setattr(counter.store, "act", slow)
        await hands.press("enter")
        assert "promise.made" in hands.log()
        assert kept[-1] is not None
        assert hands.desk.contact is not None
        assert counter.drafts.of(counter.person.id, hands.desk.contact.id) is None


def test_what_nobody_foresaw_shows_no_customer(shop: Store, tmp_path: Path) -> None:
    """The real program, broken inside a step: an id on the screen, details in a private file, no local variables."""
    shop.close()
    program = (
        "import sys\n"
        "from agentdesk.desk.deeds import Deeds\n"
        "async def broken(self):\n"
        "    secret = 'Karin Ohman 070-174 06 35'\n"
        "    raise RuntimeError('nobody foresaw this')\n"
        "Deeds.do_help = broken\n"
        f"sys.argv = ['agentdesk', '--store', {str(shop.path)!r}, '--as', 'Aino']\n"
        "from agentdesk.cli.__main__ import main; main()\n"
    )
    state = tmp_path / "state"
    with Terminal([sys.executable, "-c", program], env={"XDG_STATE_HOME": str(state)}) as terminal:
        terminal.wait_for("Find ›")
        terminal.write("half a wo")
        terminal.wait_for("half a wo")
        terminal.write("F1")
        terminal.wait_for("Something went wrong that should not (error ")
        assert terminal.ended() == 1
        shown = bytes(terminal.raw).decode("utf-8", "replace")
    left = shown[shown.rindex("\x1b[?1049l") :]
    assert "secret" not in shown
    assert "Karin Ohman" not in shown
    assert "Traceback" not in left
    (details,) = (state / "agentdesk").glob("error-*.txt")
    assert details.stat().st_mode & 0o077 == 0
    assert "nobody foresaw this" in details.read_text()
    assert "Karin Ohman" not in details.read_text().replace("secret = 'Karin Ohman 070-174 06 35'", "")
    with Terminal(command(shop.path, "--as", "Aino")) as terminal:
        terminal.wait_for("half a wo")
