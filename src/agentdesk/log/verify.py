"""Checking an export on any machine, without the store: chain, signature, and that readable columns say what the record says.

The signature says what the file must be, byte for byte; the walk over the rows says which entry is the first that is not
as it was. Nothing in the file is trusted before it is checked, and nothing but the signature file is needed.
"""

import csv
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError

from agentdesk.log import sheets
from agentdesk.log.columns import PROOF, columns
from agentdesk.log.formats import LineFormat, line_format
from agentdesk.log.statement import Meta, Statement, Unreadable, read_signature, signature_path
from agentdesk.log.walk import Bad, Progress, Result, Verdict, Walk

__all__ = ["Bad", "Result", "Verdict", "verify_file"]

_LINE = 32 * 1024 * 1024  # bytes; no line of an export comes near
_BROKEN_BOOK = (
    zipfile.BadZipFile, ParseError, EOFError, zlib.error, struct.error, RuntimeError, StopIteration, OSError, MemoryError,
)  # fmt: skip
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, csv.Error)


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
