"""What the recogniser sees in a text: words, their neighbours, their letters, and the concepts and numbers behind them.

Two kinds of features come out. *Own* ones belong to a language: words and stems (`w:` `s:`), neighbours (`b:` `t:`),
substrings (`c:`). *Shared* ones mean the same in every language: concepts of the lexicon (`@queue`), concepts beside a
negation (`@!have`), marks of numbers (`#dur:week`), pairs of those (`@queue+#dur:minute`), and concepts that follow each
other (`>call>again`). What the cues of one language teach about shared features holds for the others.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from agentdesk.responses.recogniser import numbers
from agentdesk.responses.recogniser.kin import NORDIC, Kin
from agentdesk.responses.recogniser.lexicon import Hit, Lexicon
from agentdesk.responses.recogniser.normalise import clean, stem, words
from agentdesk.responses.recogniser.readings import Readings

GROUPS = {"w": "word", "s": "word", "b": "word", "t": "word", "c": "gram", "@": "concept", "#": "concept", ">": "order"}
_NEGATED_WITHIN = 3  # tokens; Japanese negates at the end of the verb, where it is characters
_NEGATED_WITHIN_JA = 6
_FOLLOWS_WITHIN = 5  # tokens
_FOLLOWS_WITHIN_JA = 12
_GRAMS = (2, 3, 4)
_GRAMS_JA = (1, 2, 3)
_SHORTEST_COMPOUND = 7
_SHORTEST_PART = 3
_JOINTS = ("", "s", "e", "-")


class Seen(NamedTuple):
    """The features of one text, each once: those of its language and those that every language shares."""

    own: list[str]
    shared: list[str]


def group_of(name: str) -> str:
    """Return the group that a feature's name belongs to."""
    return "pair" if name[0] in "@#" and "+" in name else GROUPS[name[0]]


@dataclass(slots=True)
class Extractor:
    """Reads the features of texts in one language, with its lexicon and the words known from its cues."""

    lang: str
    lexicon: Lexicon
    known: AbstractSet[str] = field(default_factory=frozenset)
    kin: Kin | None = None  # for the Nordic languages: their common spelling
    readings: Readings | None = None  # for Japanese: what is typed in kana alone

    def see(self, text: str) -> Seen:
        """Return the features of a text; the same text always gives the same ones in the same order."""
        cleaned = self.cleaned(text)
        tokens = words(cleaned, self.lang)
        return Seen(self._own(cleaned, tokens), self.shared(cleaned, tokens, self.hits(cleaned, tokens)))

    def cleaned(self, text: str) -> str:
        """Return a text in the one form that features are read from."""
        return self.readings.restored(clean(text)) if self.readings else clean(text)

    def _own(self, cleaned: str, tokens: list[str]) -> list[str]:
        if self.lang == "ja":
            return self._own_ja(cleaned, tokens)
        parts = [part for token in tokens for part in self.parts(token)]
        base = self.lang
        if self.kin is not None and base in NORDIC:
            tokens = [self.kin.alike(token, base) for token in tokens]
            parts = [self.kin.alike(part, base) for part in parts]
            base = "sv"
        stems = [stem(token, base) for token in tokens]
        found = dict.fromkeys([f"w:{token}" for token in tokens])
        found.update(dict.fromkeys([f"s:{one}" for one in stems]))
        found.update(dict.fromkeys(_neighbours(stems)))
        found.update(dict.fromkeys([f"s:{stem(part, base)}" for part in parts]))
        for token in tokens:
            bounded = f"<{token}>"
            for size in _GRAMS:
                found.update(dict.fromkeys(["c:" + bounded[i : i + size] for i in range(len(bounded) - size + 1)]))
        return list(found)

    def _own_ja(self, cleaned: str, tokens: list[str]) -> list[str]:
        found = dict.fromkeys([f"w:{token}" for token in tokens])
        found.update(dict.fromkeys(_neighbours(tokens)))
        for size in _GRAMS_JA:
            found.update(dict.fromkeys(["c:" + cleaned[i : i + size] for i in range(len(cleaned) - size + 1)]))
        return list(found)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the two known words a compound is made of, or nothing: `kundtjänstkö` is `kundtjänst` and `kö`."""
        if self.lang not in {"sv", "nb"} or len(word) < _SHORTEST_COMPOUND or word in self.known:
            return ()
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            head, tail = word[:-cut], word[-cut:]
            if tail not in self.known:
                continue
            for joint in _JOINTS:
                bare = head.removesuffix(joint)
                if len(bare) >= _SHORTEST_PART and bare in self.known:
                    return bare, tail
        return ()

    def hits(self, cleaned: str, tokens: list[str]) -> list[Hit]:
        """Return the concepts of the text and of the parts of its compounds."""
        found = self.lexicon.hits(cleaned, tokens)
        for at, token in enumerate(tokens):
            for part in self.parts(token):
                found += self.lexicon.of_word(part, at)
        return found

    def shared(self, cleaned: str, tokens: list[str], hits: Iterable[Hit]) -> list[str]:
        """Return the features that every language shares, from the concepts found in a text."""
        hits = list(hits)
        reach = _NEGATED_WITHIN_JA if self.lang == "ja" else _NEGATED_WITHIN
        singles = dict.fromkeys([f"@{hit.concept}" for hit in hits])
        singles.update(dict.fromkeys([f"#{mark}" for mark in sorted(numbers.marks(cleaned, tokens, self.lang))]))
        ordered = sorted(singles)
        turns = {(hit.start, hit.end) for hit in hits if hit.concept == "negation"}
        if turns:
            for hit in hits:
                if hit.concept != "negation" and any(_near(hit, start, end, reach) for start, end in turns):
                    singles[f"@!{hit.concept}"] = None
        pairs = [f"{a}+{b}" for at, a in enumerate(ordered) for b in ordered[at + 1 :]]
        return [*singles, *pairs, *self._order(hits)]

    def _order(self, hits: list[Hit]) -> Iterable[str]:
        reach = _FOLLOWS_WITHIN_JA if self.lang == "ja" else _FOLLOWS_WITHIN
        placed = sorted(hits, key=lambda hit: (hit.start, hit.end))
        found: dict[str, None] = {}
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                if other.start > one.end + reach:
                    break
                if other.start >= one.end:
                    found[f">{one.concept}>{other.concept}"] = None
        return found


def _neighbours(tokens: Sequence[str]) -> Iterable[str]:
    """Return each two and each three tokens that stand together; the text's beginning and end count as one."""
    bounded = ["^", *tokens, "$"]
    twos = [f"b:{one} {two}" for one, two in pairwise(bounded)]
    return twos + [f"t:{one} {two} {three}" for one, two, three in zip(bounded, bounded[1:], bounded[2:], strict=False)]


def _near(hit: Hit, start: int, end: int, reach: int) -> bool:
    return -reach <= hit.start - end < reach or 0 <= start - hit.end < reach
