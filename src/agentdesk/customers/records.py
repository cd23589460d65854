"""How customers are kept."""

from collections.abc import Mapping, Sequence

from agentdesk.customers.model import Customer, Phone
from agentdesk.store import Act, Connection, Row

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


def id_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the id of the customer whom the importing system calls ``ref``."""
    row = connection.execute("SELECT id FROM customers WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None


def phones(connection: Connection, customer: int) -> list[Row]:
    """Return a customer's numbers: text, e164, digits."""
    return connection.execute(
        "SELECT text, e164, digits FROM phones WHERE customer = ? ORDER BY place", (customer,)
    ).fetchall()


_KEPT = (
    "ref", "name", "kana", "company", "email", "language", "loyalty", "address", "postcode", "city", "country", "notes",
    "banner", "since",
)  # fmt: skip


def insert(act: Act, details: object) -> int:
    """Insert a customer; returns the id."""
    marks = ", ".join("?" * (len(_KEPT) + 1))
    return act.insert(
        f"INSERT INTO customers ({', '.join(_KEPT)}, added_at) VALUES ({marks})",  # noqa: S608
        (*(getattr(details, name) for name in _KEPT), act.at),
    )


def update(act: Act, customer: int, changes: Mapping[str, object]) -> None:
    """Set some of a customer's fields."""
    if changes:
        assert set(changes) <= set(_KEPT)
        sets = ", ".join(f"{name} = ?" for name in changes)
        act.execute(f"UPDATE customers SET {sets} WHERE id = ?", (*changes.values(), customer))  # noqa: S608


def set_phones(act: Act, customer: int, numbers: Sequence[tuple[str, str | None, str]]) -> None:
    """Replace a customer's numbers: text, E.164 where it could be read, digits."""
    act.execute("DELETE FROM phones WHERE customer = ?", (customer,))
    act.many(
        "INSERT INTO phones (customer, place, text, e164, digits) VALUES (?, ?, ?, ?, ?)",
        [(customer, place, *number) for place, number in enumerate(numbers, 1)],
    )
