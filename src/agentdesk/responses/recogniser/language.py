"""Which of the four languages a text is in, where nobody has said: Japanese by its script, the others by their letters."""

from agentdesk.responses.recogniser.normalise import clean, words
from agentdesk.responses.recogniser.weights import Weights

SPACED = ("en", "nb", "sv")
_GRAMS = (1, 2, 3, 4)
_TELLING = 4  # characters: of fewer, a quarter to two thirds are taken for another language than theirs
_PLAINLY = 0.8  # ahead of the usual language: one cue in two thousand is further ahead in a wrong one


def is_japanese(text: str) -> bool:
    """Return whether a text has kana or kanji in it."""
    return any("぀" <= char <= "ヿ" or "㐀" <= char <= "鿿" for char in clean(text))


def letters(text: str) -> list[str]:
    """Return what tells a language: words and the runs of letters in them."""
    found: dict[str, None] = {}
    for word in words(clean(text), "en"):
        found[f"w:{word}"] = None
        bounded = f"<{word}>"
        for size in _GRAMS:
            found.update(dict.fromkeys(["c:" + bounded[at : at + size] for at in range(len(bounded) - size + 1)]))
    return list(found)


def guess(text: str, weights: Weights, usual: str = "") -> str:
    """Return the language that a text is in: en, sv, nb or ja. Where one is usual, only what is plainly another one is."""
    if is_japanese(text):
        return "ja"
    if usual and len(text.strip()) < _TELLING:  # and its models need not be loaded for a letter
        return usual
    scores = dict(zip(weights.classes, weights.score(letters(text)), strict=True))
    best, second = sorted(scores, key=lambda each: -scores[each])[:2]
    if usual and scores[best] - scores.get(usual, scores[second]) < _PLAINLY:
        return usual
    return best
