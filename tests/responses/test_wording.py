"""Money and percentages in a line are written as CLDR writes them, without Babel where they are the shop's own."""

import subprocess
import sys
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.known import Amount, Percent
from agentdesk.responses.wording import amount_words, percent_words

LANGUAGES = st.sampled_from(["en", "ja", "nb", "sv"])
UNITS = st.one_of(st.integers(-(10**12), 10**12), st.integers(0, 10**6).map(lambda whole: whole * 100))


@given(UNITS, LANGUAGES)
def test_an_amount_has_the_digits_of_cldr(units: int, lang: str) -> None:
    value = Decimal(units).scaleb(-2)
    digits = format_decimal(value, "#,##0.00" if units % 100 else "#,##0", locale=lang)
    assert amount_words(Amount(units, "NOK"), lang).startswith(digits)


@given(UNITS, st.sampled_from(["GBP", "USD", "EUR"]))
def test_english_writes_its_signs_as_cldr_does(units: int, currency: str) -> None:
    value, bare = Decimal(units).scaleb(-2), units % 100 == 0
    written = format_currency(value, currency, "¤#,##0" if bare else None, "en", currency_digits=not bare)
    assert amount_words(Amount(units, currency), "en") == written


@pytest.mark.parametrize(
    ("lang", "currency", "joint"), [("ja", "JPY", ""), ("sv", "EUR", "\u00a0"), ("nb", "SEK", "\u00a0")]
)
def test_money_is_named_as_cldr_names_it(lang: str, currency: str, joint: str) -> None:
    units = 124900 if currency != "JPY" else 1249
    number = format_decimal(1249, "#,##0", locale=lang)
    assert amount_words(Amount(units, currency), lang) == number + joint + get_currency_name(
        currency, 1249, locale=lang
    )


@given(st.integers(0, 100_000), LANGUAGES)
def test_a_percentage_is_written_as_cldr_writes_it(points: int, lang: str) -> None:
    pattern = "#,##0.##%" if lang in ("en", "ja") else "#,##0.##\u00a0%"
    assert percent_words(Percent(points), lang) == format_percent(Decimal(points).scaleb(-4), pattern, locale=lang)


def test_a_shop_at_home_loads_no_babel() -> None:
    program = (
        "import sys; from datetime import date; from agentdesk.responses.known import Amount, Percent\n"
        "from agentdesk.responses.wording import amount_words, date_words, percent_words\n"
        "for lang, money in (('sv', 'SEK'), ('nb', 'NOK'), ('en', 'GBP'), ('ja', 'JPY')):\n"
        "    date_words(date(2026, 12, 7), lang), amount_words(Amount(15000, money), lang), percent_words(Percent(1000), lang)\n"
        "assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
