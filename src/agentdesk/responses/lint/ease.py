"""L24: how easily a line is heard: sentence length, LIX (sv, nb), Flesch (en), Tateishi's RS (ja)."""

import re

from agentdesk.responses.lint.model import Found, Severity, Text, check

LONGEST_SENTENCE = 20  # words
LONGEST_JAPANESE = 50  # characters
MOST_SPOKEN = 2  # sentences
LIX_MOST, FLESCH_LEAST, TATEISHI_LEAST = 45.0, 60.0, 95.0
_WORD = re.compile(r"[\w'’-]+")
_RUNS = {
    "alphabet": re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+"),
    "hiragana": re.compile(r"[ぁ-ん]+"),
    "kanji": re.compile(r"[一-鿿々]+"),
    "katakana": re.compile(r"[ァ-ヴー]+"),
}


@check("L24", Severity.ADVICE, "long sentences, hard words")
def hard_to_hear(text: Text) -> Found:
    """A line is heard once."""
    if text.say and len(text.sentences) > MOST_SPOKEN:
        yield f"{len(text.sentences)} sentences to say", "Two at most; the customer answers after the second."
    if text.line.lang == "ja":
        yield from _japanese(text)
        return
    longest = max((len(_WORD.findall(each)) for each in text.sentences), default=0)
    if longest > LONGEST_SENTENCE:
        yield f"a sentence of {longest} words", f"At most {LONGEST_SENTENCE}."
    if text.line.lang == "en" and (ease := flesch(text.sentences)) < FLESCH_LEAST:
        yield f"Flesch {ease:.0f}", f"{FLESCH_LEAST:.0f} or more: shorter words."
    if text.line.lang in ("sv", "nb") and (hard := lix(text.sentences)) > LIX_MOST:
        yield f"LIX {hard:.0f}", f"{LIX_MOST:.0f} at most: shorter words."


def _japanese(text: Text) -> Found:
    longest = max((len(each) for each in text.sentences), default=0)
    if longest > LONGEST_JAPANESE:
        yield f"a sentence of {longest} characters", f"At most {LONGEST_JAPANESE}."
    if (ease := tateishi(text.sentences)) < TATEISHI_LEAST:
        yield f"Tateishi RS {ease:.0f}", f"{TATEISHI_LEAST:.0f} or more: shorter kanji compounds, more kana."


def lix(sentences: tuple[str, ...]) -> float:
    """Return LIX (Björnsson 1968): words a sentence plus the share of words over six letters in percent."""
    words = [word for each in sentences for word in _WORD.findall(each)]
    if not words:
        return 0.0
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def flesch(sentences: tuple[str, ...]) -> float:
    """Return Flesch reading ease (1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word."""
    words = [word for each in sentences for word in _WORD.findall(each.lower())]
    if not words:
        return 100.0
    syllables = sum(_syllables(word) for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith("le") and groups > 1:
        groups -= 1
    return max(1, groups)


def tateishi(sentences: tuple[str, ...]) -> float:
    """Return Tateishi's RS (Tateishi, Ono & Yamada 1988): -0.12 sentence length, runs of each script, commas."""
    if not sentences:
        return 115.79
    whole = "".join(sentences)

    def run(script: str) -> float:
        found = [len(each) for each in _RUNS[script].findall(whole)]
        return sum(found) / len(found) if found else 0.0

    length = len(whole) / len(sentences)
    commas = whole.count("、") / len(sentences)
    return (
        -0.12 * length
        - 1.37 * run("alphabet")
        + 7.4 * run("hiragana")
        - 23.18 * run("kanji")
        - 5.4 * run("katakana")
        - 4.67 * commas
        + 115.79
    )
