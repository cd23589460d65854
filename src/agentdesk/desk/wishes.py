"""What is typed to put something right, read: ``150``, ``10 % on 500``, ``voucher 200 30 days late``, a voucher's code.

Pure text: what it is worth, and whether it may be given, is asked of the store.
"""

import re
from dataclasses import dataclass

from agentdesk.authority.codes import LETTERS, read_voucher_code
from agentdesk.authority.model import REASONS, Kind, Remedy
from agentdesk.authority.vouchers import CANCEL_REASONS
from agentdesk.errors import InvalidInput
from agentdesk.money import decimal_text, minor, percent_points, percent_text

_KINDS = {
    "voucher": Kind.VOUCHER, "gift": Kind.GIFT, "match": Kind.PRICE_MATCH, "refund": Kind.REFUND, "rescind": Kind.RESCIND,
}  # fmt: skip
_DAYS = re.compile(r"(.*?)(?:^|\s)(\d{1,4})\s*(?:d|days?)(?=\s|$)(.*)", re.DOTALL)
_ON = re.compile(r"(.*?)(?:^|\s)on\s+([\d\s.,'’]*\d)(?=\s|$)(.*)", re.DOTALL)
_LOOKS_LIKE_CODE = re.compile(r"[0-9a-z]{4}-[0-9a-z-]*\Z", re.IGNORECASE)
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed. Money in minor units. ``value`` None: all of it, of what is paid back; or a percentage's worth.

    ``code`` is a voucher's that is to be used, or cancelled for ``cancel``, a reason.
    """

    kind: Kind
    value: int | None = None
    points: int | None = None
    base: int | None = None
    days: int | None = None
    reason: str | None = None
    code: str | None = None
    cancel: str | None = None


def read_wish(text: str, currency: str) -> Wish:
    """Read what was typed. Raises InvalidInput saying what is missing, in the words of the screen."""
    found = _voucher(text, currency)
    if found is not None:
        return found
    words = text.strip().lower().split()
    kind = _KINDS.get(words[0])
    words = words[1:] if kind else words
    reason = next((word for word in words if word in REASONS), None)
    rest, base = _base(" ".join(word for word in words if word != reason), currency)
    rest, days = _days(rest)
    if days is not None and kind is not Kind.VOUCHER:
        raise InvalidInput("Days are a voucher's.", "Such as: voucher 200 30 days")
    if "%" in rest:
        if kind not in (None, Kind.VOUCHER):
            raise InvalidInput("A percentage is taken off, or a voucher's.", "Such as 10 %, or voucher 10 %.")
        return Wish(kind or Kind.PERCENT, None, percent_points(rest.replace("%", " ")), base, days, reason)
    if not rest.strip() and kind in (Kind.REFUND, Kind.RESCIND):
        return Wish(kind, None, None, base, days, reason)
    if not rest.strip():
        raise InvalidInput("How much?", f"Such as: {kind.value if kind else ''} 150".replace("price-match", "match"))
    return Wish(kind or Kind.AMOUNT, minor(rest, currency), None, base, days, reason)


def _voucher(text: str, currency: str) -> Wish | None:
    """Read a voucher's code, with ``on`` what it is used, or ``cancel`` before it."""
    rest, base = _base(text.strip(), currency)
    words = rest.split()
    cancels = words[:1] == ["cancel"]
    words = words[1:] if cancels else words
    why = words.pop() if cancels and words and words[-1] in CANCEL_REASONS else None
    bare = "".join(words)
    code = read_voucher_code(bare)
    if code is not None:
        return Wish(Kind.VOUCHER, base=base, code=code, cancel=(why or CANCEL_REASONS[0]) if cancels else None)
    if cancels or _LOOKS_LIKE_CODE.match(bare):
        raise InvalidInput(f"That is not a voucher code: it has {LETTERS + 1} letters.", "Such as 7QK4-M2XB-9TRC-W8H5.")
    return None


def _base(text: str, currency: str) -> tuple[str, int | None]:
    """Part what it is given on, as in ``on 849``, from the rest."""
    found = _ON.match(text)
    if found is None:
        return text, None
    return f"{found[1]} {found[3]}", minor(found[2], currency)


def _days(text: str) -> tuple[str, int | None]:
    found = _DAYS.match(text)
    if found is None:
        return text, None
    days = int(found[2])
    if not 0 < days <= MOST_DAYS:
        raise InvalidInput("A voucher is valid for a day or more, ten years at most.", "Such as 30 days.")
    return f"{found[1]} {found[3]}", days


def typed(remedy: Remedy) -> str:
    """Return what is typed for a remedy, so that it can be changed."""
    word = next((word for word, kind in _KINDS.items() if kind is remedy.kind), "")
    percent = remedy.points is not None and remedy.kind in (Kind.PERCENT, Kind.VOUCHER)
    value = f"{percent_text(remedy.points or 0)} %" if percent else decimal_text(remedy.value, remedy.currency)
    on = "" if remedy.order is not None or remedy.base is None else f"on {decimal_text(remedy.base, remedy.currency)}"
    days = f"{remedy.days} days" if remedy.days else ""
    return " ".join(part for part in (word, value, on, days, remedy.reason) if part)
