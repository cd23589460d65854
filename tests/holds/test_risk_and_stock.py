"""Promises at risk, and what the till says about the shelf."""

from datetime import date

import pytest

from agentdesk.catalog import records as catalog
from agentdesk.clock import stamp
from agentdesk.errors import NotFound
from agentdesk.holds import actions, receiving
from agentdesk.holds import list_records as lists
from agentdesk.holds.labels import COLUMNS, label, width
from agentdesk.holds.model import Placed, State
from agentdesk.holds.preview import preview
from agentdesk.holds.receiving import Count
from agentdesk.holds.reports import kept_days, open_holds, suppliers
from agentdesk.holds.risks import look_again
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.promises import records as promises

from .conftest import HOURS, Shop


def ask(shop: Shop, customer: int, quantity: int = 1, needed_by: date | None = None) -> Placed:
    with shop.act() as act:
        return actions.place(act, 1, quantity, HOURS, customer=customer, needed_by=needed_by)


def at_risk(shop: Shop, placed: Placed) -> str | None:
    promise = promises.by_id(shop.store.read(), placed.hold.promise)
    assert promise is not None
    return promise.at_risk


def test_a_day_that_no_delivery_meets_is_flagged_at_once_and_lifted_by_one_that_does(shop: Shop) -> None:
    placed = ask(shop, 1, needed_by=date(2026, 12, 5))
    assert at_risk(shop, placed) == "needed by 2026-12-05: no delivery is planned"
    with shop.act() as act:
        receiving.expect(act, "Norrkök", date(2026, 12, 4), {1: 1}, HOURS)
    assert at_risk(shop, placed) is None


def test_a_delivery_that_moves_flags_whom_it_can_no_longer_serve_in_time(shop: Shop) -> None:
    delivery = shop.delivery(quantity=2)
    first, second = ask(shop, 1), ask(shop, 2, needed_by=date(2026, 12, 24))
    with shop.act() as act:
        receiving.move(act, delivery, date(2026, 12, 11), HOURS)
    assert at_risk(shop, first) == "said by 2026-12-04: expected 2026-12-11"
    assert at_risk(shop, second) == "said by 2026-12-04: expected 2026-12-11"
    with shop.act() as act:
        receiving.move(act, delivery, date(2026, 12, 4), HOURS)
    assert (at_risk(shop, first), at_risk(shop, second)) == (None, None)


def test_a_delivery_that_comes_short_for_good_flags_who_gets_nothing(shop: Shop) -> None:
    delivery = shop.delivery(quantity=2)
    first, second = ask(shop, 1), ask(shop, 2)
    with shop.act() as act:
        done = receiving.receive(act, delivery, {1: Count(1, damaged=1)}, HOURS)
    assert [each.word for each in done.aside] == [first.hold.word]
    assert done.delivery.state == "received"
    assert at_risk(shop, second) == "said by 2026-12-04: no delivery is planned"


def test_who_is_cancelled_in_front_makes_room_and_the_flag_behind_is_lifted(shop: Shop) -> None:
    shop.delivery(quantity=1)
    first, second = ask(shop, 1), ask(shop, 2, needed_by=date(2026, 12, 5))
    assert at_risk(shop, second) == "needed by 2026-12-05: no delivery is planned"
    with shop.act() as act:
        actions.cancel(act, first.hold.id, HOURS, "customer")
    assert at_risk(shop, second) is None


def test_a_delivery_that_does_not_come_is_noticed_by_the_daily_look(shop: Shop) -> None:
    shop.delivery(quantity=1)
    placed = ask(shop, 1)
    shop.clock.advance(days=9)
    with shop.act() as act:
        assert look_again(act, HOURS) == [placed.hold.id]
        assert look_again(act, HOURS) == []
    assert at_risk(shop, placed) == "said by 2026-12-04: the delivery of 2026-12-04 is 3 days overdue"


