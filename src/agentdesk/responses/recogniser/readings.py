"""Japanese typed in kana alone, read as if its frequent words stood in kanji.

A hurried hand, a child or a learner types `せいきゅうしょ` for 請求書, and shares no sign with the cues. Only where a text has
next to no kanji are the readings of `readings.toml` put back, the longest first; a short one only where words can part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_KANJI_SHARE = 0.08  # with more kanji than this, kana are what is usually written in kana
_LEAST = 6  # kana and kanji; with fewer nothing has been said yet
_SHORTEST = 2
_FREE = 4  # signs of a reading that may begin anywhere; shorter ones begin after one that ends a word
_PARTED = 3  # signs of a reading that may end anywhere; shorter ones end before one that begins a word
_ENDS_WORD = frozenset(" 、。!?「」…,.・ーのはをにがでともやへおご")
_BEGINS_WORD = frozenset(" 、。!?」…,.・のはをにがでともやへなだかさっ")


@dataclass(slots=True)
class Readings:
    """Words as they sound, with how they are usually written."""

    words: Mapping[str, str] = field(default_factory=dict)
    _longest: int = 0

    def __post_init__(self) -> None:
        self._longest = max(map(len, self.words), default=0)

    def restored(self, cleaned: str) -> str:
        """Return a cleaned text with its words put back into kanji, where it is in kana alone; else as it is."""
        return self._spelt(cleaned) if in_kana(cleaned) else cleaned

    def _spelt(self, text: str) -> str:
        made: list[str] = []
        at, parted = 0, True
        while at < len(text):
            free = parted or text[at - 1] in _ENDS_WORD
            word = next((text[at:end] for end in self._ends(text, at, free) if text[at:end] in self.words), "")
            made.append(self.words[word] if word else text[at])
            at += len(word) or 1
            parted = bool(word)
        return "".join(made)

    def _ends(self, text: str, at: int, free: bool) -> list[int]:
        size = len(text)
        longest, least = min(at + self._longest, size), at + (_SHORTEST if free else _FREE)
        ends = range(longest, least - 1, -1)
        return [end for end in ends if end - at >= _PARTED or end == size or text[end] in _BEGINS_WORD]


def in_kana(cleaned: str) -> bool:
    """Return whether a text is in kana with next to no kanji."""
    kanji = sum("一" <= char <= "鿿" for char in cleaned)
    signs = kanji + sum("ぁ" <= char <= "ヿ" for char in cleaned)
    return signs >= _LEAST and kanji < _KANJI_SHARE * signs
