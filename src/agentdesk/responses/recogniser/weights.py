"""A trained model as it is kept and used: a row of small numbers for every feature, and how rows become scores.

Each group of features (words, letters, concepts …) has a share of the say, whatever the number of its features in a text: its rows
are summed and divided by the length of the group's rarities, as in a cosine. Rows are bytes, one for each class, 128 meaning
nothing, in units of the group's scale.
"""

import json
import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agentdesk.responses.recogniser.features import group_of
from agentdesk.responses.recogniser.learn import VALUE_ONE

MIDDLE = 128
_RARITY_ONE = 16


def rarity(texts: int, with_it: int) -> int:
    """Return how much a feature weighs by how few texts have it: smoothed inverse document frequency, 1.0 = 16."""
    return min(255, round(_RARITY_ONE * (1 + math.log((texts + 1) / (with_it + 1)))))


def grouped(names: Iterable[str], index: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the numbers of the known features among some names, by group."""
    groups: dict[str, list[int]] = {}
    for name in names:
        at = index.get(name)
        if at is not None:
            groups.setdefault(group_of(name), []).append(at)
    return groups


def vector(
    names: Iterable[str], index: Mapping[str, int], rare: bytes, shares: Mapping[str, float]
) -> list[tuple[int, int]]:
    """Return (feature, value) for learning; each group has the length of its share."""
    made: list[tuple[int, int]] = []
    for group, members in grouped(names, index).items():
        factor = shares[group] * VALUE_ONE / math.sqrt(sum(rare[at] * rare[at] for at in members))
        made += [(at, max(1, round(rare[at] * factor))) for at in members]
    return made


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model: scores for classes from names of features."""

    classes: tuple[str, ...]
    shares: Mapping[str, float]  # group -> its say
    scales: Mapping[str, float]  # group -> what a step of its rows is worth
    index: Mapping[str, int]
    rare: bytes
    rows: bytes

    def score(self, names: Iterable[str]) -> list[float]:
        """Return the score of each class."""
        count = len(self.classes)
        scores = [0.0] * count
        rare, rows = self.rare, self.rows
        for group, members in grouped(names, self.index).items():
            length = math.sqrt(sum([rare[at] * rare[at] for at in members]))
            factor = self.shares[group] * self.scales[group] / length
            nothing = MIDDLE * len(members)
            columns = zip(*[rows[at * count : at * count + count] for at in members], strict=True)
            scores = [score + (sum(column) - nothing) * factor for score, column in zip(scores, columns, strict=True)]
        return scores

    def to_bytes(self, extra: Mapping[str, Any]) -> bytes:
        """Return the model as its file holds it, with whatever else belongs to it (as JSON)."""
        names = "\n".join(self.index).encode()
        head = {
            "classes": self.classes, "shares": self.shares, "scales": self.scales,
            "names": len(names), "features": len(self.rare), "extra": extra,
        }  # fmt: skip
        first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return zlib.compress(first + b"\n" + names + self.rare + self.rows, 9)

    @classmethod
    def from_bytes(cls, packed: bytes) -> tuple["Weights", Mapping[str, Any]]:
        """Return what `to_bytes` kept."""
        first, _, body = zlib.decompress(packed).partition(b"\n")
        head = json.loads(first)
        names, features = head["names"], head["features"]
        index = {name: at for at, name in enumerate(body[:names].decode().split("\n"))}
        rare, rows = body[names : names + features], body[names + features :]
        return cls(tuple(head["classes"]), head["shares"], head["scales"], index, rare, rows), head["extra"]
