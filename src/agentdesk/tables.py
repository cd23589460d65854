"""Reading other systems' tables: any usual encoding, delimiter and compression, columns by their usual names.

A table is read row by row, never whole. A row that cannot be used is reported with line, column, value and reason; the
rest goes on. Nothing here knows what the rows mean.
"""

import csv
import gzip
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, cast

from agentdesk.errors import InvalidInput, StoreError

LONGEST_FIELD: Final = 1_000_000  # characters; what is longer is an unclosed quote, not a note
_SAMPLE: Final = 65_536  # bytes looked at for encoding and delimiter
_DELIMITERS: Final = ",;\t|"
_LINE_LIMIT: Final = 4_000_000  # characters of one line


class BadTable(InvalidInput):
    """A file that cannot be read as a table at all."""

    code = "bad-table"
    exit_status = 5


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not used: its line in the file (from 1), the column, the value and the reason."""

    line: int
    column: str
    value: str
    reason: str


class Rejected(Exception):
    """Raised while a row is used: this row is bad, go on with the next."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (from 1) and the values of the fields that the file has, stripped. A repeated column joins up."""

    line: int
    values: Mapping[str, str]
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """Return a field's text, or None where the file has no such column or the cell is empty."""
        return self.values.get(name) or None

    def all(self, name: str) -> tuple[str, ...]:
        """Return every non-empty value of a field that may come in several columns."""
        if name in self.repeated:
            return self.repeated[name]
        value = self.values.get(name)
        return (value,) if value else ()

    def need(self, name: str) -> str:
        """Return a field's text. Raises Rejected where it is empty."""
        value = self.get(name)
        if value is None:
            raise Rejected(name, "", f"{name} is missing")
        return value


class Table:
    """An open table: iterate over it for rows; ``bad`` collects rows that could not even be split into columns.

    ``columns`` says which file column (by its heading) each field is read from.
    """

    def __init__(
        self, path: Path, names: Mapping[str, Sequence[str]], given: Mapping[str, str], *, repeats: Sequence[str] = ()
    ) -> None:
        self.path = path
        self.bad: list[BadRow] = []
        self._repeats = frozenset(repeats)
        encoding, delimiter = _look_at(path)
        self.encoding = encoding
        self._stream = _open(path, encoding)
        self._lines = _Lines(self._stream, self.bad)
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=False)
        csv.field_size_limit(LONGEST_FIELD)
        heading = self._heading()
        self._places = columns(heading, names, given, path)
        self._width = len(heading)
        self.columns = {name: heading[places[0]] for name, places in self._places.items()}

    def _heading(self) -> list[str]:
        try:
            heading = next(self._reader)
        except StopIteration:
            raise BadTable(f"{self.path} is empty.", "Export it again, with a row of headings.") from None
        except (csv.Error, UnicodeError, OSError, EOFError) as error:
            raise BadTable(f"{self.path} cannot be read as a table: {error}.", "Export it as CSV, in UTF-8.") from error
        return [cell.strip().lstrip("\ufeff") for cell in heading]

    def __iter__(self) -> Iterator[Row]:
        """Yield every row that has the heading's columns; others go to ``bad``."""
        while True:
            line = self._lines.number + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                self.bad.append(BadRow(line, "", "", f"cannot be read: {error}"))
                continue
            except (OSError, EOFError) as error:
                self.bad.append(BadRow(line, "", "", f"the file breaks off: {error}"))
                return
            if not any(cells):
                continue
            if (len(cells) != self._width and any(cell.strip() for cell in cells[self._width :])) or len(
                cells
            ) < self._width:
                self.bad.append(
                    BadRow(line, "", _short(",".join(cells)), f"{len(cells)} columns, the heading has {self._width}")
                )
                continue
            yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row:
        values = {name: cells[places[0]].strip() for name, places in self._places.items()}
        repeated = {}
        for name in self._repeats & self._places.keys():
            repeated[name] = tuple(cells[at].strip() for at in self._places[name] if cells[at].strip())
        return Row(line, values, repeated)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


class _Lines:
    """The file's lines, counted; one too long to be a row is cut, and reported."""

    def __init__(self, stream: IO[str], bad: list[BadRow]) -> None:
        self._stream = stream
        self._bad = bad
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(_LINE_LIMIT)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= _LINE_LIMIT and not line.endswith("\n"):
            self._bad.append(BadRow(self.number, "", _short(line), "the line is too long to be a row"))
            while (rest := self._stream.readline(_LINE_LIMIT)) and not rest.endswith("\n"):
                pass
            return "\n"
        return line.replace("\0", "\ufffd")


