"""What a shop's own cues add to a shipped model, in a second or less and without training anew.

The shipped weights stay; the shop's cues are learned on top of what those already say about them, by the same learner. A
shipped cue that the shop hides is taken back: at the end of training each cue's push is 2 * cost * (how far its margin is
missed), so its pull on the weights is known without having kept it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agentdesk.responses.recogniser.lanes import pack, unpack
from agentdesk.responses.recogniser.learn import PUSH_ONE, SCORE_ONE, Example, Learner
from agentdesk.responses.recogniser.recipes import Recipe
from agentdesk.responses.recogniser.weights import Weights, short, vector

_COST = 2.0  # a shop means what it writes: its few cues are fitted closely
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Lesson:
    """A cue: its features, what it shows, and what the shipped models say already (nothing: the weights alone)."""

    names: Sequence[str]
    label: str
    scores: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """Weights that come on top of shipped ones."""

    base: Weights
    known: Sequence[int]
    rare: bytes
    rows: list[int]

    def score(self, names: Iterable[str]) -> list[float]:
        """Return what to add to the score of each class."""
        total = 0
        for feature, value in vector(names, self.known, self.rare, self.base.shares):
            total += self.rows[feature] * value
        return [score / SCORE_ONE for score in unpack(total, len(self.base.classes))]


def teach(base: Weights, recipe: Recipe, added: Sequence[Lesson], hidden: Sequence[Lesson] = ()) -> Taught:
    """Return what the added cues teach beyond `base`, without what the hidden ones had taught it."""
    known = sorted({short(name) for lesson in (*added, *hidden) for name in lesson.names})
    rare = bytes(base.rarity_of(number) for number in known)
    taught = Taught(base, known, rare, [0] * len(known))
    for lesson in hidden:
        _forget(taught, recipe.cost, lesson)
    number = {label: at for at, label in enumerate(base.classes)}
    examples = []
    for lesson in added:
        already = lesson.scores or base.score(lesson.names)
        before = [
            round((shipped + less) * SCORE_ONE)
            for shipped, less in zip(already, taught.score(lesson.names), strict=True)
        ]
        examples.append(Example(vector(lesson.names, known, rare, base.shares), number[lesson.label], before))
    learner = Learner(len(base.classes), _COST, [0] * len(known))
    learner.fit(examples, _ROUNDS)
    taught.rows[:] = [held + more for held, more in zip(taught.rows, learner.rows, strict=True)]
    return taught


def _forget(taught: Taught, cost: float, lesson: Lesson) -> None:
    base = taught.base
    sides = [1 if label == lesson.label else -1 for label in base.classes]
    missed = [max(0.0, 1 - side * score) for side, score in zip(sides, base.score(lesson.names), strict=True)]
    back = pack([round(-side * 2 * cost * each * PUSH_ONE) for side, each in zip(sides, missed, strict=True)])
    for feature, value in vector(lesson.names, taught.known, taught.rare, base.shares):
        taught.rows[feature] += back * value
