"""Norwegian respelt as Swedish, word by word, so that each language's cues teach the other.

The two share most of their words but not their spelling. Own features of both are read from a common spelling: the listed
words and beginnings of `kin.toml`, and letters that answer each other (æ ä, ø ö, hv v, ck kk, x ks).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NORDIC = frozenset({"nb", "sv"})
_LETTERS = str.maketrans({"æ": "ä", "ø": "ö", "é": "e"})
_SHORTEST_STEM, _LONGEST_STEM = 3, 16


@dataclass(slots=True)
class Kin:
    """Norwegian words and beginnings of words with their Swedish likeness."""

    words: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)

    def alike(self, word: str, lang: str) -> str:
        """Return a word of either language in the spelling that both share."""
        if lang == "nb":
            found = self.words.get(word)
            word = found if found is not None else self._by_stem(word)
        return word.translate(_LETTERS).replace("hv", "v").replace("ck", "kk").replace("x", "ks")

    def _by_stem(self, word: str) -> str:
        for size in range(min(len(word), _LONGEST_STEM), _SHORTEST_STEM - 1, -1):
            found = self.stems.get(word[:size])
            if found is not None:
                return found + word[size:]
        return word
