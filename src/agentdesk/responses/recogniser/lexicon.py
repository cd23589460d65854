"""The lexicon: which concepts a text touches, whatever its words.

A concept is listed per language as words, stems (`köa*`), endings of compounds (`*kö`), parts (`*kö*`) and phrases
(`stå_i_kö`, each part of which may carry its own star); in Japanese as substrings. Matching is by dictionary, never by
trying each entry in turn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_SHORTEST_PART = 2
Table = dict[str, list[str]]


class Hit(NamedTuple):
    """One concept found: by which entry, and the tokens (in Japanese the characters) where it begins and ends."""

    concept: str
    entry: str
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """The entries of one language, arranged for lookup: each table leads from a word or its part to concepts."""

    lang: str
    exact: Table = field(default_factory=dict)
    prefix: Table = field(default_factory=dict)
    suffix: Table = field(default_factory=dict)
    infix: Table = field(default_factory=dict)
    phrases: Table = field(default_factory=dict)  # first word -> ["stå_i_kö queue", …]
    stem_phrases: Table = field(default_factory=dict)  # the same, where the first word is a stem
    longest: dict[str, int] = field(default_factory=dict)  # Japanese: first character -> length of its longest entry

    @classmethod
    def of(cls, lang: str, entries: Mapping[str, Iterable[str]]) -> "Lexicon":
        """Arrange the entries ``{concept: [entry, …]}`` of one language."""
        made = cls(lang)
        for concept, listed in entries.items():
            for entry in listed:
                made._add(concept, entry.strip().lower())
        return made

    @classmethod
    def from_plain(cls, lang: str, plain: Mapping[str, Any]) -> "Lexicon":
        """Return the lexicon that `plain` described; words of the same concepts share one list of them, megabytes less."""
        same: dict[tuple[str, ...], list[str]] = {}
        for name in ("exact", "prefix", "suffix", "infix"):
            table: Table = plain[name]
            for word, listed in table.items():
                table[word] = same.setdefault(tuple(listed), listed)
        return cls(lang, **plain)

    def plain(self) -> dict[str, Any]:
        """Return the arranged tables as JSON can hold them; arranging anew would cost 40 ms of every start."""
        names = ("exact", "prefix", "suffix", "infix", "phrases", "stem_phrases", "longest")
        return {name: getattr(self, name) for name in names}

    def _add(self, concept: str, entry: str) -> None:
        if self.lang == "ja":
            bare = entry.replace("*", "").replace("_", "")
            if bare:
                _put(self.exact, bare, concept)
                self.longest[bare[0]] = max(self.longest.get(bare[0], 0), len(bare))
            return
        parts = [part for part in entry.replace(" ", "_").split("_") if part.strip("*")]
        if not parts:
            return
        if len(parts) > 1:
            table = self.stem_phrases if parts[0].endswith("*") else self.phrases
            _put(table, parts[0].strip("*"), f"{'_'.join(parts)} {concept}")
            return
        head, tail = parts[0].startswith("*"), parts[0].endswith("*")
        table = self.infix if head and tail else self.suffix if head else self.prefix if tail else self.exact
        _put(table, parts[0].strip("*"), concept)

    def hits(self, cleaned: str, tokens: list[str]) -> list[Hit]:
        """Return every concept touched, in the order of the text."""
        return self._in_characters(cleaned) if self.lang == "ja" else self._in_tokens(tokens)

    def _in_characters(self, text: str) -> list[Hit]:
        found = []
        exact, longest, size = self.exact, self.longest, len(text)
        for at, char in enumerate(text):
            for end in range(min(at + longest.get(char, 0), size), at, -1):
                entry = text[at:end]
                found += [Hit(concept, entry, at, end) for concept in exact.get(entry, ())]
        return found

    def _in_tokens(self, tokens: list[str]) -> list[Hit]:
        found = []
        for at, token in enumerate(tokens):
            found += self.of_word(token, at)
            for listed in self.phrases.get(token, ()):
                found += _phrase(tokens, at, listed)
            for end in range(_SHORTEST_PART, len(token) + 1):
                for listed in self.stem_phrases.get(token[:end], ()):
                    found += _phrase(tokens, at, listed)
        return found

    def of_word(self, word: str, at: int = 0) -> list[Hit]:
        """Return the concepts of one word, each once, as hits at token `at`."""
        found = dict.fromkeys(self.exact.get(word, ()), word)
        size = len(word)
        for cut in range(_SHORTEST_PART, size + 1):
            for concept in self.prefix.get(word[:cut], ()):
                found.setdefault(concept, f"{word[:cut]}*")
        for cut in range(size - _SHORTEST_PART + 1):
            for concept in self.suffix.get(word[cut:], ()):
                found.setdefault(concept, f"*{word[cut:]}")
        if self.infix:
            for start in range(size - 1):
                for end in range(start + _SHORTEST_PART, size + 1):
                    for concept in self.infix.get(word[start:end], ()):
                        found.setdefault(concept, f"*{word[start:end]}*")
        return [Hit(concept, entry, at, at + 1) for concept, entry in found.items()]


def _phrase(tokens: list[str], at: int, listed: str) -> list[Hit]:
    entry, _, concept = listed.partition(" ")
    parts = entry.split("_")
    if at + len(parts) > len(tokens):
        return []
    if all(_matches(tokens[at + step], part) for step, part in enumerate(parts)):
        return [Hit(concept, entry, at, at + len(parts))]
    return []


def _matches(token: str, part: str) -> bool:
    if part.endswith("*"):
        return part.strip("*") in token if part.startswith("*") else token.startswith(part[:-1])
    return token.endswith(part[1:]) if part.startswith("*") else token == part


def _put(table: Table, key: str, concept: str) -> None:
    held = table.setdefault(key, [])
    if concept not in held:
        held.append(concept)
