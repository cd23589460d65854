"""Words with typing errors: a dictionary of all words in names and places, searched by their trigrams.

A word within ``d`` errors of another of ``n`` letters shares at least ``n + 2 - 3d - 1`` of its padded trigrams (three
go with each letter changed, one more with two letters swapped): counting shared trigrams leaves few words to compare.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from string import ascii_lowercase, digits

from agentdesk.customers.lookup.postings import Postings, among
from agentdesk.customers.lookup.terms import GRAM, SPELT
from agentdesk.store import Connection

_WRITTEN_OUT = 12  # letters up to which every word one error away is looked for by itself: 700 of them
TWO_ERRORS = 8  # letters from which two errors are forgiven
_COMPARED = 700  # candidates at most that are compared letter by letter
_LONG_LIST = 8_000  # words with a trigram: more says little of an unfinished word


def grams(word: str, *, ended: bool = True) -> list[str]:
    """Return the distinct trigrams of a word, padded at its start and, where it is ended, at its end."""
    padded = "^^" + word + ("$$" if ended else "")
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))


def errors_forgiven(word: str) -> int:
    """Return how many typing errors a word may have: none below four letters, one, and two from eight."""
    return 0 if len(word) < SPELT else 1 if len(word) < TWO_ERRORS else 2


class Spelling:
    """The dictionary over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._postings = Postings(connection)

    def near(self, word: str, errors: int, *, ended: bool, limit: int = 40) -> list[tuple[str, int]]:
        """Return words within so many errors (optimal string alignment), nearest first, with their distance.

        Where not ``ended``, a word whose beginning is near counts too: it is still being typed.
        """
        from rapidfuzz import process  # 43 ms; the desk warms it up in the background
        from rapidfuzz.distance import OSA

        if ended and errors == 1 and len(word) <= _WRITTEN_OUT and word.isascii() and word.isalpha():
            near = [(other, 1) for other in self._known(mistyped(word))]
        else:
            others = self._words(self._likely(word, errors, ended=ended))
            if ended:
                found = process.extract(word, others, scorer=OSA.distance, score_cutoff=errors, limit=None)
                near = [(other, int(distance)) for other, distance, _ in found]
            else:
                near = _begun_near(word, others, errors)
        near = [pair for pair in near if pair[1] > 0]
        near.sort(key=lambda pair: (pair[1], abs(len(pair[0]) - len(word)), pair[0][:1] != word[:1], pair[0]))
        return near[:limit]

    def _likely(self, word: str, errors: int, *, ended: bool) -> list[int]:
        """Return the ids of the words that share most trigrams, from the shortest lists that leave nobody out."""
        wanted = grams(word, ended=ended)
        shared = max(len(wanted) - 3 * errors - 1, 1)
        lists = sorted(self._postings.of_each([GRAM + gram for gram in wanted]), key=len)
        # a word that shares enough is in all but shared - 1 of any lists; one list more, and it is in two of these
        used = lists[: len(lists) - shared + 1 + (shared > 1)]
        if not ended:
            used = [ids for ids in used if len(ids) <= _LONG_LIST] or used[:1]
        counted = Counter(chain.from_iterable(used))
        least = 2 if shared > 1 else 1
        likely = [one for one, count in counted.items() if count >= least]
        if len(likely) > _COMPARED:
            likely.sort(key=counted.__getitem__, reverse=True)
        return likely[:_COMPARED]

    def _words(self, ids: list[int]) -> list[str]:
        rows = self._run(among("SELECT word FROM lookup_words WHERE id IN (*)", ids), ids)
        return [row[0] for row in rows.fetchall()]

    def _known(self, words: Sequence[str]) -> list[str]:
        rows = self._run(among("SELECT word FROM lookup_words WHERE word IN (*)", words), words)
        return [row[0] for row in rows.fetchall()]

    def enter(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Add the words that are not known, without their trigrams, inside the caller's transaction; returns those."""
        known = set(self._known(words))
        first = self._run("SELECT coalesce(max(id), 0) + 1 FROM lookup_words").fetchone()[0]
        new = list(enumerate((word for word in words if word not in known), first))
        self._many("INSERT INTO lookup_words (id, word) VALUES (?, ?)", new)
        return new

    def learn(self, words: Iterable[str]) -> None:
        """Add words that the dictionary does not have, inside the caller's transaction."""
        for one, word in self.enter(sorted(set(words))):
            for gram in grams(word):
                self._postings.add(GRAM + gram, [one])

    def forget(self, word: str) -> None:
        """Remove a word that nobody has any more, inside the caller's transaction."""
        row = self._run("SELECT id FROM lookup_words WHERE word = ?", (word,)).fetchone()
        if row is None:
            return
        for gram in grams(word):
            self._postings.remove(GRAM + gram, row[0])
        self._run("DELETE FROM lookup_words WHERE id = ?", (row[0],))


def _begun_near(word: str, others: list[str], errors: int) -> list[tuple[str, int]]:
    """Return the words whose beginning is near a word that is still being typed."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    best: dict[str, int] = {}
    for length in range(len(word) - errors, len(word) + errors + 1):
        beginnings = [other[:length] for other in others]
        for _, distance, at in process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=errors, limit=None):
            best[others[at]] = min(int(distance), best.get(others[at], errors))
    return list(best.items())


def mistyped(word: str, besides: str = "") -> list[str]:
    """Return every word or code one typing error away: letters for letters, digits for digits."""
    signs = ("" if word.isdigit() else ascii_lowercase) + ("" if word.isalpha() else digits) + besides
    found = {word[:at] + sign + word[at + 1 :] for at in range(len(word)) for sign in signs}
    found |= {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + sign + word[at:] for at in range(len(word) + 1) for sign in signs}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return sorted(found - {word})
