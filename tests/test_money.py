"""Money is whole minor units; rounding is half up, in currencies of no, two and three decimals."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.errors import InvalidInput
from agentdesk.money import _WRITTEN, decimal_text, minor, minor_digits, money_text, percent_points, percent_text, share

CURRENCIES = st.sampled_from(["JPY", "SEK", "KWD"])


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [
        ("150", "SEK", 15000),
        ("149,50", "SEK", 14950),
        ("1 249,50 kr", "SEK", 124950),
        ("1,249.50", "USD", 124950),
        ("9.80000019", "USD", 980),
        ("0.005", "SEK", 1),
        ("-0.005", "SEK", -1),
        ("150", "JPY", 150),
        ("0.5", "JPY", 1),
        ("1.2345", "KWD", 1235),
    ],
)
def test_amounts_are_read_as_people_and_files_write_them(text: str, currency: str, units: int) -> None:
    assert minor(text, currency) == units


@pytest.mark.parametrize("text", ["", "kr", "1.2.3", "10-5", "9" * 40, "NaN", "1e9", "9€80", "12 x 3", "10 %", "50%"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        minor(text, "SEK")


@given(st.integers(-(10**12), 10**12), CURRENCIES)
def test_an_amount_is_read_back_from_its_text(units: int, currency: str) -> None:
    assert minor(decimal_text(units, currency), currency) == units


@given(st.integers(0, 10**9), st.integers(0, 10000))
def test_a_share_is_half_up_of_the_exact_one(units: int, points: int) -> None:
    exact = Decimal(units) * points / 10000
    assert abs(share(units, points) - exact) <= Decimal("0.5")
    assert share(units, points) >= exact - Decimal("0.5")
    if exact % 1 == Decimal("0.5"):
        assert share(units, points) == exact + Decimal("0.5")


@given(st.integers(0, 10000))
def test_a_percentage_is_read_back(points: int) -> None:
    assert percent_points(percent_text(points)) == points


@given(st.sampled_from(sorted(_WRITTEN)), st.integers(-(10**15), 10**15))
def test_a_shops_own_money_is_written_as_cldr_writes_it(where: tuple[str, str], units: int) -> None:
    locale, currency = where
    number = Decimal(units).scaleb(-minor_digits(currency))
    assert money_text(units, currency, locale) == format_currency(number, currency, locale=locale)


def test_other_money_is_written_by_the_library() -> None:
    assert money_text(124950, "NOK", "sv_SE") == "1\u00a0249,50\u00a0Nkr"
    assert money_text(124950, "JPY", "ja_SE") == "￥124,950"
