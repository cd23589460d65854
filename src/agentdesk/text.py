"""Text on its way in and out: what people type is kept whole, what could harm a terminal is refused or made visible.

In: NFC, no control characters, no bidi overrides, no lone surrogates, a length and a limit on stacked marks.
Out: whatever is in the store, every control or direction character becomes a visible placeholder.
"""

import re
import unicodedata

from agentdesk.errors import InvalidInput

_C0 = "\x00-\x1f"
_C0_BUT_LINES = "\x00-\x09\x0b-\x1f"
# DEL and C1; line and paragraph separators; bidi embeddings, overrides, isolates and marks; surrogates; annotation,
# deprecated format and tag characters; noncharacters.
_OTHERS = (
    "\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufff9-\ufffb\u206a-\u206f"
    "\ud800-\udfff\U000e0000-\U000e007f\ufffe\uffff"
)
_BAD = re.compile(f"[{_C0}{_OTHERS}]")
_BAD_BUT_LINES = re.compile(f"[{_C0_BUT_LINES}{_OTHERS}]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")  # pasted along with a name, never typed; dropped without a word
_MARKS_IN_A_ROW = 4  # Vietnamese and Thai stack two, Hebrew with accents three
# five in a row of what may be marks; punctuation, arrows, kana, ideographs and Hangul are none
_PERHAPS_A_FLOOD = re.compile(
    "[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u9fff"
    "\uac00-\ud7a3\uff00-\uffef]{5}"
)
_TAB_OR_LINE = re.compile(r"[\t\r\n]+")


def accept(text: str, field: str, *, limit: int = 500, lines: bool = False) -> str:
    """Return the text as it will be kept: NFC, outer white space gone.

    ``limit`` counts characters. Tabs and line breaks become one space unless ``lines`` keeps line breaks. Raises
    InvalidInput, naming the field, for control characters, bidi overrides, surrogates, floods of combining marks, or
    too much text.
    """
    if len(text) > limit * 4:  # before any work is done on a megabyte
        raise _too_long(field, len(text), limit)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ") if lines else _TAB_OR_LINE.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    found = (_BAD_BUT_LINES if lines else _BAD).search(text)
    if found:
        raise InvalidInput(
            f"{field} holds a character that cannot be shown (U+{ord(found.group()):04X}).",
            "Remove it, or type the text again.",
        )
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > limit:
        raise _too_long(field, len(text), limit)
    if text.isascii():
        return text
    run = 0
    for character in text:
        run = run + 1 if _is_mark(character) else 0
        if run > _MARKS_IN_A_ROW:
            raise InvalidInput(f"{field} stacks too many marks on one letter.", "Type the text again without them.")
    return text


def _is_mark(character: str) -> bool:
    # by category: enclosing marks, variation selectors and joiners stack too, and have the combining class 0
    return character >= "\u0300" and unicodedata.category(character) in ("Mn", "Me")


def _too_long(field: str, length: int, limit: int) -> InvalidInput:
    return InvalidInput(f"{field} is {length:,} characters long; {limit:,} fit.", "Shorten it.")


def _placeholder(match: "re.Match[str]") -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def visible(text: str, *, lines: bool = False) -> str:
    """Return text that is safe to send to a terminal: control and direction characters as visible placeholders.

    Floods of combining marks are cut to four in a row, so that a name cannot paint over its neighbours.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = _INVISIBLE.sub("", text)
    shown = (_BAD_BUT_LINES if lines else _BAD).sub(_placeholder, shown)
    if not _PERHAPS_A_FLOOD.search(shown):  # every line on the screen passes here, at every key
        return shown
    kept: list[str] = []
    run = 0
    for character in shown:
        run = run + 1 if _is_mark(character) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
