"""A trained model as it is kept and used: a row of small numbers for every feature, and how rows become scores.

Each group of features (words, letters, concepts …) has a share of the say, whatever the number of its features in a text: its rows
are summed and divided by the length of the group's rarities, as in a cosine. Rows are bytes, one for each class, 128 meaning
nothing, in units of the group's scale.

Features have no names in the file: each is known by 24 bits of its name's checksum. One strange feature in some hundreds is then
taken for a known one, which changes no answer, and a model is read in a few milliseconds.
"""

import json
import math
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from agentdesk.responses.recogniser.features import group_of
from agentdesk.responses.recogniser.learn import VALUE_ONE

MIDDLE = 128
_RARITY_ONE = 16
_SHORT = (1 << 24) - 1


def rarity(texts: int, with_it: int) -> int:
    """Return how much a feature weighs by how few texts have it: smoothed inverse document frequency, 1.0 = 16."""
    return min(255, round(_RARITY_ONE * (1 + math.log((texts + 1) / (with_it + 1)))))


def short(name: str) -> int:
    """Return what a feature is known by."""
    return zlib.crc32(name.encode()) & _SHORT


def grouped(
    names: Iterable[str], index: Mapping[int, int], shares: Mapping[str, float]
) -> Iterable[tuple[str, list[int]]]:
    """Return where the known features among some names stand, by group; groups without a share have no say."""
    groups: dict[str, list[int]] = {}
    for name in names:
        at = index.get(short(name))
        if at is not None:
            groups.setdefault(group_of(name), []).append(at)
    return [(group, members) for group, members in groups.items() if group in shares]


def vector(
    names: Iterable[str], index: Mapping[int, int], rare: bytes, shares: Mapping[str, float]
) -> list[tuple[int, int]]:
    """Return (feature, value) for learning; each group has the length of its share."""
    made: list[tuple[int, int]] = []
    for group, members in grouped(names, index, shares):
        factor = shares[group] * VALUE_ONE / math.sqrt(sum(rare[at] * rare[at] for at in members))
        made += [(at, max(1, round(rare[at] * factor))) for at in members]
    return made


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model: scores for classes from names of features."""

    classes: tuple[str, ...]
    shares: Mapping[str, float]  # group -> its say
    scales: Mapping[str, float]  # group -> what a step of its rows is worth
    index: Mapping[int, int]  # what a feature is known by -> its row, in rising order
    rare: bytes
    rows: bytes

    def score(self, names: Iterable[str]) -> list[float]:
        """Return the score of each class."""
        count = len(self.classes)
        scores = [0.0] * count
        rare, rows = self.rare, self.rows
        for group, members in grouped(names, self.index, self.shares):
            length = math.sqrt(sum([rare[at] * rare[at] for at in members]))
            factor = self.shares[group] * self.scales[group] / length
            nothing = MIDDLE * len(members)
            columns = zip(*[rows[at * count : at * count + count] for at in members], strict=True)
            scores = [score + (sum(column) - nothing) * factor for score, column in zip(scores, columns, strict=True)]
        return scores

    def to_bytes(self, extra: Mapping[str, Any]) -> bytes:
        """Return the model as its file holds it, with whatever else belongs to it (as JSON)."""
        head = {
            "classes": self.classes, "shares": self.shares, "scales": self.scales,
            "features": len(self.rare), "extra": extra,
        }  # fmt: skip
        first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return zlib.compress(first + b"\n" + _steps(list(self.index)) + self.rare + self.rows, 9)

    @classmethod
    def from_bytes(cls, packed: bytes) -> tuple["Weights", Mapping[str, Any]]:
        """Return what `to_bytes` kept."""
        first, _, body = zlib.decompress(packed).partition(b"\n")
        head = json.loads(first)
        count = head["features"]
        index = dict(zip(accumulate(_unstepped(body[: 4 * count])), range(count), strict=True))
        rare, rows = body[4 * count : 5 * count], body[5 * count :]
        return cls(tuple(head["classes"]), head["shares"], head["scales"], index, rare, rows), head["extra"]


def _steps(rising: Sequence[int]) -> bytes:
    """Return the steps between rising numbers: all their first bytes, then all their second ones … which packs well."""
    steps = [number - before for before, number in zip([0, *rising], rising, strict=False)]
    return b"".join(bytes(step >> shift & 0xFF for step in steps) for shift in (0, 8, 16, 24))


def _unstepped(planes: bytes) -> "array[int]":
    count = len(planes) // 4
    woven = bytearray(len(planes))
    for plane in range(4):
        woven[plane::4] = planes[plane * count : (plane + 1) * count]
    steps = array("I")
    if steps.itemsize != 4:
        steps = array("L")
    steps.frombytes(bytes(woven))
    if sys.byteorder == "big":
        steps.byteswap()
    return steps
