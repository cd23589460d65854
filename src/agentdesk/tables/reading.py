"""Reading other systems' tables: any usual encoding, delimiter and compression, columns by their usual names.

A table is read row by row, never whole. A row that cannot be used is reported with line, column, value and reason; the
rest goes on. Nothing here knows what the rows mean.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from agentdesk.tables.headings import columns, refuse_ambiguous
from agentdesk.tables.lines import Line, Lines, Unreadable, open_lines
from agentdesk.tables.model import BadRow, BadTable, Row, short

LONGEST_FIELD: Final = 200_000  # characters; what is longer is an unclosed quote, not a note
_BLOCK: Final = 256  # lines handed to the CSV reader at once
_QUOTED_LINES: Final = 200  # lines that one quoted cell may go over
_TITLES: Final = 20  # rows that may stand above the headings
_GUARDED: Final = frozenset("0123456789+-=@")  # what stands behind a spreadsheet's apostrophe


class Table:
    """An open table: iterate over it for rows, and for bad rows that could not even be split into columns.

    ``columns`` says which file column (by its heading) each field is read from; ``done`` how much was read, 0 to 1.
    """

    def __init__(
        self, path: Path, names: Mapping[str, Sequence[str]], given: Mapping[str, str], *, repeats: Sequence[str] = ()
    ) -> None:
        self.path = path
        self._repeats = frozenset(repeats)
        csv.field_size_limit(LONGEST_FIELD)
        try:
            self._lines: Lines = open_lines(path)
        except Unreadable as error:
            raise BadTable(error.what, error.step, code=error.code) from error
        self.encoding = self._lines.encoding
        self._delimiter = self._lines.delimiter
        self._back: deque[Line] = deque()
        self._careful = 0  # lines to read one by one
        self._width = 0
        self._split = self._records()
        try:
            heading, self._places = self._headed(names, given)
            refuse_ambiguous(heading, self._places, self._repeats, path)
        except BadTable:
            self.close()
            raise
        self._width = len(heading)
        self.columns = {name: heading[places[0]] for name, places in self._places.items()}

    @property
    def done(self) -> float:
        """The share of the file that was read."""
        return self._lines.done

    def _headed(
        self, names: Mapping[str, Sequence[str]], given: Mapping[str, str]
    ) -> tuple[list[str], dict[str, list[int]]]:
        """Return the headings with the places of the fields: the first row, or one below a title that names two of them."""
        heading = self._heading()
        try:
            return heading, columns(heading, names, given, self.path, self._repeats)
        except BadTable as error:
            for _ in range(_TITLES):
                try:
                    lower = self._heading()
                    found = columns(lower, names, given, self.path, self._repeats)
                except BadTable:
                    continue
                if len(found) > 1:
                    return lower, found
            raise error from None

    def _heading(self) -> list[str]:
        for _, cells in self._split:
            if isinstance(cells, BadRow):
                raise BadTable(f"{self.path} has no readable heading: {cells.reason}.", "Export it again, as CSV.")
            if any(cell.strip() for cell in cells):
                return [cell.strip() for cell in cells]
        raise BadTable(f"{self.path} is empty.", "Export it again, with a row of headings.")

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Yield every row in the file's order; one that lacks the heading's columns as a BadRow."""
        for line, cells in self._split:
            if isinstance(cells, BadRow):
                yield cells
            elif len(cells) == self._width or (len(cells) > self._width and not any(cells[self._width :])):
                if any(cells):
                    yield self._row(line, cells)
            elif any(cells):
                shown = short(self._delimiter.join(cells))
                yield BadRow(line, "", shown, f"{len(cells)} cells, the heading has {self._width}")

    def _row(self, line: int, cells: list[str]) -> Row:
        values = {name: _bare(cells[places[0]]) for name, places in self._places.items()}
        repeated = {
            name: tuple(cell for at in self._places[name] if (cell := _bare(cells[at])))
            for name in self._repeats
            if name in self._places
        }
        return Row(line, values, repeated)

    def _records(self) -> Iterator[tuple[int, list[str] | BadRow]]:
        """Yield each record with the number of its first line: blocks of plain lines at once, the others one by one."""
        while block := self._block():
            if self._careful or _is_odd(block[0]):
                self._back.extendleft(reversed(block))
                self._careful = max(self._careful - 1, 0)
                yield self._one()
                continue
            try:
                split = list(csv.reader((line.text for line in block), delimiter=self._delimiter))
            except csv.Error:
                split = []
            quoted = next((line for line in reversed(block) if '"' in line.text), None)
            if len(split) != len(block) or (quoted is not None and _goes_on(quoted.text, self._delimiter)):
                self._back.extendleft(reversed(block))
                self._careful = len(block)
            else:
                yield from ((line.number, cells) for line, cells in zip(block, split, strict=True))

    def _block(self) -> list[Line]:
        """Return the next plain lines, or the one line that is not."""
        block: list[Line] = []
        while len(block) < (1 if self._careful else _BLOCK):
            line = self._next()
            if line is None:
                break
            if block and _is_odd(line):
                self._back.appendleft(line)
                break
            block.append(line)
            if _is_odd(line):
                break
        return block

    def _next(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _one(self) -> tuple[int, list[str] | BadRow]:
        """Read one record that may go over lines. A quote that is never closed costs its own line, not the rest."""
        taken: list[Line] = []

        def feed() -> Iterator[str]:
            while len(taken) < _QUOTED_LINES:
                line = self._next()
                if line is None:
                    return
                taken.append(line)
                if line.reason:
                    return
                yield line.text

        reason = "a quote is opened and never closed"
        cells: list[str] = []
        try:
            cells = next(csv.reader(feed(), delimiter=self._delimiter, strict=True))
        except StopIteration:
            reason = taken[0].reason
        except csv.Error as error:
            if "unexpected end" not in str(error):
                reason = f"cannot be split: {error}" if len(taken) == 1 else reason
                cells = self._leniently(taken)
        first = taken[0]
        if cells and (len(taken) == 1 or not self._width or len(cells) == self._width):
            return first.number, cells
        self._back.extendleft(reversed(taken[1:]))
        return first.number, BadRow(first.number, "", short(first.text), reason)

    def _leniently(self, taken: Sequence[Line]) -> list[str]:
        """Split one line whose quotes stand where they should not, as spreadsheets do."""
        try:
            return next(csv.reader([taken[0].text], delimiter=self._delimiter)) if len(taken) == 1 else []
        except csv.Error:
            return []

    def close(self) -> None:
        """Close the file."""
        self._lines.close()


def _bare(cell: str) -> str:
    """Return a cell without what keeps a spreadsheet from taking it for a number: ``'0701740635``, ``="0701740635"``."""
    cell = cell.strip()
    if cell[:1] == "'" and cell[1:2] in _GUARDED:
        return cell[1:].strip()
    if cell[:2] == '="' and cell[-1] == '"' and len(cell) > 2:
        return cell[2:-1].strip()
    return cell


def _is_odd(line: Line) -> bool:
    """Say whether a line may not be a record of its own: it is bad, or has a quote without its partner."""
    return bool(line.reason) or line.text.count('"') % 2 == 1


def _goes_on(text: str, delimiter: str) -> bool:
    """Say whether a line leaves a quote open: the reader asks for more."""
    asked = False

    def feed() -> Iterator[str]:
        nonlocal asked
        yield text if text.endswith("\n") else text + "\n"
        asked = True

    try:
        next(csv.reader(feed(), delimiter=delimiter), None)
    except csv.Error:
        return True
    return asked
