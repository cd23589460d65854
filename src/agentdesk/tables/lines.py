"""The lines of a table file: which encoding, delimiter and compression it has, and each line as text or as a bad one.

The encoding is decided over the whole file, so that a name in its last line counts as much as one in its first. A line
that does not fit the encoding, or is too long to be a row, costs only itself.
"""

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

LONGEST_LINE: Final = 1_000_000  # bytes
_SAMPLE: Final = 65_536  # bytes looked at for the delimiter
_JUDGED: Final = 2_000  # lines with letters beyond ASCII that an encoding is judged by
_DELIMITERS: Final = ",;\t|"
_TITLES: Final = 20  # lines that may stand above the headings
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # XLSX and ODS, XLS
_NUL: Final = "the line holds a NUL byte"
_OLD: Final = frozenset({"cp1252", "cp932"})
_BROKEN = (OSError, EOFError, zlib.error)


class Unreadable(Exception):
    """A file that cannot be opened or is no text: what happened and what to do next."""

    def __init__(self, what: str, step: str, code: str = "bad-table") -> None:
        super().__init__(what)
        self.what, self.step, self.code = what, step, code


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with its number from 1; with a reason it cannot be used."""

    number: int
    text: str
    reason: str = ""


class Lines(Iterator[Line]):
    """The lines of an open file."""

    def __init__(self, path: Path, encoding: str, delimiter: str) -> None:
        self.encoding = encoding
        self.delimiter = delimiter
        self._size = max(path.stat().st_size, 1)
        self._plain = path.open("rb")
        self._stream = _unpacked(self._plain)
        self._texts: IO[str] | None = None
        if encoding == "utf-16" or _old_mac(path):
            self._texts = io.TextIOWrapper(self._stream, encoding, errors="replace", newline=None)
        self._number = 0
        self._first = True
        self._ended = False

    @property
    def done(self) -> float:
        """The share of the file that was read, 0 to 1."""
        return min(self._plain.tell() / self._size, 1.0)

    def __next__(self) -> Line:
        if self._ended:
            raise StopIteration
        try:
            line = self._text_line() if self._texts is not None else self._byte_line()
        except _BROKEN as error:
            self._ended = True
            return Line(self._number + 1, "", f"the file breaks off here: {error}")
        if line is None:
            self._ended = True
            raise StopIteration
        return line

    def _byte_line(self) -> Line | None:
        raw = self._stream.readline(LONGEST_LINE)
        if not raw:
            return None
        self._number += 1
        if self._first:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
            self._first = False
        if len(raw) >= LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            shown = raw[:200].decode(self.encoding, "replace")
            return Line(self._number, shown, "the line is too long to be a row")
        if raw.isascii() and b"\0" not in raw:
            return Line(self._number, raw.decode("ascii"))
        return self._odd_line(raw)

    def _odd_line(self, raw: bytes) -> Line:
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            shown = raw.decode(self.encoding, "replace")
            return Line(self._number, shown, f"byte {error.start + 1} of the line is not {_name(self.encoding)}")
        if "\0" in text:
            return Line(self._number, text, _NUL)
        if self.encoding in _OLD and _is_utf8(raw, self.encoding):
            return Line(self._number, raw.decode(), f"the line is UTF-8, the file is {_name(self.encoding)}")
        return Line(self._number, text)

    def _text_line(self) -> Line | None:
        assert self._texts is not None
        text = self._texts.readline(LONGEST_LINE)
        if not text:
            return None
        self._number += 1
        if len(text) >= LONGEST_LINE and not text.endswith("\n"):
            while (rest := self._texts.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            return Line(self._number, text[:200], "the line is too long to be a row")
        if "\0" in text:
            return Line(self._number, text, _NUL)
        if "\ufffd" in text:
            return Line(self._number, text, f"part of the line is not {_name(self.encoding)}")
        return Line(self._number, text.removeprefix("\ufeff") if self._number == 1 else text)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        self._plain.close()


def open_lines(path: Path) -> Lines:
    """Open a file, having looked through it once. Raises Unreadable."""
    try:
        with path.open("rb") as plain, _unpacked(plain) as stream:
            start = _start(stream)
        if start.startswith(_SPREADSHEETS):
            raise Unreadable(
                f"{path} is a spreadsheet, not CSV.", "Save it as CSV (UTF-8) where you made it, then import that."
            )
        if not start:
            raise Unreadable(f"{path} is empty.", "Export it again, with a row of headings.")
        with path.open("rb") as plain, _unpacked(plain) as stream:
            encoding = encoding_of(_pieces(stream))
        return Lines(path, encoding, delimiter_of(start.decode(encoding, "replace")))
    except FileNotFoundError as error:
        raise Unreadable(f"There is no file {path}.", "Check the path.", "no-file") from error
    except IsADirectoryError as error:
        raise Unreadable(f"{path} is a folder.", "Name the file in it.", "no-file") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unreadable(f"{path} cannot be read: {reason}.", "Check the file and its permissions.") from error


def _unpacked(plain: io.BufferedReader) -> IO[bytes]:
    packed = plain.peek(2)[:2] == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.GzipFile(fileobj=plain)) if packed else plain


def _start(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(_SAMPLE)
    except (EOFError, zlib.error):
        return b"?"  # broken off at once: the reader says so


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines, long ones in pieces, until the end or where the file breaks off."""
    while True:
        try:
            piece = stream.readline(LONGEST_LINE)
        except _BROKEN:
            return
        if not piece:
            return
        yield piece


