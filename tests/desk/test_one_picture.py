"""A key and its answer come in one picture; a slow answer comes later, and holds up neither the key nor the next one."""

import threading
from functools import partial
from typing import Any

import pytest
from tests.desk.conftest import At, Hands
from tests.desk.playing import worked_off
from tests.patience import PATIENCE, comes
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from agentdesk.customers.lookup.finder import Finder
from agentdesk.customers.lookup.model import Found
from agentdesk.desk import counter
from agentdesk.desk.chrome import Drawn
from agentdesk.store import Connection


class Pictures:
    """What stood in the box, and which text the list answered, each time the screen was painted."""

    def __init__(self, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[tuple[str, str | None]] = []
        app, find = hands.desk.app, hands.desk.find
        display = app._display

        def displayed(*picture: Any) -> None:
            self.seen.append((hands.desk.box.value, find.answers))
            display(*picture)

        monkeypatch.setattr(app, "_display", displayed)

    def end_with(self, letter: str) -> bool:
        """Say whether the last picture shows a letter at the end of the box."""
        return bool(self.seen) and self.seen[-1][0].endswith(letter)


async def test_a_letter_and_what_it_finds_come_in_one_picture(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "AT_ONCE", PATIENCE)
    async with at_the_desk() as hands:
        await hands.type("l")
        await hands.press("escape")
        pictures = Pictures(hands, monkeypatch)
        await hands.press("k", "a")
        await hands.press("backspace")
        assert pictures.seen == [("k", "k"), ("ka", "ka"), ("k", "k")]
        assert "Karin" in hands.sees()


async def test_a_letter_lays_nothing_out_anew(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as hands:
        await hands.type("kar")
        laid_out: list[str] = []
        refresh = hands.desk._refresh_layout

        def noted(size: Size | None = None, *, scroll: bool = False) -> None:
            laid_out.append(hands.desk.box.value)
            refresh(size, scroll)

        monkeypatch.setattr(hands.desk, "_refresh_layout", noted)
        await hands.press("i", "n", "backspace")
        assert not laid_out


async def test_only_what_changed_is_painted(at_the_desk: At, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_the_desk() as hands:
        await hands.type("kari")
        painted: list[str | None] = []
        render_line = Drawn.render_line

        def noted(region: Drawn, y: int) -> Strip:
            painted.append(region.id)
            return render_line(region, y)

        monkeypatch.setattr(Drawn, "render_line", noted)
        await hands.press("n")
        assert set(painted) <= {"hint", "list", "top"}  # the clock in the top line may strike


class Slow:
    """A lookup that answers when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.go_on = threading.Event()
        look_up = Finder.look_up

        def slowly(finder: Finder, connection: Connection, text: str, *rest: Any) -> Found:
            self.asked.append(text)
            assert self.go_on.wait(PATIENCE)
            return look_up(finder, connection, text, *rest)

        monkeypatch.setattr(Finder, "look_up", slowly)


async def test_while_a_lookup_takes_its_time_letters_are_taken_and_painted(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk() as hands:
        await hands.type("l")
        await hands.press("escape")
        slow = Slow(monkeypatch)
        pictures = Pictures(hands, monkeypatch)
        app = hands.desk.app
        for letter in "kar":  # each is painted while the first lookup still runs: else this would wait for ever
            app.post_message(events.Key(letter, letter))
            await comes(partial(pictures.end_with, letter), hands.sees)
        assert hands.desk.find.answers != "kar"
        assert slow.asked == ["k"]
        slow.go_on.set()
        await worked_off(hands.desk)
        assert hands.desk.find.answers == "kar"
        assert pictures.seen[-1] == ("kar", "kar")
        assert "ka" not in slow.asked, "what the next letter has overtaken before its turn is not looked up"


async def test_a_lookup_that_fails_late_is_told_and_the_desk_goes_on(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk() as hands:
        await hands.type("l")
        await hands.press("escape")
        go_on = threading.Event()

        def fails(*_: object) -> Found:
            assert go_on.wait(PATIENCE)
            raise ValueError("a mistake of ours")

        with monkeypatch.context() as broken:
            broken.setattr(Finder, "look_up", fails)
            hands.desk.app.post_message(events.Key("k", "k"))
            await comes(lambda: hands.desk.box.value == "k", hands.sees)
            go_on.set()
            await hands.wait_for("went wrong in the background")
        await hands.press("a")
        assert "Karin" in hands.sees()


@pytest.mark.parametrize("text", ["a", "åäö 山田", "x" * 200, "山" * 80, "•"])
@pytest.mark.parametrize("password", [False, True])
async def test_the_box_draws_its_text_as_an_input_does(at_the_desk: At, text: str, *, password: bool) -> None:
    async with at_the_desk() as hands:
        box = hands.desk.box
        with box.prevent(Input.Changed):
            box.value, box.password = text, password
        for at in (0, 1, len(text) // 2, len(text)):
            box.cursor_position = at
            await hands.desk.painted()
            assert _cells(box.render_line(0)) == _cells(Input.render_line(box, 0))


def _cells(strip: Strip) -> list[tuple[str, object, object]]:
    return [
        (sign, part.style and part.style.color, part.style and part.style.bgcolor)
        for part in strip
        for sign in part.text
    ]


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
async def test_the_first_picture_has_the_theme_that_was_asked_for(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("AGENTDESK_THEME", theme)
    async with at_the_desk() as hands:
        line = hands.desk.query_one("#foot", Drawn).render_lines(Region(0, 0, 120, 1))[0]
        shown = {part.style.bgcolor.name for part in line if part.style and part.style.bgcolor}
        background = {"dark": "#14181c", "light": "#f7f7f4", "ansi": "default"}[theme]
        assert shown == {background}
        assert [each.enabled for each in hands.desk.app._filters] == [theme != "ansi"]


async def test_a_part_of_a_region_is_painted_from_the_same_lines(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("kari")
        for region in hands.desk.query(Drawn):
            width, height = region.size
            if not width or not height:
                continue
            whole = Widget.render_lines(region, Region(0, 0, width, height))
            assert [_cells(strip) for strip in region.render_lines(Region(0, 0, width, height))] == [
                *map(_cells, whole)
            ]
            part = region.render_lines(Region(1, height // 2, width - 2, height - height // 2))
            assert [strip.text for strip in part] == [strip.crop(1, width - 1).text for strip in whole[height // 2 :]]
