"""Money: integer minor units with an ISO 4217 currency; rounding is half up, away from zero, everywhere.

No binary float comes near an amount: text becomes ``Decimal`` and then an integer. Percentages are integers too, in
hundredths of a percent ("basis points": 10 % is 1000).
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from agentdesk.errors import InvalidInput

# ISO 4217, "Minor unit" column: every currency has two digits but these.
_NO_DECIMALS = ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0)
_THREE_DECIMALS = ("BHD IQD JOD KWD LYD OMR TND", 3)
_DIGITS = {code: digits for codes, digits in (_NO_DECIMALS, _THREE_DECIMALS) for code in codes.split()}

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?\Z")
_PARTED = re.compile(r"\d[^\d.,+\-]+\d")  # 1e9, 9€80: not what its digits alone would say
_LONGEST = 24  # characters of a number; Decimal keeps 28 digits exactly
_LARGEST = 10**15  # minor units; far above any shop, far below what 64 bits and JSON numbers hold exactly


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has: 0 (JPY), 2 (SEK) or 3 (KWD)."""
    return _DIGITS.get(currency, 2)


def check_currency(currency: str) -> str:
    """Return the code in capitals; raises InvalidInput when it is not three letters."""
    code = currency.strip().upper()
    if not _CURRENCY.match(code):
        raise InvalidInput(f"{currency!r} is not a currency code.", "Use the three letters of ISO 4217, such as SEK.")
    return code


def decimal_number(text: str) -> Decimal:
    """Read a number as people and files write it: ``1 249,50``, ``1,249.50``, ``150``, ``9.80000019``, ``kr 20``.

    A comma or a point is the decimal sign; where both come, the last one is. Raises InvalidInput for anything that is
    not one number.
    """
    joined = re.sub(r"[\s\u00a0\u202f'’_]", "", text)
    bare = "" if _PARTED.search(joined) else re.sub(r"[^\d.,+\-]", "", joined)
    if "," in bare and "." in bare:
        thousands = "," if bare.rindex(".") > bare.rindex(",") else "."
        bare = bare.replace(thousands, "")
    bare = bare.replace(",", ".")
    if not _NUMBER.match(bare) or len(bare) > _LONGEST:
        raise InvalidInput(f"{text[:40]!r} is not a number.", "Write digits, such as 150 or 149,50.")
    return Decimal(bare)


def rounded(number: Decimal) -> int:
    """Round half up (away from zero), the one rounding of the house."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def minor(text: str, currency: str) -> int:
    """Return the minor units of an amount in text, rounded half up. Raises InvalidInput when it is no amount."""
    if "%" in text:
        raise InvalidInput(f"{text[:40]!r} is a percentage, no amount.", "Write an amount, such as 150.")
    units = rounded(decimal_number(text).scaleb(minor_digits(currency)))
    if abs(units) > _LARGEST:
        raise InvalidInput(f"{text[:40]!r} is more money than a shop has.", "Check the amount.")
    return units


def decimal_text(units: int, currency: str) -> str:
    """Return minor units as a plain decimal string, as JSON carries it: ``150.00``, ``-3``, ``1.250``."""
    return str(Decimal(units).scaleb(-minor_digits(currency)))


def percent_points(text: str) -> int:
    """Return a percentage in hundredths of a percent (``12,5`` is 1250), rounded half up."""
    return rounded(decimal_number(text).scaleb(2))


def percent_text(points: int) -> str:
    """Return hundredths of a percent as a plain number: 1000 is ``10``, 1250 is ``12.5``."""
    whole = Decimal(points).scaleb(-2).normalize()
    return f"{whole:f}"


def share(units: int, points: int) -> int:
    """Return ``points`` hundredths of a percent of an amount in minor units, rounded half up."""
    return rounded(Decimal(units) * points / 10000)


def rounded_share(units: int, part: int, whole: int) -> int:
    """Return what falls on ``part`` of an amount that is spread over ``whole``, rounded half up; nothing of nothing."""
    return rounded(Decimal(units) * part / whole) if whole > 0 else 0


# Between thousands and before decimals, by language
_APART = {"en": (",", "."), "ja": (",", "."), "nb": ("\u00a0", ","), "sv": ("\u00a0", ",")}


def number_text(number: Decimal, decimals: int, language: str) -> str:
    """Return a number with so many decimals as CLDR writes it in en, sv, nb or ja: ``1 249,50`` in Swedish."""
    between, point = _APART[language]
    whole, _, rest = f"{number:,.{decimals}f}".partition(".")
    return whole.replace(",", between) + (f"{point}{rest}" if rest else "")


# How CLDR writes a shop's own money: between thousands, before decimals, and around the number. Babel says the same (a
# test holds them together), but costs a desk that shows one amount 40 ms and 5 MB.
_WRITTEN = {
    ("en_GB", "GBP"): (",", ".", "£{}"),
    ("en_IE", "EUR"): (",", ".", "€{}"),
    ("en_NO", "NOK"): ("\u00a0", ",", "{}\u00a0kr"),
    ("en_SE", "SEK"): ("\u00a0", ",", "{}\u00a0kr"),
    ("en_US", "USD"): (",", ".", "${}"),
    ("ja_JP", "JPY"): (",", ".", "￥{}"),
    ("nb_NO", "NOK"): ("\u00a0", ",", "{}\u00a0kr"),
    ("sv_FI", "EUR"): ("\u00a0", ",", "{}\u00a0€"),
    ("sv_SE", "SEK"): ("\u00a0", ",", "{}\u00a0kr"),
}


@lru_cache(maxsize=4096)
def money_text(units: int, currency: str, locale: str) -> str:
    """Return an amount as CLDR writes it in a locale: ``1 249,50 kr`` in sv_SE."""
    if (locale, currency) in _WRITTEN:
        between, point, around = _WRITTEN[locale, currency]
        whole, _, decimals = decimal_text(abs(units), currency).partition(".")
        number = f"{int(whole):,}".replace(",", between) + (f"{point}{decimals}" if decimals else "")
        return "-" * (units < 0) + around.format(number)
    from babel.core import Locale, UnknownLocaleError  # 40 ms, 5 MB
    from babel.numbers import format_currency

    try:
        known = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        known = Locale.parse(locale.partition("_")[0])  # a language far from home: Japanese in Sweden
    return format_currency(Decimal(units).scaleb(-minor_digits(currency)), currency, locale=known)