def _old_mac(path: Path) -> bool:
    with path.open("rb") as plain, _unpacked(plain) as stream:
        start = _start(stream)
    return b"\n" not in start and b"\r" in start


def encoding_of(lines: Iterable[bytes]) -> str:
    """Return the encoding of a file: UTF-8 where most lines beyond ASCII are, UTF-16 with a mark, Shift_JIS or CP1252."""
    utf8 = other = 0
    judged: list[bytes] = []
    for at, line in enumerate(lines):
        if at == 0 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            other += 1
            if len(judged) < _JUDGED:
                judged.append(line)
        else:
            utf8 += 1
    if utf8 >= other:
        return "utf-8"
    return "cp932" if _is_japanese(judged) else "cp1252"


def _is_utf8(line: bytes, encoding: str) -> bool:
    """Say whether a line of a file in an older encoding is UTF-8 all the same: where its export was put together."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # two half-width kana may be a western letter in UTF-8; kanji and kana in UTF-8 are no accident
    return encoding == "cp1252" or any(letter >= "\u3000" for letter in text)


def _is_japanese(lines: list[bytes]) -> bool:
    """Say whether lines make sense as Shift_JIS.

    Read as Shift_JIS, western letters become lone kanji or half-width kana between Latin ones; Japanese comes in runs.
    """
    kinds: Counter[str] = Counter()
    for line in lines:
        try:
            text = line.decode("cp932")
        except UnicodeDecodeError:
            kinds["broken"] += 1
            continue
        run = 0
        for letter in text + " ":
            if "\u3040" <= letter <= "\u9fff" or "\uff61" <= letter <= "\uff9f":
                run += 1
            elif run:
                kinds["run" if run > 1 else "lone"] += 1
                run = 0
    return kinds["broken"] * 4 < len(lines) and kinds["run"] > kinds["lone"]


def delimiter_of(start: str) -> str:
    """Return the delimiter that parts the first line most often; a line ``sep=;`` says it, a title has none."""
    lines = [line for line in start.lstrip("\ufeff").splitlines()[:_TITLES] if line.strip()]
    for line in lines:
        if line.lower().startswith("sep=") and line[4:5] in set(_DELIMITERS):
            return line[4]
        outside = "".join(part for at, part in enumerate(line.split('"')) if at % 2 == 0)
        if any(sign in outside for sign in _DELIMITERS):
            return max(_DELIMITERS, key=lambda sign: (outside.count(sign), -_DELIMITERS.index(sign)))
    return _DELIMITERS[0]


def _name(encoding: str) -> str:
    return {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp932": "Shift_JIS", "cp1252": "CP1252"}[encoding]
