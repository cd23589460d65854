"""Shaping text for the screen: cells, not characters, so that 山田 and Öhman line up; nothing raw reaches a widget.

A ``Line`` is a list of (text, style) parts. Styles are Textual's: ``bold``, ``$accent``, ``$text-muted`` and their like.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from agentdesk.text import visible

Part = tuple[str, str]
Line = list[Part]

MUTED = "$muted"  # named in app.py, so that they are the same on every theme
FAINT = "$faint"
ACCENT = "$accent"
STRONG = "bold"
ALERT = "bold $error"
GOOD = "$success"
BETWEEN = "  ·  "  # the parts of a hint


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """Return the text in at most ``width`` cells, with an ellipsis where something is gone."""
    text = visible(text.replace("\n", " "))
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    kept, used = [], 0
    for character in text:
        size = cell_len(character)
        if used + size > width - 1:
            break
        kept.append(character)
        used += size
    return "".join(kept).rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` cells, broken at spaces, or anywhere between wide characters."""
    if "\n" in text:
        return [line for part in text.split("\n") for line in wrap(part, width)]
    width = max(width, 4)
    lines: list[str] = []
    current, used = "", 0
    for word in _words(visible(text)):
        size = cell_len(word)
        if used + size > width and current:
            lines.append(current.rstrip())
            current, used = "", 0
            word = word.lstrip()  # noqa: PLW2901 - a space does not begin a line
            size = cell_len(word)
        while size > width:
            head = _fitting(word, width)
            lines.append(head)
            word = word[len(head) :]  # noqa: PLW2901 - what is left of it
            size = cell_len(word)
        current += word
        used += size
    if current.strip():
        lines.append(current.rstrip())
    return lines or [""]


_NOT_LAST = tuple("(（「『【〈《[")
_NOT_FIRST = set("、。，．」』）】〉》!！?？ー…ぁぃぅぇぉっゃゅょァィゥェォッャュョ")


def _words(text: str) -> list[str]:
    # a word keeps the space before it; wide characters stand alone, but for those that never begin or end a line
    words: list[str] = []
    current = ""
    for character in text:
        wide = cell_len(character) == 2
        if current[-1:] in _NOT_LAST and current:
            current += character
        elif character in _NOT_LAST:
            if current:
                words.append(current)
            current = character
        elif wide and character in _NOT_FIRST and (current or words):
            if current:
                current += character
            else:
                words[-1] += character
        elif wide:
            if current:
                words.append(current)
                current = ""
            words.append(character)
        elif character == " ":
            if current.strip():
                words.append(current)
                current = ""
            current += character
        else:
            current += character
    if current:
        words.append(current)
    return words


def _fitting(word: str, width: int) -> str:
    used = 0
    for at, character in enumerate(word):
        used += cell_len(character)
        if used > width:
            return word[: max(at, 1)]
    return word


def plain(text: str, style: str = "") -> Line:
    """Return a line of one part."""
    return [(visible(text), style)]


def length(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def fit(line: Line, width: int) -> Line:
    """Return the line cut to a width; the part that does not fit ends in an ellipsis."""
    fitted: Line = []
    left = width
    for text, style in line:
        if left <= 0:
            break
        if len(text) <= left and text.isascii() and text.isprintable():  # most of what is on the screen, at every key
            fitted.append((text, style))
            left -= len(text)
            continue
        shown = cut(text, left)
        fitted.append((shown, style))
        left -= cell_len(shown)
        if shown != visible(text):
            break
    return fitted


def spread(left: Line, right: Line, width: int) -> Line:
    """Return one line with one part at each end; the left one gives way."""
    room = width - length(right)
    shown = fit(left, max(room - 1, 0))
    return [*shown, (" " * max(room - length(shown), 0), ""), *right]


def whole_parts(text: str, width: int) -> str:
    """Return as many of a hint's parts (``a  ·  b  ·  c``) as fit whole; the first one is cut where it must be."""
    parts = text.split(BETWEEN)
    while len(parts) > 1 and cell_len(BETWEEN.join(parts)) > width:
        parts.pop()
    return cut(BETWEEN.join(parts), width)


def content(lines: Iterable[Line], width: int) -> Content:
    """Return lines as one Textual content, none wider than ``width``; markup in them is only text."""
    parts: list[Content] = []
    for line in lines:
        row = [Content.styled(text, style) if style else Content(text) for text, style in fit(line, width)]
        parts.append(Content("").join(row) if row else Content(""))
    return Content("\n").join(parts)


def window(lines: Sequence[Line], height: int, focus: tuple[int, int] | None = None) -> list[Line]:
    """Return the part of a long list that fits, keeping the lines ``focus`` (first, last) in view."""
    if len(lines) <= height or height <= 0:
        return list(lines)
    first, last = focus or (0, 0)
    start = max(0, min(last - height + 2, first))
    start = min(start, len(lines) - height)
    return list(lines[start : start + height])
