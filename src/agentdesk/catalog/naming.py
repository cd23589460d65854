"""The words that a product is found by: those of its name, in their plain forms, and what they end in.

Swedish and Norwegian write compounds in one word and Japanese writes no spaces, so ``kokare`` must find a
``vattenkokare`` and ケトル a 電気ケトル: every ending of a long word is a word to find it by.
"""

from agentdesk.customers.folding import forms, is_cjk, split, words

__all__ = ["entries", "words"]

_LONG = 7  # letters of a word whose endings are kept
_SHORTEST = 4  # letters of an ending
_MOST = 40  # letters of a word: beyond, it is no word


def entries(name: str) -> dict[str, bool]:
    """Return the words that a name is found by; True: a word of its own, False: only the end of one."""
    found: dict[str, bool] = {}
    for written in split(name):
        for word in (form[:_MOST] for form in forms(written)):
            found[word] = True
            for ending in _endings(word):
                found.setdefault(ending, False)
    return found


def _endings(word: str) -> list[str]:
    if is_cjk(word):
        return [word[at:] for at in range(1, len(word))]
    if len(word) < _LONG:
        return []
    return [word[at:] for at in range(1, len(word) - _SHORTEST + 1)]
