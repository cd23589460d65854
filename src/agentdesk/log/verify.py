"""Checking an export on any machine, without the store: chain, signature, and that readable columns say what the record says.

The signature says what the file must be, byte for byte; the walk over the rows says which entry is the first that is not
as it was. Nothing in the file is trusted before it is checked, and nothing but the signature file is needed.
"""

import csv
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from agentdesk.log import sheets
from agentdesk.log.canonical import chained, text_hash
from agentdesk.log.columns import PROOF, READABLE, check_of, columns, joined, readable
from agentdesk.log.export import text_words
from agentdesk.log.formats import LineFormat, all_defused, line_format
from agentdesk.log.statement import Meta, Statement, Unreadable, read_signature, signature_path

Progress = Callable[[int, int], None]
_decode = json.JSONDecoder().raw_decode
_LINE = 32 * 1024 * 1024  # bytes; no line of an export comes near
_BROKEN_BOOK = (
    zipfile.BadZipFile, ParseError, EOFError, zlib.error, struct.error, RuntimeError, StopIteration, OSError, MemoryError,
)  # fmt: skip
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, csv.Error)


class Verdict(StrEnum):
    """What became of a file or a store's log; the exit status of each is the command line's contract."""

    WHOLE = "whole"
    ALTERED = "altered"
    CUT_OFF = "cut-off"
    UNKNOWN_KEY = "unknown-key"

    @property
    def exit_status(self) -> int:
        """Return 0 whole, 1 altered, 3 cut off, 4 unknown key."""
        return {"whole": 0, "altered": 1, "cut-off": 3, "unknown-key": 4}[self.value]


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict, the first bad entry where one can be named, and what is wrong, in a sentence."""

    verdict: Verdict
    what: str
    entry: int | None = None
    statement: Statement | None = None


class Bad(Exception):
    """The first entry that is not as it was."""

    def __init__(self, entry: int | None, what: str, verdict: Verdict = Verdict.ALTERED) -> None:
        super().__init__(what)
        self.entry, self.what, self.verdict = entry, what, verdict


def _no_progress(done: int, of: int) -> None:
    """Tell nobody."""


def verify_file(
    path: Path, *, keys: Collection[str] = (), after: Path | None = None, progress: Progress = _no_progress
) -> Result:
    """Check an export. ``keys`` are ids of which one must have signed (none: any), ``after`` the export it must follow.

    Raises Unreadable where the file or its signature cannot be read at all.
    """
    signed = read_signature(signature_path(path))
    statement = signed.statement
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.", "Check the path.", code="no-file")
    if not signed.genuine or statement.meta.columns != columns(personal=statement.meta.personal):
        return Result(Verdict.ALTERED, f"The signature {signature_path(path).name} was altered.", None, statement)
    if keys and statement.key not in keys:
        return Result(Verdict.UNKNOWN_KEY, f"It is signed with another key, {statement.key}.", None, statement)
    try:
        _rows_as_signed(path, statement, progress)
        if after is not None:
            _follows(after, statement, keys)
    except Bad as bad:
        return Result(bad.verdict, bad.what, bad.entry, statement)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.", "Check the file.") from error
    meta = statement.meta
    return Result(Verdict.WHOLE, f"Entries {meta.first} to {meta.last} are as they were logged.", None, statement)


def _rows_as_signed(path: Path, statement: Statement, progress: Progress) -> None:
    walk = Walk(statement, progress)
    if statement.meta.format == "xlsx":
        _sheet(path, statement, walk)
        return
    try:
        form = line_format(statement.meta)
    except KeyError as error:
        raise Unreadable("An export of an unknown format.", "Update agentdesk on this machine.") from error
    with path.open("rb") as file:
        size = path.stat().st_size
        same = size == statement.size and hashlib.file_digest(file, "sha256").hexdigest() == statement.sha256
        file.seek(0)
        if same:
            _whole_lines(file, form, statement, walk)
        else:
            _lines(file, form, statement, walk, size)


class Walk:
    """Goes along the rows of an export and raises Bad at the first that is not as it was logged."""

    def __init__(self, statement: Statement, progress: Progress) -> None:
        meta = statement.meta
        self._statement, self._progress = statement, progress
        self.expected = meta.first
        self._last = meta.last
        self._previous = bytes.fromhex(statement.previous)
        self._cells_of = readable(meta.zone)
        self._width = len(meta.columns)
        self._shown = line_format(meta).shown if meta.format == "csv" else None
        self._personal = meta.personal

    def row(self, cells: list[str]) -> None:
        """Check the next row."""
        expected = self.expected
        if expected > self._last:
            raise Bad(expected, f"There are more entries than the {self._statement.meta.rows} that were signed.")
        if len(cells) != self._width or cells[-1] != check_of(joined(cells[:-1])):
            raise Bad(expected, f"Entry {expected} was altered.")
        record, digest = cells[-3], cells[-2]
        parsed, end = _decode(record)
        if end != len(record):
            raise Bad(expected, f"Entry {expected} was altered.")
        hashed = chained(self._previous, record)
        if hashed.hex() != digest or parsed["seq"] != expected:
            raise self._out_of_place(parsed["seq"])
        shown = self._cells_of(parsed)
        if self._shown is not None:
            shown, _ = all_defused(shown, joined(shown))
        if shown != cells[: len(READABLE)]:
            raise Bad(expected, f"Entry {expected}: a column says something else than its record.")
        if self._personal:
            self._texts(parsed, dict(zip(self._statement.meta.columns, cells, strict=True)))
        self._previous = hashed
        self.expected = expected + 1
        if expected % 10_000 == 0:
            self._progress(expected - self._statement.meta.first + 1, self._statement.meta.rows)

    def _out_of_place(self, found: object) -> Bad:
        expected = self.expected
        if not isinstance(found, int) or found == expected:
            return Bad(expected, f"Entry {expected} does not follow from the one before: it was altered.")
        if found > expected:
            return Bad(expected, f"Entry {expected} is missing; entry {found} stands in its place.")
        return Bad(found, f"Entry {found} stands again where entry {expected} belongs.")

    def _texts(self, record: dict[str, Any], cells: dict[str, str]) -> None:
        salted = json.loads(cells["salted"]) if cells["salted"] else {}
        texts = {field: text for field, (_, text) in salted.items()}
        for field, (salt, text) in salted.items():
            if record["text"].get(field) != text_hash(bytes.fromhex(salt), text):
                raise Bad(record["seq"], f"Entry {record['seq']}: {field} is not the text that was logged.")
        shown = text_words(texts, record)
        if (self._shown(shown) if self._shown else shown) != cells["text"]:
            raise Bad(record["seq"], f"Entry {record['seq']}: text says something else than its record.")

    def end(self) -> None:
        """Check that the walk ended where the signature says. Raises Bad."""
        if self.expected <= self._last:
            raise Bad(
                self.expected,
                f"The file ends before entry {self.expected}; {self._statement.meta.rows} entries to"
                f" {self._last} were signed.",
                Verdict.CUT_OFF,
            )
        if self._previous.hex() != self._statement.head:
            raise Bad(self._last, f"Entry {self._last} is not the one that was signed as the last.")


class _Bytes:
    """The lines of a file, each counted and hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest, self.size = file, hashlib.sha256(), 0

    def take(self, count: int = -1) -> bytes:
        """Return the next bytes."""
        raw = self._file.read(count)
        self.digest.update(raw)
        self.size += len(raw)
        return raw

    def __iter__(self) -> Iterator[str]:
        update, readline = self.digest.update, self._file.readline
        while raw := readline(_LINE):
            update(raw)
            self.size += len(raw)
            yield raw.decode()


