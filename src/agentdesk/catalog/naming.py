"""Product names as they are compared: what people type and what is stored meet in one plain form."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_SINGLE = str.maketrans({"ß": "ss", "œ": "oe", "æ": "a", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """Return a text without case, width and accents."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SINGLE)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", plain)))


def words(text: str) -> list[str]:
    """Return the folded words of a name, in order."""
    return _WORD.findall(fold(text))