def columns(
    heading: Sequence[str], names: Mapping[str, Sequence[str]], given: Mapping[str, str], path: Path
) -> dict[str, list[int]]:
    """Return, by field, the places of its columns: those named with --map, else those with a usual name.

    Raises BadTable for a heading given twice that matters, or a --map of a column that is not there.
    """
    plain = [heading_key(cell) for cell in heading]
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for name, column in given.items():
        if name not in names:
            raise BadTable(f"--map {name}={column}: {name} is no field.", f"Fields: {', '.join(names)}.", code="usage")
        key = heading_key(column)
        places = [at for at, cell in enumerate(plain) if cell == key]
        if not places:
            raise BadTable(f"{path} has no column {column!r}.", f"It has: {', '.join(heading)}.", code="usage")
        found[name] = places
        taken.update(places)
    for name, usual in names.items():
        if name in found:
            continue
        for wanted in usual:  # the likeliest name first; a second column of the same name is a second value
            places = [at for at, cell in enumerate(plain) if cell == wanted and at not in taken]
            if places:
                found[name] = places
                taken.update(places)
                break
    return found


def heading_key(text: str) -> str:
    """Return a heading as it is compared: lower case, letters and digits only."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _look_at(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(path) as packed:
                start = packed.read(_SAMPLE)
    except FileNotFoundError as error:
        raise BadTable(f"There is no file {path}.", "Check the path.", code="no-file") from error
    except (OSError, EOFError) as error:
        raise BadTable(f"{path} cannot be read: {error}.", "Check the file and its permissions.") from error
    encoding = encoding_of(start)
    return encoding, delimiter_of(start.decode(encoding, "replace"))


def encoding_of(start: bytes) -> str:
    """Return the encoding that the first bytes of a file are in: UTF-8, UTF-16 with a mark, Shift_JIS or CP1252."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(start) - 3 and error.reason == "unexpected end of data":
            return "utf-8-sig"  # the sample ends inside a character
    else:
        return "utf-8-sig"
    try:
        japanese = start[: len(start) - 1].decode("cp932", "strict" if len(start) < _SAMPLE else "ignore")
    except UnicodeDecodeError:
        return "cp1252"
    kana = sum("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in japanese)
    half = sum("\uff61" <= letter <= "\uff9f" for letter in japanese)  # what å, ä, ö become when misread
    return "cp932" if kana > half else "cp1252"


def delimiter_of(start: str) -> str:
    """Return the delimiter that parts the first line most often."""
    first = start.lstrip("\ufeff").split("\n", 1)[0]
    outside = "".join(part for at, part in enumerate(first.split('"')) if at % 2 == 0)
    return max(_DELIMITERS, key=lambda sign: (outside.count(sign), -_DELIMITERS.index(sign)))


def _open(path: Path, encoding: str) -> IO[str]:
    # bytes that fit no encoding become visible signs instead of ending the import half-way
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    raw = cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))  # noqa: SIM115 - closed by Table.close
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


@dataclass(slots=True)
class Tally:
    """What an import did, row by row."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    rejected: int = 0

    def count(self, outcome: str) -> None:
        """Count a row that was ``added``, ``updated`` or ``unchanged``."""
        setattr(self, outcome, getattr(self, outcome) + 1)

    def reject(self, row: BadRow, most_kept: int = 100_000) -> None:
        """Count a bad row; the report keeps the first ``most_kept``."""
        self.rejected += 1
        if len(self.bad) < most_kept:
            self.bad.append(row)


def write_report(path: Path, bad: Sequence[BadRow]) -> None:
    """Write bad rows as CSV beside the import's file, for its owner alone; formula cells are defused.

    Raises StoreError where it cannot be written.
    """
    import os

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="", errors="replace") as file:
            writer = csv.writer(file)
            writer.writerow(["line", "column", "value", "reason"])
            writer.writerows([row.line, row.column, defused(row.value), row.reason] for row in bad)
    except OSError as error:
        raise StoreError(
            f"The report {path} cannot be written: {error.strerror}.", "Make room or choose --report."
        ) from error


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not cell[1:2].isspace() else cell


Use = Callable[[Row], str]
