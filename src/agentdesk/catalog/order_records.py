"""How orders and their lines are kept."""

from dataclasses import dataclass

from agentdesk.catalog.model import Order, OrderLine
from agentdesk.store import Act, Connection


@dataclass(frozen=True, slots=True)
class Stored:
    """An order's own row."""

    id: int
    ref: str
    customer: int | None
    date: str | None
    status: str | None
    tracking: str | None
    promised: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it is kept: price in minor units for one, discount in hundredths of a percent."""

    sku: str | None
    name: str | None
    quantity: int
    price: int | None
    discount: int = 0


def by_ref(connection: Connection, ref: str) -> Stored | None:
    """Return the order with a number."""
    row = connection.execute(
        "SELECT id, ref, customer, date, status, tracking, promised FROM orders WHERE ref = ?", (ref,)
    ).fetchone()
    return Stored(*row) if row else None


def add(
    act: Act,
    ref: str,
    customer: int | None = None,
    date: str | None = None,
    status: str | None = None,
    tracking: str | None = None,
    promised: str | None = None,
) -> int:
    """Insert an order; returns its id."""
    return act.insert(
        "INSERT INTO orders (ref, customer, date, status, tracking, promised) VALUES (?, ?, ?, ?, ?, ?)",
        (ref, customer, date, status, tracking, promised),
    )


def says_more(
    known: Stored,
    customer: int | None,
    date: str | None,
    status: str | None,
    tracking: str | None,
    promised: str | None,
) -> bool:
    """Say whether any of this is said, and is not what is known."""
    said = (customer, date, status, tracking, promised)
    was = (known.customer, known.date, known.status, known.tracking, known.promised)
    return any(new is not None and new != old for new, old in zip(said, was, strict=True))


def change(
    act: Act,
    known: Stored,
    customer: int | None,
    date: str | None,
    status: str | None,
    tracking: str | None,
    promised: str | None,
) -> None:
    """Take over what is said of an order; what is not said stays."""
    act.execute(
        "UPDATE orders SET customer = coalesce(?, customer), date = coalesce(?, date), status = coalesce(?, status),"
        " tracking = coalesce(?, tracking), promised = coalesce(?, promised) WHERE id = ?",
        (customer, date, status, tracking, promised, known.id),
    )


def lines_with(connection: Connection, order: int, sku: str | None) -> list[tuple[int, Kept]]:
    """Return an order's lines with an article number (or none), each with its id, as they came."""
    rows = connection.execute(
        "SELECT id, sku, name, quantity, price, discount FROM order_lines WHERE order_id = ? AND sku IS ? ORDER BY line",
        (order, sku),
    ).fetchall()
    return [(row[0], Kept(row[1], row[2], row[3], row[4], row[5])) for row in rows]


def add_line(act: Act, order: int, line: Kept) -> int:
    """Add a line after an order's last; returns its id."""
    return act.insert(
        "INSERT INTO order_lines (order_id, line, sku, name, quantity, price, discount)"
        " VALUES (?1, (SELECT coalesce(max(line), 0) + 1 FROM order_lines WHERE order_id = ?1), ?2, ?3, ?4, ?5, ?6)",
        (order, line.sku, line.name, line.quantity, line.price, line.discount),
    )


def change_line(act: Act, one: int, line: Kept) -> None:
    """Set what a line says."""
    act.execute(
        "UPDATE order_lines SET name = ?, quantity = ?, price = ?, discount = ? WHERE id = ?",
        (line.name, line.quantity, line.price, line.discount, one),
    )


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
