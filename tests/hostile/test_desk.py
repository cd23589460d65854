"""Hostile strings at the desk: typed, pasted, and stored by somebody who got past every check."""

import os

import pytest
from tests.desk.conftest import SMALL, WIDE, At, Hands
from tests.hostile.poison import RAW, foreign_on, poison
from tests.hostile.strings import NAMED, flood
from tests.terminal import Terminal
from tests.terminal import agentdesk as command
from textual import events

from agentdesk.sample.shop import ME
from agentdesk.store import Actor, Store

MODES = ("f2", "f3", "f4", "f5", "f6", "f12", "ctrl+p")
WORST = ("markup closes", "clipboard (OSC 52)", "10,000 characters")
BOTH = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


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
    poison(at_the_desk.store, NAMED[what])
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


HOSTILE_NAMES = ("clipboard (OSC 52)", "bidi override", "markup closes")


@pytest.mark.parametrize("what", HOSTILE_NAMES)
def test_nothing_stored_reaches_the_wire_raw(shop: Store, what: str) -> None:
    text = NAMED[what] + " Karin"
    poison(shop, text)
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
        assert foreign_on(bytes(terminal.raw), text) is None


def test_the_wire_check_itself_can_fail() -> None:
    for what in HOSTILE_NAMES[:-1]:
        assert foreign_on(b"\x1b[1;1HKarin \x1b[31m" + NAMED[what].encode() + b"\x1b[0m", NAMED[what])


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
        assert foreign_on(bytes(terminal.raw), "\x1b]52;c;aGk=\x07") is None


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
