"""People at hand: those who are owed something, and today's contacts. They come before strangers who fit as well.

A beginning that fits half a million people is read in part; whoever is at hand is known by name here, and never missed.
"""

from bisect import bisect_left
from collections.abc import Iterable

from agentdesk.customers import records
from agentdesk.customers.actions import terms
from agentdesk.customers.lookup import rows
from agentdesk.store import Connection

_LAST = "\U0010ffff"
_MOST = 500  # people, 0.1 ms each at the first key, whose words are kept; more are put first only where they are found all the same


class AtHand:
    """Who is at hand, and their words."""

    def __init__(self) -> None:
        self.ids: frozenset[int] = frozenset()
        self._terms: dict[int, set[str]] = {}
        self._sorted: list[tuple[str, int]] = []

    def read(self, connection: Connection, since: str) -> None:
        """Look who is at hand now, and was since a moment (a stamp of the store).

        Words of those who were at hand before are not read again: one changed meanwhile is found by the index.
        """
        ids = rows.at_hand(connection, since)
        if ids == self.ids:
            return
        self.ids = ids
        self._terms = {one: known for one, known in self._terms.items() if one in ids}
        for one in sorted(ids - self._terms.keys(), reverse=True)[: _MOST - len(self._terms)]:
            customer = records.by_id(connection, one)
            self._terms[one] = terms(customer) if customer is not None and not customer.erased else set()
        self._sorted = sorted((term, one) for one, known in self._terms.items() for term in known)

    def fitting(self, beginnings: Iterable[str]) -> set[int]:
        """Return who has a term with one of these beginnings."""
        found: set[int] = set()
        for begun in beginnings:
            at, end = (bisect_left(self._sorted, (text, 0)) for text in (begun, begun + _LAST))
            found.update(one for _, one in self._sorted[at:end])
        return found
