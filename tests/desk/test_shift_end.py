"""The end of a shift at the desk: exported, closed with what is open handed over, and taken over by the next."""

import pytest
from tests.desk.playing import Desk, both_sizes

from agentdesk.log.verify import Verdict, verify_file
from agentdesk.promises import records as promises
from agentdesk.sample.shop import PIN
from agentdesk.sample.story import PER
from agentdesk.shift import handover_records, records
from agentdesk.store import Actor
from agentdesk.work.attend import on_shift
from agentdesk.work.handover import close


@both_sizes
async def test_closing_shows_what_is_open_takes_a_word_and_hands_over(desk: Desk) -> None:
    await desk.command("close the shift")
    shown = desk.text()
    assert "H-1 waiting  Elin Skog" in shown
    assert "Enter closes the shift" in shown
    await desk.type("the lift is broken", "enter")
    shown = desk.text()
    assert "is closed" in shown
    assert "handed over" in shown
    assert records.open_of(desk.store.read(), desk.counter.person.id) is None
    waits = handover_records.waiting(desk.store.read())
    assert {each.kind for each in waits} == {"promise", "contact", "note"}
    assert waits[-1].note == "the lift is broken"
    assert list((desk.store.path.parent / "desk.backups").glob("*.db"))
    assert "note it elsewhere" in shown
    assert "contacts" in shown, "the figures are shown whole"
    await desk.type("enter")
    assert desk.screen.mode is desk.screen.find
    assert records.open_of(desk.store.read(), desk.counter.person.id) is None, "leaving the page opens no shift"


async def test_one_enter_too_many_behind_the_close_goes_on_with_nothing(desk: Desk) -> None:
    await desk.type("1740635", "enter")
    await desk.command("park")
    await desk.command("close the shift")
    await desk.type("enter")
    await desk.type("")  # the page has been read
    await desk.burst("enter", "enter")
    assert desk.screen.mode is desk.screen.find
    assert records.open_of(desk.store.read(), desk.counter.person.id) is None, "nothing was done, so no shift opened"
    await desk.type("enter")
    assert "goes on" in desk.text(), "who reads what stands there goes on with what was parked"


@both_sizes
async def test_a_supervisor_closes_the_shift_of_somebody_who_left(desk: Desk) -> None:
    await desk.command("close somebody")
    shown = desk.text()
    assert "Per  phone 1" in shown
    assert "Aino  " not in shown.split("─ Close")[1].split("─ Log")[0], "not one's own"
    await desk.type("per", "enter")
    assert "with a supervisor's PIN" in desk.text()
    await desk.type("111111", "enter")
    assert "That PIN is not right" in desk.text()
    assert desk.screen.box.password
    assert records.open_of(desk.store.read(), PER) is not None
    await desk.type(PIN)
    assert PIN not in desk.text()
    await desk.type("enter")
    assert "Per's shift is closed" in desk.text()
    assert "P-1" in desk.text()
    assert records.open_of(desk.store.read(), PER) is None
    assert records.open_of(desk.store.read(), desk.counter.person.id) is not None
    assert desk.entry("shift.closed")["actor"] == 2, "whoever's PIN it was closed it"
    assert not desk.screen.box.password


async def test_leaving_the_pin_shows_what_is_typed_again(desk: Desk) -> None:
    await desk.command("close somebody")
    await desk.type("enter", "12", "f2", "karin")
    assert "Find › karin" in desk.text()
    await desk.command("close somebody")
    await desk.type("per")
    assert "Absent › per" in desk.text()


async def test_a_contact_must_be_finished_or_parked_first(desk: Desk) -> None:
    await desk.type("1740635", "enter")
    await desk.command("close the shift")
    assert "A contact is still open" in desk.text()


@pytest.fixture
def handed(desk: Desk) -> Desk:
    """Per has gone, and left what he owed."""
    with on_shift(desk.store, Actor(PER, "phone 1")) as act:
        close(act, "mind the third step")
    return desk


@both_sizes
async def test_the_next_takes_item_by_item_or_hands_back_with_a_reason(handed: Desk) -> None:
    await handed.command("what was handed over")
    shown = handed.text()
    assert "P-1 call-back" in shown
    assert "from Per" in shown
    await handed.type("enter")
    assert "I-1 is yours now" in handed.text()
    owed = promises.by_id(handed.store.read(), 1)
    assert owed is not None
    assert owed.owner == handed.counter.person.id
    await handed.type("not my stairs")
    assert "hands I-2 back to Per" in handed.text()
    await handed.type("enter")
    waits = handover_records.waiting(handed.store.read())
    assert [(each.state, each.reason) for each in waits] == [("returned", "not my stairs")]
    assert "handed back: not my stairs" in handed.text()


async def test_two_enters_in_one_breath_take_one(handed: Desk) -> None:
    await handed.command("what was handed over")
    await handed.burst("enter", "enter")
    assert len(handover_records.waiting(handed.store.read())) == 1


async def test_a_key_exports_the_shift_to_the_exports_folder(desk: Desk) -> None:
    await desk.type("f10")
    assert desk.screen.box.value == "shift-2026-11-28-1405.csv"
    await desk.type("enter")
    assert "note it elsewhere" in desk.text()
    done = desk.store.path.parent / "exports" / "shift-2026-11-28-1405.csv"
    assert verify_file(done).verdict is Verdict.WHOLE
    assert "Öhman" not in done.read_text(encoding="utf-8")
    await desk.type("f10", "enter")
    assert "there already" in desk.text(), "nothing is overwritten"
    await desk.type("ctrl+u", "../away.csv", "enter")
    assert "cannot be the name of an export" in desk.text()
    assert not (desk.store.path.parent / "away.csv").exists()
