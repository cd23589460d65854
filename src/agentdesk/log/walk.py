"""Going along an export's rows: each against the one before, its own record, and what its readable columns say."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agentdesk.log.canonical import chained, text_hash
from agentdesk.log.columns import READABLE, check_of, joined, readable
from agentdesk.log.export import text_words
from agentdesk.log.formats import all_defused, line_format
from agentdesk.log.statement import Statement

Progress = Callable[[int, int], None]
_decode = json.JSONDecoder().raw_decode


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
