"""Orders of several lines: a refund takes back the discount of its own line, and its share of the whole order's."""

import pytest
from tests.authority.conftest import Shop
from tests.authority.test_machine import two_lines

from agentdesk.authority.model import Kind, Request, Verdict


@pytest.fixture
def order(shop: Shop) -> int:
    """Order 48212 of customer 1: two mugs for 81.00 (line 1) and a pan for 300.00 (line 2)."""
    two_lines(shop)
    return 2


def on(kind: str, value: int, order: int, line: int | None = None) -> Request:
    return Request(Kind(kind), value, "defect", order=order, line=line)


def verdict(shop: Shop, wanted: Request) -> Verdict:
    return shop.check("Olga", wanted, 1).verdict


def test_a_discount_on_one_line_is_not_taken_back_from_another(shop: Shop, order: int) -> None:
    shop.give("Olga", on("amount", 5000, order, 2), 1)
    assert verdict(shop, on("refund", 8100, order, 1)) is Verdict.ALLOWED
    assert verdict(shop, on("refund", 25001, order, 2)) is Verdict.DENIED
    assert verdict(shop, on("refund", 25000, order, 2)) is Verdict.ALLOWED


def test_every_line_can_be_paid_back_one_after_the_other(shop: Shop, order: int) -> None:
    shop.give("Olga", on("refund", 30000, order, 2), 1)
    assert verdict(shop, on("refund", 1, order, 2)) is Verdict.DENIED
    shop.give("Olga", on("refund", 8100, order, 1), 1)
    for line in (None, 1, 2):
        assert verdict(shop, on("refund", 1, order, line)) is Verdict.DENIED


def test_each_line_bears_its_share_of_what_came_off_the_whole_order(shop: Shop, order: int) -> None:
    shop.give("Olga", on("amount", 3810, order), 1)  # ten percent of 381.00
    assert verdict(shop, on("refund", 27001, order, 2)) is Verdict.DENIED
    shop.give("Olga", on("refund", 27000, order, 2), 1)
    assert verdict(shop, on("refund", 7291, order, 1)) is Verdict.DENIED
    shop.give("Olga", on("refund", 7290, order, 1), 1)
    assert shop.given() == 38100


def test_shares_that_do_not_come_out_even_give_no_more_than_was_paid(shop: Shop, order: int) -> None:
    shop.give("Olga", on("amount", 101, order), 1)
    refunded = 0
    for line, price in ((1, 8100), (2, 30000)):
        left = max(value for value in range(price - 101, price + 1) if verdict(shop, on("refund", value, order, line))
                   is Verdict.ALLOWED)  # fmt: skip
        shop.give("Olga", on("refund", left, order, line), 1)
        refunded += left
    assert refunded == 38100 - 101


def test_a_voucher_used_on_the_order_comes_off_every_line(shop: Shop, order: int) -> None:
    given = shop.give("Olga", Request(Kind.VOUCHER, 3810, "late"), 2).remedy
    assert given is not None
    assert given.code is not None
    shop.use("Olga", given.code, 1, order=order)
    assert verdict(shop, on("refund", 27001, order, 2)) is Verdict.DENIED
    assert verdict(shop, on("refund", 27000, order, 2)) is Verdict.ALLOWED


def test_what_was_refunded_whole_is_not_refunded_by_line(shop: Shop, order: int) -> None:
    shop.give("Olga", on("rescind", 38100, order), 1)
    for line in (1, 2):
        assert verdict(shop, on("refund", 1, order, line)) is Verdict.DENIED
        assert verdict(shop, on("amount", 1, order, line)) is Verdict.DENIED


def test_a_line_that_is_not_there_is_refused(shop: Shop, order: int) -> None:
    from agentdesk.errors import NotFound

    with pytest.raises(NotFound):
        shop.check("Olga", on("refund", 1, order, 3), 1)
