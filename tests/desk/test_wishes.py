"""What is typed to put something right, as people type it."""

import pytest

from agentdesk.authority.codes import new_voucher_code, shown_voucher_code
from agentdesk.authority.model import Kind
from agentdesk.desk.wishes import Wish, read_wish
from agentdesk.errors import InvalidInput

CODE = new_voucher_code(lambda _: 7)
SHOWN = shown_voucher_code(CODE)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("150", Wish(Kind.AMOUNT, 15000)),
        ("149,50", Wish(Kind.AMOUNT, 14950)),
        ("1 249,50", Wish(Kind.AMOUNT, 124950)),
        ("150 damaged", Wish(Kind.AMOUNT, 15000, reason="damaged")),
        ("10 %", Wish(Kind.PERCENT, points=1000)),
        ("12,5%", Wish(Kind.PERCENT, points=1250)),
        ("10 % on 500", Wish(Kind.PERCENT, points=1000, base=50000)),
        ("10 % on 1 249,50 late", Wish(Kind.PERCENT, points=1000, base=124950, reason="late")),
        ("voucher 200", Wish(Kind.VOUCHER, 20000)),
        ("voucher 200 30 days", Wish(Kind.VOUCHER, 20000, days=30)),
        ("voucher 200 30d late", Wish(Kind.VOUCHER, 20000, days=30, reason="late")),
        ("voucher 10 % on 849", Wish(Kind.VOUCHER, points=1000, base=84900)),
        ("gift 80", Wish(Kind.GIFT, 8000)),
        ("match 799", Wish(Kind.PRICE_MATCH, 79900)),
        ("match 799 on 849", Wish(Kind.PRICE_MATCH, 79900, base=84900)),
        ("refund", Wish(Kind.REFUND)),
        ("refund 100 defect", Wish(Kind.REFUND, 10000, reason="defect")),
        ("rescind wrong-item", Wish(Kind.RESCIND, reason="wrong-item")),
        (SHOWN, Wish(Kind.VOUCHER, code=CODE)),
        (CODE.lower(), Wish(Kind.VOUCHER, code=CODE)),
        (f"{SHOWN} on 849", Wish(Kind.VOUCHER, base=84900, code=CODE)),
        (f"cancel {SHOWN}", Wish(Kind.VOUCHER, code=CODE, cancel="customer")),
        (f"cancel {SHOWN} lost", Wish(Kind.VOUCHER, code=CODE, cancel="lost")),
    ],
)
def test_a_wish_is_read(text: str, wish: Wish) -> None:
    assert read_wish(text, "SEK") == wish


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", "not a number"),
        ("voucher", "How much"),
        ("gift late", "How much"),
        ("gift 10 %", "A percentage is taken off"),
        ("150 30 days", "Days are a voucher's"),
        ("voucher 150 0 days", "a day or more"),
        (SHOWN[:-1], "not a voucher code"),
        ("cancel 150", "not a voucher code"),
    ],
)
def test_what_is_missing_is_said(text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        read_wish(text, "SEK")
