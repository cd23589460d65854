"""Words of product names with one typing error in them: two letters swapped, one too many, too few, or another.

Every word that one error can have made of what was typed is asked for by itself: up to 800 for twelve letters, each a
step down the index, whatever the size of the catalogue. Comparing with all its words took 100 ms at 100,000 products.
The error cannot lie behind the letters that some word begins with.
"""

from string import ascii_lowercase, digits

from agentdesk.catalog import records
from agentdesk.store import Connection

SHORTEST = 4  # letters of a word in which an error is looked for
LONGEST = 24  # beyond, it is no word
MOST = 50  # words that may have been meant
_ALPHABET = ascii_lowercase + digits


def near(connection: Connection, word: str) -> list[str]:
    """Return the words of the catalogue that are one typing error from a plain word, else those that begin so."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    if not word.isascii():  # too many letters to try; words with the same first one are few
        return _compared(word, records.vocabulary(connection, word[0]))
    sound = next(at for at in range(len(word), -1, -1) if not at or records.is_begun(connection, word[:at]))
    tried = sorted(one_error(word, sound))
    return records.known_words(connection, tried, MOST) or records.words_begun(connection, tried, MOST)


def one_error(word: str, last: int) -> set[str]:
    """Return every text that is one typing error away (optimal string alignment distance 1), in ``last`` letters or the
    one behind them.
    """
    found: set[str] = set()
    for at in range(last + 1):
        before, after = word[:at], word[at:]
        found.update(before + letter + after for letter in _ALPHABET)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in _ALPHABET)
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    found.discard(word)
    return found


def _compared(word: str, vocabulary: list[str]) -> list[str]:
    from rapidfuzz.distance import OSA  # 43 ms; the desk has it warmed up
    from rapidfuzz.process import extract

    whole = [each for each in vocabulary if abs(len(each) - len(word)) <= 1]
    found = extract(word, whole, scorer=OSA.distance, score_cutoff=1, limit=MOST)
    if found:
        return [each for each, _, _ in found]
    begun = [each for each in vocabulary if len(each) > len(word)]
    starts = extract(word, [each[: len(word)] for each in begun], scorer=OSA.distance, score_cutoff=1, limit=MOST)
    return [begun[at] for _, _, at in starts]
