"""From typed text to tokens: one form for what can be typed in many.

Two readings of a text serve every feature: `clean` (a single line, folded in width and case) and `words` (its tokens).
Japanese is not parted by spaces; there a token is a run of one script, and the substrings do the work.
"""

import re
import unicodedata
from functools import lru_cache

LANGUAGES = ("en", "ja", "nb", "sv")
LONGEST = 600  # characters that are read; what a customer wants is said by then

_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "〜": "ー",
        "~": "ー",
    }
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:st\b|nd\b|rd\b|th\b|:[ae]\b)?|[^\W\d_]+(?:'[^\W\d_]+)*|[?!]")
_SCRIPT = re.compile(r"\d+(?:[.,:]\d+)*|[a-z]+(?:'[a-z]+)*|[々〆一-鿿]+|[ァ-ヺー]+|[ぁ-ゖー]+|[?!]")


def clean(text: str) -> str:
    """Return the text on one line, NFKC, case folded, quotes and dashes of one kind, cut at LONGEST characters."""
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 2]).lower().translate(_SAME)
    return _SPACE.sub(" ", folded).strip()[:LONGEST]


def words(cleaned: str, lang: str) -> list[str]:
    """Return the tokens of a cleaned text: words, numbers, and the marks ``?`` and ``!``."""
    return (_SCRIPT if lang == "ja" else _WORD).findall(cleaned)


_GREETINGS = {
    "en": r"hi|hiya|hello|hey|there|good (?:morning|afternoon|evening|day)|yes|yeah|ok|okay|excuse me",
    "sv": r"hej|hejsan|tjena|hallå|god (?:morgon|dag|kväll|middag)|ja|jo|okej|ursäkta",
    "nb": r"hei|heisann|hallo|god (?:morgen|dag|kveld)|ja|jo|ok|unnskyld",
    "ja": r"こんにちは|こんばんは|おはようございます|もしもし|すみません(?:が)?|お世話になります|はい|あの(?:う|ー)?",
}
_THANKS = {
    "en": r"please|thanks|thank you|ta|cheers",
    "sv": r"tack|tack så mycket|tack på förhand",
    "nb": r"takk|tusen takk|takk på forhånd",
    "ja": r"お願いします|ありがとうございます",
}
_BETWEEN = r"[\s,.!?…、。！]"
_GREETED = {
    lang: re.compile(rf"^(?:(?:{found}){_BETWEEN}{'*' if lang == 'ja' else '+'})+", re.IGNORECASE)
    for lang, found in _GREETINGS.items()
}
_THANKED = {
    lang: re.compile(rf"{_BETWEEN}{'*' if lang == 'ja' else '+'}(?:{found}){_BETWEEN}*$", re.IGNORECASE)
    for lang, found in _THANKS.items()
}
_LEAST_LEFT = {"ja": 5}  # characters of an errand; what is shorter is left as it is
_LEAST_LEFT_SPACED = 10


def errand(text: str, lang: str) -> str:
    """Return a text without the greeting before and the thanks after what it is about; whole where little is left.

    Both are said in errands and in small talk alike, and would speak for small talk.
    """
    bare = _THANKED[lang].sub("", _GREETED[lang].sub("", text.strip()))
    return bare if len(bare) >= _LEAST_LEFT.get(lang, _LEAST_LEFT_SPACED) else text


_ENDINGS = {
    "en": ("ingly", "edly", "ings", "ness", "ing", "ies", "ied", "ely", "est", "ed", "es", "er", "ly", "'s", "s", "y", "e"),
    "sv": (
        "andes", "arnas", "ernas", "ornas", "heten", "ningen", "ande", "ades", "arna", "erna", "orna", "aren", "ades",
        "aste", "are", "ade", "ast", "ens", "ets", "het", "ar", "er", "or", "en", "et", "as", "es", "at", "te", "de", "an", "na",
        "a", "e", "s", "t", "n", "r",
    ),
    "nb": (
        "endes", "heten", "ningen", "enes", "ende", "ete", "ene", "ane", "ets", "ens", "ers", "ert", "het", "est", "ete", "ede",
        "er", "en", "et", "ar", "as", "es", "te", "de", "a", "e", "s", "t", "n", "r",
    ),
    "ja": (),
}  # fmt: skip
_SHORTEST_STEM = 3


@lru_cache(maxsize=20_000)
def stem(word: str, lang: str) -> str:
    """Return the word without its commonest inflection. Rough on purpose: it only has to bring forms together."""
    for ending in _ENDINGS[lang]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word
