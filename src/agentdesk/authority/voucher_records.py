"""How vouchers are kept."""

from agentdesk.authority.model import Voucher
from agentdesk.store import Act, Connection

_NAMES = (
    "id", "code", "remedy", "promise", "customer", "given_contact", "value", "points", "currency", "valid_until", "state",
    "ended_at", "used_contact", "used_order", "used_value",
)  # fmt: skip


def _find(connection: Connection, where: str, value: object) -> Voucher | None:
    row = connection.execute(f"SELECT {', '.join(_NAMES)} FROM vouchers WHERE {where}", (value,)).fetchone()
    return Voucher(**{name: row[name] for name in _NAMES}) if row else None


def by_id(connection: Connection, voucher: int) -> Voucher | None:
    """Return one voucher."""
    return _find(connection, "id = ?", voucher)


def by_code(connection: Connection, code: str) -> Voucher | None:
    """Return the voucher of a code without hyphens."""
    return _find(connection, "code = ?", code)


def of_remedy(connection: Connection, remedy: int) -> Voucher | None:
    """Return the voucher that a remedy is."""
    return _find(connection, "remedy = ?", remedy)


def open_of(connection: Connection, customer: int) -> list[Voucher]:
    """Return a customer's vouchers that were neither used nor cancelled, the one that ends first before."""
    rows = connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM vouchers WHERE customer = ? AND state = 'open' ORDER BY valid_until",
        (customer,),
    ).fetchall()
    return [Voucher(**{name: row[name] for name in _NAMES}) for row in rows]


def add(act: Act, voucher: Voucher) -> int:
    """Insert an open voucher; returns its id."""
    names = _NAMES[1:10]
    return act.insert(
        f"INSERT INTO vouchers ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        tuple(getattr(voucher, name) for name in names),
    )


def use(act: Act, voucher: int, value: int, contact: int | None, order: int | None) -> bool:
    """Use a voucher up; False where it is not open any more."""
    return bool(
        act.execute(
            "UPDATE vouchers SET state = 'used', ended_at = ?, ended_by = ?, used_contact = ?, used_order = ?,"
            " used_value = ? WHERE id = ? AND state = 'open'",
            (act.at, act.actor.staff, contact, order, value, voucher),
        )
    )


def cancel(act: Act, voucher: int) -> bool:
    """Cancel a voucher; False where it is not open any more."""
    return bool(
        act.execute(
            "UPDATE vouchers SET state = 'cancelled', ended_at = ?, ended_by = ? WHERE id = ? AND state = 'open'",
            (act.at, act.actor.staff, voucher),
        )
    )
