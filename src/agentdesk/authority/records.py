"""How limits, remedies and requests are kept, and what was given before is summed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority.model import Given, Kind, Purchase, Remedy, Request
from agentdesk.clock import stamp
from agentdesk.money import share
from agentdesk.store import Act, Connection, Row

_KEPT = (
    "id", "kind", "state", "value", "points", "base", "currency", "reason", "customer", "contact", "order_id", "line",
    "days", "redeems", "staff", "shift", "limits", "at", "asked_seq", "expires_at", "digest", "tries", "approver", "how",
)  # fmt: skip
_COLUMNS = ", ".join(f"r.{name}" for name in _KEPT)
_SELECT = f"SELECT {_COLUMNS}, v.code FROM remedies r LEFT JOIN vouchers v ON v.remedy = r.id"  # noqa: S608


def _remedy(row: Row) -> Remedy:
    values = {name: row[name] for name in (*_KEPT, "code")}
    values["kind"] = Kind(values["kind"])
    values["order"] = values.pop("order_id")
    return Remedy(**values)


# -- limits --------------------------------------------------------------------------------------------------------


def limits_in_force(connection: Connection) -> Row | None:
    """Return version, text, hash and seq of the limits in force, with the log's record of them."""
    row: Row | None = connection.execute(
        "SELECT l.version, l.text, l.hash, l.seq, g.kind, g.record FROM limits l JOIN log g ON g.seq = l.seq"
        " ORDER BY l.version DESC LIMIT 1"
    ).fetchone()
    return row


def limits_versions(connection: Connection) -> list[Row]:
    """Return every version: number, hash, who set it and when; newest first."""
    return connection.execute("SELECT version, hash, set_by, set_at FROM limits ORDER BY version DESC").fetchall()


def next_limits_version(connection: Connection) -> int:
    """Return the number that the next version gets."""
    return int(connection.execute("SELECT coalesce(max(version), 0) + 1 FROM limits").fetchone()[0])


def add_limits(act: Act, version: int, text_hash: str, text: str, seq: int) -> None:
    """Insert a version of the limits."""
    act.execute(
        "INSERT INTO limits (version, hash, text, seq, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)",
        (version, text_hash, text, seq, act.actor.staff, act.at),
    )


# -- what was given before -----------------------------------------------------------------------------------------


def given(
    connection: Connection,
    staff: int,
    shift_opened_at: str | None,
    customer: int | None,
    contact: int | None,
    order: int | None,
    days: int,
    now: datetime,
    zone: str,
) -> Given:
    """Return what was given before that counts for this request. Days, weeks and months are the shop's.

    A shift closed and opened again on the same day goes on with the same budget.
    """
    local = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    day = stamp(local)
    week = stamp(local - timedelta(days=local.weekday()))
    month = stamp(local.replace(day=1))
    shift = min(shift_opened_at, day) if shift_opened_at else day
    alone = connection.execute(
        "SELECT coalesce(sum(value) FILTER (WHERE at >= ?2), 0), coalesce(sum(value) FILTER (WHERE at >= ?3), 0),"
        " coalesce(sum(value) FILTER (WHERE at >= ?4), 0), coalesce(sum(value) FILTER (WHERE at >= ?5), 0)"
        " FROM remedies WHERE state = 'given' AND approver IS NULL AND staff = ?1 AND at >= min(?2, ?4, ?5)",
        (staff, shift, day, week, month),
    ).fetchone()
    total, gestures = _of_customer(connection, customer, stamp(now - timedelta(days=days))) if customer else (0, 0)
    here, discounts, paid_back = _of_purchase(connection, contact, order)
    return Given(
        here, total, gestures, alone[0], alone[1], alone[2], alone[3], discounts, paid_back, customer is not None
    )


