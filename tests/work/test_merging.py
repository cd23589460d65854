"""Two cards, one person: everything that the shop keeps of them becomes one, and the log says so."""

import pytest
from tests.holds.conftest import AINO, HOURS, Shop

from agentdesk.clock import SetClock
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Channel
from agentdesk.customers import records as customers
from agentdesk.errors import DeskError
from agentdesk.holds import actions as holds
from agentdesk.holds import records
from agentdesk.holds.model import State
from agentdesk.log.check import verify_store
from agentdesk.log.reading import last
from agentdesk.log.verify import Verdict
from agentdesk.promises import records as promises
from agentdesk.store import Store
from agentdesk.work.attend import on_shift
from agentdesk.work.merging import merge


@pytest.fixture
def shop(store: Store, clock: SetClock) -> Shop:
    return Shop(store, clock)


def test_holds_promises_and_contacts_of_both_are_one_persons(shop: Shop) -> None:
    shop.stock(1, 1)
    with on_shift(shop.store, AINO) as act:
        aside = holds.place(act, 1, 1, HOURS, customer=2).hold
        waiting = holds.place(act, 1, 2, HOURS, customer=2).hold
        own = holds.place(act, 1, 1, HOURS, customer=1).hold
        talk = contacts.open_contact(act, 2, Channel.PHONE)
    before = shop.numbers()
    with shop.act() as act:
        kept = merge(act, 1, 2)
    connection = shop.store.read()
    assert [hold.id for hold in records.of_customer(connection, 1)] == [aside.id, waiting.id, own.id]
    assert records.of_customer(connection, 2) == []
    assert {each.customer for each in promises.all_open(connection)} == {1}
    assert [each.id for each in contact_records.with_customer(connection, 1)] == [talk.id]
    assert (kept.id, kept.aliases) == (1, ("K2",))
    assert shop.numbers() == before
    shop.check()
    changed = next(entry for entry in last(connection, 3) if entry.kind == "hold.customer-changed")
    assert (changed.customer, changed.record["data"]) == (1, {"holds": [aside.id, waiting.id]})
    assert verify_store(connection).verdict is Verdict.WHOLE


def test_the_units_are_handed_out_to_whoever_they_are_now(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        hold = holds.place(act, 1, 1, HOURS, customer=2).hold
    with shop.act() as act:
        merge(act, 1, 2)
        holds.collect(act, hold.id, HOURS)
    found = records.by_id(shop.store.read(), hold.id)
    assert found is not None
    assert (found.customer, found.state) == (1, State.COLLECTED)
    shop.check()


@pytest.mark.parametrize(("customer", "other"), [(1, 1), (1, 999), (999, 1)])
def test_a_merge_that_is_refused_moves_nothing(shop: Shop, customer: int, other: int) -> None:
    with shop.act() as act:
        holds.place(act, 1, 1, HOURS, customer=1)
    entries = shop.kinds()
    with pytest.raises(DeskError), shop.act() as act:
        merge(act, customer, other)
    assert shop.kinds() == entries
    assert customers.survivor(shop.store.read(), 1) == 1
