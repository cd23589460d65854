"""How limits and remedies are kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority.model import Given, Kind, Remedy, Request
from agentdesk.clock import stamp
from agentdesk.store import Act, Connection, Row

_NAMES = (
    "id", "kind", "state", "value", "points", "base", "currency", "reason", "customer", "contact", "staff", "shift",
    "approver", "at",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)


def _remedy(row: Row) -> Remedy:
    values = {name: row[name] for name in _NAMES}
    values["kind"] = Kind(values["kind"])
    return Remedy(**values)


def limits_in_force(connection: Connection) -> tuple[int, str] | None:
    """Return version and text of the limits in force."""
    row = connection.execute("SELECT version, text FROM limits ORDER BY version DESC LIMIT 1").fetchone()
    return (row["version"], row["text"]) if row else None


def add_limits(act: Act, text_hash: str, text: str) -> int:
    """Insert a version of the limits; returns its number."""
    return act.insert(
        "INSERT INTO limits (hash, text, set_by, set_at) VALUES (?, ?, ?, ?)",
        (text_hash, text, act.actor.staff, act.at),
    )


def given(
    connection: Connection, staff: int, shift: int | None, customer: int | None, contact: int | None, days: int, now: datetime,
    zone: str,
) -> Given:  # fmt: skip
    """Return what was given before that counts for this request. Days, weeks and months are the shop's."""
    local = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    week = local - timedelta(days=local.weekday())
    month = local.replace(day=1)
    by_customer = (
        _sum(connection, "customer = ? AND at >= ?", (customer, stamp(now - timedelta(days=days))))
        if customer
        else (0, 0)
    )
    return Given(
        contact=_sum(connection, "contact = ?", (contact,))[0] if contact else 0,
        customer=by_customer[0],
        customer_count=by_customer[1],
        shift=_sum(connection, "shift = ?", (shift,))[0] if shift else 0,
        day=_sum(connection, "staff = ? AND at >= ?", (staff, stamp(local)))[0],
        week=_sum(connection, "staff = ? AND at >= ?", (staff, stamp(week)))[0],
        month=_sum(connection, "staff = ? AND at >= ?", (staff, stamp(month)))[0],
        known_customer=customer is not None,
    )


def _sum(connection: Connection, where: str, values: tuple[object, ...]) -> tuple[int, int]:
    row = connection.execute(
        f"SELECT coalesce(sum(value), 0) AS total, count(*) AS n FROM remedies WHERE state = 'given' AND {where}",  # noqa: S608
        values,
    ).fetchone()
    return row["total"], row["n"]


def add(
    act: Act, request: Request, state: str, customer: int | None, contact: int | None, limits: int, failure: str | None,
    order: int | None = None,
) -> int:  # fmt: skip
    """Insert a remedy or a request of the actor's; returns its id."""
    return act.insert(
        "INSERT INTO remedies (kind, state, value, points, base, currency, reason, failure, customer, contact, order_id,"
        " staff, shift, limits, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            request.kind, state, request.value, request.points, request.base, act.currency, request.reason, failure,
            customer, contact, order, act.actor.staff, act.shift, limits, act.at,
        ),
    )  # fmt: skip


def by_id(connection: Connection, remedy: int) -> Remedy | None:
    """Return one remedy."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM remedies WHERE id = ?", (remedy,)).fetchone()  # noqa: S608
    return _remedy(row) if row else None


def of_contact(connection: Connection, contact: int) -> list[Remedy]:
    """Return what was given or asked in a contact, newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM remedies WHERE contact = ? ORDER BY id DESC",  # noqa: S608
        (contact,),
    ).fetchall()
    return [_remedy(row) for row in rows]


def end(act: Act, remedy: int, state: str) -> None:
    """Give a remedy or request its last state."""
    act.execute("UPDATE remedies SET state = ?, ended_at = ? WHERE id = ?", (state, act.at, remedy))
