"""Hostile strings at the desk: typed, pasted, and stored by somebody who got past every check."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.conftest import SMALL, WIDE, At, Hands
from tests.hostile.strings import NAMED, flood
from tests.terminal import Terminal
from tests.terminal import agentdesk as command
from textual import events

from agentdesk.errors import StoreError
from agentdesk.sample.shop import ME
from agentdesk.store import Actor, Store

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MODES = ("f2", "f3", "f4", "f5", "f6", "f12", "ctrl+p")
WORST = ("markup closes", "clipboard (OSC 52)", "10,000 characters")
BOTH = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


def _poison(store: Store, text: str) -> None:
    """Put a text into everything the desk shows, past every check that guards the way in."""
    text = text.encode("utf-8", "replace").decode()  # SQLite itself takes no surrogates
    with store.act(Actor()) as act:
        act.execute(
            "UPDATE customers SET name = ?, kana = ?, company = ?, email = ?, notes = ?, banner = ?, city = ?, language = ?",
            (text, text, text + "x", text, text, text, text, "sv"),
        )
        act.execute("UPDATE phones SET text = ?", (text,))
        act.execute("UPDATE products SET name = ?, supplier = ?", (text, text))
        act.execute("UPDATE order_lines SET name = ?", (text,))
        act.execute("UPDATE orders SET status = ?", (text,))
        act.execute("UPDATE promises SET what = ?", (text,))
        act.execute("UPDATE contacts SET note = ?, outcome = ?", (text, text))
        act.execute("UPDATE staff SET name = ? || id", (text[:200],))


async def _paste(hands: Hands, text: str) -> None:
    hands.desk.box.post_message(events.Paste(text))
    await hands.rest()


def _looks_right(hands: Hands) -> None:
    seen = hands.sees()
    assert not RAW.search(seen), RAW.search(seen)
    assert hands.desk.app.is_running


@BOTH
async def test_what_is_pasted_steers_nothing_in_any_mode(at_the_desk: At, size: tuple[int, int]) -> None:
    async with at_the_desk(size) as hands:
        await hands.press("enter")  # a contact, so that every mode is open
        for what in WORST:
            text = NAMED[what]
            for mode in MODES:
                hands.desk.box.take()
                await hands.press(mode)
                await _paste(hands, text)
                _looks_right(hands)
                hands.desk.box.take()
        assert len(hands.desk.box.value) <= 500


async def test_a_hundred_thousand_pasted_characters_leave_the_box_alive(at_the_desk: At) -> None:
    async with at_the_desk(SMALL) as hands:
        for piece in ("x", "karin öhman ", "0701740635 ", "' OR 1=1 -- ", "%_", "山田", "a.b@c "):
            hands.desk.box.take()
            await _paste(hands, piece * (100_000 // len(piece)))
            assert 0 < len(hands.desk.box.value) <= 500
            _looks_right(hands)
            await hands.press("enter", "down", "escape", "escape", "escape", "f2")
            _looks_right(hands)
            hands.desk.box.take()
            await hands.type("1740635")
            assert "Karin Öhman" in hands.sees(), "the box still answers"


async def test_enter_on_what_was_pasted_acts_or_refuses(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        for text in [NAMED[what] for what in WORST]:
            for mode in ("f2", "f3", "f4", "f5", "f6"):
                hands.desk.box.take()
                await hands.press(mode)
                await _paste(hands, text)
                await hands.press("enter")
                _looks_right(hands)


@pytest.mark.parametrize("what", ["markup closes", "C1 CSI"])
async def test_what_is_stored_is_shown_and_steers_nothing(at_the_desk: At, what: str) -> None:
    _poison(at_the_desk.store, NAMED[what])
    for size in (WIDE, SMALL) if what == "C1 CSI" else (SMALL,):
        async with at_the_desk(size) as hands:
            await hands.press("f2", "enter", "f3")
            await hands.type("sen kokare arg")
            for key in (*MODES, "tab", "down", "escape", "escape", "f2", "right", "f1", "f8", "f8"):
                await hands.press(key)
                _looks_right(hands)


@pytest.mark.full
@pytest.mark.timeout(1800)
async def test_a_flood_of_strings_in_every_mode(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.press("enter")
        for text in [*NAMED.values(), *flood(500)]:
            for mode in MODES:
                hands.desk.box.take()
                await hands.press(mode)
                await _paste(hands, text)
                await hands.press("enter")
                _looks_right(hands)


# what a terminal program writes: text, line ends, and sequences that move, colour, ask for a mode or for a colour
_OURS = re.compile(
    r"\x1b\[[0-9;?<>=:$ ]*[@-~]|\x1b[=>78MP]|\x1b\([A-Z0-9]|\x1bP[^\x1b]*\x1b\\|\x1b\](?:1[01];\?|22;default)(?:\x07|\x1b\\)"
)


def _foreign(wire: bytes, text: str) -> str | None:
    """Return what on the wire a hostile text may have put there, or None."""
    said = wire.decode("utf-8", "replace")
    rest = re.sub(r"\x1b(\[[0-9;?]*)?\Z", "", _OURS.sub("", said))  # the last one may be under way
    found = re.search("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
    if found:
        return repr(rest[max(0, found.start() - 20) : found.start() + 20])
    return text if RAW.search(text) and text in said else None


HOSTILE_NAMES = ("clipboard (OSC 52)", "bidi override", "markup closes")


@pytest.mark.parametrize("what", HOSTILE_NAMES)
def test_nothing_stored_reaches_the_wire_raw(shop: Store, what: str) -> None:
    text = NAMED[what] + " Karin"
    _poison(shop, text)
    with shop.act(Actor()) as act:
        act.execute("UPDATE staff SET name = 'Aino' WHERE id = ?", (ME,))
    shop.close()
    with Terminal(command(shop.path, "--as", "Aino")) as terminal:
        terminal.wait_for("Find ›")
        for keys in (
            ("F2", "Karin"),
            ("Enter",),
            ("Down", "Enter"),
            ("F4",),
            ("Enter",),
            ("F2",),
            ("Right",),
            ("F12",),
            ("Esc",),
        ):
            terminal.write(*keys)
            terminal.read(0.3)
        terminal.write("Esc", "Esc", "F2", "§")
        terminal.wait_for("§")  # all of it has been answered
        assert _foreign(bytes(terminal.raw), text) is None


def test_the_wire_check_itself_can_fail() -> None:
    for what in HOSTILE_NAMES[:-1]:
        assert _foreign(b"\x1b[1;1HKarin \x1b[31m" + NAMED[what].encode() + b"\x1b[0m", NAMED[what])


def test_bytes_that_are_no_text_end_nothing(shop: Store) -> None:
    shop.close()
    with Terminal(command(shop.path, "--as", "Aino")) as terminal:
        terminal.wait_for("Find ›")
        os.write(terminal._master, b"Bj\xf6rk \xff\xfe\x80")
        terminal.read(0.5)
        terminal.write("\x1b[200~pasted \x1b]52;c;aGk=\x07 \x07\x1b[201~")
        terminal.read(0.5)
        terminal.write("Esc")
        terminal.read(0.2)
        terminal.write("1740635")
        terminal.wait_for("Karin Öhman")
        assert _foreign(bytes(terminal.raw), "\x1b]52;c;aGk=\x07") is None


def test_a_hundred_thousand_letters_come_as_if_typed(shop: Store) -> None:
    shop.close()
    with Terminal(command(shop.path, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("abcdefghij" * 10_000)
        terminal.wait_for("Only the first 500 characters were taken.")
        terminal.write("Esc", "1740635")
        terminal.wait_for("Karin Öhman")


async def test_a_letter_too_many_is_told(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("x" * 500)
        assert "characters were taken" not in hands.sees()
        await hands.type("x")
        assert "Only the first 500 characters were taken." in hands.sees()
        await hands.press("backspace")
        assert "characters were taken" not in hands.sees()


# -- errors at the desk ------------------------------------------------------------------------------------------------


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

        def slow(actor: Actor, **more: object) -> object:
            contact = hands.desk.contact
            assert contact is not None
            if actor == counter.actor:  # the day's round is the shop's own act, whenever it comes
                kept.append(counter.drafts.of(counter.person.id, contact.id))
            return act(actor, **more)  # type: ignore[arg-type]

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
