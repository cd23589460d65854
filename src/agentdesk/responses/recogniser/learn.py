"""Training: one linear support vector machine for each class, all at once, in plain Python.

Squared hinge loss, one class against the rest, by ascent on the dual (Hsieh et al. 2008, "A dual coordinate descent method for
large-scale linear SVM"). Every example pulls on its features with a push for each class; a step sets the pushes of one
example to their optimum while the others stand still, and moves the rows of its features along. Only sums, products
and quotients are used, and the order of examples is a fixed shuffle: the same cues give the same weights on every machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agentdesk.responses.recogniser.lanes import pack, unpack

VALUE_ONE = 1 << 10  # a feature's value 1.0
PUSH_ONE = 1 << 16  # a push of 1.0
SCORE_ONE = PUSH_ONE * VALUE_ONE * VALUE_ONE  # a push times the value of the feature, twice

Vector = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from: its features, its class, and scores that it has already from elsewhere (1.0 = SCORE_ONE)."""

    vector: Vector
    label: int
    scores: Sequence[int] = ()


@dataclass(slots=True)
class Learner:
    """Rows of weights for features, and how hard examples pull on them (``cost``: larger fits them more closely)."""

    classes: int
    cost: float
    rows: list[int] = field(default_factory=list)

    def score(self, vector: Vector) -> list[int]:
        """Return the score of each class, 1.0 = SCORE_ONE."""
        rows, total = self.rows, 0
        for feature, value in vector:
            total += rows[feature] * value
        return unpack(total, self.classes)

    def fit(self, examples: Sequence[Example], rounds: int, beat: Callable[[int], None] | None = None) -> None:
        """Learn from the examples in so many rounds; features index into `rows`. ``beat`` is told of each round."""
        pushes = [[0] * self.classes for _ in examples]
        sizes = [sum(value * value for _, value in each.vector) / (VALUE_ONE * VALUE_ONE) for each in examples]
        for turn in range(rounds):
            for at in _shuffled(len(examples), turn):
                if sizes[at]:
                    self._step(examples[at], pushes[at], sizes[at])
            if beat:
                beat(turn)

    def _step(self, example: Example, pushes: list[int], size: float) -> None:
        soft = 1 / (2 * self.cost)
        slope = size + soft
        moves = [0] * self.classes
        scores = self.score(example.vector)
        if example.scores:
            scores = [score + other for score, other in zip(scores, example.scores, strict=True)]
        moved = False
        for label, score in enumerate(scores):
            side = 1 if label == example.label else -1
            held = pushes[label]
            short = 1 - side * score / SCORE_ONE - soft * held / PUSH_ONE  # by how much the margin is missed
            if held or short > 0:
                now = max(0, int(held + short / slope * PUSH_ONE))
                moves[label] = side * (now - held)
                pushes[label] = now
                moved = True
        if moved:
            packed = pack(moves)
            rows = self.rows
            for feature, value in example.vector:
                rows[feature] += packed * value


def _shuffled(count: int, turn: int) -> list[int]:
    """Return 0..count-1 in an order that depends on nothing but count and turn (a linear congruential generator)."""
    order, state = list(range(count)), turn * 2_654_435_761 + 12_345
    for at in range(count - 1, 0, -1):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) & 0xFFFF_FFFF_FFFF_FFFF
        other = (state >> 33) % (at + 1)
        order[at], order[other] = order[other], order[at]
    return order
