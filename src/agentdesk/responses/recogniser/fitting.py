"""From texts with their class to a trained model: which features are kept, what they weigh, how the weights are rounded."""

from collections import Counter
from collections.abc import Sequence

from agentdesk.responses.recogniser.features import group_of
from agentdesk.responses.recogniser.lanes import unpack
from agentdesk.responses.recogniser.learn import PUSH_ONE, VALUE_ONE, Example, Learner
from agentdesk.responses.recogniser.recipes import Recipe
from agentdesk.responses.recogniser.weights import Weights, rarity, rows_of, short, vector

_WIDEST = 7  # steps either way: finer ones take room in the file and change no answer (measured)
_LEAST = 0.8  # steps; what is smaller is nothing
_CLIPPED = 0.0005  # the share of a group's weights that may be cut to the widest


def train(texts: Sequence[tuple[Sequence[str], str]], recipe: Recipe) -> Weights:
    """Learn weights from (features, class)."""
    classes = tuple(sorted({label for _, label in texts}))
    number = {label: at for at, label in enumerate(classes)}
    seen = Counter(name for names, _ in texts for name in names if group_of(name) in recipe.shares)
    named = {short(name): name for name in sorted(seen, reverse=True) if seen[name] >= _least(name, recipe)}
    known = sorted(named)
    kept = [named[number] for number in known]
    rare = bytes(rarity(len(texts), seen[name]) for name in kept)
    learner = Learner(len(classes), recipe.cost, [0] * len(kept))
    examples = [Example(vector(names, known, rare, recipe.shares), number[label]) for names, label in texts]
    learner.fit(examples, recipe.rounds)
    return _finished(classes, recipe, kept, rare, learner)


def _least(name: str, recipe: Recipe) -> int:
    return recipe.least.get("pair" if group_of(name) == "pair" else name[0], 1)


def _finished(classes: tuple[str, ...], recipe: Recipe, kept: Sequence[str], rare: bytes, learner: Learner) -> Weights:
    unit = PUSH_ONE * VALUE_ONE
    rows = [[value * rare[at] / unit for value in unpack(row, len(classes))] for at, row in enumerate(learner.rows)]
    groups = [group_of(name) for name in kept]
    scales: dict[str, float] = {}
    for group in recipe.shares:
        sizes = sorted(abs(value) for row, each in zip(rows, groups, strict=True) if each == group for value in row)
        scales[group] = (sizes[int((len(sizes) - 1) * (1 - _CLIPPED))] if sizes else 1.0) / _WIDEST or 1.0
    steps = [[_step(value / scales[group]) for value in row] for row, group in zip(rows, groups, strict=True)]
    return Weights(classes, recipe.shares, scales, [short(name) for name in kept], rare, rows_of(steps))


def _step(value: float) -> int:
    return 0 if abs(value) < _LEAST else max(-_WIDEST, min(_WIDEST, round(value)))
