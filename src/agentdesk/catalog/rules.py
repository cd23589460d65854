"""What the catalog concludes, without looking anything up: usual lateness, likeness of names."""

from collections.abc import Sequence
from datetime import date

from agentdesk.catalog.model import Lateness, Order, Product
from agentdesk.catalog.naming import words

FEWEST = 3  # deliveries that say anything about a supplier
LONGEST_WAIT = 365  # days over its promised day until an order is taken to have ended


def lateness(days: Sequence[int]) -> Lateness | None:
    """Return the usual lateness of deliveries that came so many days after (before: negative) their day.

    The upper median, so that half of them or more kept it; early ones count as on time. None with fewer than three.
    """
    if len(days) < FEWEST:
        return None
    late = sorted(max(0, each) for each in days)
    return Lateness(late[len(late) // 2], len(late))


def is_variant(one: Product, other: Product) -> bool:
    """Say whether two products look like variants: same category and supplier, names that share their first word and
    at least half of all.
    """
    if one.category != other.category or one.supplier != other.supplier:
        return False
    mine, theirs = words(one.name), words(other.name)
    if not mine or not theirs or mine[0] != theirs[0]:
        return False
    return len(set(mine) & set(theirs)) * 2 >= max(len(set(mine)), len(set(theirs)))


def price_distance(one: Product, other: Product) -> int:
    """Return how far apart two prices are, in minor units; where one is not known, very far."""
    if one.price is None or other.price is None:
        return 10**12
    return abs(one.price - other.price)


def awaited(order: Order, today: date) -> date | None:
    """Return the promised day of an order that somebody may still wait for, None where nobody does.

    Systems that never say how an order ended leave years of them behind: after a year nobody waits.
    """
    if order.promised is None or order.over:
        return None
    day = date.fromisoformat(order.promised[:10])
    return day if (today - day).days <= LONGEST_WAIT else None


def days_late(order: Order, today: date) -> int:
    """Return how many days an order is over its promised day; 0 where it is not, or where nobody waits for it."""
    day = awaited(order, today)
    return max((today - day).days, 0) if day else 0