def _whole_lines(file: IO[bytes], form: LineFormat, statement: Statement, walk: Walk) -> None:
    """Walk along a file whose bytes are those that were signed: only what its rows say can still be wrong."""
    meta = statement.meta
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    head = form.head(meta)
    if text.read(len(head)) != head:
        raise Bad(None, "The heading is not this export's.")
    try:
        for cells in islice(form.cells(text), meta.rows):
            walk.row(cells)
    except _BROKEN as error:
        raise Bad(walk.expected, f"Entry {walk.expected} was altered: it cannot be read.") from error
    walk.end()
    if text.read() != form.tail(meta, statement.short):
        raise Bad(meta.last + 1, "Something stands after the last entry.")


def _lines(file: IO[bytes], form: LineFormat, statement: Statement, walk: Walk, size: int) -> None:
    meta = statement.meta
    taken = _Bytes(file)
    head = form.head(meta).encode()
    if (found := taken.take(len(head))) != head:
        if size < statement.size and head.startswith(found):
            raise Bad(meta.first, "The file ends inside its heading.", Verdict.CUT_OFF)
        raise Bad(None, "The heading was altered.")
    row = form.row
    try:
        for raw, cells in islice(form.read(taken), meta.rows):
            walk.row(cells)
            if row(cells) != raw:
                walk.expected -= 1
                raise Bad(walk.expected, f"Entry {walk.expected} was altered.")
    except (Bad, *_BROKEN) as trouble:
        if size < statement.size and taken.size == size and walk.expected <= meta.last:
            # the last thing in a file that is too short: it was cut inside an entry
            raise Bad(walk.expected, f"The file ends inside entry {walk.expected}.", Verdict.CUT_OFF) from trouble
        if isinstance(trouble, Bad):
            raise
        raise Bad(walk.expected, f"Entry {walk.expected} was altered: it cannot be read.") from trouble
    walk.end()
    if (rest := taken.take()) != form.tail(meta, statement.short).encode():
        short_of = size < statement.size and form.tail(meta, statement.short).encode().startswith(rest)
        raise Bad(
            None if form.tail(meta, "") else meta.last + 1,
            "The end of the file was cut off." if short_of else "Something was added after the last entry.",
            Verdict.CUT_OFF if short_of else Verdict.ALTERED,
        )
    if taken.digest.hexdigest() != statement.sha256 or size != statement.size:
        raise Bad(None, "The file is not the one that was signed.")


