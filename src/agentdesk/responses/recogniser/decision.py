"""From scores to an answer: what is sure enough to be said, and how sure.

The numbers were fitted on guesses of the cues by models that had not seen them (see `training`): a slope and an offset that turn a
score into the share of such guesses that were right, and from where on ``none`` is believed,
set for each language so that seven or eight situational cues in a hundred are taken for none.
"""

import math
from collections.abc import Mapping, Sequence

from agentdesk.responses.recogniser.sources import NONE

RANKED = 5  # situations returned at most
SHARED_SAYS = 0.5  # how much the concepts, learned over all languages, count beside a language's own words
_SLOPE, _OFFSET = 1.95, 1.81
_BEST_COUNTS = 0.5  # how much of the best situation's score counts against none
_NONE_FROM: Mapping[str, float] = {"en": -0.41, "ja": -0.52, "nb": -0.63, "sv": -0.59}
_LEAST_LEAD = 0.5  # of the best situation before the average one: with less nothing has been understood
_MOOD_SLOPE, _MOOD_OFFSET = 3.0, 0.5
_CALM = "calm"
_FELT = -0.4  # a mood whose score is lower is not felt


def situations(classes: Sequence[str], scores: Sequence[float], lang: str) -> tuple[tuple[str, float], ...]:
    """Return the best situations with how sure they are (0 to 1), or nothing where ``none`` is likelier."""
    none = scores[classes.index(NONE)]
    ranked = sorted(((score, slug) for slug, score in zip(classes, scores, strict=True) if slug != NONE), reverse=True)
    best = ranked[0][0]
    average = (sum(scores) - none) / len(ranked)
    if none - _BEST_COUNTS * best > _NONE_FROM[lang] or best - average < _LEAST_LEAD:
        return ()
    return tuple((slug, _sure(_SLOPE * score + _OFFSET)) for score, slug in ranked[:RANKED])


def mood(classes: Sequence[str], scores: Sequence[float]) -> tuple[str, float]:
    """Return the mood and how sure it is (0 to 1); calm where none is felt."""
    best = max(zip(scores, classes, strict=True))
    if best[0] < _FELT:
        return _CALM, 0.0
    return best[1], _sure(_MOOD_SLOPE * best[0] + _MOOD_OFFSET)


def _sure(score: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)
