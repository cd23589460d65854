"""Whatever is done twice counts once: a receipt, a scan, a retry after a crash before or after it was kept."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from agentdesk.errors import Refused
from agentdesk.holds import actions, receiving
from agentdesk.holds.expiring import expire
from agentdesk.holds.model import Result
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.telling import tell
from agentdesk.store import Act

from .conftest import AINO, HOURS, Shop

Deed = Callable[[Act], object]


class Crash(BaseException):
    """The power goes, in the middle of an act."""


def _day(shop: Shop) -> None:
    """Three kettles are aside, one of them new and its owner not told yet; a fourth person waits, and three come."""
    shop.stock(1, 2)
    shop.delivery(quantity=4)
    with shop.act() as act:
        for customer in (1, 2, 3, 4):
            actions.place(act, 1, 1, HOURS, customer=customer)
        receiving.receive(act, 1, {1: Count(1)}, HOURS)


def _expire(act: Act) -> object:
    return expire(act, HOURS, ask_above=20, confirmed=True)


DEEDS: dict[str, Deed] = {
    "receive": lambda act: receiving.receive(act, 1, {1: Count(3, damaged=1)}, HOURS),
    "receive, complete": lambda act: receiving.receive(act, 1, {1: Count(2)}, HOURS, complete=True),
    "receive what nobody ordered": lambda act: receiving.receive(act, 1, {2: Count(5)}, HOURS),
    "collect": lambda act: actions.collect(act, 1, HOURS),
    "cancel": lambda act: actions.cancel(act, 1, HOURS, "customer"),
    "expire": _expire,
    "count": lambda act: set_on_hand(act, 1, 1, HOURS),
    "call off": lambda act: receiving.call_off(act, 1, HOURS),
    "move": lambda act: receiving.move(act, 1, date(2026, 12, 11), HOURS),
    "tell": lambda act: tell(act, 3, Result.VOICEMAIL, HOURS),
}
AFTERWARDS = {"hold.reminded"}  # what a repeat may leave in the log: a customer told twice was told twice


def books(shop: Shop) -> list[tuple[object, ...]]:
    """Everything that is counted anywhere."""
    read = shop.store.read()
    return [
        tuple(row)
        for question in (
            "SELECT id, on_hand, aside, waiting, queue, on_order FROM products ORDER BY id",
            "SELECT id, promise, quantity, state, queued, queue_reason, collect_by, said FROM holds ORDER BY id",
            "SELECT id, state, due_at, at_risk FROM promises ORDER BY id",
            "SELECT delivery, product, quantity, received, damaged FROM delivery_lines ORDER BY delivery, product",
            "SELECT id, state, expected, received_at FROM deliveries ORDER BY id",
            "SELECT product, units, why FROM stock_moves ORDER BY id",
        )
        for row in read.execute(question).fetchall()
    ]


@pytest.mark.parametrize("name", DEEDS)
def test_a_crash_before_it_was_kept_leaves_nothing_and_the_retry_counts_once(shop: Shop, name: str) -> None:
    _day(shop)
    if name == "expire":
        shop.clock.advance(days=10)
    before, kinds = books(shop), shop.kinds()
    with pytest.raises(Crash), shop.act() as act:
        DEEDS[name](act)
        raise Crash
    assert (books(shop), shop.kinds()) == (before, kinds)
    with shop.act() as act:
        DEEDS[name](act)
    assert books(shop) != before
    shop.check()


@pytest.mark.parametrize("name", DEEDS)
def test_a_crash_after_it_was_kept_and_a_retry_count_once(shop: Shop, name: str) -> None:
    _day(shop)
    if name == "expire":
        shop.clock.advance(days=10)
    with shop.act() as act:
        DEEDS[name](act)
    once, kinds = books(shop), shop.kinds()
    with suppress(Refused), shop.act() as act:
        DEEDS[name](act)
    assert books(shop) == once
    assert set(shop.kinds()[len(kinds) :]) <= AFTERWARDS
    shop.check()


def test_a_hold_placed_under_a_key_is_placed_once(shop: Shop) -> None:
    shop.stock(1, 2)
    answers = []
    for _ in range(3):
        with shop.store.act(AINO, key="hold.place till-4 receipt-77") as act:
            if act.earlier is None:
                act.answer = {"hold": actions.place(act, 1, 1, HOURS, customer=1).hold.id}
        answers.append(act.earlier or act.answer)
    assert answers == [{"hold": 1}] * 3
    assert shop.numbers() == (2, 1, 0, 0)


def test_a_delivery_counted_at_two_desks_at_once_counts_once(shop: Shop) -> None:
    delivery = shop.delivery(quantity=6)
    for total in (2, 4, 4, 3, 2, 6, 6):  # the same piles, counted by two people, in whatever order they press Enter
        with shop.act() as act:
            receiving.receive(act, delivery, {1: Count(total)}, HOURS)
    assert shop.numbers() == (6, 0, 0, 0)
