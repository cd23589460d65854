"""Collecting at the counter: the whole of a hold or a part, a scan that finds it, cancelled, kept longer."""

from tests.desk.playing import Desk, both_sizes

from agentdesk.holds import records
from agentdesk.holds.model import Hold, State


def _hold(desk: Desk, number: int = 1) -> Hold:
    found = records.by_id(desk.store.read(), number)
    assert found is not None
    return found


async def _told(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "KET-011=3", "enter", "enter", "enter", "enter")
    for _ in range(3):
        await desk.type("1", "enter")
    assert _hold(desk).state is State.TOLD


@both_sizes
async def test_a_name_finds_it_and_enter_hands_it_out(desk: Desk) -> None:
    await _told(desk)
    await desk.command("hand out")
    shown = desk.text()
    assert "H-1" in shown
    assert "told until Mon 7 Dec" in shown
    await desk.type("elin skog", "enter")
    assert _hold(desk).state is State.COLLECTED
    assert "handed out" in desk.text()
    await desk.type("ctrl+z")
    assert _hold(desk).state is State.TOLD


async def test_what_fits_several_hands_out_nothing(desk: Desk) -> None:
    await _told(desk)
    await desk.command("hand out")
    await desk.type("enter")
    assert "Several fit" in desk.text(), "an Enter too many hands out nothing"
    await desk.type("7310000010019", "enter")
    assert "Several fit" in desk.text()
    assert _hold(desk).state is State.TOLD
    await desk.type("escape", "h-2", "enter")
    assert _hold(desk, 2).state is State.COLLECTED


async def test_in_their_contact_only_their_own(desk: Desk) -> None:
    await _told(desk)
    await desk.type("f2", "elin skog", "enter")
    await desk.command("hand out")
    assert [each.hold.word for each in desk.screen.shelf.found] == ["H-1"]
    await desk.burst("7310000010019", "enter", "ctrl+j")
    assert _hold(desk).state is State.COLLECTED
    assert desk.entry("hold.collected")["contact"] is not None


async def test_in_a_contact_somebody_elses_is_found_by_what_is_typed(desk: Desk) -> None:
    await _told(desk)
    await desk.type("f2", "070-174 06 35", "enter")
    await desk.command("hand out")
    assert "Nothing is set aside for Karin Öhman" in desk.text()
    await desk.type("h-2")
    assert [each.hold.word for each in desk.screen.shelf.found] == ["H-2"]
    await desk.type("enter")
    assert _hold(desk, 2).state is State.COLLECTED
    assert desk.entry("hold.collected")["contact"] is None, "it was not the open contact's"


async def test_cancelled_the_next_gets_it(desk: Desk) -> None:
    await _told(desk)
    await desk.command("hand out")
    await desk.type("cancel for no reason", "enter")
    assert "is not a reason" in desk.text()
    await desk.type("escape", "cancel", "enter")
    assert _hold(desk).state is State.CANCELLED
    assert "its units go to H-4" in desk.text()
    assert _hold(desk, 4).state is State.ASIDE


async def test_kept_longer_until_a_day(desk: Desk) -> None:
    await _told(desk)
    await desk.command("hand out")
    await desk.type("extend 12 dec", "enter")
    assert "H-1 is kept until Sat 12 Dec" in desk.text()
    assert _hold(desk).collect_by == "2026-12-12T17:00:00.000Z"
