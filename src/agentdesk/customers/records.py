"""How customers are kept."""

from agentdesk.customers.model import Customer, Phone
from agentdesk.store import Connection

_NAMES = (
    "id", "ref", "name", "kana", "company", "email", "language", "loyalty", "address", "postcode", "city", "country",
    "notes", "banner", "since",
)  # fmt: skip


def _find(connection: Connection, where: str, value: object) -> Customer | None:
    row = connection.execute(f"SELECT {', '.join(_NAMES)} FROM customers WHERE {where}", (value,)).fetchone()  # noqa: S608
    if row is None:
        return None
    phones = connection.execute(
        "SELECT text, e164 FROM phones WHERE customer = ? ORDER BY place", (row["id"],)
    ).fetchall()
    numbers = tuple(Phone(phone["text"], phone["e164"]) for phone in phones)
    return Customer(**{name: row[name] for name in _NAMES}, phones=numbers)


def by_id(connection: Connection, customer: int) -> Customer | None:
    """Return one customer."""
    return _find(connection, "id = ?", customer)


def by_ref(connection: Connection, ref: str) -> Customer | None:
    """Return the customer whom the importing system calls ``ref``."""
    return _find(connection, "ref = ?", ref)
