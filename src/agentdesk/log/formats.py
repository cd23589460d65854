"""How rows look in a file: CSV, JSON lines and HTML, each written and read back by the same few functions.

Reading returns a row's raw text beside its cells, and writing those cells again must give that very text: what a
tolerant reader would overlook is found.
"""

import csv
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from agentdesk.log.columns import joined
from agentdesk.log.statement import Meta

FORMATS = ("csv", "jsonl", "xlsx", "html")
_FIELD_LIMIT = 4_000_000  # characters of one cell; a row far above this is a quote that never closes
_RISKY = tuple("=+-@\t\r＝＋－＠0")
_NUMBER = "0123456789 .,"

Read = Iterator[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class LineFormat:
    """``shown`` makes a cell safe to show there; ``head`` and ``tail`` frame the rows. ``row`` and ``read`` go row by row and
    know the raw text, ``rows`` and ``cells`` do the same for many at once and do not."""

    name: str
    head: Callable[[Meta], str]
    tail: Callable[[Meta, str], str]
    row: Callable[[list[str]], str]
    read: Callable[[Iterable[str]], Read]
    shown: Callable[[str], str]
    rows: Callable[[list[list[str]]], str]
    cells: Callable[[Iterable[str]], Iterator[list[str]]]


_MAYBE_RISKY = re.compile("\x1f[" + re.escape("".join(_RISKY)) + "]")  # a first letter to look for: ten times as fast


def all_defused(cells: list[str], text: str) -> tuple[list[str], str]:
    """Return a row's cells as ``defused`` makes each, and the same joined; ``text`` is the cells joined as they are.

    Most rows have nothing to mark, which one look at the joined text tells.
    """
    if _MAYBE_RISKY.search("\x1f" + text) is None:
        return cells, text
    cells = [defused(cell) for cell in cells]
    return cells, joined(cells)


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, nor for a number whose leading zeros mean nothing."""
    if not cell.startswith(_RISKY) or (cell[0] == "0" and (not cell[1:2].isdecimal() or cell.strip(_NUMBER))):
        return cell
    return "'" + cell


def _as_it_is(cell: str) -> str:
    return cell


def _nothing(meta: Meta, short: str) -> str:
    return ""


class _Echo:
    def write(self, text: str) -> str:
        """Hand the row back to whoever writes it."""
        return text


_csv_row: Callable[[list[str]], str] = csv.writer(_Echo()).writerow


def csv_rows(rows: list[list[str]]) -> str:
    """Return rows exactly as ``csv.writer`` writes them, in less than half the time.

    The last three cells are the record, which is JSON and always quoted, and two hex texts; of the others hardly any row
    has one that needs quotes, which a few looks at the joined text tell.
    """
    lines = []
    for cells in rows:
        text = ",".join(cells[:-3])
        record = cells[-3]
        if text.count(",") != len(cells) - 4 or '"' in text or "\n" in text or "\r" in text or '"' not in record:
            lines.append(_csv_row(cells))
        else:
            quoted = record.replace('"', '""')
            lines.append(f'{text},"{quoted}",{cells[-2]},{cells[-1]}\r\n')
    return "".join(lines)


def _csv_cells(lines: Iterable[str]) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    return csv.reader(lines, strict=True)


def _each(row: Callable[[list[str]], str]) -> Callable[[list[list[str]]], str]:
    return lambda rows: "".join([row(cells) for cells in rows])


def _without_text(read: Callable[[Iterable[str]], Read]) -> Callable[[Iterable[str]], Iterator[list[str]]]:
    return lambda lines: (cells for _, cells in read(lines))


def _csv_read(lines: Iterable[str]) -> Read:
    csv.field_size_limit(_FIELD_LIMIT)
    taken: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    for cells in csv.reader(feed(), strict=True):
        raw = taken[0] if len(taken) == 1 else "".join(taken)
        taken.clear()
        yield raw, cells


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _jsonl(columns: tuple[str, ...]) -> Callable[[list[str]], str]:
    def row(cells: list[str]) -> str:
        table: dict[str, str | int | None] = {name: cell or None for name, cell in zip(columns, cells, strict=True)}
        table["seq"] = int(cells[0])
        return _encode(table) + "\n"

    return row


def _jsonl_read(lines: Iterable[str]) -> Read:
    for line in lines:
        table = json.loads(line)
        if not isinstance(table, dict):
            raise ValueError("no object")
        yield line, ["" if value is None else str(value) for value in table.values()]


def _html_cell(cell: str) -> str:
    return html.escape(cell, quote=False).replace("\r", "&#13;").replace("\n", "&#10;")


def _html_row(cells: list[str]) -> str:
    return "<tr><td>" + "</td><td>".join([_html_cell(cell) for cell in cells]) + "</td></tr>\n"


def _html_read(lines: Iterable[str]) -> Read:
    for line in lines:
        inner = line.removeprefix("<tr><td>").removesuffix("</td></tr>\n")
        yield line, [html.unescape(cell) for cell in inner.split("</td><td>")]


def _html_head(meta: Meta) -> str:
    names = "".join(f"<th>{html.escape(name)}</th>" for name in meta.columns)
    title = f"Shift log: entries {meta.first} to {meta.last}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title>\n<style>body{{font:13px/1.45 system-ui,sans-serif;margin:2em;color:#20262c}}"
        "table{border-collapse:collapse}th,td{border-bottom:1px solid #d8d8d2;padding:.25em .7em;text-align:left;"
        "vertical-align:top;white-space:pre-wrap;max-width:28em;overflow-wrap:anywhere}"
        "th{position:sticky;top:0;background:#f7f7f4}td:nth-last-child(-n+3){font:11px monospace;color:#667;min-width:16em}"
        f"</style></head>\n<body><h1>{title}</h1><p>Made {html.escape(meta.at)}, local times in {html.escape(meta.zone)}."
        f" Store {html.escape(meta.store)}.</p>\n<table><thead><tr>{names}</tr></thead><tbody>\n"
    )


def _html_tail(meta: Meta, short: str) -> str:
    return f"</tbody></table><p>The chain's head is <b>{short}</b>. Keep it outside the machine.</p></body></html>\n"


def line_format(meta: Meta) -> LineFormat:
    """Return the format of an export that is written line by line. Raises KeyError for others."""
    if meta.format == "csv":
        return LineFormat(
            "csv",
            lambda about: _csv_row(list(about.columns)),
            _nothing,
            _csv_row,
            _csv_read,
            defused,
            csv_rows,
            _csv_cells,
        )
    if meta.format == "jsonl":
        row = _jsonl(meta.columns)
        return LineFormat(
            "jsonl", lambda about: "", _nothing, row, _jsonl_read, _as_it_is, _each(row), _without_text(_jsonl_read)
        )
    if meta.format == "html":
        return LineFormat(
            "html",
            _html_head,
            _html_tail,
            _html_row,
            _html_read,
            _as_it_is,
            _each(_html_row),
            _without_text(_html_read),
        )
    raise KeyError(meta.format)
