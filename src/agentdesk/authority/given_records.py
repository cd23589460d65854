"""What was given before, summed: by this person, to this customer, in this contact, on this purchase."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority.model import DISCOUNTS, PAID_BACK, Given, Purchase
from agentdesk.clock import moment, stamp
from agentdesk.money import rounded_share, share
from agentdesk.store import Connection, Row

_OFF = {*(kind.value for kind in DISCOUNTS), "used", "used here"}
_BACK = {kind.value for kind in PAID_BACK}


def given(
    connection: Connection,
    staff: int,
    shift_opened_at: str | None,
    customer: int | None,
    contact: int | None,
    bought: Purchase | None,
    days: int,
    now: datetime,
    zone: str,
) -> Given:
    """Return what was given before that counts for a request on a purchase. Days, weeks and months are the shop's.

    A shift closed and opened again on the same day goes on with the same budget; one that is open over midnight counts
    from the day it was opened on, so that turning the clock back and on again gains nothing. A walk-in who shows a
    customer's order counts as that customer.
    """
    if customer is None and bought is not None:
        customer = bought.customer
    local = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    day = stamp(local)
    week = stamp(local - timedelta(days=local.weekday()))
    month = stamp(local.replace(day=1))
    shift = day
    if shift_opened_at is not None:
        opened = moment(shift_opened_at).astimezone(ZoneInfo(zone))
        shift = min(day, stamp(opened.replace(hour=0, minute=0, second=0, microsecond=0)))
    alone = connection.execute(
        "SELECT coalesce(sum(value) FILTER (WHERE at >= ?2), 0), coalesce(sum(value) FILTER (WHERE at >= ?3), 0),"
        " coalesce(sum(value) FILTER (WHERE at >= ?4), 0), coalesce(sum(value) FILTER (WHERE at >= ?5), 0)"
        " FROM remedies WHERE state = 'given' AND approver IS NULL AND staff = ?1 AND at >= min(?2, ?4, ?5)",
        (staff, shift, day, week, month),
    ).fetchone()
    total, gestures = _of_customer(connection, customer, stamp(now - timedelta(days=days))) if customer else (0, 0)
    here, off, back = _on_purchase(connection, contact, bought.order if bought else None)
    whole = bought.whole - sum(off.values()) - sum(back.values()) if bought else None
    return Given(
        here, total, gestures, alone[0], alone[1], alone[2], alone[3], _part(off, bought), _part(back, bought),
        customer is not None, whole,
    )  # fmt: skip


def _of_customer(connection: Connection, customer: int, since: str) -> tuple[int, int]:
    """Return the sum and the number of gestures to a customer, under every id they were ever kept under.

    What was given without their name counts too: in a contact before they gave it, or on an order of theirs.
    """
    ids = ", ".join(str(each) for each in family(connection, customer))
    rows = connection.execute(
        f"SELECT kind, sum(value), count(*) FROM remedies WHERE state = 'given' AND customer IS NOT NULL"
        f" AND customer IN ({ids}) AND at >= ?1 GROUP BY kind",
        (since,),
    ).fetchall()
    nameless = "r.state = 'given' AND r.customer IS NULL AND r.at >= ?1"
    rows += connection.execute(
        f"SELECT kind, sum(value), count(*) FROM ("
        f" SELECT r.id, r.kind, r.value FROM contacts c JOIN remedies r ON r.contact = c.id"
        f" WHERE c.customer IN ({ids}) AND c.customer IS NOT NULL AND r.contact IS NOT NULL AND {nameless}"
        f" UNION SELECT r.id, r.kind, r.value FROM orders o JOIN remedies r ON r.order_id = o.id"
        f" WHERE o.customer IN ({ids}) AND r.order_id IS NOT NULL AND {nameless}) GROUP BY kind",
        (since,),
    ).fetchall()
    total = sum(row[1] for row in rows)
    return total, sum(row[2] for row in rows if row[0] not in ("refund", "rescind"))


def family(connection: Connection, customer: int) -> set[int]:
    """Return every id that a customer is or was kept under: merged customers are one."""
    row = connection.execute("SELECT coalesce(merged_into, id) FROM customers WHERE id = ?", (customer,)).fetchone()
    root = int(row[0]) if row else customer
    aliases = connection.execute("SELECT id FROM customers WHERE merged_into = ?", (root,)).fetchall()
    return {customer, root, *(int(each["id"]) for each in aliases)}


def same_customer(connection: Connection, one: int, other: int) -> bool:
    """Say whether two ids are the same customer's."""
    return other in family(connection, one)


