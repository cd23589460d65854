"""How deliveries are kept: a noun of its own in the catalog's records."""

from collections.abc import Mapping
from datetime import date

from agentdesk.catalog.model import Delivery, DeliveryLine, DeliveryState, Incoming, Lateness
from agentdesk.clock import moment, shop_day
from agentdesk.store import Act, Connection, Row

LOOKED_BACK = 20  # deliveries of a supplier that say how late it usually is
_COLUMNS = "id, ref, supplier, expected, state, received_at"


def _delivery(connection: Connection, row: Row) -> Delivery:
    lines = connection.execute(
        "SELECT l.product, p.sku, p.name, l.quantity, l.received, l.damaged FROM delivery_lines l"
        " JOIN products p ON p.id = l.product WHERE l.delivery = ? ORDER BY p.sku",
        (row["id"],),
    ).fetchall()
    return Delivery(
        row["id"],
        row["supplier"],
        date.fromisoformat(row["expected"]),
        DeliveryState(row["state"]),
        row["ref"],
        row["received_at"],
        tuple(DeliveryLine(*tuple(line)) for line in lines),
    )


def _all(connection: Connection, rest: str, values: tuple[object, ...]) -> list[Delivery]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM deliveries WHERE {rest}", values).fetchall()
    return [_delivery(connection, row) for row in rows]


def by_id(connection: Connection, delivery: int) -> Delivery | None:
    """Return one delivery."""
    return next(iter(_all(connection, "id = ?", (delivery,))), None)


def by_ref(connection: Connection, ref: str) -> Delivery | None:
    """Return the delivery that the ordering system calls ``ref``."""
    return next(iter(_all(connection, "ref = ?", (ref,))), None)


def all_open(connection: Connection) -> list[Delivery]:
    """Return what is still to come, soonest first."""
    return _all(connection, "state IN ('expected', 'partly') ORDER BY expected, id", ())


def latest(connection: Connection, limit: int = 50) -> list[Delivery]:
    """Return deliveries of every state, the last expected first."""
    return _all(connection, "1 ORDER BY expected DESC, id DESC LIMIT ?", (limit,))


def incoming(connection: Connection, product: int) -> list[Incoming]:
    """Return what is still to come of a product, soonest first."""
    rows = connection.execute(
        "SELECT d.id, d.supplier, d.expected, l.quantity - l.received - l.damaged AS units FROM delivery_lines l"
        " JOIN deliveries d ON d.id = l.delivery WHERE l.product = ? AND d.state IN ('expected', 'partly')"
        " AND l.quantity > l.received + l.damaged ORDER BY d.expected, d.id",
        (product,),
    ).fetchall()
    return [Incoming(row["id"], row["supplier"], date.fromisoformat(row["expected"]), row["units"]) for row in rows]


def promised_and_actual(connection: Connection, supplier: str, limit: int = LOOKED_BACK) -> list[tuple[date, str]]:
    """Return (day it was expected, stamp when the last of it came) of a supplier's last deliveries, newest first."""
    rows = connection.execute(
        "SELECT expected, received_at FROM deliveries WHERE supplier = ? AND state = 'received'"
        " ORDER BY received_at DESC LIMIT ?",
        (supplier, limit),
    ).fetchall()
    return [(date.fromisoformat(row["expected"]), row["received_at"]) for row in rows]


def usual_lateness(connection: Connection, supplier: str, zone: str) -> Lateness | None:
    """Return how late a supplier usually is, or None with fewer deliveries than say anything."""
    from agentdesk.catalog.rules import lateness

    days = [(shop_day(moment(at), zone) - day).days for day, at in promised_and_actual(connection, supplier)]
    return lateness(days)


def suppliers(connection: Connection) -> list[str]:
    """Return every supplier that has delivered."""
    rows = connection.execute("SELECT DISTINCT supplier FROM deliveries WHERE state = 'received' ORDER BY 1").fetchall()
    return [row["supplier"] for row in rows]


def add(act: Act, supplier: str, expected: date, lines: Mapping[int, int], ref: str | None = None) -> int:
    """Insert an expected delivery of product ids and quantities; returns its id."""
    delivery = act.insert(
        "INSERT INTO deliveries (ref, supplier, expected) VALUES (?, ?, ?)", (ref, supplier, expected.isoformat())
    )
    for product, quantity in lines.items():
        add_line(act, delivery, product, quantity)
    return delivery


def add_line(act: Act, delivery: int, product: int, quantity: int) -> None:
    """Add a line, or set what is expected on it."""
    act.execute(
        "INSERT INTO delivery_lines (delivery, product, quantity) VALUES (?, ?, ?)"
        " ON CONFLICT (delivery, product) DO UPDATE SET quantity = excluded.quantity",
        (delivery, product, quantity),
    )


def set_received(act: Act, delivery: int, line: DeliveryLine, received: int, damaged: int) -> bool:
    """Set a line's totals; False where somebody has changed them since ``line`` was read."""
    return bool(
        act.execute(
            "UPDATE delivery_lines SET received = ?, damaged = ? WHERE delivery = ? AND product = ?"
            " AND received = ? AND damaged = ?",
            (received, damaged, delivery, line.product, line.received, line.damaged),
        )
    )


def set_state(act: Act, delivery: int, state: DeliveryState, received_at: str | None) -> None:
    """Set how far a delivery has come."""
    act.execute("UPDATE deliveries SET state = ?, received_at = ? WHERE id = ?", (state, received_at, delivery))


def set_expected(act: Act, delivery: int, expected: date) -> None:
    """Set the day a delivery is expected on."""
    act.execute("UPDATE deliveries SET expected = ? WHERE id = ?", (expected.isoformat(), delivery))
