"""Orders as a card shows them: what was bought, when it was promised."""

from dataclasses import dataclass

from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order. ``price`` in minor units, for one."""

    sku: str | None
    name: str
    quantity: int
    price: int | None
    line: int = 1  # its number in the order


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines. ``date`` and ``promised`` are days as ISO text."""

    id: int
    ref: str
    date: str | None
    status: str | None
    tracking: str | None
    promised: str | None
    lines: tuple[OrderLine, ...] = ()


def of_customer(connection: Connection, customer: int, limit: int, skip: int = 0) -> tuple[Order, ...]:
    """Return a customer's orders with their lines, newest first."""
    rows = connection.execute(
        "SELECT id, ref, date, status, tracking, promised FROM orders WHERE customer = ?"
        " ORDER BY date DESC, id DESC LIMIT ? OFFSET ?",
        (customer, limit, skip),
    ).fetchall()
    return tuple(
        Order(
            row["id"],
            row["ref"],
            row["date"],
            row["status"],
            row["tracking"],
            row["promised"],
            _lines(connection, row["id"]),
        )
        for row in rows
    )


def how_many(connection: Connection, customer: int) -> int:
    """Return how many orders a customer has."""
    return int(connection.execute("SELECT count(*) FROM orders WHERE customer = ?", (customer,)).fetchone()[0])


def _lines(connection: Connection, order: int) -> tuple[OrderLine, ...]:
    rows = connection.execute(
        "SELECT l.sku, coalesce(l.name, p.name, l.sku, ''), l.quantity, l.price, l.line FROM order_lines l"
        " LEFT JOIN products p ON p.sku = l.sku WHERE l.order_id = ? ORDER BY l.line LIMIT 20",
        (order,),
    ).fetchall()
    return tuple(OrderLine(*tuple(row)) for row in rows)
