"""What comes from the keyboard, before it is keys: bytes that are no UTF-8, and a paste that comes as if it was typed.

An old terminal, or a multiplexer between, sends what is pasted letter by letter. A hundred thousand letters would each pass
the app, its screen and the box, which is full after the first few; every line break would be Enter. So what nobody types
is marked as what it is: the desk sees a paste, as from a newer terminal, in its place among the keys.
"""

import codecs
import re
import sys
import time
from collections.abc import Callable

LONGEST = 500  # characters that the box takes
_FEW = 32  # letters at a time: that few are taken as typed however long the text is
_PAGE = 2 * LONGEST  # characters at a time with line breaks between them: nobody types that
_SAME_PASTE = 0.15  # seconds: what comes within them of such a page is its rest
_BEGIN, _END = "\x1b[200~", "\x1b[201~"  # how newer terminals mark what is pasted
_LETTERS = re.compile(r"[^\x00-\x1f\x7f]+")
_LINES = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_BREAK_BETWEEN = re.compile(r"[\r\n][^\r\n]")


def take_any_bytes() -> None:
    """Let the terminal's driver read any bytes; those that are no UTF-8 become visible signs.

    Textual decodes strictly in its input thread: one byte of Latin-1 would end the desk.
    """
    if sys.platform == "win32":
        return  # the console hands over characters, not bytes
    from textual.drivers import linux_driver

    setattr(linux_driver, "getincrementaldecoder", _reader)  # noqa: B010 - a name that the module imports


def _reader(_encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return TypedText


class TypedText(codecs.IncrementalDecoder):
    """Reads what is typed as UTF-8; text beyond what the box takes, and pages of lines, come out marked as pasted."""

    def __init__(self, errors: str = "replace", clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(errors)
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors)
        self._clock = clock
        self._tail = ""  # the end of what was read last: a mark may be cut in two
        self._marked = False  # the terminal itself marks what it pastes, and has not said that it is over
        self._letters = 0  # letters since the last other key
        self._page_until = 0.0

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]  # bytes are all that comes
        """Return the next characters."""
        text = self._utf8.decode(data, final)
        if self._is_marked(text):
            self._letters = 0
            return text
        text = _LINES.sub(self._lines_marked, text)
        if text and not _LETTERS.match(text[-1]):
            self._letters = 0
        return text

    def _is_marked(self, text: str) -> bool:
        was, read = self._marked, self._tail + text
        begin, end = read.rfind(_BEGIN), read.rfind(_END)
        if begin != end:
            self._marked = begin > end
        self._tail = read[1 - len(_BEGIN) :]
        return was or begin >= 0

    def _lines_marked(self, found: re.Match[str]) -> str:
        lines, now = found.group(), self._clock()
        if found.start():
            self._letters = 0
        goes_on = not found.start() and now < self._page_until
        is_page = goes_on or (len(lines) > _PAGE and _BREAK_BETWEEN.search(lines) is not None)
        self._page_until = now + _SAME_PASTE if is_page and found.end() == len(found.string) else 0.0
        return _marked(lines) if is_page else _LETTERS.sub(self._letters_marked, lines)

    def _letters_marked(self, found: re.Match[str]) -> str:
        letters = found.group()
        if found.start():
            self._letters = 0
        room = max(LONGEST - self._letters, 0)
        self._letters += len(letters)
        return letters if len(letters) <= room + _FEW else letters[:room] + _marked(letters[room:])


def _marked(pasted: str) -> str:
    return f"{_BEGIN}{pasted}{_END}"
