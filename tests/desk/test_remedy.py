"""Remedies at the desk: every kind, what can be given instead, a voucher used up, a request changed while it waits."""

import re

from tests.desk.conftest import At, Hands

from agentdesk.authority import records
from agentdesk.authority.model import Remedy
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor


async def with_karin(hands: Hands) -> None:
    """Karin's kettle of 849,00 is late; F5."""
    await hands.type("1740635")
    await hands.press("enter", "f5")


async def walk_in(hands: Hands) -> None:
    """The walk-in who was parked comes back; F5."""
    await hands.press("down", "enter", "f5")
    assert hands.desk.contact is not None
    assert hands.desk.contact.customer is None


async def put(hands: Hands, text: str) -> str:
    """Type a remedy and look at its value; returns what is on the screen."""
    await hands.type(text)
    await hands.press("enter")
    return hands.sees()


def last(at: At) -> Remedy:
    return records.latest(at.store.read(), 1)[0]


def code_in(told: str) -> str:
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", told)
    assert found is not None
    return found.group()


async def test_from_a_denied_remedy_to_an_alternative_that_is_given_one_key(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        seen = await put(hands, "850")  # more than the kettle cost
        assert "Not possible: more than is left to pay" in hands.told[-1]
        assert "▸ amount 150,00" in seen
        before = hands.pressed
        await hands.press("enter")
        assert hands.pressed - before == 1
        assert (last(at_the_desk).kind, last(at_the_desk).value, last(at_the_desk).state) == ("amount", 15000, "given")


async def test_each_alternative_takes_one_key_more_to_reach(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        seen = await put(hands, "400")
        for part in ("amount 150,00", "voucher 150,00", "gift 150,00", "set the item aside", "ask for approval"):
            assert part in seen
        await hands.press("down", "enter")
        assert (last(at_the_desk).kind, last(at_the_desk).value) == ("voucher", 15000)


async def test_who_says_yes_is_named_before_anybody_asks(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        assert "above: ask Mira (on shift)" in hands.sees()
        await put(hands, "400")
        await hands.press("down", "down", "down", "down")
        assert "Mira (on shift) can say yes" in hands.sees()


async def test_where_nobody_can_say_yes_asking_is_not_offered_and_the_reason_is_said(at_the_desk: At) -> None:
    with at_the_desk.store.act(Actor()) as act:
        staff.add(act, "Mira", Role.SENIOR)
    async with at_the_desk() as hands:
        await with_karin(hands)
        assert "above: nobody may say yes" in hands.sees()
        seen = await put(hands, "400")
        assert "it takes a supervisor with a PIN" in hands.told[-1]
        assert "ask for approval" not in seen
        await hands.press("enter")
        assert last(at_the_desk).value == 15000


async def test_a_percentage_that_reaches_further_than_the_amount_comes_first(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await walk_in(hands)
        seen = await put(hands, "20 % on 2000")
        assert "▸ percent 10 % = 200,00" in seen
        await hands.press("enter")
        assert (last(at_the_desk).kind, last(at_the_desk).value, last(at_the_desk).points) == ("percent", 20000, 1000)


async def test_a_walk_in_without_an_order_is_told_how_to_name_the_amount(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await walk_in(hands)
        await hands.type("10 %")
        assert "Such as: 10 % on 500" in hands.sees()
        assert "--on" not in hands.sees()


async def test_a_reason_that_the_situation_does_not_say_is_typed_behind(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        assert "reason damaged  (product failed)" in await put(hands, "50 damaged")


async def test_a_line_with_a_remedy_opens_it_as_one_would_type_it(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        at = next(at for at, line in enumerate(hands.desk.say.lines) if line.remedy is not None)
        await hands.press(*["down"] * at, "enter")
        assert hands.desk.mode is hands.desk.remedy
        assert hands.desk.box.value == "150"


async def test_the_reason_is_what_was_just_heard_before_any_line_is_said(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        await hands.type("sen kokare arg")
        await hands.press("f5")
        assert "reason late" in hands.sees()
        await hands.press("escape", "f3")
        assert hands.desk.say.talk.heard == "sen kokare arg"
        await hands.press("enter")
        assert last(at_the_desk).reason == "damaged"


async def test_a_sale_is_rescinded_for_what_was_paid(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        await put(hands, "100")
        await hands.press("enter", "f5")
        seen = await put(hands, "rescind")
        assert "rescind 749,00" in seen, "the discount was taken back"
        assert "this always needs approval" in seen


async def test_a_voucher_is_used_up_at_the_desk_and_nothing_frees_it(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.press("enter", "f5")
        await put(hands, "voucher 100 30 days")
        await hands.press("enter")
        code = code_in(hands.told[-1])
        await hands.press("f12", "enter", "enter", "f5")  # the next walk-in brings it
        seen = await put(hands, f"{code} on 80")
        assert "voucher, 80,00" in seen
        assert "Enter uses the voucher up" in hands.sees()
        await hands.press("enter")
        assert f"Voucher {code} used: 80,00" in hands.told[-1]
        assert "ctrl+z" not in hands.told[-1]
        await hands.press("ctrl+z")
        assert "The voucher stays used: nothing frees it again, no undo either." in hands.told[-1]
        assert "act.undone" not in hands.log()
        await hands.press("f5")
        await hands.type(code)
        assert "was used on 2026-11-28" in hands.sees()


async def test_a_voucher_is_cancelled_at_the_desk(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        await put(hands, "voucher 100")
        await hands.press("enter", "f5")
        code = code_in(hands.told[-1])
        assert f"Cancel {code}" in await put(hands, f"cancel {code} lost")
        await hands.press("enter")
        assert "is cancelled (lost)" in hands.told[-1]
        assert hands.log()[-1] == "voucher.cancelled"


async def test_undo_takes_a_remedy_back_and_a_request_too(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        await put(hands, "voucher 100")
        await hands.press("enter")
        await hands.press("ctrl+z")
        assert hands.told[-1] == f"Undone: remedy {last(at_the_desk).word}."
        assert last(at_the_desk).state == "undone"
        await hands.press("f5")
        await put(hands, "400")
        await hands.press(*(["down"] * 4), "enter", "escape", "ctrl+z")
        assert hands.told[-1] == f"Undone: the request {last(at_the_desk).word}, withdrawn."


async def asked(hands: Hands, text: str) -> None:
    await put(hands, text)
    await hands.press(*(["down"] * 9), "enter")


async def test_a_request_is_changed_while_it_waits_and_the_old_one_is_withdrawn(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        await asked(hands, "400 damaged")
        first = last(at_the_desk)
        await hands.press("escape", "f5", "right")
        assert hands.desk.box.value == "400.00 damaged"
        for _ in range(len("400.00 damaged")):
            await hands._pilot.press("backspace")
        await asked(hands, "300 damaged")
        second = last(at_the_desk)
        assert (second.value, second.state) == (30000, "asked")
        assert f"{second.word} waits for a yes instead of {first.word}" in hands.told[-1]
        found = records.by_id(at_the_desk.store.read(), first.id)
        assert found is not None
        assert found.state == "withdrawn"


async def test_a_request_that_was_answered_meanwhile_is_not_taken_back_by_changing_it(at_the_desk: At) -> None:
    from agentdesk.sample.shop import PIN
    from agentdesk.sample.story import MIRA
    from agentdesk.work import approval

    async with at_the_desk() as hands:
        await with_karin(hands)
        await asked(hands, "400")
        first = last(at_the_desk)
        await hands.press("escape", "f5", "right")
        approval.approve_by_pin(at_the_desk.store, Actor(MIRA, "office"), first.id, PIN)
        await hands.press("enter", "enter")
        told = [each for each in hands.told if f"{first.word} is no longer waiting: it is given" in each]
        assert told, f"{hands.told}: the desk's own look may say more, before or after"
        assert last(at_the_desk) == records.by_id(at_the_desk.store.read(), first.id)
        assert last(at_the_desk).state == "given"


async def test_while_it_waits_the_agent_goes_on_and_parks(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await with_karin(hands)
        await asked(hands, "400")
        await hands.press("escape")
        await hands.type("sen kokare arg")
        await hands.press("enter")
        assert "line.said" in hands.log()
        await hands.press("f9")
        assert "parked" in hands.told[-1]
        assert last(at_the_desk).state == "asked"


async def test_a_request_that_nobody_answered_in_time_is_told(at_the_desk: At) -> None:
    from agentdesk.clock import SetClock

    async with at_the_desk() as hands:
        await with_karin(hands)
        await asked(hands, "400")
        await hands.press("escape")
        clock = at_the_desk.store.clock
        assert isinstance(clock, SetClock)
        clock.advance(minutes=61)
        await hands.desk.look_again()
        assert "nobody answered in time" in hands.told[-1]