def _of_customer(connection: Connection, customer: int, since: str) -> tuple[int, int]:
    """Return the sum and the number of gestures to a customer, under every id they were ever kept under.

    What they were given as a walk-in, before they gave their name in that contact, counts too.
    """
    ids = ", ".join(str(each) for each in family(connection, customer))
    rows = connection.execute(
        f"SELECT kind, sum(value), count(*) FROM remedies WHERE state = 'given' AND customer IS NOT NULL"  # noqa: S608
        f" AND customer IN ({ids}) AND at >= ?1 GROUP BY kind"
        f" UNION ALL SELECT r.kind, sum(r.value), count(*) FROM contacts c JOIN remedies r ON r.contact = c.id"
        f" WHERE c.customer IN ({ids}) AND c.customer IS NOT NULL AND r.state = 'given' AND r.contact IS NOT NULL"
        f" AND r.customer IS NULL AND r.at >= ?1 GROUP BY r.kind",
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


def _of_purchase(connection: Connection, contact: int | None, order: int | None) -> tuple[int, int, int]:
    """Return what was given here altogether, taken off this purchase, and paid back of it."""
    rows: list[Row] = []
    if contact is not None:
        rows += connection.execute(
            "SELECT kind, order_id, sum(value) FROM remedies WHERE contact = ? AND state = 'given' GROUP BY kind, order_id",
            (contact,),
        ).fetchall()
        rows += connection.execute(
            "SELECT 'used', used_order, sum(used_value) FROM vouchers WHERE state = 'used' AND used_contact = ?"
            " AND given_contact IS NOT used_contact GROUP BY used_order",
            (contact,),
        ).fetchall()
        # counted when it was given, in this same contact; it still takes something off the purchase
        rows += connection.execute(
            "SELECT 'used here', used_order, sum(used_value) FROM vouchers WHERE state = 'used' AND used_contact = ?"
            " AND given_contact IS used_contact GROUP BY used_order",
            (contact,),
        ).fetchall()
    if order is not None:
        rows += connection.execute(
            "SELECT kind, order_id, sum(value) FROM remedies WHERE state = 'given' AND order_id = ?1"
            " AND contact IS NOT ?2 GROUP BY kind",
            (order, contact),
        ).fetchall()
        rows += connection.execute(
            "SELECT 'used', used_order, sum(used_value) FROM vouchers WHERE state = 'used' AND used_order = ?1"
            " AND used_contact IS NOT ?2",
            (order, contact),
        ).fetchall()
    same = [(row[0], row[2] or 0) for row in rows if row[1] == order]
    here = sum(row[2] or 0 for row in rows if row[0] != "used here")
    discounts = sum(value for kind, value in same if kind in ("percent", "amount", "price-match", "used", "used here"))
    return here, discounts, sum(value for kind, value in same if kind in ("refund", "rescind"))


def purchase(connection: Connection, order: int, line: int | None = None) -> Purchase | None:
    """Return what an order, or one line of it, was sold for, each line's own discount taken off, rounded half up."""
    rows = connection.execute(
        "SELECT o.customer, l.quantity, l.price, l.discount, p.cost FROM orders o"
        " LEFT JOIN order_lines l ON l.order_id = o.id AND (?2 IS NULL OR l.line = ?2)"
        " LEFT JOIN products p ON p.sku = l.sku WHERE o.id = ?1",
        (order, line),
    ).fetchall()
    priced = [row for row in rows if row["price"] is not None]
    if not priced:
        return None
    amounts = [row["price"] * row["quantity"] for row in priced]
    total = sum(amount - share(amount, row["discount"]) for amount, row in zip(amounts, priced, strict=True))
    costs = [row["cost"] * row["quantity"] for row in priced if row["cost"] is not None]
    return Purchase(order, priced[0]["customer"], total, sum(costs) if len(costs) == len(priced) else None)


def order_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the id of an order by its number."""
    row = connection.execute("SELECT id FROM orders WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None


# -- remedies and requests -----------------------------------------------------------------------------------------


def add(
    act: Act, request: Request, state: str, customer: int | None, contact: int | None, limits: int, failure: str
) -> int:
    """Insert a remedy or a request of the actor's; returns its id. A request is completed by ``set_asked``."""
    return act.insert(
        "INSERT INTO remedies (kind, state, value, points, base, currency, reason, failure, customer, contact, order_id,"
        " line, days, redeems, staff, shift, limits, at, expires_at, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            request.kind, state, request.value, request.points, request.base, act.currency, request.reason, failure,
            customer, contact, request.order, request.line, request.days, request.redeems, act.actor.staff, act.shift,
            limits, act.at, *(("", "") if state == "asked" else (None, None)),
        ),
    )  # fmt: skip


