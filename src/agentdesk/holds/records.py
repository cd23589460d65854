"""How holds are kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from agentdesk.holds.model import Hold, InLine, State, Tell, Waiting
from agentdesk.store import Act, Connection, Row

_NAMES = (
    "id", "promise", "customer", "product", "quantity", "state", "queued", "tell", "placed_by", "placed_at",
    "queue_reason", "needed_by", "said", "contact", "aside_at", "told_at", "collect_by", "next_try", "ended_at",
    "reason",
)  # fmt: skip
_CHANGES = frozenset(_NAMES[4:]) - {"placed_by", "placed_at"}
COLUMNS = ", ".join(f"h.{name}" for name in _NAMES)


def day_of(text: str | None) -> date | None:
    """Return a stored day."""
    return date.fromisoformat(text) if text else None


def hold_of(row: Row) -> Hold:
    """Return the hold of a row of COLUMNS."""
    return Hold(
        row["id"], row["promise"], row["customer"], row["product"], row["quantity"], State(row["state"]), row["queued"],
        Tell(row["tell"]), row["placed_by"], row["placed_at"], row["queue_reason"], day_of(row["needed_by"]),
        day_of(row["said"]), row["contact"], row["aside_at"], row["told_at"], row["collect_by"], row["next_try"],
        row["ended_at"], row["reason"],
    )  # fmt: skip


def select(connection: Connection, rest: str, values: Sequence[object]) -> list[Hold]:
    """Return the holds that the rest of a query finds; the table is called h."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM holds h {rest}", tuple(values)).fetchall()
    return [hold_of(row) for row in rows]


def by_id(connection: Connection, hold: int) -> Hold | None:
    """Return one hold."""
    found = select(connection, "WHERE h.id = ?", (hold,))
    return found[0] if found else None


def of_promise(connection: Connection, promise: int) -> list[Hold]:
    """Return the parts of what was promised once."""
    return select(connection, "WHERE h.promise = ? ORDER BY h.id", (promise,))


def open_of(connection: Connection, customer: int) -> list[Hold]:
    """Return a customer's holds that are not over, oldest first."""
    return select(
        connection, "WHERE h.customer = ? AND h.state IN ('waiting', 'aside', 'told') ORDER BY h.id", (customer,)
    )


def queue(connection: Connection, product: int, limit: int) -> list[Waiting]:
    """Return who waits for a product, first in the queue first."""
    rows = connection.execute(
        "SELECT h.id, h.quantity, h.customer, h.tell <> 'none' AND h.queue_reason IS NULL AND p.due_at IS NOT NULL"
        " AND p.at_risk IS NULL FROM holds h JOIN promises p ON p.id = h.promise"
        " WHERE h.product = ? AND h.state = 'waiting' ORDER BY h.queued, h.id LIMIT ?",
        (product, limit),
    ).fetchall()
    return [Waiting(*row) for row in rows]


def in_line(connection: Connection, product: int) -> list[InLine]:
    """Return everybody who waits for a product, in queue order, as risk sees them."""
    rows = connection.execute(
        "SELECT h.id, h.promise, sum(h.quantity) OVER (ORDER BY h.queued, h.id) AS through, h.needed_by, h.said,"
        " p.at_risk, h.queue_reason FROM holds h JOIN promises p ON p.id = h.promise"
        " WHERE h.product = ? AND h.state = 'waiting' ORDER BY h.queued, h.id",
        (product,),
    ).fetchall()
    return [
        InLine(
            row["id"], row["promise"], row["through"], day_of(row["needed_by"]), day_of(row["said"]), row["at_risk"],
            row["queue_reason"],
        )
        for row in rows
    ]  # fmt: skip


def at_risk(connection: Connection, promise: int) -> str | None:
    """Return why a promise may not be kept, or None."""
    row = connection.execute("SELECT at_risk FROM promises WHERE id = ?", (promise,)).fetchone()
    return row["at_risk"] if row else None


def any_at_risk(connection: Connection, product: int) -> bool:
    """Say whether anybody in a product's queue is flagged."""
    row = connection.execute(
        "SELECT 1 FROM promises p WHERE p.state = 'open' AND p.at_risk > '' AND EXISTS"
        " (SELECT 1 FROM holds h WHERE h.promise = p.id AND h.product = ? AND h.state = 'waiting') LIMIT 1",
        (product,),
    ).fetchone()
    return row is not None


def products_waited_for(connection: Connection) -> list[int]:
    """Return the products that somebody waits for."""
    return [row["id"] for row in connection.execute("SELECT id FROM products WHERE queue > 0 ORDER BY id").fetchall()]


def aside_last_first(connection: Connection, product: int) -> list[Hold]:
    """Return holds whose units are set aside, the last in the queue first."""
    return select(
        connection,
        "WHERE h.product = ? AND h.state IN ('aside', 'told') ORDER BY h.queued DESC, h.id DESC",
        (product,),
    )


