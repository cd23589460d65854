"""How what a closed shift leaves behind is kept, item by item."""

from agentdesk.shift.model import Item
from agentdesk.store import Act, Connection, Row

_COLUMNS = "id, shift, owner, kind, subject, state, taken_by, note, reason, at, ended_at"


def _item(row: Row) -> Item:
    return Item(*(row[name] for name in _COLUMNS.split(", ")))


def add(act: Act, shift: int, owner: int, kind: str, subject: int | None, note: str | None = None) -> int:
    """Insert a waiting item; returns its id. One that waits already for the same thing is over."""
    if subject is not None:
        act.execute(
            "UPDATE handovers SET state = 'over', ended_at = ? WHERE kind = ? AND subject = ?"
            " AND state IN ('waiting', 'returned')",
            (act.at, kind, subject),
        )
    return act.insert(
        "INSERT INTO handovers (shift, owner, kind, subject, state, note, at) VALUES (?, ?, ?, ?, 'waiting', ?, ?)",
        (shift, owner, kind, subject, note, act.at),
    )


def by_id(connection: Connection, item: int) -> Item | None:
    """Return one item."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM handovers WHERE id = ?", (item,)).fetchone()
    return _item(row) if row else None


def waiting(connection: Connection) -> list[Item]:
    """Return what waits to be taken, and what was handed back, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM handovers WHERE state IN ('waiting', 'returned') ORDER BY id"
    ).fetchall()
    return [_item(row) for row in rows]


def of_shift(connection: Connection, shift: int) -> list[Item]:
    """Return everything that a shift handed over."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM handovers WHERE shift = ? ORDER BY id", (shift,)).fetchall()
    return [_item(row) for row in rows]


def accepted(act: Act, item: int) -> None:
    """Note that whoever acts took an item."""
    act.execute(
        "UPDATE handovers SET state = 'accepted', taken_by = ?, ended_at = ? WHERE id = ?",
        (act.actor.staff, act.at, item),
    )


def returned(act: Act, item: int, reason: str) -> None:
    """Hand an item back: it waits for its owner again, with the reason."""
    act.execute(
        "UPDATE handovers SET state = 'returned', taken_by = ?, reason = ? WHERE id = ?",
        (act.actor.staff, reason, item),
    )
