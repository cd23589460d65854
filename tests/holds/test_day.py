"""A day with the kettle: from the queue to the customer's hands."""

from datetime import date

import pytest

from agentdesk.errors import Refused
from agentdesk.holds import actions, ordering, receiving, records, telling
from agentdesk.holds.expiring import AskFirst, expire
from agentdesk.holds.model import Placed, Result, State
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.view import hold_facts
from agentdesk.promises import records as promises

from .conftest import HOURS, Shop


def place(shop: Shop, customer: int, quantity: int = 1, product: int = 1, needed_by: date | None = None) -> Placed:
    with shop.act() as act:
        return actions.place(act, product, quantity, HOURS, customer=customer, needed_by=needed_by)


def test_a_kettle_on_the_shelf_is_set_aside_at_once_and_kept_for_a_week(shop: Shop) -> None:
    shop.stock(1, 2)
    placed = place(shop, 1)
    assert placed.hold.state is State.ASIDE
    assert placed.hold.collect_by == "2026-12-07T17:00:00.000Z"  # seven open days: Sundays are closed
    assert shop.numbers() == (2, 1, 0, 0)
    shop.check()


def test_who_came_first_is_served_first_and_in_part(shop: Shop) -> None:
    delivery = shop.delivery(quantity=4)
    first, second, third = place(shop, 1, 2), place(shop, 2, 3), place(shop, 3)
    assert second.place is not None
    assert (second.place.position, second.place.units_before) == (2, 2)
    assert second.expected is None, "four come, the second would need five"
    with shop.act() as act:
        done = receiving.receive(act, delivery, {1: Count(4)}, HOURS)
    assert [(each.word, each.units, each.rest) for each in done.aside] == [("H-1", 2, None), ("H-2", 2, 4)]
    assert shop.numbers() == (4, 4, 2, 2)
    assert third.hold.id == 3
    shop.check()
    with shop.act() as act:
        assert [each[:2] for each in records.queue(act.connection, 1, 9)] == [(4, 1), (3, 1)]
    assert first.hold.promise != second.hold.promise


def test_a_repeat_of_what_was_received_counts_once(shop: Shop) -> None:
    delivery = shop.delivery(quantity=6)
    for total in (3, 3, 5, 3, 5):
        with shop.act() as act:
            receiving.receive(act, delivery, {1: Count(total)}, HOURS)
    assert shop.numbers() == (5, 0, 0, 0)


def test_a_second_scan_at_the_counter_counts_once(shop: Shop) -> None:
    shop.stock(1, 1)
    hold = place(shop, 1).hold
    for _ in range(2):
        with shop.act() as act:
            actions.collect(act, hold.id, HOURS)
    assert shop.numbers() == (0, 0, 0, 0)
    assert shop.kinds().count("hold.collected") == 1
    promise = promises.by_id(shop.store.read(), hold.promise)
    assert promise is not None
    assert promise.state == "kept"


def test_a_discontinued_lamp_is_never_promised(shop: Shop) -> None:
    shop.stock(3, 1)
    with pytest.raises(Refused) as refusal:
        place(shop, 1, quantity=2, product=3)
    assert refusal.value.code == "discontinued"
    assert place(shop, 1, product=3).hold.state is State.ASIDE


def test_told_by_phone_the_week_begins_and_then_the_next_gets_it(shop: Shop) -> None:
    delivery = shop.delivery(quantity=1)
    karin, lars = place(shop, 1).hold, place(shop, 2).hold
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(1)}, HOURS)
    with shop.act() as act:
        tried = telling.tell(act, karin.id, Result.NO_ANSWER, HOURS)
        assert (tried.state, tried.next_try) == (State.ASIDE, "2026-11-28T15:05:00.000Z")
        told = telling.tell(act, karin.id, Result.VOICEMAIL, HOURS)
    assert told.collect_by == "2026-12-07T17:00:00.000Z"
    shop.clock.advance(days=9, hours=5)
    with shop.act() as act:
        done = expire(act, HOURS, ask_above=20)
    assert [hold.id for hold in done.expired] == [karin.id]
    assert [each.hold for each in done.aside] == [lars.id]
    shop.check()


def test_a_clock_set_wrong_asks_before_anything_expires(shop: Shop) -> None:
    shop.stock(1, 1)
    place(shop, 1)
    shop.clock.advance(days=365)
    with pytest.raises(AskFirst), shop.act() as act:
        expire(act, HOURS, ask_above=20)
    assert shop.numbers() == (1, 1, 0, 0)


def test_a_count_that_finds_less_sends_the_last_one_back_and_says_so(shop: Shop) -> None:
    shop.stock(1, 3)
    for customer in (1, 2, 3):
        place(shop, customer)
    with shop.act() as act:
        counted = set_on_hand(act, 1, 1, HOURS)
    assert [each.hold.word for each in counted.short] == ["H-3", "H-2"]
    assert shop.numbers() == (1, 1, 2, 2)
    promise = promises.by_id(shop.store.read(), counted.short[0].hold.promise)
    assert promise is not None
    assert promise.at_risk is not None
    shop.check()


def test_who_is_moved_up_overtakes_with_a_reason_that_everybody_sees(shop: Shop) -> None:
    place(shop, 1)
    place(shop, 2)
    with shop.act() as act:
        moved = ordering.move_up(act, 2, "wedding on Saturday", HOURS)
    facts = hold_facts(shop.store.read(), moved, HOURS, shop.clock.now().date())
    assert facts.place is not None
    assert (facts.place.position, facts.place.reason) == (1, "0 before it; moved up: wedding on Saturday")
    with pytest.raises(Refused, match="first already"), shop.act() as act:
        ordering.move_up(act, 2, "again", HOURS)
    delivery = shop.delivery(quantity=1)
    with shop.act() as act:
        assert [each.word for each in receiving.receive(act, delivery, {1: Count(1)}, HOURS).aside] == ["H-2"]
    assert "hold.moved-up" in shop.kinds()


def test_merged_cards_keep_every_hold_and_an_erased_one_owes_nothing(shop: Shop) -> None:
    shop.stock(1, 1)
    place(shop, 1)
    place(shop, 1)
    with shop.act() as act:
        assert ordering.change_customer(act, 1, 2) == 2
    assert [hold.id for hold in records.open_of(shop.store.read(), 2)] == [1, 2]
    with shop.act() as act:
        assert ordering.forget(act, 2, HOURS) == 2
    assert records.of_customer(shop.store.read(), 2) == []
    assert shop.numbers() == (1, 0, 0, 0)
    shop.check()


def test_a_walk_in_without_a_name_keeps_the_label_and_is_never_called(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        placed = actions.place(act, 1, 1, HOURS, customer=None)
    assert placed.hold.collect_by is not None
    with shop.act() as act:
        actions.collect(act, placed.hold.id, HOURS)
    assert shop.numbers() == (0, 0, 0, 0)
