"""How holds are read in lists: everything, who is to be told, what is open, for reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from agentdesk.holds.model import Hold, Result, State, Tried
from agentdesk.holds.records import COLUMNS, hold_of, select
from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class Listed:
    """A hold in a list: with its customer's and product's names, and its place where it waits."""

    hold: Hold
    customer_ref: str | None
    customer_name: str | None
    sku: str
    product_name: str
    position: int | None
    units_through: int | None
    at_risk: str | None = None


def listed(
    connection: Connection,
    *,
    state: State | None = None,
    product: int | None = None,
    customer: int | None = None,
    limit: int = 100_000,
) -> list[Listed]:
    """Return holds, oldest first, of every state or of one; of one product or customer."""
    rows = connection.execute(
        f"SELECT {COLUMNS}, c.ref AS customer_ref, c.name AS customer_name, p.sku, p.name AS product_name,"
        " q.position, q.units_through, o.at_risk FROM holds h JOIN products p ON p.id = h.product"
        " JOIN promises o ON o.id = h.promise"
        " LEFT JOIN customers c ON c.id = h.customer LEFT JOIN ("
        "   SELECT id, row_number() OVER line AS position, sum(quantity) OVER line AS units_through FROM holds"
        "   WHERE state = 'waiting' AND (?1 IS NULL OR product = ?1)"
        "   WINDOW line AS (PARTITION BY product ORDER BY queued, id)"
        " ) q ON q.id = h.id"
        " WHERE (?1 IS NULL OR h.product = ?1) AND (?2 IS NULL OR h.state = ?2) AND (?3 IS NULL OR h.customer = ?3)"
        " ORDER BY h.id LIMIT ?4",
        (product, state, customer, limit),
    ).fetchall()
    return [
        Listed(
            hold_of(row), row["customer_ref"], row["customer_name"], row["sku"], row["product_name"], row["position"],
            row["units_through"], row["at_risk"] if not State(row["state"]).over else None,
        )
        for row in rows
    ]  # fmt: skip


def to_tell(connection: Connection, limit: int) -> list[Hold]:
    """Return holds whose customer has to hear something: units are here, or were set aside and are not there."""
    return select(
        connection,
        "JOIN promises p ON p.id = h.promise WHERE (h.state = 'aside' AND h.collect_by IS NULL)"
        " OR (h.state = 'waiting' AND h.queue_reason = 'short') ORDER BY h.state DESC, p.due_at, h.queued, h.id"
        " LIMIT ?",
        (limit,),
    )


def ending(connection: Connection, at: str, *, since: str = "", limit: int = 100_000) -> list[Hold]:
    """Return holds whose pick-up window ends by a stamp, not before ``since``; the one that ends first first."""
    return select(
        connection,
        "WHERE h.state IN ('aside', 'told') AND h.collect_by IS NOT NULL AND h.collect_by <= ? AND h.collect_by >= ?"
        " ORDER BY h.collect_by, h.id LIMIT ?",
        (at, since, limit),
    )


def last_told(connection: Connection, holds: Sequence[int]) -> dict[int, str]:
    """Return when the customers of these holds were last told something, as far as they ever were."""
    numbers = ", ".join(str(int(hold)) for hold in holds)
    rows = connection.execute(
        f"SELECT hold, max(at) AS at FROM hold_calls WHERE hold IN ({numbers})"
        " AND result IN ('reached', 'voicemail', 'message') GROUP BY hold"
    ).fetchall()
    return {row["hold"]: row["at"] for row in rows}


def tries(connection: Connection, holds: Sequence[int]) -> list[Tried]:
    """Return every try to reach somebody about these holds, oldest first."""
    numbers = ", ".join(str(int(hold)) for hold in holds)
    rows = connection.execute(
        f"SELECT DISTINCT at, staff, result FROM hold_calls WHERE hold IN ({numbers}) ORDER BY id"
    ).fetchall()
    return [Tried(row["at"], row["staff"], Result(row["result"])) for row in rows]


def changed_since(connection: Connection, customer: int, at: str) -> bool:
    """Say whether a customer's card was changed at the desk since a stamp."""
    row = connection.execute(
        "SELECT 1 FROM log WHERE customer = ? AND kind = 'customer.changed' AND at >= ? LIMIT 1", (customer, at)
    ).fetchone()
    return row is not None


@dataclass(frozen=True, slots=True)
class OpenHold:
    """A hold that is not over, as reports count it."""

    sku: str
    name: str
    supplier: str | None
    quantity: int
    state: str
    placed_at: str
    at_risk: bool


def all_open(connection: Connection) -> list[OpenHold]:
    """Return every hold that is not over, for reports."""
    rows = connection.execute(
        "SELECT a.sku, a.name, a.supplier, h.quantity, h.state, h.placed_at, p.at_risk IS NOT NULL AS risky"
        " FROM holds h JOIN products a ON a.id = h.product JOIN promises p ON p.id = h.promise"
        " WHERE h.state IN ('waiting', 'aside', 'told')"
    ).fetchall()
    return [
        OpenHold(
            row["sku"],
            row["name"],
            row["supplier"],
            row["quantity"],
            row["state"],
            row["placed_at"],
            bool(row["risky"]),
        )
        for row in rows
    ]


def last_act(connection: Connection, hold: Hold, staff: int) -> str | None:
    """Return the act in which somebody last did something to a hold, if nobody did anything to it since."""
    row = connection.execute(
        "SELECT act, actor FROM log WHERE customer IS ? AND kind LIKE 'hold.%'"
        " AND json_extract(record, '$.data.hold') = ? ORDER BY seq DESC LIMIT 1",
        (hold.customer, hold.id),
    ).fetchone()
    return row["act"] if row and row["actor"] == staff else None
