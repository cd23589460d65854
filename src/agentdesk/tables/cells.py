"""Reading cells: numbers, amounts, days and yes or no, as real files write them. Each raises Rejected with the reason."""

import re
from datetime import date

from agentdesk.errors import InvalidInput
from agentdesk.money import decimal_number, minor, percent_points, rounded
from agentdesk.tables.model import Rejected, Row

_YES = {"1", "yes", "y", "true", "ja", "j", "sant", "x", "はい", "有", "○"}
_NO = {"0", "no", "n", "false", "nej", "nei", "falskt", "usant", "", "いいえ", "無", "×"}
_WHOLE_AS_FLOAT = re.compile(r"(\d+)\.0+\Z")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[T ].*)?\Z")


def identity(row: Row, field: str) -> str:
    """Return a number or code that something is known by; ``17850.0``, as spreadsheets write it, is ``17850``."""
    return known_by(row.need(field))


def known_by(text: str) -> str:
    """Return a code without the ``.0`` that a spreadsheet adds to it."""
    found = _WHOLE_AS_FLOAT.match(text)
    return found[1] if found else text


def amount(row: Row, field: str, currency: str) -> int | None:
    """Return an amount in minor units, rounded half up; None for an empty cell."""
    text = row.get(field)
    if text is None:
        return None
    try:
        return minor(text, currency)
    except InvalidInput as error:
        raise Rejected(field, text, "is not an amount") from error


def units(row: Row, field: str) -> int | None:
    """Return a whole number; ``6.0`` is 6. None for an empty cell."""
    text = row.get(field)
    if text is None:
        return None
    try:
        number = decimal_number(text)
    except InvalidInput as error:
        raise Rejected(field, text, "is not a number") from error
    if number != number.to_integral_value() or abs(number) > 10**9:
        raise Rejected(field, text, "is not a whole number")
    return int(number)


def share(row: Row, field: str) -> int:
    """Return a discount in hundredths of a percent: ``0.15`` and ``15 %`` are both 1500."""
    text = row.get(field)
    if text is None:
        return 0
    try:
        points = percent_points(text)
        if "%" not in text and abs(decimal_number(text)) <= 1:
            points = rounded(decimal_number(text).scaleb(4))
    except InvalidInput as error:
        raise Rejected(field, text, "is not a discount") from error
    if not 0 <= points <= 10000:
        raise Rejected(field, text, "is not a discount between 0 and 100 %")
    return points


def day(row: Row, field: str) -> date | None:
    """Return a day: year first, or day first with the year last (28.11.2026, 28/11/2026). None for an empty cell."""
    text = row.get(field)
    if text is None:
        return None
    try:
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.match(text):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            return date(year, first, second) if second > 12 else date(year, second, first)
    except ValueError:
        pass
    raise Rejected(field, text, "is not a date")


def yes(row: Row, field: str) -> bool | None:
    """Return yes or no; None where the file does not say."""
    if field not in row.values:
        return None
    word = row.values[field].lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Rejected(field, word, "is neither yes nor no")
