"""From texts with their class to a trained model: which features are kept, what they weigh, how the weights are rounded."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from agentdesk.responses.recogniser.features import group_of
from agentdesk.responses.recogniser.lanes import unpack
from agentdesk.responses.recogniser.learn import PUSH_ONE, VALUE_ONE, Example, Learner
from agentdesk.responses.recogniser.recipes import Recipe
from agentdesk.responses.recogniser.weights import TOP, Weights, rarity, rows_of, short, vector

STEPS = 7  # levels either way: with nothing between them they fill half a byte
_ROUNDS = 25
_CLIPPED = 0.0005  # the share of a group's weights that the highest level begins above


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
    kind = "pair" if group_of(name) == "pair" else name[0]
    return recipe.least.get(f"{kind}{len(name) - 2}", recipe.least.get(kind, 1))


def _finished(classes: tuple[str, ...], recipe: Recipe, kept: Sequence[str], rare: bytes, learner: Learner) -> Weights:
    unit = PUSH_ONE * VALUE_ONE
    rows = [[value * rare[at] / unit for value in unpack(row, len(classes))] for at, row in enumerate(learner.rows)]
    common = [sum(row) / len(row) for row in rows]
    groups = [group_of(name) for name in kept]
    levels, scales = {}, {}
    steps: list[list[int]] = [[] for _ in rows]
    for group in recipe.shares:
        members = [at for at, each in enumerate(groups) if each == group]
        apart = [[value - common[at] for value in rows[at]] for at in members]
        found, scale, least = codebook([abs(value) for row in apart for value in row], recipe.nothing)
        widest = max((abs(common[at]) for at in members), default=0.0) / TOP or 1.0
        levels[group], scales[group] = found, (scale, widest)
        cuts = [least / scale, *((low + high) / 2 for low, high in pairwise(found))]
        even = [found[0] / 2, *cuts[1:]]
        for at, row in zip(members, apart, strict=True):
            steps[at] = [_step(value / scale, cuts) for value in row] + [_step(common[at] / widest, even)]
    return Weights(classes, recipe.shares, levels, scales, [short(name) for name in kept], rare, rows_of(steps))


def codebook(sizes: Sequence[float], nothing: float) -> tuple[list[int], float, float]:
    """Return seven rising levels (1 to TOP) for weights of these sizes, what a unit of them is worth, and the least size kept.

    The smallest share, `nothing`, is left out: it will be rounded to nothing. The others move the levels, which begin evenly
    spaced, to the middle of what is nearest to each (Lloyd's rounds).
    """
    rising = sorted(sizes)[int(len(sizes) * nothing) :]
    if not rising or rising[-1] <= 0:
        return list(range(1, STEPS + 1)), 1.0, 0.0
    sums = [0.0, *accumulate(rising)]
    low, high = rising[0], rising[int((len(rising) - 1) * (1 - _CLIPPED))]
    levels = [low + (high - low) * at / (STEPS - 1) for at in range(STEPS)]
    for _ in range(_ROUNDS):
        ends = [0, *(bisect_left(rising, (one + two) / 2) for one, two in pairwise(levels)), len(rising)]
        levels = [
            (sums[end] - sums[begin]) / (end - begin) if end > begin else level
            for level, (begin, end) in zip(levels, pairwise(ends), strict=True)
        ]
    scale = levels[-1] / TOP
    return [max(1, round(level / scale)) for level in levels], scale, low


def _step(value: float, cuts: Sequence[float]) -> int:
    steps = bisect_left(cuts, abs(value))
    return steps if value > 0 else -steps
