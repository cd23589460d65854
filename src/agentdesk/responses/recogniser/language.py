"""Which of the four languages a text is in, where nobody has said: Japanese by its script, the others by their letters."""

from agentdesk.responses.recogniser.normalise import clean, words
from agentdesk.responses.recogniser.weights import Weights

SPACED = ("en", "nb", "sv")
_GRAMS = (1, 2, 3, 4)


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


def guess(text: str, weights: Weights) -> str:
    """Return the language that a text is most likely in: en, sv, nb or ja; en where nothing tells."""
    if is_japanese(text):
        return "ja"
    scores = weights.score(letters(text))
    return max(zip(scores, weights.classes, strict=True), key=lambda each: each[0])[1]
