"""Reading what is typed or scanned while a delivery is counted: pure, from words and lines to totals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agentdesk.catalog import naming
from agentdesk.catalog.gtin import is_gtin
from agentdesk.catalog.model import Delivery, DeliveryLine
from agentdesk.errors import InvalidInput
from agentdesk.holds.receiving import Count

_TOTAL = re.compile(r"(?P<item>.+?)\s*=\s*(?P<units>\d{1,7})\Z")
_MORE = re.compile(r"(?P<item>.+?)\s+(?:\+|[x×])\s*(?P<units>\d{1,5})\Z", re.IGNORECASE)
_DAMAGED = re.compile(r"(?:damaged|broken|skadade?|skadet|破損)\s+", re.IGNORECASE)
_ALL = frozenset({"all", "allt", "alt", "全部"})
_COMPLETE = frozenset({"complete", "no more", "rest", "komplett", "完了"})


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry: an item's ``units``, as a total so far or, with ``more``, on top of it; ``damaged`` ones apart."""

    item: str
    units: int = 1
    more: bool = True
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it came as ordered; or, with ``no_more``, what is missing will not come."""

    no_more: bool = False


def read(text: str) -> Counted | Whole:
    """Read ``KTL-17=3`` (a total), ``KTL-17 x2``, ``damaged KTL-17=1``, ``all``, ``no more``, or an item alone: one.

    Raises InvalidInput for a bare number of pieces without an item.
    """
    text = " ".join(text.split())
    if text.casefold() in _ALL | _COMPLETE:
        return Whole(no_more=text.casefold() in _COMPLETE)
    damaged = _DAMAGED.match(text)
    if damaged:
        text = text[damaged.end() :]
    if text.startswith("="):
        raise InvalidInput("Which item?", "Write its number first: KTL-17=3.", code="usage")
    for form, more in ((_TOTAL, False), (_MORE, True)):
        found = form.match(text)
        if found:
            return Counted(found["item"], int(found["units"]), more, bool(damaged))
    return Counted(text, damaged=bool(damaged))


def line_of(lines: Sequence[DeliveryLine], item: str) -> DeliveryLine | None:
    """Return the delivery's own line that an article number, or the words of one name alone, mean."""
    wanted = item.casefold()
    for line in lines:
        if line.sku.casefold() == wanted:
            return line
    typed = naming.words(item)
    if is_gtin(item) or not typed:
        return None
    named = [line for line in lines if all(any(w.startswith(t) for w in naming.words(line.name)) for t in typed)]
    return named[0] if len(named) == 1 else None


def counted(totals: Mapping[int, Count], line: DeliveryLine, entry: Counted) -> dict[int, Count]:
    """Return the totals with one entry more. A total never falls below what was received before."""
    now = totals.get(line.product, Count(line.received, line.damaged))
    if entry.damaged:
        units = now.damaged + entry.units if entry.more else max(entry.units, line.damaged)
        now = Count(now.received, units)
    else:
        units = now.received + entry.units if entry.more else max(entry.units, line.received)
        now = Count(units, now.damaged)
    return {**totals, line.product: now}


def rows(totals: Mapping[int, Count], lines: Sequence[DeliveryLine], *, no_more: bool) -> list[str]:
    """Return what was counted as rows that ``read`` reads: to go on with after the desk was killed."""
    found = []
    for line in lines:
        count = totals.get(line.product)
        if count is not None:
            found.append(f"{line.sku}={count.received}")
            found += [f"damaged {line.sku}={count.damaged}"] if count.damaged else []
    return [*found, "no more"] if no_more else found


def rebased(totals: Mapping[int, Count], before: Delivery, now: Delivery) -> dict[int, Count]:
    """Return what was counted here on top of what somebody else has counted since."""
    was = {line.product: line for line in before.lines}
    have = {line.product: line for line in now.lines}
    moved: dict[int, Count] = {}
    for product, count in totals.items():
        old, new = was.get(product), have.get(product)
        received, damaged = (old.received, old.damaged) if old else (0, 0)
        base_received, base_damaged = (new.received, new.damaged) if new else (0, 0)
        moved[product] = Count(count.received - received + base_received, count.damaged - damaged + base_damaged)
    return moved
