"""Getting about: a walk-in while others wait, all actions from a box with text in it, messages that are no longer true."""

from dataclasses import replace

from tests.desk.playing import Desk, both_sizes

from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Channel


@both_sizes
async def test_a_walk_in_is_taken_while_others_are_parked(desk: Desk) -> None:
    shown = desk.text()
    assert "Parked, longest first" in shown
    assert "new walk-in" in shown
    assert "“checking the 6.7 l casserole”" in shown, "the note is shown whole"
    await desk.type("up")
    assert "Enter takes a walk-in" in desk.text()
    await desk.type("enter")
    opened = desk.screen.contact
    assert opened is not None
    assert opened.customer is None
    assert opened.channel is Channel.COUNTER
    assert len(contacts.parked(desk.store.read())) == 2, "nobody who waits was taken up"


async def test_a_parked_customer_who_calls_again_is_gone_on_with(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg")
    first = desk.screen.contact_id
    await desk.type("f9", "070-174 06 35", "enter")
    assert desk.screen.contact_id == first
    assert "goes on" in desk.text()
    assert desk.screen.box.value == "sen kokare tredje samtalet arg"


async def test_the_lines_of_a_known_matter_are_there_again_after_a_break(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter")
    first = desk.screen.say.lines[0].id
    await desk.type("f9", "070-174 06 35", "enter")
    assert desk.screen.box.value == ""
    shown = desk.text()
    assert "backorder-late (noted)" in shown
    assert "mood angry" in shown
    before = desk.last
    assert first in [line.id for line in desk.screen.say.lines]
    assert "✓ said earlier" in shown
    assert desk.screen.say.lines[desk.screen.say.at].id != first
    await desk.type("tack hej då")
    assert "(noted)" not in desk.text(), "what is typed comes first"
    assert desk.kinds(before) == []


async def test_the_line_with_the_date_stays_highlighted_over_a_remedy(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter", "f4", "enter", "enter")
    dated = desk.screen.say.lines[desk.screen.say.at]
    assert dated.promise is not None
    await desk.type("f5", "150", "enter", "enter")
    assert desk.kinds()[-1] == "remedy.given"
    assert desk.screen.say.lines[desk.screen.say.at].id == dated.id


@both_sizes
async def test_what_was_said_is_marked_on_a_small_screen_too(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter")
    assert "✓ said" in desk.text()


async def test_a_second_enter_that_bounced_says_nothing(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter", "f9")
    before = desk.last
    await desk.type("down", "down")
    await desk.burst("enter", "enter")
    assert desk.kinds(before) == ["contact.resumed"]


async def test_whose_parked_contact_it_is(desk: Desk) -> None:
    await desk.type("enter", "f9")
    desk.act(lambda act: contacts.keep(act, replace(contacts.parked(act.connection)[0], owner=2)))
    await desk.type("f2")
    assert "Mira's, since" in desk.text()


async def test_a_contact_is_at_the_counter_after_all(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    assert desk.screen.in_contact().channel is Channel.PHONE
    await desk.command("at the counter")
    assert desk.screen.in_contact().channel is Channel.COUNTER
    assert "is at the counter" in desk.text()
    await desk.type("ctrl+z")
    assert desk.screen.in_contact().channel is Channel.PHONE


async def test_how_they_came_in_is_what_was_noted_first(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter", "f12")
    assert "Came in angry." in desk.text()
    await desk.type("escape", "ctrl+y", "f12")
    assert "Came in angry." in desk.text(), "F7 after that is how they are by now"
    await desk.type("enter")
    assert "angry → calm" in desk.text()


async def test_a_promise_that_a_line_made_is_owed_in_words(desk: Desk) -> None:
    await desk.type(
        "070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter", "f4", "enter", "enter", "enter"
    )
    assert desk.kinds()[-1] == "promise.made"
    shown = desk.text()
    assert "· call back: backor" in shown
    assert "call-back: backorder-late" not in shown


@both_sizes
async def test_a_late_order_is_owed_and_one_that_came_is_not_said_to_be_late(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    assert "! Order 48211" in desk.text()
    assert "7 d over" in desk.text()
    await desk.type("ctrl+x", "enter", "hanako", "enter", "納期2週遅れ 怒")
    assert "delivered" in desk.text()
    assert desk.screen.say.lines
    assert not [line for line in desk.screen.say.lines if line.id == "late-paraphrase-act" and line.sayable]


@both_sizes
async def test_all_actions_are_listed_whatever_is_in_the_box(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "ctrl+p")
    assert "Help on what the box does now" in desk.text()
    assert desk.screen.box.value == ""
    await desk.type("escape")
    assert desk.screen.mode is desk.screen.say
    assert desk.screen.box.value == "sen kokare tredje samtalet arg"
    assert "backorder-late" in desk.text()


async def test_an_action_is_found_by_how_it_begins_by_its_key_and_by_its_other_name(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    for typed, title in (("call", "Call list"), ("shelf", "Hand out"), ("F12", "Finish"), ("owed", "What is owed")):
        await desk.type("ctrl+p", typed)
        assert desk.screen.actions.found[0].title.startswith(title), typed
        await desk.type("ctrl+z", "escape")
    await desk.type("ctrl+p", "qqq")
    assert "No action has that name" in desk.text()


async def test_what_a_key_did_is_no_news_in_another_mode(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "f5", "9000", "enter")
    assert "Not possible" in desk.text()
    await desk.type("escape", "f4")
    assert "Not possible" not in desk.text()
    await desk.type("ctrl+p", "call list", "enter")
    await desk.type("enter")
    assert "There is nobody to call" in desk.screen.message
    await desk.type("1")
    assert desk.screen.message == "", "a fault is no longer told once the next key comes"
