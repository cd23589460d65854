"""From scores to an answer: what is sure enough to be said, and how sure.

The numbers were fitted on guesses of the cues by models that had not seen them (see `training`): slopes and an offset that
turn a score, and how far it is ahead of the next or behind the best, into the share of such guesses that were right, and
from where on ``none`` is believed, set for each language so that some ten situational cues in a hundred are taken for none.
"""

import math
from collections.abc import Mapping, Sequence

from agentdesk.responses.recogniser.sources import NONE

RANKED = 5  # situations returned at most
SHARED_SAYS = 0.5  # how much the concepts, learned over all languages, count beside a language's own words
_SLOPE, _LEAD_SLOPE, _OFFSET = 0.74, 2.45, -0.24
_BEST_COUNTS = 0.7  # how much the best situation's score counts against none
_AVERAGE_COUNTS = 0.5  # and how much the average one's counts for it
_NONE_FROM: Mapping[str, float] = {"en": -1.25, "ja": -1.2, "nb": -1.28, "sv": -1.27}
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
    nothing = none - _BEST_COUNTS * best + _AVERAGE_COUNTS * average
    if nothing > _NONE_FROM[lang] or best - average < _LEAST_LEAD:
        return ()
    ahead = [best - ranked[1][0], *(score - best for score, _ in ranked[1:RANKED])]
    return tuple(
        (slug, _sure(_SLOPE * score + _LEAD_SLOPE * lead + _OFFSET))
        for (score, slug), lead in zip(ranked[:RANKED], ahead, strict=True)
    )


def moods(classes: Sequence[str], scores: Sequence[float]) -> tuple[tuple[str, ...], float]:
    """Return the moods, likeliest first, and how sure the first is (0 to 1); calm first where none is felt."""
    ranked = sorted(zip(scores, classes, strict=True), reverse=True)
    names = tuple(name for _, name in ranked)
    best = ranked[0][0]
    if best < _FELT:
        return (_CALM, *(name for name in names if name != _CALM)), 0.0
    return names, _sure(_MOOD_SLOPE * best + _MOOD_OFFSET)


def _sure(score: float) -> float:
    return round(1 / (1 + math.exp(-max(-4.6, min(4.6, score)))), 4)
