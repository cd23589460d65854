"""Keeping the index: a record at a time inside its act, or many at once in short acts of their own.

Many at once are collected and written in term order, so that each page of the index is touched once. What is not in
the index yet is named in ``lookup_pending`` by the act that stores it: a killed import loses nothing.
"""

import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from agentdesk.customers.lookup.postings import SINGLE, Postings
from agentdesk.customers.lookup.spelling import Spelling, grams
from agentdesk.customers.lookup.terms import GRAM, NAME, ORDER, PLACE, beginnings, number_terms, spelt
from agentdesk.store import Act, Connection

LONGEST_ACT = (
    0.02  # seconds of work in one act, so that with its commit other desks wait well under 0.1, on a busy machine, too
)
SLOW_ACT = 0.05  # seconds that an act with its commit may take before the next ones are made shorter
PAUSE = 0.0005  # seconds between acts: a lock let go and taken at once leaves no turn to a desk that waits
_STEP = 128  # terms between two looks at the clock

Begin = Callable[[], AbstractContextManager[Act]]


def index(act: Act, one: int, before: set[str], after: set[str]) -> None:
    """Bring one record's terms up to date."""
    postings, spelling = Postings(act.connection), Spelling(act.connection)
    before, after = _with_beginnings(before), _with_beginnings(after)
    for term in sorted(before - after):
        emptied = postings.remove(term, one)
        if emptied and term[0] in NAME + PLACE and not _elsewhere(postings, term):
            spelling.forget(term[1:])
    for term in sorted(after - before):
        postings.add(term, [one])
    spelling.learn(sorted(spelt(after - before)))


def _with_beginnings(terms: set[str]) -> set[str]:
    return terms.union(*map(beginnings, terms))


def _elsewhere(postings: Postings, term: str) -> bool:
    other = (PLACE if term[0] == NAME else NAME) + term[1:]
    return postings.size(other) > 0


def index_order(act: Act, order: int, ref: str, tracking: str | None, was: str | None = None) -> None:
    """Let an order be found by its number and its tracking number; ``was`` is what tracking said before."""
    index(act, order, number_terms(ORDER, (was,)) - number_terms(ORDER, (ref,)), number_terms(ORDER, (ref, tracking)))


class Collected:
    """Terms collected for many records, to be written in short acts."""

    def __init__(self) -> None:
        self._terms: dict[str, int | list[int]] = {}
        self.records = 0

    def add(self, one: int, terms: Iterable[str]) -> None:
        """Collect the terms of a record; ids come in growing order."""
        collected = self._terms
        self.records += 1
        for term in terms:
            known = collected.get(term)
            if known is None:
                collected[term] = one  # most are one person's: a number costs no list
            elif isinstance(known, int):
                collected[term] = [known, one]
            else:
                known.append(one)

    def write(self, begin: Begin) -> None:
        """Write everything collected, words first, and start anew. ``begin`` opens an act each time it is called."""
        _learn(begin, sorted(spelt(self._terms)))
        _write(begin, self._beginnings())
        _write(begin, self._terms)
        self._terms = {}
        self.records = 0

    def _beginnings(self) -> "dict[str, array[int]]":
        """Return the ids of everybody who has a word that begins so, unsorted, some of them twice."""
        found: dict[str, array[int]] = {}
        for term, ids in self._terms.items():
            for beginning in beginnings(term):
                there = found.get(beginning)
                if there is None:
                    there = found[beginning] = array("I")
                there.extend((ids,) if isinstance(ids, int) else ids)
        return found


def _learn(begin: Begin, words: list[str]) -> None:
    """Add words and, over all of them, their trigrams; the words stand in lookup_pending until both are written."""
    additions: dict[str, int | list[int]] = {}
    new: list[int] = []

    def enter(act: Act, piece: list[str]) -> None:
        spelling = Spelling(act.connection)
        for one, word in spelling.enter(piece):
            new.append(one)
            for gram in grams(word):
                ids = additions.setdefault(GRAM + gram, [])
                assert isinstance(ids, list)
                ids.append(one)
        if new:  # words of other desks that fall between are written twice, which changes nothing
            act.execute("INSERT OR REPLACE INTO lookup_pending VALUES ('words', ?, ?)", (new[0], new[-1]))

    in_short_acts(begin, words, enter)
    _write(begin, additions)
    if new:
        with begin() as act:
            act.execute("DELETE FROM lookup_pending WHERE kind = 'words' AND first = ?", (new[0],))


def relearn(begin: Begin, connection: Connection, first: int, last: int) -> None:
    """Write the trigrams of words that a killed import entered without them; those it wrote stay once."""
    additions: dict[str, int | list[int]] = {}
    for row in connection.execute(
        "SELECT id, word FROM lookup_words WHERE id BETWEEN ? AND ?", (first, last)
    ).fetchall():
        for gram in grams(row[1]):
            ids = additions.setdefault(GRAM + gram, [])
            assert isinstance(ids, list)
            ids.append(row[0])
    _write(begin, additions)


def _write(begin: Begin, additions: "Mapping[str, int | list[int]] | Mapping[str, array[int]]") -> None:
    def put(act: Act, piece: list[str]) -> None:
        postings = Postings(act.connection)
        lists = ((term, _sorted(additions[term])) for term in piece)
        single: list[tuple[str, list[int]]] = []
        several: list[tuple[str, list[int]]] = []
        for term, ids in lists:
            (single if term[0] in SINGLE else several).append((term, ids))
        postings.add_single(single)
        if several:
            postings.add_all(several)

    in_short_acts(begin, sorted(additions), put)


def _sorted(ids: "int | list[int] | array[int]") -> list[int]:
    if isinstance(ids, int):
        return [ids]
    return ids if isinstance(ids, list) else sorted(set(ids))


def in_short_acts(begin: Begin, items: list[str], work: Callable[[Act, list[str]], None]) -> None:
    """Do some work for each item, in order, in as many acts as it takes to keep each short."""
    at, longest = 0, LONGEST_ACT
    while at < len(items):
        with begin() as act:
            started = time.monotonic()
            until = started + longest
            while at < len(items) and time.monotonic() < until:
                work(act, items[at : at + _STEP])
                at += _STEP
        longest = shortened(longest, time.monotonic() - started)
        time.sleep(PAUSE)


def shortened(longest: float, taken: float) -> float:
    """Return how long the next act may work after one that took so long with its commit: less on a slow disk."""
    return max(longest * 0.7, LONGEST_ACT / 3) if taken > SLOW_ACT else min(longest * 1.02, LONGEST_ACT)