def test_what_came_and_went_since_the_till_was_read_is_applied_on_top(shop: Shop) -> None:
    shop.stock(1, 5)
    before = stamp(shop.clock.now())
    shop.clock.advance(minutes=5)
    delivery = shop.delivery(quantity=3)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(3)}, HOURS)
        placed = actions.place(act, 1, 2, HOURS, customer=1)
        actions.collect(act, placed.hold.id, HOURS)
    with shop.act() as act:
        counted = set_on_hand(act, 1, 5, HOURS, as_of=before)
    assert counted.product.stock.on_hand == 6
    shop.check()


def test_a_told_customer_whose_unit_is_not_there_is_listed_not_dropped(shop: Shop) -> None:
    shop.stock(1, 3)
    first, second = ask(shop, 1, 2), ask(shop, 2, 1)
    with shop.act() as act:
        counted = set_on_hand(act, 1, 1, HOURS)
    assert [(each.hold.word, each.was, each.units) for each in counted.short] == [
        ("H-2", State.ASIDE, 1),
        ("H-3", State.ASIDE, 1),
    ]
    assert at_risk(shop, first) == at_risk(shop, second) == "set aside before, and not there at the count"
    assert {hold.id for hold in lists.to_tell(shop.store.read(), 9)} == {2, 3}
    shop.stock(1, 3)
    assert (at_risk(shop, first), at_risk(shop, second)) == (None, None)
    assert shop.numbers() == (3, 3, 0, 0)
    shop.check()


def test_before_anything_is_confirmed_it_says_who_gets_it_and_why(shop: Shop) -> None:
    delivery = shop.delivery(quantity=4)
    for customer, quantity in ((1, 1), (2, 1), (3, 3)):
        ask(shop, customer, quantity)
    (line,) = preview(shop.store.read(), delivery, {1: Count(3, damaged=2)})
    assert line.sentence == "3 came, 5 wait: H-1, H-2, H-3 (1 of 3), because they came first."
    assert (line.over, line.missing, line.left, line.free) == (1, 0, 2, 0)
    assert shop.numbers() == (0, 0, 5, 3), "a look changes nothing"
    (line,) = preview(shop.store.read(), delivery, {2: Count(3)})
    assert line.sentence == "3 came, nobody waits: all 3 can be sold."


def test_a_label_fits_forty_columns_in_every_script(shop: Shop) -> None:
    shop.stock(1, 9)
    product = catalog.by_id(shop.store.read(), 1)
    assert product is not None
    from agentdesk.customers.model import Customer

    for name in ("Karin Öhman", "佐藤 花子" * 9, "[/]", "A" * 99, "\x1b[31mRed"):
        text = label(ask(shop, 1).hold, product, Customer(1, None, name), HOURS)
        assert all(width(line) <= COLUMNS for line in text.splitlines()), text
        assert "\x1b" not in text
    assert "until Mon 7 Dec" in text
    assert "KTL-17" in text


def test_reports_add_up(shop: Shop) -> None:
    delivery = shop.delivery(quantity=2, day=date(2026, 11, 26))
    ask(shop, 1, 1), ask(shop, 2, 4)
    shop.clock.advance(days=4)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(2)}, HOURS)
    read, now = shop.store.read(), shop.clock.now()
    (row,) = open_holds(read, "product", now, "Europe/Stockholm")
    assert (row.holds, row.waiting, row.aside, row.oldest) == (3, 3, 2, 4)
    assert [each.name for each in open_holds(read, "age", now, "Europe/Stockholm")] == ["3-7 days"]
    (kept,) = suppliers(read, now, "Europe/Stockholm")
    assert (kept.supplier, kept.deliveries, kept.on_time, kept.worst, kept.usual) == ("Norrkök", 1, 0, 6, None)
    (day,) = kept_days(read, "Norrkök", "Europe/Stockholm")
    assert (day.promised, day.came, day.late) == (date(2026, 11, 26), date(2026, 12, 2), 6)
    with pytest.raises(NotFound):
        kept_days(read, "Nobody", "Europe/Stockholm")