def set_asked(act: Act, remedy: int, seq: int, expires_at: str, digest: str) -> None:
    """Bind a request to its log entry, its expiry and the digest of what exactly was asked."""
    act.execute(
        "UPDATE remedies SET asked_seq = ?, expires_at = ?, digest = ? WHERE id = ?", (seq, expires_at, digest, remedy)
    )


def by_id(connection: Connection, remedy: int) -> Remedy | None:
    """Return one remedy."""
    row = connection.execute(f"{_SELECT} WHERE r.id = ?", (remedy,)).fetchone()
    return _remedy(row) if row else None


def _all(connection: Connection, where: str, values: Sequence[object]) -> list[Remedy]:
    return [_remedy(row) for row in connection.execute(f"{_SELECT} WHERE {where}", tuple(values)).fetchall()]


def of_contact(connection: Connection, contact: int) -> list[Remedy]:
    """Return what was given or asked in a contact, newest first."""
    return _all(connection, "r.contact = ? ORDER BY r.id DESC", (contact,))


def waiting(connection: Connection, at: str, staff: int | None = None) -> list[Remedy]:
    """Return requests that wait for a yes at a moment, oldest first: somebody's, or everybody's."""
    return _all(
        connection,
        "r.state = 'asked' AND r.expires_at > ?1 AND (?2 IS NULL OR r.staff = ?2) ORDER BY r.id",
        (at, staff),
    )


def answered(connection: Connection, staff: int, since: str) -> list[Remedy]:
    """Return somebody's requests asked since a moment that were answered, newest first."""
    return _all(
        connection,
        "r.staff = ? AND r.at >= ? AND r.asked_seq IS NOT NULL AND r.state IN ('given', 'redeemed', 'refused')"
        " ORDER BY r.id DESC LIMIT 5",
        (staff, since),
    )


def latest(connection: Connection, limit: int) -> list[Remedy]:
    """Return the last remedies and requests, newest first."""
    return _all(connection, "1 ORDER BY r.id DESC LIMIT ?", (limit,))


def uses(connection: Connection, since: str) -> list[Row]:
    """Return what was given, asked and answered from a moment on: only what fairness needs."""
    return connection.execute(
        "SELECT staff, reason, state, value, coalesce(approver, refuser) AS answered_by,"
        " approver IS NOT NULL AND approver_on_shift = 0 AS off_shift FROM remedies WHERE at >= ? ORDER BY id",
        (since,),
    ).fetchall()


def latest_since(connection: Connection, seq: int) -> str:
    """Return the latest moment that any log entry from ``seq`` on has: a clock set back does not turn time back."""
    return str(connection.execute("SELECT max(at) FROM log WHERE seq >= ?", (seq,)).fetchone()[0] or "")


def end(act: Act, remedy: int, before: str, state: str) -> bool:
    """Give a remedy or request its last state; False where it is not in the state it was thought to be in."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = ?, ended_at = ? WHERE id = ? AND state = ?", (state, act.at, remedy, before)
        )
    )


def refuse(act: Act, remedy: int, refuser: int) -> bool:
    """Answer a request with no; False where it waits no more."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = 'refused', refuser = ?, ended_at = ? WHERE id = ? AND state = 'asked'",
            (refuser, act.at, remedy),
        )
    )


def approve(act: Act, remedy: int, state: str, approver: int, how: str, *, on_shift: bool, limits: int) -> bool:
    """Turn a request into what was given, once; False where it waits no more."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = ?, approver = ?, how = ?, approver_on_shift = ?, limits = ?"
            " WHERE id = ? AND state = 'asked'",
            (state, approver, how, int(on_shift), limits, remedy),
        )
    )


def count_try(act: Act, remedy: int, most: int) -> bool:
    """Count a try at a PIN or code for a request; False where all of them are used."""
    return bool(
        act.execute(
            "UPDATE remedies SET tries = tries + 1 WHERE id = ? AND state = 'asked' AND tries < ?", (remedy, most)
        )
    )
