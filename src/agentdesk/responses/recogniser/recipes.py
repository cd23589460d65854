"""How each model is trained. Chosen by cross-validation over the cues, each fifth of each list guessed from the rest."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: what each group may say, how closely to fit, in how many rounds, how often a feature must be met."""

    shares: Mapping[str, float]
    cost: float
    rounds: int
    least: Mapping[str, int]  # first letters of a feature's name, or "pair" -> texts that must have it


FAMILIES = {"en": "en", "sv": "nordic", "nb": "nordic", "ja": "ja"}  # languages that learn each other's words

_LETTERED = Recipe({"word": 1.0, "gram": 1.0}, cost=0.3, rounds=4, least={"b": 2, "c": 3})
OWN = {
    "en": _LETTERED,
    "nordic": _LETTERED,
    "ja": Recipe({"word": 0.3, "gram": 1.0}, cost=0.6, rounds=4, least={"b": 2, "c": 2}),
}
SHARED = Recipe({"concept": 1.0, "pair": 1.0, "order": 1.0}, cost=0.3, rounds=4, least={"pair": 14, ">": 20})
MOODS = Recipe({"word": 1.0, "gram": 1.0}, cost=0.5, rounds=6, least={"b": 2, "c": 2})
SHARED_MOODS = Recipe({"concept": 1.0, "pair": 1.0}, cost=0.5, rounds=6, least={"pair": 4})
LANGUAGE = Recipe({"word": 0.7, "gram": 1.0}, cost=0.5, rounds=3, least={"w": 3, "c": 4})
