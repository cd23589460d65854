"""What a table is made of: rows, bad rows, and the refusals on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agentdesk.errors import InvalidInput


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
    """One row: its line (from 1) and the values of the fields that the file has, stripped."""

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


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that was read and checked: its line in the file, and what was made of it."""

    line: int
    value: Any


def short(text: str) -> str:
    """Return a text that a report can show."""
    text = text.rstrip("\r\n")
    return text if len(text) <= 80 else text[:79] + "…"