def _sheet(path: Path, statement: Statement, walk: Walk) -> None:
    with path.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").hexdigest() == statement.sha256
    try:
        for cells in sheets.read(path, statement.meta.columns):
            walk.row(cells)
        walk.end()
    except (*_BROKEN, *_BROKEN_BOOK) as error:
        if same:
            raise Unreadable("The workbook cannot be read.", "Export it again as CSV.") from error
        cut = path.stat().st_size < statement.size
        raise Bad(
            None if cut else walk.expected,
            "The workbook was cut off." if cut else "The workbook was altered; it can no longer be read.",
            Verdict.CUT_OFF if cut else Verdict.ALTERED,
        ) from error
    except Bad as bad:
        if same:
            raise
        raise Bad(bad.entry, bad.what) from bad  # rows taken out of a workbook are an alteration, whatever is left
    if not same:
        raise Bad(None, "The workbook is not the file that was signed, though its entries are.")


def _follows(earlier: Path, statement: Statement, keys: Collection[str]) -> None:
    """Check that an export goes on where an earlier one ended, or overlaps it in the same entries. Raises Bad."""
    result = verify_file(earlier, keys=keys)
    before = result.statement
    if result.verdict is not Verdict.WHOLE or before is None:
        raise Bad(result.entry, f"{earlier.name}: {result.what}", result.verdict)
    first = statement.meta.first
    if before.meta.store != statement.meta.store:
        raise Bad(first, f"{earlier.name} is of another store.")
    if not keys and before.key != statement.key:
        raise Bad(None, f"{earlier.name} is signed with another key, {before.key}.", Verdict.UNKNOWN_KEY)
    if first > before.meta.last + 1:
        raise Bad(
            before.meta.last + 1,
            f"Entries {before.meta.last + 1} to {first - 1} lie between the two and are missing.",
            Verdict.CUT_OFF,
        )
    at_joint = before.head if first == before.meta.last + 1 else _hash_in(earlier, before, first - 1)
    if at_joint is None or at_joint != statement.previous:
        raise Bad(first, f"Entry {first} does not follow from {earlier.name}.")


def _hash_in(path: Path, statement: Statement, seq: int) -> str | None:
    meta: Meta = statement.meta
    if seq < meta.first:
        return statement.previous if seq == meta.first - 1 else None
    at = meta.columns.index(PROOF[1])
    if meta.format == "xlsx":
        return next((cells[at] for cells in sheets.read(path, meta.columns) if int(cells[0]) == seq), None)
    form = line_format(meta)
    with path.open("rb") as file:
        taken = _Bytes(file)
        taken.take(len(form.head(meta).encode()))
        return next((cells[at] for _, cells in islice(form.read(taken), meta.rows) if int(cells[0]) == seq), None)
