"""Reading the log: entries with their texts, and the few words in which a person reads one."""

import json
from dataclasses import dataclass
from typing import Any

from agentdesk.store import Connection, Row

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


def head(connection: Connection) -> tuple[int, bytes] | None:
    """Return seq and hash of the last entry, or None while there is none."""
    row = connection.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (row["seq"], row["hash"]) if row else None


def last(connection: Connection, limit: int = 20, *, shift: int | None = None) -> list[Entry]:
    """Return the last entries, newest first; of one shift where one is given."""
    if shift is None:
        rows = connection.execute("SELECT * FROM log ORDER BY seq DESC LIMIT ?", (limit,)).fetchall()
    else:
        rows = connection.execute(
            "SELECT * FROM log WHERE shift = ? ORDER BY seq DESC LIMIT ?", (shift, limit)
        ).fetchall()
    return _entries(connection, rows)


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
    asked = {text: value for text, value in conditions.items() if value is not None}
    values: list[object] = list(asked.values())
    where = list(asked)
    if which.kind is not None:
        where.append("(kind = ? OR substr(kind, 1, ?) = ?)")
        values += [which.kind, len(which.kind) + 1, f"{which.kind}."]
    rows = connection.execute(
        f"SELECT * FROM log WHERE {' AND '.join(where) or '1'} ORDER BY seq DESC LIMIT ?",  # noqa: S608
        (*values, limit),
    ).fetchall()
    return _entries(connection, rows)


def of_contact(connection: Connection, contact: int, limit: int = 100) -> list[Entry]:
    """Return a contact's entries, newest first."""
    rows = connection.execute(
        "SELECT * FROM log WHERE contact = ? ORDER BY seq DESC LIMIT ?", (contact, limit)
    ).fetchall()
    return _entries(connection, rows)


def of_act(connection: Connection, act: str) -> list[Entry]:
    """Return the entries of one act, in order."""
    rows = connection.execute("SELECT * FROM log WHERE act = ? ORDER BY seq", (act,)).fetchall()
    return _entries(connection, rows)


def _entries(connection: Connection, rows: list[Row]) -> list[Entry]:
    if not rows:
        return []
    numbers = ", ".join(str(int(row["seq"])) for row in rows)
    texts: dict[int, dict[str, str]] = {}
    for row in connection.execute(f"SELECT seq, field, text FROM log_text WHERE seq IN ({numbers})").fetchall():  # noqa: S608
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
