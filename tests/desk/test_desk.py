"""A shop's day at the desk: what each key does, what the agent sees, and what the log holds afterwards."""

import pytest
from tests.desk.conftest import SMALL, WIDE, At

from agentdesk.store import Store

BOTH = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


@BOTH
async def test_a_number_as_the_display_shows_it_opens_the_story(at_the_desk: At, size: tuple[int, int]) -> None:
    async with at_the_desk(size) as hands:
        await hands.type("1740635")
        assert "Karin Öhman" in hands.sees()
        assert "phone 070-174 06 35" in hands.sees()
        await hands.press("enter")
        seen = hands.sees()
        for words in ("Karin Öhman", "Works nights: call before 17", "Order 48211", "2 d over", "worried → angry"):
            assert words in seen
        assert "Say ›" in seen
        assert hands.pressed == 1  # find: one key beyond the data


async def test_several_that_fit_equally_are_told_before_enter_and_enter_twice_opens_the_first(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("öhman")
        assert "Several fit equally well  ·  ↑↓ choose" in hands.sees()
        await hands.press("enter")
        assert hands.desk.contact is None
        assert "Enter opens the contact" in hands.sees()
        await hands.press("enter")
        assert hands.log() == ["contact.opened"]


@BOTH
async def test_a_number_that_is_only_like_somebodys_never_opens_them_at_once(
    at_the_desk: At, size: tuple[int, int]
) -> None:
    async with at_the_desk(size) as hands:
        await hands.type("0701740655")  # nobody's; Karin's ends with 0635
        assert "like phone 070-174 06 35" in hands.sees()
        assert "Nobody has exactly this, some are like it" in hands.sees()
        await hands.press("enter")
        assert hands.desk.contact is None
        await hands.press("enter")
        assert hands.log() == ["contact.opened"]
    async with at_the_desk(size) as hands:
        await hands.press("f2")
        await hands.type("0701740655")
        await hands.press(*["down"] * len(hands.desk.find.hits))
        assert "Enter makes a new customer of what is typed" in hands.sees()


@BOTH
async def test_saying_a_line_logs_it_and_the_highlight_goes_on(at_the_desk: At, size: tuple[int, int]) -> None:
    async with at_the_desk(size) as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare tredje samtalet arg")
        assert "backorder-late" in hands.sees()
        assert "mood angry" in hands.sees()
        await hands.press("enter")
        assert "✓ said 14:05" in hands.sees() or size == SMALL
        assert hands.log() == ["contact.opened", "contact.changed", "line.said"]
        assert hands.desk.say.at != 0
        assert hands.told[0].endswith("opened.")
        assert hands.told[1].startswith("Said:")


async def test_with_no_situation_enter_does_nothing_and_says_why(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.press("enter")  # goes on with the parked one
        await hands.type("qqq zzz")
        await hands.press("enter")
        assert "No situation fits" in hands.told[-1]
        assert hands.desk.box.value == "qqq zzz"
        assert "line.said" not in hands.log()


async def test_a_line_is_edited_first(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("right")
        assert hands.desk.box.value.startswith("Du skulle ha fått")
        await hands.type(" Just nu.")
        await hands.press("enter")
        assert "line.said" in hands.log()
        assert "Just nu." in log_texts(at_the_desk.store)


async def test_a_contact_without_a_line_keeps_what_was_heard(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("f5")
        await hands.type("150")
        await hands.press("enter", "enter", "f12")
        assert "Came in angry" in hands.sees()
        await hands.press("enter")
        assert hands.told[-1].endswith("finished: angry → calm.")
        row = at_the_desk.store.read().execute("SELECT situation, mood_in FROM contacts ORDER BY id DESC").fetchone()
        assert tuple(row) == ("backorder-late", "angry")


def log_texts(store: Store) -> str:
    return " ".join(row["text"] for row in store.read().execute("SELECT text FROM log_text").fetchall())


@BOTH
async def test_a_hold_takes_three_keys(at_the_desk: At, size: tuple[int, int]) -> None:
    async with at_the_desk(size) as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("enter")
        hands.pressed = 0
        await hands.press("f4", "enter")
        assert "place 5 of 5" in hands.sees()
        assert "say Mon" in hands.sees()
        await hands.press("enter")
        assert hands.pressed == 3
        assert hands.told[-1].startswith("H-5 placed: number 5 in the queue, tell by Mon 7 Dec.")
        assert "hold.placed" in hands.log()
        line = hands.desk.say.lines[hands.desk.say.at]
        assert line.promise is not None  # the line with the date is highlighted


async def test_a_remedy_within_authority_takes_three_keys(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter", "f5")
        await hands.type("150")
        assert "within your authority" in hands.sees()
        await hands.press("enter", "enter")
        assert hands.told[-1].startswith("R-2 given: amount 150,00\xa0kr · 230,00\xa0kr left this shift")
        assert hands.log()[-1] == "remedy.given"


async def test_above_authority_the_best_alternative_is_one_enter_away(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter", "f5")
        await hands.type("400")
        await hands.press("enter")
        assert "Above the 150,00" in hands.told[-1]
        assert "150,00" in hands.sees()
        assert "remedy.given" not in hands.log()
        await hands.press("enter")
        assert "remedy.given" in hands.log()
        assert "R-2 given" in hands.told[-1]


async def test_park_and_go_on_with_whoever_waited_longest(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("half a thou")
        await hands.press("f9")
        assert "parked" in hands.told[-1]
        assert "Find ›" in hands.sees()
        await hands.press("enter")
        assert "Lars Eide" in hands.sees()
        await hands.press("f9", "down", "down", "enter")
        assert "Karin Öhman" in hands.sees()
        assert hands.desk.box.value == "half a thou"  # nothing typed is lost


async def test_ctrl_z_clears_the_text_then_undoes_the_last_act(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter", "f4", "enter", "enter")
        assert "hold.placed" in hands.log()
        await hands.type("oops")
        await hands.press("ctrl+z")
        assert hands.desk.box.value == ""
        assert "act.undone" not in hands.log()
        await hands.press("ctrl+z")
        assert "act.undone" in hands.log()
        assert "H-5 waiting" not in hands.sees()


async def test_hidden_data_never_reaches_the_screen(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter", "f8")
        seen = hands.sees()
        for secret in ("Karin", "174 06 35", "karin.ohman", "903 27"):
            assert secret not in seen
        await hands.press("f8")
        assert "Karin Öhman" in hands.sees()


async def test_mood_and_language_change_by_one_key(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        first = hands.desk.say.lines[0].id
        await hands.press("ctrl+l")
        assert hands.desk.say.talk.suggestion is not None
        assert hands.desk.say.talk.suggestion.lang == "nb"
        assert first in {line.id for line in hands.desk.say.lines}  # same concept, other words
        await hands.press("f7")
        assert "(guessed)" not in hands.sees()


async def test_a_call_back_by_a_natural_date(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter", "f6")
        await hands.type("mån 9 offert")
        assert "Monday 30 November at 09:00" in hands.sees()
        await hands.press("enter")
        assert "offert, Mon 30 Nov 09:00" in hands.told[-1]
        assert hands.log()[-1] == "promise.made"


async def test_finishing_asks_for_one_thing_and_guesses_it(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("enter", "f12")
        assert "How did they leave?" in hands.sees()
        await hands.press("enter")
        assert hands.told[-1].endswith("finished: angry → calm.")
        assert hands.log()[-1] == "contact.finished"


@BOTH
async def test_tab_goes_into_the_panels_and_letters_come_back(at_the_desk: At, size: tuple[int, int]) -> None:
    async with at_the_desk(size) as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("tab")
        assert "Tab goes on" in hands.told[-1]
        if size == SMALL:
            assert "F2 →" not in hands.sees() or "Kettle not here" not in hands.sees()
            await hands.press("pagedown", "pagedown")
            assert "17 Nov phone" in hands.sees() or "24 Nov phone" in hands.sees()
        await hands.press("tab", "2")
        assert hands.desk.say.at == 1
        assert hands.desk.box.value == "sen kokare arg"
        await hands.type("x")
        assert hands.desk.box.value == "sen kokare argx"


async def test_keys_without_a_contact_say_what_they_need(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        for key in ("f4", "f5", "f6", "f9", "f12"):
            await hands.press(key)
            assert "needs a customer or walk-in first" in hands.told[-1]
        assert hands.log() == []


async def test_nobody_found_becomes_a_new_customer(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("Ossian Vinter, 070-999 88 77")
        await hands.press("enter")
        assert "Enter adds them" in hands.told[-1]
        await hands.press("enter")
        assert "Ossian Vinter" in hands.sees()
        assert hands.log() == ["customer.added", "contact.opened"]


@BOTH
async def test_every_line_of_the_screen_fits_its_width(at_the_desk: At, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    from agentdesk.desk.chrome import Panel

    async with at_the_desk(size) as hands:
        await hands.type("さとう はなこ")
        await hands.press("enter")
        await hands.type("納期2週遅れ 怒")
        for panel in hands.desk.query(Panel):
            for line in panel.render().plain.split("\n"):
                assert cell_len(line) <= max(panel.size.width, 1), (panel.id, line)


async def test_help_names_the_mode_and_the_actions_say_why_they_are_off(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.press("f1")
        assert "Type anything that is known" in hands.sees()
        await hands.press("f1", "ctrl+p")
        assert "needs a contact" in hands.sees()
