"""What works here: how often lines were taken when shown, and how the contacts ended, pooled until it says something.

39 situations x 8 moods x 200 lines is far too sparse to learn cell by cell. Each estimate is shrunk towards a wider
one: all lines -> lines with the same moves -> the same moves in this mood; and the line itself -> in this situation ->
in this situation and mood. A cell with three uses hardly moves; one with fifty speaks for itself. Pure.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from agentdesk.contacts.model import Mood
from agentdesk.responses.model import Concept, Sensitivity

Cell = tuple[str, str, Mood]  # line, situation, mood

# Pseudo-counts of each shrinkage: as many uses as it takes to weigh as much as the wider estimate. They grow inwards,
# because the same uses were already counted in the wider one.
_MOVE, _MOVE_MOOD, _LINE, _LINE_SITUATION, _CELL = 40.0, 60.0, 30.0, 60.0, 80.0
_USE_WEIGHT, _OUTCOME_WEIGHT, _LARGEST = 0.4, 0.9, 1.5
_EDITED = 0.3  # an edited line was taken, and was not quite right
_ENOUGH_TO_SAY = 3  # uses before a line's record is told


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a line. ``seen`` weighs each showing by its position: what stands lower is looked at less."""

    seen: float = 0.0
    used: int = 0
    edited: int = 0
    happier: int = 0
    same: int = 0
    worse: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.seen + other.seen, self.used + other.used, self.edited + other.edited, self.happier + other.happier,
            self.same + other.same, self.worse + other.worse,
        )  # fmt: skip

    @property
    def ended(self) -> int:
        """Uses in contacts that ended with a known mood."""
        return self.happier + self.same + self.worse


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was shown, used and how it ended, by line, situation and mood."""

    cells: Mapping[Cell, Tally] = field(default_factory=dict)


def seen_weight(position: int) -> float:
    """Return how much a showing at a position (from 1) counts as seen: 1, 0.71, 0.58, 0.5, 0.45."""
    return 1 / math.sqrt(position)


class Learned:
    """Effects of statistics on each line's place, worked out once and kept; a keystroke only looks them up."""

    def __init__(
        self,
        statistics: Statistics,
        concepts: Mapping[str, Concept],
        sensitivity: Callable[[str], Sensitivity] = lambda _: Sensitivity.NONE,
    ) -> None:
        self.concepts = concepts
        cells = [
            (cell, tally)
            for cell, tally in statistics.cells.items()
            if cell[0] in concepts and sensitivity(cell[1]) is not Sensitivity.FIXED
        ]
        self._cell: dict[object, Tally] = dict(cells)
        self._line_situation = _pooled(cells, lambda line, situation, mood: [(line, situation)])
        self._line = _pooled(cells, lambda line, situation, mood: [line])
        self._move = _pooled(cells, lambda line, situation, mood: concepts[line].moves)
        self._move_mood = _pooled(cells, lambda line, situation, mood: [(m, mood) for m in concepts[line].moves])
        self._all = sum((tally for _, tally in cells), Tally())
        self._effects: dict[Cell, float] = {}

    def __bool__(self) -> bool:
        return self._all.used > 0

    def effect(self, line: str, situation: str, mood: Mood) -> float:
        """Return what experience adds to a line's place, between -1.5 and 1.5; 0 where there is none."""
        if not self:
            return 0.0
        cell = (line, situation, mood)
        if cell not in self._effects:
            raw = _USE_WEIGHT * self._chain(cell, _use) + _OUTCOME_WEIGHT * self._chain(cell, _outcome)
            self._effects[cell] = max(-_LARGEST, min(_LARGEST, raw))
        return self._effects[cell]

    def uses(self, line: str) -> int:
        """Return how often a line was used, in any situation."""
        found = self._line.get(line)
        return found.used if found else 0

    def words(self, line: str, situation: str) -> str:
        """Return the line's record in this situation: ``used 14 times, 9 ended happier``; empty where it is short."""
        tally = self._line_situation.get((line, situation))
        if tally is None or tally.used < _ENOUGH_TO_SAY:
            return ""
        ended = f", {tally.happier} ended happier" if tally.ended else ""
        return f"used {tally.used} times{ended}"

    def _chain(self, cell: Cell, rate: Callable[[Tally], tuple[float, float]]) -> float:
        line, situation, mood = cell
        moves = self.concepts[line].moves
        base = _shrunk(rate(self._all), 0.5, 4.0)
        by_move = {move: _shrunk(_of(rate, self._move, move), base, _MOVE) for move in moves}
        in_mood = [_shrunk(_of(rate, self._move_mood, (move, mood)), by_move[move], _MOVE_MOOD) for move in moves]
        wide = _logit(sum(by_move.values()) / len(moves)) if moves else _logit(base)
        of_moves = _logit(sum(in_mood) / len(moves)) if moves else _logit(base)
        p_line = _shrunk(_of(rate, self._line, line), _unlogit(wide), _LINE)
        p_situation = _shrunk(_of(rate, self._line_situation, (line, situation)), p_line, _LINE_SITUATION)
        p_cell = _shrunk(_of(rate, self._cell, cell), p_situation, _CELL)
        return (of_moves - _logit(base)) + (_logit(p_cell) - wide)


def _pooled(
    cells: Iterable[tuple[Cell, Tally]], keys: Callable[[str, str, Mood], Iterable[object]]
) -> dict[object, Tally]:
    found: dict[object, Tally] = {}
    for (line, situation, mood), tally in cells:
        for key in keys(line, situation, mood):
            found[key] = found.get(key, Tally()) + tally
    return found


def _use(tally: Tally) -> tuple[float, float]:
    return max(0.0, tally.used - _EDITED * tally.edited), max(tally.seen, float(tally.used))


def _outcome(tally: Tally) -> tuple[float, float]:
    return tally.happier + 0.5 * tally.same, float(tally.ended)


def _of(
    rate: Callable[[Tally], tuple[float, float]], tallies: Mapping[object, Tally], key: object
) -> tuple[float, float]:
    tally = tallies.get(key)
    return rate(tally) if tally else (0.0, 0.0)


def _shrunk(counts: tuple[float, float], towards: float, weight: float) -> float:
    good, all_ = counts
    return min(0.99, max(0.01, (good + weight * towards) / (all_ + weight)))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _unlogit(value: float) -> float:
    return 1 / (1 + math.exp(-value))
