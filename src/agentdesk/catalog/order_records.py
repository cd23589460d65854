"""How orders and their lines are kept."""

from dataclasses import dataclass

from agentdesk.store import Act


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it is kept: price in minor units for one, discount in hundredths of a percent."""

    sku: str | None
    name: str | None
    quantity: int
    price: int | None
    discount: int = 0


def put(
    act: Act,
    ref: str,
    customer: int | None,
    date: str | None,
    status: str | None,
    tracking: str | None,
    promised: str | None,
) -> str:
    """Insert or change an order by its number: ``added``, ``updated`` or ``unchanged``. What is not said stays."""
    known = act.row("SELECT id, customer, date, status, tracking, promised FROM orders WHERE ref = ?", (ref,))
    if known is None:
        act.execute(
            "INSERT INTO orders (ref, customer, date, status, tracking, promised) VALUES (?, ?, ?, ?, ?, ?)",
            (ref, customer, date, status, tracking, promised),
        )
        return "added"
    said = (customer, date, status, tracking, promised)
    now = tuple(new if new is not None else old for new, old in zip(said, tuple(known)[1:], strict=True))
    if now == tuple(known)[1:]:
        return "unchanged"
    act.execute(
        "UPDATE orders SET customer = ?, date = ?, status = ?, tracking = ?, promised = ? WHERE id = ?",
        (*now, known["id"]),
    )
    return "updated"


def put_line(act: Act, order: str, number: int, line: Kept) -> str:
    """Insert or change the ``number``-th line of an order; an order that is not there yet is begun."""
    known = act.row("SELECT id FROM orders WHERE ref = ?", (order,))
    identity = known["id"] if known else act.insert("INSERT INTO orders (ref) VALUES (?)", (order,))
    values = (line.sku, line.name, line.quantity, line.price, line.discount)
    there = act.row(
        "SELECT sku, name, quantity, price, discount FROM order_lines WHERE order_id = ? AND line = ?",
        (identity, number),
    )
    if there is None:
        act.execute(
            "INSERT INTO order_lines (order_id, line, sku, name, quantity, price, discount) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (identity, number, *values),
        )
        return "added"
    if tuple(there) == values:
        return "unchanged"
    act.execute(
        "UPDATE order_lines SET sku = ?, name = ?, quantity = ?, price = ?, discount = ? WHERE order_id = ? AND line = ?",
        (*values, identity, number),
    )
    return "updated"