def _part(sums: dict[int | None, int], bought: Purchase | None) -> int:
    """Return what of the sums by line falls on a purchase: a line bears its own, and its share of the whole order's."""
    if bought is None or bought.line is None:
        return sum(sums.values())
    return sums.get(bought.line, 0) + rounded_share(sums.get(None, 0), bought.total, bought.whole)


def _on_purchase(
    connection: Connection, contact: int | None, order: int | None
) -> tuple[int, dict[int | None, int], dict[int | None, int]]:
    """Return what was given here altogether; taken off this purchase, and paid back of it, by line (None: the whole)."""
    rows: list[Row] = []
    if contact is not None:
        rows += connection.execute(
            "SELECT kind, order_id, line, sum(value) FROM remedies WHERE contact = ? AND state = 'given'"
            " GROUP BY kind, order_id, line",
            (contact,),
        ).fetchall()
        # a voucher given in this same contact was counted then; it still takes something off the purchase
        rows += connection.execute(
            "SELECT iif(given_contact IS used_contact, 'used here', 'used') AS kind, used_order, NULL, sum(used_value)"
            " FROM vouchers WHERE state = 'used' AND used_contact = ? GROUP BY 1, used_order",
            (contact,),
        ).fetchall()
    if order is not None:
        rows += connection.execute(
            "SELECT kind, order_id, line, sum(value) FROM remedies WHERE state = 'given' AND order_id = ?1"
            " AND contact IS NOT ?2 GROUP BY kind, line",
            (order, contact),
        ).fetchall()
        rows += connection.execute(
            "SELECT 'used', used_order, NULL, sum(used_value) FROM vouchers WHERE state = 'used' AND used_order = ?1"
            " AND used_contact IS NOT ?2 GROUP BY used_order",
            (order, contact),
        ).fetchall()
    off: dict[int | None, int] = {}
    back: dict[int | None, int] = {}
    for kind, of_order, line, value in rows:
        sums = off if kind in _OFF else back if kind in _BACK else None
        if of_order == order and sums is not None:
            sums[line] = sums.get(line, 0) + value
    return sum(row[3] for row in rows if row[0] != "used here"), off, back


def purchase(connection: Connection, order: int, line: int | None = None) -> Purchase | None:
    """Return what an order, or one line of it, was sold for, each line's own discount taken off, rounded half up."""
    rows = connection.execute(
        "SELECT o.customer, l.line, l.quantity, l.price, l.discount, p.cost FROM orders o"
        " JOIN order_lines l ON l.order_id = o.id AND l.price IS NOT NULL"
        " LEFT JOIN products p ON p.sku = l.sku WHERE o.id = ?",
        (order,),
    ).fetchall()
    sold = {row["line"]: row["price"] * row["quantity"] for row in rows}
    paid = {row["line"]: sold[row["line"]] - share(sold[row["line"]], row["discount"]) for row in rows}
    wanted = [row for row in rows if line is None or row["line"] == line]
    if not wanted:
        return None
    costs = [row["cost"] * row["quantity"] for row in wanted if row["cost"] is not None]
    return Purchase(
        order, wanted[0]["customer"], sum(paid[row["line"]] for row in wanted),
        sum(costs) if len(costs) == len(wanted) else None, line, sum(paid.values()),
    )  # fmt: skip


def order_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the id of an order by its number."""
    row = connection.execute("SELECT id FROM orders WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None


def ref_of_order(connection: Connection, order: int) -> str | None:
    """Return the number of an order by its id."""
    row = connection.execute("SELECT ref FROM orders WHERE id = ?", (order,)).fetchone()
    return str(row["ref"]) if row else None