def before(connection: Connection, hold: Hold) -> tuple[int, int]:
    """Return how many holds and units stand before a waiting hold."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(quantity), 0) FROM holds WHERE product = ?1 AND state = 'waiting'"
        " AND (queued < ?2 OR (queued = ?2 AND id < ?3))",
        (hold.product, hold.queued, hold.id),
    ).fetchone()
    return int(row[0]), int(row[1])


def overdue(connection: Connection, at: str) -> list[Hold]:
    """Return holds whose pick-up window has ended, the one that ended first first."""
    return select(
        connection,
        "WHERE h.state IN ('aside', 'told') AND h.collect_by IS NOT NULL AND h.collect_by < ?"
        " ORDER BY h.collect_by, h.id",
        (at,),
    )


def count_windows(connection: Connection) -> int:
    """Return how many holds have a pick-up window that runs, or ran out."""
    row = connection.execute(
        "SELECT count(*) FROM holds WHERE state IN ('aside', 'told') AND collect_by IS NOT NULL"
    ).fetchone()
    return int(row[0])


def next_queued(connection: Connection) -> int:
    """Return the next number for a place in line."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM holds").fetchone()[0])


def add(act: Act, hold: Hold) -> int:
    """Insert a hold; its ``id`` is ignored; returns the new one."""
    return act.insert(
        "INSERT INTO holds (promise, customer, product, quantity, state, queued, tell, placed_by, placed_at,"
        " queue_reason, needed_by, said, contact, aside_at, told_at, collect_by, next_try, ended_at, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            hold.promise, hold.customer, hold.product, hold.quantity, hold.state, hold.queued, hold.tell,
            hold.placed_by, hold.placed_at, hold.queue_reason, _text(hold.needed_by), _text(hold.said), hold.contact,
            hold.aside_at, hold.told_at, hold.collect_by, hold.next_try, hold.ended_at, hold.reason,
        ),
    )  # fmt: skip


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def keep(act: Act, was: Hold, changes: Mapping[str, object]) -> bool:
    """Store what changes of a hold; False where it is no longer as it was read."""
    assert changes.keys() <= _CHANGES, changes
    columns = ", ".join(f"{name} = ?" for name in changes)
    values = [value.isoformat() if isinstance(value, date) else value for value in changes.values()]
    return bool(
        act.execute(
            f"UPDATE holds SET {columns} WHERE id = ? AND state = ? AND quantity = ?",
            (*values, was.id, was.state, was.quantity),
        )
    )


def set_aside(act: Act, holds: Sequence[Waiting]) -> bool:
    """Set waiting holds aside whole; False where one of them is no longer as it was read."""
    changed = act.many(
        "UPDATE holds SET state = 'aside', aside_at = ? WHERE id = ? AND state = 'waiting' AND quantity = ?",
        [(act.at, each.hold, each.quantity) for each in holds],
    )
    return changed == len(holds) or not holds


def take(act: Act, product: int, units: int) -> bool:
    """Set free units aside; False, and nothing changed, where fewer are free."""
    return bool(
        act.execute("UPDATE products SET aside = aside + ?1 WHERE id = ?2 AND on_hand - aside >= ?1", (units, product))
    )


def give_back(act: Act, product: int, units: int) -> bool:
    """Free units that were set aside; False where fewer are."""
    return bool(act.execute("UPDATE products SET aside = aside - ?1 WHERE id = ?2 AND aside >= ?1", (units, product)))


def hand_out(act: Act, product: int, units: int, hold: int) -> str | None:
    """Take units that were set aside out of the shop; returns the article number, None where fewer are aside."""
    row = act.row(
        "UPDATE products SET aside = aside - ?1, on_hand = on_hand - ?1 WHERE id = ?2 AND aside >= ?1 RETURNING sku",
        (units, product),
    )
    if row is None:
        return None
    act.execute(
        "INSERT INTO stock_moves (product, at, units, why, hold) VALUES (?, ?, ?, 'collected', ?)",
        (product, act.at, -units, hold),
    )
    return str(row["sku"])


def count_in(act: Act, product: int, units: int, holds: int) -> None:
    """Count units and holds into the queue, or with negative numbers out of it."""
    act.execute("UPDATE products SET waiting = waiting + ?, queue = queue + ? WHERE id = ?", (units, holds, product))


def of_customer(connection: Connection, customer: int) -> list[Hold]:
    """Return every hold a customer ever had, oldest first."""
    return select(connection, "WHERE h.customer = ? ORDER BY h.id", (customer,))


def set_customer(act: Act, hold: int, customer: int | None) -> None:
    """Say whose hold it is."""
    act.execute("UPDATE holds SET customer = ? WHERE id = ?", (customer, hold))


def first_in_queue(connection: Connection, product: int) -> int:
    """Return the place number of the first in a product's queue."""
    row = connection.execute(
        "SELECT min(queued) FROM holds WHERE product = ? AND state = 'waiting'", (product,)
    ).fetchone()
    return int(row[0] or 0)


def add_call(act: Act, hold: int, result: str) -> None:
    """Keep a try to reach somebody."""
    act.execute(
        "INSERT INTO hold_calls (hold, at, staff, result) VALUES (?, ?, ?, ?)",
        (hold, act.at, act.actor.staff, result),
    )


def due_of(connection: Connection, promise: int) -> str | None:
    """Return when a promise is due."""
    row = connection.execute("SELECT due_at FROM promises WHERE id = ?", (promise,)).fetchone()
    return row["due_at"] if row else None
