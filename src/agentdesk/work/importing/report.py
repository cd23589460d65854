"""What an import did: the tally, and the report of rows that were not used."""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from agentdesk.errors import StoreError
from agentdesk.tables import BadRow, short


@dataclass(slots=True)
class Tally:
    """What an import did, row by row. ``done`` is the share of the file that was read, 0 to 1."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    done: float = 0.0

    def count(self, outcome: str) -> None:
        """Count a row that was ``added``, ``updated`` or ``unchanged``."""
        setattr(self, outcome, getattr(self, outcome) + 1)


Progress = Callable[[Tally], None]


@dataclass(slots=True)
class Report:
    """Bad rows as CSV, written as they come, for its owner alone; there is no file before the first."""

    path: Path
    rows: int = 0
    _file: IO[str] | None = None
    _writer: Callable[[list[object]], object] = field(default=lambda row: None)

    def add(self, bad: BadRow) -> None:
        """Write a row; formula cells are defused. Raises StoreError where it cannot be written."""
        self.rows += 1
        try:
            if self._file is None:
                descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                self._file = os.fdopen(descriptor, "w", encoding="utf-8", newline="", errors="replace")
                self._writer = csv.writer(self._file).writerow
                self._writer(["line", "column", "value", "reason"])
            self._writer([bad.line, defused(bad.column), defused(short(bad.value)), defused(bad.reason)])
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(
                f"The report {self.path} cannot be written: {reason}.", "Make room, or choose another with --report."
            ) from error

    @property
    def written(self) -> Path | None:
        """Where the rows are, or None where there are none."""
        return self.path if self.rows else None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
