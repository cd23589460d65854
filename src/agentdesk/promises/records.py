"""How promises are kept."""

from agentdesk.promises.model import Kind, Promise
from agentdesk.store import Act, Connection, Row

_COLUMNS = "id, kind, customer, owner, what, due_at, state, made_at, contact, at_risk"


def _promise(row: Row) -> Promise:
    return Promise(
        row["id"], Kind(row["kind"]), row["customer"], row["owner"], row["what"], row["due_at"], row["state"],
        row["made_at"], row["contact"], row["at_risk"],
    )  # fmt: skip


def by_id(connection: Connection, promise: int) -> Promise | None:
    """Return one promise."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM promises WHERE id = ?", (promise,)).fetchone()
    return _promise(row) if row else None


def open_of(connection: Connection, customer: int) -> list[Promise]:
    """Return what is owed to a customer, soonest first, dateless last."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM promises WHERE customer = ? AND state = 'open' ORDER BY due_at IS NULL, due_at, id",
        (customer,),
    ).fetchall()
    return [_promise(row) for row in rows]


def open_in(connection: Connection, contact: int) -> list[Promise]:
    """Return what was promised in a contact and is still owed."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM promises WHERE contact = ? AND state = 'open' ORDER BY id",
        (contact,),
    ).fetchall()
    return [_promise(row) for row in rows]


def all_open(connection: Connection, limit: int = 1000) -> list[Promise]:
    """Return everything owed, soonest first, dateless last."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM promises WHERE state = 'open' ORDER BY due_at IS NULL, due_at, id LIMIT ?",
        (limit,),
    ).fetchall()
    return [_promise(row) for row in rows]


def open_owned(connection: Connection, owner: int) -> list[Promise]:
    """Return everything that a person owes customers, soonest first, dateless last."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM promises WHERE owner = ? AND state = 'open' ORDER BY due_at IS NULL, due_at, id",
        (owner,),
    ).fetchall()
    return [_promise(row) for row in rows]


def overdue(connection: Connection, at: str) -> int:
    """Return how many open promises were due before a stamp."""
    row = connection.execute("SELECT count(*) FROM promises WHERE state = 'open' AND due_at < ?", (at,)).fetchone()
    return int(row[0])


def add(act: Act, promise: Promise) -> int:
    """Insert an open promise; its ``id`` is ignored; returns the new one."""
    return act.insert(
        "INSERT INTO promises (kind, customer, contact, owner, what, due_at, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (promise.kind, promise.customer, promise.contact, promise.owner, promise.what, promise.due_at, act.at),
    )


def end(act: Act, promise: int, state: str) -> Promise | None:
    """Keep or cancel an open promise; returns it as it is now, None where it is not open."""
    row = act.row(
        f"UPDATE promises SET state = ?, ended_at = ? WHERE id = ? AND state = 'open' RETURNING {_COLUMNS}",
        (state, act.at, promise),
    )
    return _promise(row) if row else None


def reopen(act: Act, promise: int) -> None:
    """Open an ended promise again, as undo does."""
    act.execute("UPDATE promises SET state = 'open', ended_at = NULL WHERE id = ?", (promise,))


def change(act: Act, promise: int, *, due_at: str | None, owner: int, at_risk: str | None) -> None:
    """Set due time, owner and risk."""
    act.execute(
        "UPDATE promises SET due_at = ?, owner = ?, at_risk = ? WHERE id = ?", (due_at, owner, at_risk, promise)
    )


def set_due(act: Act, promise: int, due_at: str | None) -> None:
    """Set when an open promise is due, as the units behind it move on; the caller's own entry says why."""
    act.execute("UPDATE promises SET due_at = ? WHERE id = ? AND state = 'open'", (due_at, promise))


def set_risk(act: Act, promise: int, at_risk: str | None) -> None:
    """Say why an open promise may not be kept, or that nothing stands in its way any more."""
    act.execute("UPDATE promises SET at_risk = ? WHERE id = ? AND state = 'open'", (at_risk, promise))
