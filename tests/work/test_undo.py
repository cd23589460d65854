"""Undo: one's own last act in this contact is taken back under the rules of any act; the log keeps both."""

import pytest

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Kind
from agentdesk.clock import SetClock
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Contact
from agentdesk.errors import Refused
from agentdesk.holds.dates import Hours
from agentdesk.log import reading
from agentdesk.promises import actions as promises
from agentdesk.promises import records
from agentdesk.promises.model import Kind as Promised
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.setup import found
from agentdesk.work.undo import undo_last

AINO, HOURS = Actor(2, "phone 2"), Hours()


@pytest.fixture
def contact(store: Store) -> Contact:
    """A walk-in at Aino's counter."""
    found(store, Settings(), "Mira", "$argon2id$not-used-here")
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
    with on_shift(store, AINO) as act:
        return contacts.open_contact(act, None, Channel.COUNTER)


def test_a_promise_is_taken_back_and_the_log_keeps_both(store: Store, contact: Contact) -> None:
    with on_shift(store, AINO) as act:
        made = promises.make(
            act,
            Promised.CALL_BACK,
            customer=None,
            contact=contact.id,
            what="call back",
            due_at="2026-11-30T08:00:00.000Z",
        )
    with on_shift(store, AINO) as act:
        assert undo_last(act, contact, HOURS) == f"promise P-{made.id}"
    left = records.by_id(store.read(), made.id)
    assert left is not None
    assert left.state == "cancelled"
    kinds = [entry.kind for entry in reading.of_contact(store.read(), contact.id)]
    assert kinds == ["act.undone", "promise.cancelled", "promise.made", "contact.opened"]


def test_nothing_is_undone_twice_and_opening_is_not_undone(store: Store, contact: Contact) -> None:
    with on_shift(store, AINO) as act:
        promises.make(act, Promised.FIND_OUT, customer=None, contact=contact.id, what="ask the maker", due_at=None)
    with on_shift(store, AINO) as act:
        undo_last(act, contact, HOURS)
    with pytest.raises(Refused, match="cannot be undone"), on_shift(store, AINO) as act:
        undo_last(act, contact, HOURS)


def test_somebody_elses_act_is_not_mine_to_undo(store: Store, contact: Contact) -> None:
    with on_shift(store, Actor(1, "office")) as act:
        promises.make(act, Promised.FIND_OUT, customer=None, contact=contact.id, what="ask the maker", due_at=None)
    with pytest.raises(Refused), on_shift(store, AINO) as act:
        undo_last(act, contact, HOURS)


def test_a_remedy_given_comes_back_into_the_shift(store: Store, clock: SetClock, contact: Contact) -> None:
    def left() -> int | None:
        room = authority.headroom(store.read(), 2, None, contact.id, None, clock.now(), "Europe/Stockholm", "SEK")
        return room.shift_left

    before = left()
    with on_shift(store, AINO) as act:
        wanted = authority.request(Kind.AMOUNT, "late", value=5000, points=None, base=20000)
        authority.give(act, wanted, None, contact.id)
    assert left() != before
    with on_shift(store, AINO) as act:
        undo_last(act, contact, HOURS)
    assert left() == before


def test_a_finished_contact_is_left_alone(store: Store, contact: Contact) -> None:
    with on_shift(store, AINO) as act:
        finished = contacts.finish(act, contact)
    with pytest.raises(Refused, match="is finished"), on_shift(store, AINO) as act:
        undo_last(act, finished, HOURS)
