"""Reading the log: entries with their texts, and the few words in which a person reads one."""

import json
from dataclasses import dataclass
from typing import Any

from agentdesk.log import records
from agentdesk.log.records import head
from agentdesk.store import Connection, Row

__all__ = ["Entry", "Wanted", "head", "last", "of_act", "of_contact", "wanted"]

_HASH_LENGTH = 32  # hex digits


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``record`` is the chained record, parsed; ``texts`` what has not been erased of its texts."""

    seq: int
    at: str
    act: str
    actor: int
    shift: int | None
    kind: str
    contact: int | None
    customer: int | None
    record: dict[str, Any]
    texts: dict[str, str]
    hash: bytes

    @property
    def words(self) -> str:
        """The act as people say it: ``hold placed``."""
        return self.kind.replace(".", " ").replace("-", " ")

    @property
    def erased(self) -> tuple[str, ...]:
        """The names of texts that the record vouches for and that are gone."""
        return tuple(sorted(set(self.record["text"]) - set(self.texts)))

    def detail(self) -> str:
        """What the entry says beside its kind, short: ids, codes and text."""
        record = self.record
        parts = [record["item"]] if record["item"] else []
        parts += [f"{key} {_short(value)}" for key, value in record["data"].items() if value not in (None, "", [], {})]
        for key, value in record["after"].items():
            was = record["before"].get(key)
            parts.append(f"{key} {_short(was)} → {_short(value)}" if was is not None else f"{key} {_short(value)}")
        parts += [f"“{text}”" for _, text in sorted(self.texts.items())]
        parts += [f"{field} erased" for field in self.erased]
        return "  ".join(parts)


def _short(value: object) -> object:
    # nobody reads a whole hash; its beginning is enough to tell two apart
    if isinstance(value, str) and len(value) >= _HASH_LENGTH and all(letter in "0123456789abcdef" for letter in value):
        return value[:8] + "…"
    return value


def last(connection: Connection, limit: int = 20, *, shift: int | None = None) -> list[Entry]:
    """Return the last entries, newest first; of one shift where one is given."""
    return _entries(connection, records.newest(connection, limit, {} if shift is None else {"shift = ?": shift}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: None means any. Stamps are UTC; ``kind`` is a kind or the noun before its point."""

    shift: int | None = None
    actor: int | None = None
    customer: int | None = None
    kind: str | None = None
    start: str | None = None
    end: str | None = None


def wanted(connection: Connection, which: Wanted, limit: int = 50, *, before: int | None = None) -> list[Entry]:
    """Return the last entries that are wanted, newest first; ``before`` a seq, for the next page."""
    conditions = {
        "shift = ?": which.shift,
        "actor = ?": which.actor,
        "customer = ?": which.customer,
        "at >= ?": which.start,
        "at < ?": which.end,
        "seq < ?": before,
    }
    asked: dict[str, object] = {text: value for text, value in conditions.items() if value is not None}
    if which.kind is not None:
        asked["instr(kind || '.', ? || '.') = 1"] = which.kind
    return _entries(connection, records.newest(connection, limit, asked))


def of_contact(connection: Connection, contact: int, limit: int = 100) -> list[Entry]:
    """Return a contact's entries, newest first."""
    return _entries(connection, records.newest(connection, limit, {"contact = ?": contact}))


def of_act(connection: Connection, act: str) -> list[Entry]:
    """Return the entries of one act, in order."""
    return _entries(connection, records.of_act(connection, act))


def _entries(connection: Connection, rows: list[Row]) -> list[Entry]:
    if not rows:
        return []
    texts: dict[int, dict[str, str]] = {}
    for row in records.texts_of(connection, (row["seq"] for row in rows)):
        texts.setdefault(row["seq"], {})[row["field"]] = row["text"]
    return [
        Entry(
            row["seq"],
            row["at"],
            row["act"],
            row["actor"],
            row["shift"],
            row["kind"],
            row["contact"],
            row["customer"],
            json.loads(row["record"]),
            texts.get(row["seq"], {}),
            row["hash"],
        )
        for row in rows
    ]
