"""Exports as a spreadsheet: every cell but the number is text, so leading zeros, plus signs and formulas stay as they are.

A cell holds 32,767 characters at most, a sheet 1,048,576 rows: longer text goes on in further columns, longer logs on
further sheets. Written and read row by row.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as Xml

from agentdesk.errors import StoreError
from agentdesk.log.statement import Meta

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CELL = 16_000  # characters; even where each is written as two units it stays below the format's limit
SHEET = 1_048_000  # rows
_WIDTHS = {  # characters of the columns as they open; what is for machines stays narrow
    "seq": 7, "time": 31, "utc": 27, "act": 8, "actor_id": 9, "desk": 12, "shift": 7, "kind": 20, "details": 34, "before": 26,
    "after": 26, "customer": 24, "phone": 20, "text": 44,
}  # fmt: skip
_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MORE = re.compile(r"(.+) \((\d+)\)\Z")  # "text (2)": text goes on there


def headings(columns: Sequence[str], longest: Callable[[str], int]) -> list[str]:
    """Return the headings of a sheet; a column whose longest cell does not fit has ``name (2)``, ``name (3)`` … behind."""
    found: list[str] = []
    for name in columns:
        found.append(name)
        found += [f"{name} ({part})" for part in range(2, (max(longest(name), 1) - 1) // CELL + 2)]
    return found


def write(
    path: Path, meta: Meta, heads: Sequence[str], rows: Iterable[Sequence[str]], short: Callable[[], str]
) -> None:
    """Write the workbook. Raises StoreError where a cell could not be written."""
    import xlsxwriter  # 60 ms, only for this

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    bold = book.add_format({"bold": True, "bottom": 1})
    parts = {name: heads.count(name) + sum(head.startswith(f"{name} (") for head in heads) for name in meta.columns}
    sheet: Worksheet | None = None
    for number, cells in enumerate(rows):
        at = number % SHEET + 1
        if at == 1:
            sheet = book.add_worksheet("log" if number == 0 else f"log {number // SHEET + 1}")
            for column, head in enumerate(heads):
                _put(sheet, 0, column, head, bold)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, min(meta.rows - number, SHEET), len(heads) - 1)
            for column, head in enumerate(heads):
                sheet.set_column(column, column, _WIDTHS.get(head, 11))
        assert sheet is not None
        sheet.write_number(at, 0, int(cells[0]))
        column = 1
        for name, cell in zip(meta.columns[1:], cells[1:], strict=True):
            if len(cell) > parts[name] * CELL:
                raise StoreError(f"{name} of entry {cells[0]} is too long.", "Export as CSV.", code="sheet")
            for part in range(parts[name]):
                piece = cell[part * CELL : (part + 1) * CELL]
                if piece:
                    _put(sheet, at, column, piece)
                column += 1
    about = book.add_worksheet("about")
    facts = (("store", meta.store), ("first entry", str(meta.first)), ("last entry", str(meta.last)), ("made", meta.at),
             ("local times in", meta.zone), ("head of the chain", short()))  # fmt: skip
    for line, (name, value) in enumerate(facts):
        _put(about, line, 0, name, bold)
        _put(about, line, 1, value)
    about.set_column(0, 1, 40)
    book.close()


def _put(sheet: "Worksheet", row: int, column: int, text: str, form: object = None) -> None:
    if sheet.write_string(row, column, text, form) != 0:
        raise StoreError(f"Cell {column + 1} of row {row + 1} cannot be written.", "Export as CSV.", code="sheet")


def read(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield every row's cells under the export's columns. Raises ValueError, zipfile.BadZipFile, KeyError, ParseError."""
    with zipfile.ZipFile(path) as archive:
        book = Xml.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs; no entities here
        names = [sheet.get("name") or "" for sheet in book.iter(f"{_NAMES}sheet")]
        for number, name in enumerate(names, 1):
            if not name.startswith("log"):
                continue
            with archive.open(f"xl/worksheets/sheet{number}.xml") as file:
                rows = _rows(file)
                heads = next(rows)
                places = [_MORE.sub(r"\1", heads[at]) for at in range(len(heads))]
                if list(dict.fromkeys(places)) != list(columns):
                    raise ValueError("other columns")
                for row in rows:
                    cells = dict.fromkeys(columns, "")
                    for at, text in sorted(row.items()):
                        cells[places[at]] += text
                    yield list(cells.values())


def _rows(file: IO[bytes]) -> Iterator[dict[int, str]]:
    for _, element in Xml.iterparse(file):  # noqa: S314 - as above
        if element.tag == f"{_NAMES}row":
            yield {_column(cell.get("r") or "A"): _text(cell) for cell in element.iter(f"{_NAMES}c")}
            element.clear()


def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(cell: Xml.Element) -> str:
    parts = [part.text or "" for part in cell.iter() if part.tag in (f"{_NAMES}t", f"{_NAMES}v")]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts))
