"""How each model is trained. Chosen by cross-validation over the cues, each fifth of each list guessed from the rest."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: what each group may say, how closely to fit, in how many rounds, how often a feature must be met."""

    shares: Mapping[str, float]
    cost: float
    rounds: int
    least: Mapping[str, int]  # what features ("c", "c3": of three signs, "pair") -> texts that must have one; others: 1
    nothing: float = 0.0  # the share of weights, the smallest ones, that are rounded to nothing to save room


FAMILIES = {"en": "en", "sv": "nordic", "nb": "nordic", "ja": "ja"}  # languages that learn each other's words

# A word or a rare run of letters that one cue alone has points at that cue: two situations in a hundred more are found.
_LETTERED = Recipe({"word": 1.0, "gram": 0.8}, 1.2, 6, {"b": 3, "t": 5, "c": 2}, nothing=0.76)
OWN = {
    "en": _LETTERED,
    "nordic": _LETTERED,
    "ja": Recipe({"word": 0.6, "gram": 1.0}, 1.5, 6, {"b": 3, "t": 4, "c3": 3}, nothing=0.80),
}
SHARED = Recipe({"concept": 1.0, "pair": 1.0, "order": 1.0}, 0.3, 4, {"pair": 14, ">": 20}, nothing=0.78)
MOODS = Recipe({"word": 1.0, "gram": 1.0}, 0.5, 6, {"b": 2, "t": 3, "c": 2}, nothing=0.75)
SHARED_MOODS = Recipe({"concept": 1.0, "pair": 1.0}, 0.5, 6, {"pair": 4}, nothing=0.75)
LANGUAGE = Recipe({"word": 0.7, "gram": 1.0}, 0.5, 3, {"w": 4, "c": 8}, nothing=0.5)
