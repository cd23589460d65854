"""Sets of ids to be narrowed by one another: small ones at hand, long ones read from their newest end, as far as needed."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agentdesk.customers.lookup.postings import Postings

_NEWEST = 64  # blocks of a long list that are read at once
_PIECE = 1000  # ids that are held against the other bags at a time
_LOOKED_UP = 60  # ids that are read in the time that one is looked up


class Listed:
    """The ids of one term: the newest at hand, the older ones of a long list where they are asked for."""

    def __init__(self, postings: Postings, term: str) -> None:
        self._postings = postings
        self._term = term
        self.ids, self._floor = postings.newest(term, _NEWEST)  # no floor: that was all
        first, last = (self.ids[0], self.ids[-1]) if self.ids else (0, 0)
        self.size = int(len(self.ids) * (last / max(last - first, 1) if self._floor else 1))  # about, of a long list

    def among(self, chosen: set[int]) -> set[int]:
        """Return those of the chosen that are in here."""
        if not chosen or not self.ids:
            return set()
        first, last = min(chosen), max(chosen)
        found = chosen.intersection(self.ids[bisect_left(self.ids, first) : bisect_right(self.ids, last)])
        if first < self._floor:
            older = {one for one in chosen if one < self._floor}
            last = max(older)
            if len(older) * _LOOKED_UP < self.size * (last - first) // self.ids[-1]:
                found |= self._postings.which(self._term, older)
            else:
                found |= older.intersection(self._postings.between(self._term, first, last))
        return found

    def backwards(self) -> "Iterator[array[int]]":
        """Return all of it, newest first, some blocks at a time."""
        yield self.ids
        floor = self._floor
        while floor:
            ids, floor = self._postings.newest(self._term, _NEWEST, floor)
            yield ids


@dataclass(slots=True)
class Bag:
    """The ids that one word stands for: lists of terms, and those of many terms read as one, unsorted.

    ``whole``: there are no others.
    """

    lists: list[Listed] = field(default_factory=list)
    read: "list[array[int]]" = field(default_factory=list)
    whole: bool = True
    _known: frozenset[int] | None = None
    _asked: int = 0

    @property
    def size(self) -> int:
        """About how many ids, counting some twice."""
        return sum(map(len, self.read)) + sum(each.size for each in self.lists)

    def among(self, chosen: set[int]) -> set[int]:
        """Return those of the chosen that are in here."""
        self._asked += 1
        if self._known is None and self._asked > 1:  # a word that stays while the next is typed
            self._known = frozenset().union(*self.read)
        found = set()
        for ids in self.read if self._known is None else (self._known,):
            found |= chosen.intersection(ids)
        for each in self.lists:
            found |= each.among(chosen - found)
        return found

    def pieces(self, size: int) -> Iterator[set[int]]:
        """Return the ids, the newest of a list first, at most so many at a time."""
        every: set[int] = set().union(*self.read)
        if len(every) <= size:
            yield every
        else:
            ordered = sorted(every, reverse=True)
            yield from (set(ordered[at : at + size]) for at in range(0, len(ordered), size))
        for ids in (ids for each in self.lists for ids in each.backwards()):
            yield from (set(ids[max(end - size, 0) : end]) for end in range(len(ids), 0, -size))


def joined(*bags: Bag) -> Bag:
    """Return the bags as one."""
    return Bag(
        [each for bag in bags for each in bag.lists],
        [ids for bag in bags for ids in bag.read],
        all(bag.whole for bag in bags),
    )


def fitting(bags: Sequence[Bag], most: int) -> set[int]:
    """Return whoever is in every bag, the newest of them where it is more than ``most``.

    A bag that is not whole only narrows where it leaves somebody.
    """
    first, *rest = sorted(bags, key=lambda bag: (not bag.whole, bag.size))
    found: set[int] = set()
    for piece in first.pieces(_PIECE):
        chosen = piece
        for bag in rest:
            narrowed = bag.among(chosen)
            chosen = narrowed if bag.whole or narrowed else chosen
            if not chosen:
                break
        found |= chosen
        if len(found) >= most:
            break
    return found
