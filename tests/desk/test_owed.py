"""What is owed, at the desk: the overdue call-back to Karin first, kept, moved with a reason, handed over."""

from tests.desk.playing import Desk, both_sizes

from agentdesk.promises import records
from agentdesk.promises.model import Promise


def _promise(desk: Desk, number: int = 1) -> Promise:
    found = records.by_id(desk.store.read(), number)
    assert found is not None
    return found


@both_sizes
async def test_the_overdue_one_comes_first_and_enter_keeps_it(desk: Desk) -> None:
    await desk.command("what is owed")
    shown = desk.text()
    assert shown.index("Karin Öhman") < shown.index("P-2")
    assert "!" in next(line for line in shown.split("\n") if "Karin Öhman" in line)
    assert "P-1 was kept" in shown
    await desk.type("enter")
    assert _promise(desk).state == "kept"
    assert "P-1 is kept" in desk.text()
    assert "overdue" not in desk.text().split("\n", 1)[0]


@both_sizes
async def test_ctrl_z_owes_it_again(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("enter", "ctrl+z")
    assert _promise(desk).state == "open"
    assert "Undone" in desk.text()


@both_sizes
async def test_it_moves_with_a_reason_and_not_without(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("mån 9")
    assert "Moves P-1 to Mon 30 Nov 09:00: now a few words why" in desk.text()
    await desk.type("enter")
    assert "Why does it move?" in desk.text()
    assert desk.screen.box.value == "mån 9", "what was typed is still there"
    await desk.type(" supplier is late")
    assert "moves P-1 to Mon 30 Nov 09:00" in desk.text()
    await desk.type("enter")
    assert _promise(desk).due_at == "2026-11-30T08:00:00.000Z"
    assert desk.entry("promise.moved")["text"]["reason"]
    await desk.type("ctrl+z")
    assert _promise(desk).due_at == "2026-11-26T13:05:00.000Z"


async def test_what_is_owed_to_the_customer_at_hand_is_highlighted(desk: Desk) -> None:
    await desk.type("elin skog", "enter")
    await desk.command("what is owed")
    assert next(line for line in desk.text().split("\n") if "▸" in line and "Skog" in line)
    assert "Kept when its units are collected" in desk.text()


async def test_it_goes_to_somebody_else(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("to mira knows the case", "enter")
    assert _promise(desk).owner == 2
    assert "P-1 is Mira's now" in desk.text()


async def test_words_that_are_no_date_move_nothing(desk: Desk) -> None:
    before = desk.last
    await desk.command("what is owed")
    await desk.type("whenever", "enter")
    assert "not a date that I can read" in desk.text()
    assert desk.kinds(before) == []


async def test_a_hold_is_kept_by_collecting_it(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("down", "enter")
    assert "kept when its units are collected" in desk.text()
    assert _promise(desk, 2).state == "open"


async def test_two_enters_in_one_breath_keep_one(desk: Desk) -> None:
    before = desk.last
    await desk.command("what is owed")
    await desk.burst("enter", "enter")
    assert desk.kinds(before).count("promise.kept") == 1


async def test_right_opens_a_contact_with_them(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("right")
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer == 1


@both_sizes
async def test_masked_it_names_nobody(desk: Desk) -> None:
    await desk.command("what is owed")
    await desk.type("f8")
    assert "Karin" not in desk.text()
    assert "about the kettle" not in desk.text()
