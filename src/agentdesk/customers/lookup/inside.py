"""Whether the index agrees with itself: its blocks with their order, beginnings with the words that begin so, trigrams with
the words that can be misspelt, order numbers with the orders.

``agreeing`` compares the rest of it with the cards. Half of the index is lists of beginnings, which no card spells out.
"""

from array import array
from collections.abc import Iterator

from agentdesk.customers.lookup.postings import SINGLE, unpack
from agentdesk.customers.lookup.spelling import grams
from agentdesk.customers.lookup.terms import END, GRAM, NAME, ORDER, PLACE, SHORT, beginnings, number_terms
from agentdesk.store import Connection

_BLOCKS = "SELECT term, first, ids FROM lookup_postings WHERE term >= ? AND term < ? ORDER BY term, first"
_LAST = "\U0010ffff"
_WHAT = {
    NAME: "names", END: "the ends of names", PLACE: "places", GRAM: "misspelt words", "t": "telephone numbers",
    "f": "telephone numbers", "m": "e-mail addresses", "o": "customers' numbers", ORDER: "order numbers",
    "b": "beginnings of names", "c": "beginnings of places", "e": "beginnings of the ends of names",
}  # fmt: skip


def unsound(connection: Connection) -> list[str]:
    """Return which parts of the index are not what they are made of, in plain words; a part once.

    Reads all of it: some twenty seconds for a million customers. What an import has not indexed yet disagrees, too.
    """
    connection.execute("BEGIN")  # all of it as of one moment
    try:
        wrong = [_WHAT[kind] for kind in _WHAT if _misplaced(connection, kind)]
        wrong += [_WHAT[short] for kind, short in SHORT.items() if not _begins(connection, kind, short)]
        if _sum(_words(connection)) != _sum(_listed(connection, GRAM)):
            wrong.append(_WHAT[GRAM])
        if _sum(_orders(connection)) != _sum(_listed(connection, ORDER)):
            wrong.append(_WHAT[ORDER])
        return list(dict.fromkeys(wrong))
    finally:
        connection.execute("COMMIT")


def _blocks(connection: Connection, beginning: str) -> Iterator[tuple[str, int, "array[int]"]]:
    for term, first, ids in connection.execute(_BLOCKS, (beginning, beginning + _LAST)):
        yield term, first, unpack((ids,))


def _misplaced(connection: Connection, kind: str) -> bool:
    """Say whether a block of a kind is not where its ids are looked for, or its ids are out of order."""
    if kind in SINGLE:
        sql = "SELECT 1 FROM lookup_postings WHERE term >= ? AND term < ? AND first <> 0"
        return connection.execute(sql, (kind, kind + _LAST)).fetchone() is not None
    before, last = "", 0
    for term, first, ids in _blocks(connection, kind):
        if (term == before and first <= last) or first > ids[0]:
            return True
        if len(ids) > 1 and sorted(set(ids)) != ids.tolist():
            return True
        before, last = term, ids[-1]
    return False


def _begins(connection: Connection, kind: str, short: str) -> bool:
    """Say whether every list of those who have a word that begins so is made of the lists of these words, letter by letter."""
    compared = 0
    made: dict[str, array[int]] = {}
    letter = ""
    for term, _, ids in _blocks(connection, kind):
        if term[1:2] != letter:
            if not _same(connection, short + letter, made):
                return False
            compared, made, letter = compared + len(made), {}, term[1:2]
        for beginning in beginnings(term):
            made.setdefault(beginning, array("I")).extend(ids)
    if not _same(connection, short + letter, made):
        return False
    there = connection.execute(
        "SELECT count(DISTINCT term) FROM lookup_postings WHERE term >= ? AND term < ?", (short, short + _LAST)
    ).fetchone()[0]
    return bool(compared + len(made) == there)


def _same(connection: Connection, beginning: str, made: "dict[str, array[int]]") -> bool:
    there: dict[str, array[int]] = {}
    if len(beginning) > 1:
        for term, _, ids in _blocks(connection, beginning):
            there.setdefault(term, array("I")).extend(ids)
    return made.keys() == there.keys() and all(sorted(set(ids)) == there[term].tolist() for term, ids in made.items())


def _sum(pairs: Iterator[tuple[int, str]]) -> int:
    """Return one figure for distinct pairs, whatever their order: a list of them all would take their room."""
    summed = 0
    for pair in pairs:
        summed ^= hash(pair)
    return summed


def _listed(connection: Connection, kind: str) -> Iterator[tuple[int, str]]:
    for term, _, ids in _blocks(connection, kind):
        for one in set(ids):  # an id may come twice
            yield one, term


def _words(connection: Connection) -> Iterator[tuple[int, str]]:
    for one, word in connection.execute("SELECT id, word FROM lookup_words"):
        for gram in grams(word):
            yield one, GRAM + gram


def _orders(connection: Connection) -> Iterator[tuple[int, str]]:
    for one, ref, tracking in connection.execute("SELECT id, ref, tracking FROM orders"):
        for term in number_terms(ORDER, (ref, tracking)):
            yield one, term
