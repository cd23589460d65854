"""Lines at the desk beyond saying them: the next mood, what was passed over, what is missing, a shop's own files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from tests import patience
from tests.desk.conftest import At, Hands

from agentdesk.clock import SetClock
from agentdesk.contacts.model import Mood
from agentdesk.log import reading
from agentdesk.responses.model import Promised
from agentdesk.store import Store
from agentdesk.work.prompting import LOOK_AGAIN


async def late_kettle(hands: Hands, words: str = "sen kokare tredje samtalet arg") -> None:
    await hands.type("1740635")
    await hands.press("enter")
    await hands.type(words)


def data_of(store: Store, kind: str) -> dict[str, Any]:
    entry = next(entry for entry in reading.last(store.read(), 40) if entry.kind == kind)
    return dict(entry.record["data"])


async def comes(hands: Hands, there: Callable[[], bool]) -> None:
    """Wait for what the desk reads anew off the screen's thread."""
    await patience.comes(there, hands.sees)
    await hands.rest()


async def test_f7_takes_the_next_likeliest_mood_and_comes_round(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await late_kettle(hands)
        offered = hands.desk.say.talk.suggestion
        assert offered is not None
        assert offered.moods[0] is offered.mood is Mood.ANGRY
        assert set(offered.moods) == set(Mood)
        seen = []
        for _ in offered.moods:
            await hands.press("f7")
            seen.append(hands.desk.say.mood)
        assert seen == [*offered.moods[1:], offered.moods[0]]


async def test_a_line_whose_fact_is_missing_is_not_said_by_editing_it(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("obrien")
        await hands.press("enter", "enter")
        await hands.type("kettle late, third time I call, furious")
        blocked = next(at for at, line in enumerate(hands.desk.say.lines) if line.blocked == ("headroom_amount",))
        await hands.press(*["down"] * blocked, "right")
        assert "‹headroom_amount›" in hands.desk.box.value
        await hands.press("enter")
        assert "an amount you may give" in hands.told[-1]
        assert "line.said" not in hands.log()
        words = hands.desk.box.value.replace("‹headroom_amount›", "something")
        await hands.press("ctrl+u")
        await hands.type(words)
        await hands.press("enter")
        assert "line.said" in hands.log()


async def test_what_was_eligible_and_shown_is_logged_with_the_line_that_was_said(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await late_kettle(hands)
        shown = [line.id for line in hands.desk.say.lines]
        await hands.press("enter")
        logged = data_of(at_the_desk.store, "line.said")
        assert logged["shown"] == shown
        assert logged["line"] == shown[logged["position"] - 1]
        assert set(shown) < set(logged["eligible"])


async def test_lines_on_offer_that_nobody_said_are_logged_as_passed_over(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await late_kettle(hands)
        shown = [line.id for line in hands.desk.say.lines]
        await hands.press("f12", "enter")
        assert hands.log()[-3:] == ["line.passed-over", "contact.changed", "contact.finished"]
        logged = data_of(at_the_desk.store, "line.passed-over")
        assert logged["shown"] == shown
        assert logged["situation"] == "backorder-late"


async def test_a_shops_own_line_is_offered_while_the_desk_runs(at_the_desk: At) -> None:
    clock = at_the_desk.store.clock
    assert isinstance(clock, SetClock)
    folder = Path(at_the_desk.store.path).with_name("lines")
    async with at_the_desk() as hands:
        await late_kettle(hands, "sen kokare ar")
        assert "kaffe" not in hands.sees()
        (folder / "cues").mkdir(parents=True)
        (folder / "shop.toml").write_text(
            '[late-paraphrase-act]\ntext.sv = "Kokaren är sen. Ta en kaffe på oss, jag letar upp den nu."\n', "utf-8"
        )
        (folder / "cues" / "sv.toml").write_text('[facility]\ncues = ["gnisslet vid fårskinnen"]\n', "utf-8")
        clock.advance(seconds=LOOK_AGAIN)
        await hands.type("g")
        await comes(hands, lambda: any("Ta en kaffe på oss" in line.text for line in hands.desk.say.lines))
        await hands.press("ctrl+z")
        await hands.type("gnisslet vid fårskinnen")
        await comes(hands, lambda: "facility" in hands.sees())


async def test_a_mistake_in_a_shops_file_is_told_once_and_the_lines_from_before_stay(at_the_desk: At) -> None:
    clock = at_the_desk.store.clock
    assert isinstance(clock, SetClock)
    folder = Path(at_the_desk.store.path).with_name("lines")
    async with at_the_desk() as hands:
        await late_kettle(hands, "sen kokare ar")
        folder.mkdir()
        (folder / "shop.toml").write_text('[nobody-knows]\ntext.sv = "…"\n', "utf-8")
        clock.advance(seconds=LOOK_AGAIN)
        await hands.type("g")
        await comes(hands, lambda: "shop.toml:1: [nobody-knows]" in hands.told[-1])
        await hands.type(" nu")
        await comes(hands, lambda: hands.desk.say.talk.answers == "sen kokare arg nu")
        assert hands.desk.say.lines


async def test_one_promise_is_made_however_often_its_line_is_said(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await late_kettle(hands)
        lines = hands.desk.say.lines
        await hands.press(*["down"] * next(at for at, line in enumerate(lines) if line.promise), "enter")
        assert hands.log().count("promise.made") == 1
        await hands.press(*["up"] * len(lines))
        at = next(at for at, line in enumerate(hands.desk.say.lines) if line.promise)
        await hands.press(*["down"] * at, "enter")
        assert hands.log().count("line.sent") == 2
        assert hands.log().count("promise.made") == 1
        assert "P-6 stands" in hands.told[-1]


async def test_what_a_line_promises_for_a_day_is_due_when_this_shop_closes(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await late_kettle(hands)
        hands.desk.hold.hours = replace(hands.desk.hold.hours, open_until=time(20))
        line = replace(hands.desk.say.lines[0], promise=Promised("call-back", "call-back", date(2026, 12, 7)))
        await hands.desk.say._say(line, line.text)
        made = next(entry for entry in reading.last(at_the_desk.store.read(), 10) if entry.kind == "promise.made")
        assert made.record["data"]["due_at"] == "2026-12-07T19:00:00.000Z"
