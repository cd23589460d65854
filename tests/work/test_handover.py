"""A shift ends and the next begins: nothing leaves an owner without landing with another."""

import re
from pathlib import Path

import pytest

from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Channel, Mood
from agentdesk.errors import Refused
from agentdesk.log.reading import last
from agentdesk.money import money_text
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.promises.model import Kind
from agentdesk.settings import Settings
from agentdesk.shift import handover_records as handover
from agentdesk.shift import records
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.handover import close, describe, hand_back, take
from agentdesk.work.report import report
from agentdesk.work.report_pages import page
from agentdesk.work.setup import found

MIRA, AINO, PER = (Actor(number, "phone 2") for number in (1, 2, 3))


@pytest.fixture
def shop(store: Store, clock: SetClock) -> Store:
    found(store, Settings(), "Mira", "hash")
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
        staff.add(act, "Per", Role.AGENT)
    with on_shift(store, AINO) as act:
        talk = contacts.open_contact(act, None, Channel.PHONE, None)
        talk = contacts.describe(act, talk, situation="praise", mood_in=Mood.WORRIED)
        contacts.finish(act, talk, Mood.HAPPY, "Thanks <b>Aino</b> | #1")
        contacts.open_contact(act, None, Channel.COUNTER, None)
        promises.make(
            act, Kind.CALL_BACK, customer=None, contact=None, what="call about size 42", due_at=stamp(clock.now())
        )
    clock.advance(hours=3, minutes=5)
    return store


def test_what_is_open_is_offered_and_taken_item_by_item(shop: Store) -> None:
    with on_shift(shop, AINO) as act:
        closed, items = close(act, "The lift is broken")
    assert closed.closed_at is not None
    assert [(item.kind, item.state) for item in items] == [
        ("promise", "waiting"), ("contact", "waiting"), ("note", "waiting"),
    ]  # fmt: skip
    assert promise_records.all_open(shop.read())[0].owner == AINO.staff, "still hers until somebody takes it"
    with on_shift(shop, PER) as act:
        for item in items:
            take(act, item.id)
    with shop.reading() as connection:
        assert report(connection, closed.id, shop.clock.now()).contacts == 2, (
            "taken over by another, still of this shift"
        )
    assert {each.owner for each in promise_records.all_open(shop.read())} == {PER.staff}
    assert {each.owner for each in contact_records.parked(shop.read())} == {PER.staff}
    assert handover.waiting(shop.read()) == []
    with on_shift(shop, MIRA) as act, pytest.raises(Refused, match="accepted already"):
        take(act, items[0].id)


def test_an_item_is_handed_back_only_with_a_reason_and_stays_somebodys(shop: Store) -> None:
    with on_shift(shop, AINO) as act:
        _, items = close(act)
    with on_shift(shop, PER) as act:
        with pytest.raises(Refused, match="reason"):
            hand_back(act, items[0].id, "  ")
        hand_back(act, items[0].id, "I do not know this customer")
    waits = handover.waiting(shop.read())
    assert (waits[0].state, waits[0].reason) == ("returned", "I do not know this customer")
    assert promise_records.all_open(shop.read())[0].owner == AINO.staff
    with on_shift(shop, AINO) as act:
        take(act, items[0].id)
    assert last(shop.read(), 1)[0].kind == "handover.accepted"


def test_closing_again_offers_what_nobody_took(shop: Store) -> None:
    for _ in range(2):
        with on_shift(shop, AINO) as act:
            close(act)
    waits = describe(shop.read(), handover.waiting(shop.read()))
    assert len(waits) == 2
    assert {each.item.shift for each in waits} == {2}


def test_a_supervisor_closes_the_shift_of_somebody_who_left(shop: Store) -> None:
    with shop.act(MIRA) as act:
        closed, items = close(act, staff=AINO.staff)
    assert (closed.staff, len(items)) == (AINO.staff, 2)
    assert records.open_of(shop.read(), AINO.staff) is None
    entry = last(shop.read(), 5)
    assert {(each.actor, each.shift) for each in entry if each.kind == "shift.closed"} == {(MIRA.staff, closed.id)}


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_report_is_one_page_for_people(shop: Store, clock: SetClock, form: str, tmp_path: Path) -> None:
    with on_shift(shop, AINO) as act:
        close(act)
    with shop.reading() as connection:
        found_ = report(connection, 1, clock.now())
    text = page(found_, Settings(shop="Björk & <Kök>"), form, lambda units: money_text(units, "SEK", "sv_SE"))
    assert found_.head in text
    for words in ("3 h 05", "counter 1, phone 1", "1 made, 0 kept", "worried → happy", "praise"):
        assert words in text
    if form == "html":
        assert "<Kök>" not in text
        assert "size: A4" in text
        assert not re.search(r"(src|href)=|https?:", text), "the page brings everything with it"
