"""How shifts are kept."""

from agentdesk.shift.model import Shift
from agentdesk.store import Act, Connection, Row

_COLUMNS = "id, staff, desk, opened_at, paused_at, closed_at"


def _shift(row: Row) -> Shift:
    return Shift(row["id"], row["staff"], row["desk"], row["opened_at"], row["paused_at"], row["closed_at"])


def open_of(connection: Connection, staff: int) -> Shift | None:
    """Return a person's open shift."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM shifts WHERE staff = ? AND closed_at IS NULL",
        (staff,),
    ).fetchone()
    return _shift(row) if row else None


def by_id(connection: Connection, shift: int) -> Shift | None:
    """Return one shift."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM shifts WHERE id = ?", (shift,)).fetchone()
    return _shift(row) if row else None


def latest(connection: Connection, staff: int | None = None) -> Shift | None:
    """Return the shift opened last, of one person or of anybody."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM shifts WHERE ? IS NULL OR staff = ? ORDER BY id DESC LIMIT 1",
        (staff, staff),
    ).fetchone()
    return _shift(row) if row else None


def all_open(connection: Connection) -> list[Shift]:
    """Return every open shift, earliest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM shifts WHERE closed_at IS NULL ORDER BY id").fetchall()
    return [_shift(row) for row in rows]


def any_ever(connection: Connection) -> bool:
    """Say whether any shift was ever opened here."""
    return connection.execute("SELECT 1 FROM shifts LIMIT 1").fetchone() is not None


def add(act: Act, staff: int, desk: str) -> int:
    """Insert an open shift; returns its id."""
    return act.insert("INSERT INTO shifts (staff, desk, opened_at) VALUES (?, ?, ?)", (staff, desk, act.at))


def set_paused(act: Act, shift: int, paused_at: str | None) -> None:
    """Set or lift the pause."""
    act.execute("UPDATE shifts SET paused_at = ? WHERE id = ?", (paused_at, shift))


def close(act: Act, shift: int, note: str | None) -> None:
    """Close a shift, by whoever acts."""
    act.execute(
        "UPDATE shifts SET closed_at = ?, closed_by = ?, note = ?, paused_at = NULL WHERE id = ?",
        (act.at, act.actor.staff, note, shift),
    )
