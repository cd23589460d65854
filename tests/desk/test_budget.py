"""A shop's day in keys: what each task may cost beyond the data itself, counted on the real desk."""

from collections.abc import Awaitable, Callable

from tests.desk.conftest import At, Hands

CALLED = "1740635"
HEARD = "sen kokare tredje samtalet arg"


async def _keys(hands: Hands, doing: Callable[[], Awaitable[None]]) -> int:
    before = hands.pressed
    await doing()
    return hands.pressed - before


async def _karin(hands: Hands) -> None:
    await hands.type(CALLED)
    await hands.press("enter")
    assert "Karin Öhman" in hands.sees()


async def test_a_morning_in_thirteen_keys(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        # the phone rings, the number is on the display: find 1
        assert await _keys(hands, lambda: _karin(hands)) == 1
        assert hands.log()[-1] == "contact.opened"

        # she is angry, and hears the next sentence: say 1
        async def say() -> None:
            await hands.type(HEARD)
            await hands.press("enter")

        assert await _keys(hands, say) == 1
        assert "line.said" in hands.log()

        # the item of her order is set aside out of the next delivery: hold 3
        assert await _keys(hands, lambda: hands.press("f4", "enter", "enter")) == 3
        assert hands.log()[-1] == "hold.placed"

        # that was the wrong one: undo 1
        assert await _keys(hands, lambda: hands.press("ctrl+z")) == 1
        assert hands.log()[-1] == "act.undone"

        # something for her trouble: remedy 3
        async def give() -> None:
            await hands.press("f5")
            await hands.type("100")
            await hands.press("enter", "enter")

        assert await _keys(hands, give) == 3
        assert hands.log()[-1] == "remedy.given"

        # somebody stands at the counter: park 1, and whoever waited longest goes on: 1
        assert await _keys(hands, lambda: hands.press("f9")) == 1
        assert hands.log()[-1] == "contact.parked"
        assert await _keys(hands, lambda: hands.press("enter")) == 1
        assert "Lars Eide" in hands.sees()

        # he has what he wanted: finish 2, the mood as it was guessed
        assert await _keys(hands, lambda: hands.press("f12", "enter")) == 2
        assert hands.log()[-1] == "contact.finished"
        assert hands.pressed == 13


async def test_what_was_heard_stays_with_say_while_a_hold_is_placed(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await _karin(hands)
        await hands.type(HEARD)
        lines = [line.id for line in hands.desk.say.lines]
        await hands.press("f4")
        assert hands.desk.box.value == "", "what she said is no product"
        assert "Vattenkokare Emalj" in hands.sees()
        await hands.press("escape", "escape")
        assert f"heard: {HEARD}" in hands.sees()
        assert [line.id for line in hands.desk.say.lines] == lines


async def test_a_line_that_is_edited_is_there_again_after_a_look_at_a_remedy(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await _karin(hands)
        await hands.type(HEARD)
        await hands.press("right")
        await hands.type(" Precis.")
        edited = hands.desk.box.value
        await hands.press("f5")
        assert hands.desk.box.value == ""
        await hands.press("f3")
        assert hands.desk.box.value == edited
