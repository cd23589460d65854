"""What is going on, read from a few words: the nearest cues by shared letters, weighed by how rare they are."""

import math
import tomllib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from agentdesk.contacts.model import Mood
from agentdesk.responses.model import Recognition

_CUES = Path(__file__).parent.parent / "data" / "cues"
_NEAREST, _LEAST = 12, 0.16


def _grams(text: str) -> Counter[str]:
    padded = f" {text.lower()} "
    sizes = (2, 3) if any(ord(letter) > 0x3000 for letter in text) else (3, 4, 5)
    return Counter(padded[at : at + size] for size in sizes for at in range(len(padded) - size + 1))


class Recogniser:
    """The nearest cues vote for their situation."""

    @cache  # noqa: B019 - one recogniser a process
    def _of(self, lang: str) -> tuple[list[tuple[str, float]], dict[str, list[tuple[int, float]]], dict[str, float]]:
        table = tomllib.loads((_CUES / f"{lang}.toml").read_text(encoding="utf-8"))
        texts = [(slug, cue) for slug, part in table.items() if slug != "moods" for cue in part.get("cues", [])]
        bags = [_grams(cue) for _, cue in texts]
        rare = Counter(gram for bag in bags for gram in bag)
        idf = {gram: math.log(1 + len(bags) / count) for gram, count in rare.items()}
        index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            norm = math.sqrt(sum((count * idf[gram]) ** 2 for gram, count in bag.items()))
            for gram, count in bag.items():
                index[gram].append((number, count * idf[gram] / norm))
        return [(slug, 0.0) for slug, _ in texts], index, idf

    @cache  # noqa: B019
    def _moods(self, lang: str) -> list[tuple[Mood, str]]:
        table = tomllib.loads((_CUES / f"{lang}.toml").read_text(encoding="utf-8"))
        return [(Mood(mood), cue.lower()) for mood, part in table.get("moods", {}).items() for cue in part["cues"]]

    def recognise(self, text: str, lang: str) -> Recognition:
        """Return ranked situations and the mood; none where nothing is near."""
        texts, index, idf = self._of(lang)
        bag = _grams(text)
        norm = math.sqrt(sum((count * idf.get(gram, 0)) ** 2 for gram, count in bag.items())) or 1
        near: Counter[int] = Counter()
        for gram, count in bag.items():
            for number, weight in index.get(gram, ()):
                near[number] += weight * count * idf[gram] / norm  # type: ignore[assignment]
        votes: Counter[str] = Counter()
        for number, score in near.most_common(_NEAREST):
            votes[texts[number][0]] += score**2
        total = sum(votes.values()) or 1
        best = near.most_common(1)
        mood = max(
            self._moods(lang), key=lambda each: len(each[1]) if each[1] in text.lower() else 0, default=(Mood.CALM, "")
        )
        felt = mood[0] if mood[1] and mood[1] in text.lower() else Mood.CALM
        if not best or best[0][1] < _LEAST or votes.most_common(1)[0][0] == "none":
            return Recognition((), felt, 0.5)
        ranked = tuple((slug, score / total) for slug, score in votes.most_common(3) if slug != "none")
        return Recognition(ranked, felt, 0.5)


def load(shop: Path | None = None) -> Recogniser:
    """Return the recogniser."""
    return Recogniser()
