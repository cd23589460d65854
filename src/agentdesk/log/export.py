"""The log as a file that leaves the building: one row an entry, readable columns beside the verbatim record, signed.

Entries are read a few thousand at a time and written as they come: memory stays flat and no snapshot is pinned, since
the log only ever grows. Nothing personal is in it unless the caller hands in where to look it up.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agentdesk.log import keys, records, sheets
from agentdesk.log.canonical import START, canonical
from agentdesk.log.checkpoints import store_id
from agentdesk.log.columns import check_of, columns, joined, readable
from agentdesk.log.formats import all_defused, line_format
from agentdesk.log.spans import Span
from agentdesk.log.statement import Meta, Statement, signature_path, signed_text
from agentdesk.store import Connection
from agentdesk.store.files import new_file

CHUNK = 2000
_decode = json.JSONDecoder().raw_decode  # half the time of json.loads, which looks for white space that is not there


@dataclass(frozen=True, slots=True)
class Personal:
    """Where names are looked up: staff by id, and a customer's (ref, name, phone) by id."""

    staff: Mapping[int, str]
    customer: Callable[[int], tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that is on the disk."""

    path: Path
    signature: Path
    statement: Statement


def export(
    connection: Connection, path: Path, span: Span, form: str, *, zone: str, at: str, personal: Personal | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Exported:  # fmt: skip
    """Write a stretch of the log and its signature. ``at`` is now (UTC stamp); ``progress`` hears of rows done.

    Raises keys.NoKey, Exists where either file is there already, StoreError where it cannot be written.
    """
    key, private = keys.private(connection)
    names = columns(personal=personal is not None)
    meta = Meta(store_id(connection), form, names, personal is not None, zone, span.first, span.last, at)
    beside = signature_path(path)
    signed = False
    try:
        with new_file(path) as file:  # the file appears last: it is never there without its signature
            with new_file(beside) as signature:
                rows = _Rows(connection, meta, personal, progress)
                size, digest = _write_sheet(file, rows) if form == "xlsx" else _write_lines(file, rows)
                statement = Statement(meta, rows.previous.hex(), rows.head.hex(), size, digest, key.public.hex())
                signature.write_text(signed_text(statement, private.sign(statement.text().encode())), encoding="ascii")
            signed = True
    except BaseException:
        if signed:
            beside.unlink(missing_ok=True)
        raise
    return Exported(path, beside, statement)


class _Rows:
    """The rows of an export, in order; knows the chain's hash before the first and after the last one read."""

    def __init__(
        self, connection: Connection, meta: Meta, personal: Personal | None, progress: Callable[[int, int], None]
    ) -> None:
        self.meta = meta
        self.connection, self._personal, self._progress = connection, personal, progress
        self.previous = records.hash_at(connection, meta.first - 1) or START
        self.head = self.previous

    def chunks(self, *, defuse: bool = False) -> Iterator[list[list[str]]]:
        """Yield rows of cells, some thousands at a time; ``defuse`` makes each readable cell safe for a spreadsheet."""
        cells_of = readable(self.meta.zone)
        first = self.meta.first
        while first <= self.meta.last:
            last = min(first + CHUNK - 1, self.meta.last)
            found = records.records_between(self.connection, first, last)
            texts = self._texts(first, last) if self._personal else {}
            rows: list[list[str]] = []
            for record, digest in found:
                parsed, _ = _decode(record)
                cells = cells_of(parsed)
                if self._personal:
                    cells += _personal(parsed, self._personal, texts.get(parsed["seq"], {}))
                text = joined(cells)
                if defuse:
                    cells, text = all_defused(cells, text)
                proof = digest.hex()
                cells += (record, proof, check_of(f"{text}\x1f{record}\x1f{proof}"))
                rows.append(cells)
            self.head = found[-1][1]
            yield rows
            self._progress(last - self.meta.first + 1, self.meta.rows)
            first = last + 1

    def _texts(self, first: int, last: int) -> dict[int, dict[str, tuple[bytes, str]]]:
        found: dict[int, dict[str, tuple[bytes, str]]] = {}
        for row in records.texts_between(self.connection, first, last):
            found.setdefault(row["seq"], {})[row["field"]] = (row["salt"], row["text"])
        return found


def _personal(record: dict[str, object], names: Personal, texts: dict[str, tuple[bytes, str]]) -> list[str]:
    data = record["data"]
    assert isinstance(data, dict)
    approver, customer = data.get("approver"), record["customer"]
    who = names.customer(customer) if isinstance(customer, int) else ("", "", "")
    salted = canonical({field: [salt.hex(), text] for field, (salt, text) in texts.items()}) if texts else ""
    assert isinstance(record["actor"], int)
    return [
        names.staff.get(record["actor"], ""),
        names.staff.get(approver, "") if isinstance(approver, int) else "",
        *who,
        text_words({field: text for field, (_, text) in texts.items()}, record),
        salted,
    ]


def text_words(texts: Mapping[str, str], record: Mapping[str, object]) -> str:
    """Return an entry's texts as people read them; what was erased says so."""
    vouched = record["text"]
    assert isinstance(vouched, dict)
    return "; ".join(f"{field}: {texts[field]}" if field in texts else f"{field} erased" for field in sorted(vouched))


def _write_lines(path: Path, rows: _Rows) -> tuple[int, str]:
    form = line_format(rows.meta)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:

        def put(text: str) -> None:
            nonlocal size
            raw = text.encode()
            digest.update(raw)
            size += file.write(raw)

        put(form.head(rows.meta))
        for chunk in rows.chunks(defuse=form.name == "csv"):
            put(form.rows(chunk))
        put(form.tail(rows.meta, _short(rows.head)))
    return size, digest.hexdigest()


def _write_sheet(path: Path, rows: _Rows) -> tuple[int, str]:
    heads = sheets.headings(rows.meta.columns, lambda name: _longest(rows, name))
    every = (cells for chunk in rows.chunks() for cells in chunk)
    sheets.write(path, rows.meta, heads, every, lambda: _short(rows.head))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return path.stat().st_size, digest


def _longest(rows: _Rows, name: str) -> int:
    # how long a column's cells can get, found by asking the store instead of writing twice
    span = (rows.connection, rows.meta.first, rows.meta.last)
    if name in ("text", "salted"):
        # in JSON a character can become an escape of six
        return records.longest_texts(*span) * (2 if name == "salted" else 1)
    if name in ("record", "details", "before", "after"):
        return records.longest_record(*span)
    return 0


def _short(head: bytes) -> str:
    from agentdesk.log.canonical import short

    return short(head)
