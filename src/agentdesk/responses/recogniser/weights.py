"""A trained model as it is kept and used: a row of small numbers for every feature, and how rows become scores.

Each group of features (words, letters, concepts …) has a share of the say, whatever the number of its features in a text: its rows
are summed and divided by the length of the group's rarities, as in a cosine. A row has half a byte for each class and one for
what all classes have in common; 8 means nothing, and each step away from it one of seven levels up or down. The levels of a group
stand where its weights are (Lloyd 1982, "Least squares quantization in PCM"): the same room as even steps, half the error.

Features have no names in the file: each is known by 22 bits of its name's checksum. One strange feature in a hundred is then
taken for a known one, which changes no answer, and a model is read in a few milliseconds.
"""

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from agentdesk.responses.recogniser.features import group_of
from agentdesk.responses.recogniser.learn import VALUE_ONE

MIDDLE = 8
TOP = 127  # the highest level of a group, in units of its scale
_RARITY_ONE = 4
_SHORT = (1 << 22) - 1


def rarity(texts: int, with_it: int) -> int:
    """Return how much a feature weighs by how few texts have it: smoothed inverse document frequency, in quarters."""
    return min(255, round(_RARITY_ONE * (1 + math.log((texts + 1) / (with_it + 1)))))


def short(name: str) -> int:
    """Return what a feature is known by."""
    return zlib.crc32(name.encode()) & _SHORT


def grouped(names: Iterable[str], known: Sequence[int], shares: Mapping[str, float]) -> Iterable[tuple[str, list[int]]]:
    """Return where in `known` the features among some names stand, by group; groups without a share have no say."""
    groups: dict[str, list[int]] = {}
    size, checksum = len(known), zlib.crc32
    for name in names:
        number = checksum(name.encode()) & _SHORT
        at = bisect_left(known, number)
        if at < size and known[at] == number:
            groups.setdefault(group_of(name), []).append(at)
    return [(group, members) for group, members in groups.items() if group in shares]


def vector(
    names: Iterable[str], known: Sequence[int], rare: bytes, shares: Mapping[str, float]
) -> list[tuple[int, int]]:
    """Return (feature, value) for learning; each group has the length of its share."""
    made: list[tuple[int, int]] = []
    for group, members in grouped(names, known, shares):
        factor = shares[group] * VALUE_ONE / math.sqrt(sum(rare[at] * rare[at] for at in members))
        made += [(at, max(1, round(rare[at] * factor))) for at in members]
    return made


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model: scores for classes from names of features."""

    classes: tuple[str, ...]
    shares: Mapping[str, float]  # group -> its say
    levels: Mapping[str, Sequence[int]]  # group -> what 1 to 7 steps are, up to TOP
    scales: Mapping[str, Sequence[float]]  # group -> what a unit of a class's level is worth, and of the common one
    known: Sequence[int]  # what features are known by, rising
    rare: bytes
    rows: bytes  # of each feature in turn, two classes to a byte, then what they have in common

    def score(self, names: Iterable[str]) -> list[float]:
        """Return the score of each class."""
        count = len(self.classes)
        width = count // 2 + 1
        scores = [0.0] * count
        rare, rows = self.rare, self.rows
        for group, members in grouped(names, self.known, self.shares):
            length = math.sqrt(sum([rare[at] * rare[at] for at in members]))
            factor = self.shares[group] / length
            each, common = (factor * scale for scale in self.scales[group])
            packed = b"".join([rows[at * width : at * width + width] for at in members])
            steps = packed.hex().encode().translate(_of_hex(tuple(self.levels[group])))
            nothing = (TOP + 1) * len(members)
            same = (sum(steps[count :: 2 * width]) - nothing) * common - nothing * each
            scores = [score + sum(steps[at :: 2 * width]) * each + same for at, score in enumerate(scores)]
        return scores

    def rarity_of(self, number: int) -> int:
        """Return the rarity of the feature known by a number; of one that is not known, the largest."""
        at = bisect_left(self.known, number)
        if at < len(self.known) and self.known[at] == number:
            return self.rare[at]
        return max(self.rare, default=1)

    def to_bytes(self, extra: Mapping[str, Any]) -> bytes:
        """Return the model as its file holds it, with whatever else belongs to it (as JSON)."""
        head = {
            "classes": self.classes, "shares": self.shares, "levels": self.levels, "scales": self.scales,
            "features": len(self.rare), "extra": extra,
        }  # fmt: skip
        first = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return zlib.compress(first + b"\n" + _steps(self.known) + self.rare, 9) + _huffman(self.rows)

    @classmethod
    def from_bytes(cls, packed: bytes) -> tuple["Weights", Mapping[str, Any]]:
        """Return what `to_bytes` kept."""
        names = zlib.decompressobj()
        first, _, body = names.decompress(packed).partition(b"\n")
        head = json.loads(first)
        count = head["features"]
        classes, shares, levels, scales = (head[name] for name in ("classes", "shares", "levels", "scales"))
        known = array("I", accumulate(_unstepped(body[: 3 * count])))
        rare, rows = body[3 * count :], zlib.decompress(names.unused_data, bufsize=count * (len(classes) // 2 + 1))
        return cls(tuple(classes), shares, levels, scales, known, rare, rows), head["extra"]


@cache
def _of_hex(levels: tuple[int, ...]) -> bytes:
    """Return what turns a digit into its level, raised by TOP + 1 so that nothing is negative."""
    values = [0, *(-level for level in reversed(levels)), 0, *levels]
    table = bytearray(256)
    for digit, value in zip("0123456789abcdef", values, strict=True):
        table[ord(digit)] = value + TOP + 1
    return bytes(table)


def rows_of(steps: Iterable[Sequence[int]]) -> bytes:
    """Return rows of steps (-7 to 7), what is common last, as they are kept."""
    packed = bytearray()
    for row in steps:
        raised = [step + MIDDLE for step in row] + [MIDDLE] * (len(row) % 2)
        packed += bytes(first << 4 | second for first, second in zip(raised[::2], raised[1::2], strict=True))
    return bytes(packed)


def _huffman(rows: bytes) -> bytes:
    """Return rows in short codes for what is frequent: looking for repetitions in them costs a tenth of room."""
    packing = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
    return packing.compress(rows) + packing.flush()


def _steps(rising: Sequence[int]) -> bytes:
    """Return the steps between rising numbers: all their first bytes, then all their second ones … which packs well."""
    steps = [number - before for before, number in zip([0, *rising], rising, strict=False)]
    return b"".join(bytes(step >> shift & 0xFF for step in steps) for shift in (0, 8, 16))


def _unstepped(planes: bytes) -> Iterable[int]:
    count = len(planes) // 3
    woven = bytearray(4 * count)
    for plane in range(3):
        woven[plane::4] = planes[plane * count : (plane + 1) * count]
    steps = array("I", bytes(woven))
    if sys.byteorder == "big":
        steps.byteswap()
    return steps
