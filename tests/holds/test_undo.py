"""Undo takes one act back, under the rules of any act; what depends on it says so."""

from datetime import date

import pytest

from agentdesk.errors import Refused
from agentdesk.holds import actions, receiving, telling
from agentdesk.holds import list_records as lists
from agentdesk.holds.model import Result, State
from agentdesk.holds.moving import existing
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.undoing import undo
from agentdesk.log.reading import of_act
from agentdesk.promises import records as promises

from .conftest import HOURS, Shop


def take_back(shop: Shop, act_id: str) -> str:
    with shop.act() as act:
        words = undo(act, of_act(act.connection, act_id), HOURS)
    shop.check()
    return words


def state(shop: Shop, hold: int) -> State:
    return existing(shop.store.read(), hold).state


def test_a_hold_placed_by_mistake_frees_its_units(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        placed = actions.place(act, 1, 3, HOURS, customer=1)
        done = act.id
    assert take_back(shop, done) == "H-1, H-2"
    assert shop.numbers() == (1, 0, 0, 0)
    promise = promises.by_id(shop.store.read(), placed.hold.promise)
    assert promise is not None
    assert promise.state == "cancelled"


def test_a_collection_is_taken_back_onto_the_shelf(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
    with shop.act() as act:
        actions.collect(act, 1, HOURS)
        done = act.id
    assert shop.numbers() == (0, 0, 0, 0)
    take_back(shop, done)
    assert shop.numbers() == (1, 1, 0, 0)
    assert state(shop, 1) is State.ASIDE
    promise = promises.by_id(shop.store.read(), 1)
    assert promise is not None
    assert promise.state == "open"


def test_a_cancelled_hold_gets_its_units_back_from_who_was_not_told(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
        actions.place(act, 1, 1, HOURS, customer=2)
    with shop.act() as act:
        _, passed = actions.cancel(act, 1, HOURS, "mistake")
        done = act.id
    assert [each.word for each in passed] == ["H-2"]
    take_back(shop, done)
    assert (state(shop, 1), state(shop, 2)) == (State.ASIDE, State.WAITING)


def test_who_was_told_keeps_the_unit_and_undo_says_why(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
        actions.place(act, 1, 1, HOURS, customer=2)
    with shop.act() as act:
        actions.cancel(act, 1, HOURS, "mistake")
        done = act.id
    with shop.act() as act:
        telling.tell(act, 2, Result.REACHED, HOURS)
    with pytest.raises(Refused) as refusal:
        take_back(shop, done)
    assert refusal.value.code == "depends"
    assert state(shop, 2) is State.TOLD


def test_a_receipt_is_taken_back_with_all_it_did(shop: Shop) -> None:
    delivery = shop.delivery(quantity=4, day=date(2026, 12, 4))
    with shop.act() as act:
        actions.place(act, 1, 3, HOURS, customer=1)
        actions.place(act, 1, 3, HOURS, customer=2)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(4)}, HOURS)
        done = act.id
    assert shop.numbers() == (4, 4, 2, 1)
    take_back(shop, done)
    assert shop.numbers() == (0, 0, 6, 2)
    with shop.act() as act:
        again = receiving.receive(act, delivery, {1: Count(4)}, HOURS)
    assert [(each.word, each.units) for each in again.aside] == [("H-1", 3), ("H-2", 1)]
    shop.check()


def test_sold_units_cannot_be_unreceived(shop: Shop) -> None:
    delivery = shop.delivery(quantity=1)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(1)}, HOURS)
        done = act.id
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
        actions.collect(act, 1, HOURS)
    with pytest.raises(Refused, match="gone already"):
        take_back(shop, done)


def test_being_told_of_a_shortage_is_taken_back_without_touching_the_queue(shop: Shop) -> None:
    shop.stock(1, 2)
    with shop.act() as act:
        actions.place(act, 1, 2, HOURS, customer=2)
    with shop.act() as act:
        set_on_hand(act, 1, 1, HOURS)
    with shop.act() as act:
        telling.tell(act, 2, Result.REACHED, HOURS)
        done = act.id
    take_back(shop, done)
    assert shop.numbers() == (1, 1, 1, 1)
    assert [hold.id for hold in lists.to_tell(shop.store.read(), 9)] == [2]


def test_a_count_is_not_undone_but_counted_again(shop: Shop) -> None:
    with shop.act() as act:
        set_on_hand(act, 1, 3, HOURS)
        done = act.id
    with pytest.raises(Refused) as refusal:
        take_back(shop, done)
    assert refusal.value.code == "not-undoable"
