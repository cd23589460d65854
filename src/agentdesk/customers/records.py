"""How customers are kept, and what belongs to them."""

from collections.abc import Iterable, Mapping, Sequence

from agentdesk.customers.model import Customer, Phone
from agentdesk.store import Act, Connection, Row

_TEXTS = (
    "ref", "name", "kana", "company", "email", "language", "loyalty", "address", "postcode", "city", "country", "notes",
    "banner", "since",
)  # fmt: skip
_CARD = f"SELECT id, {', '.join(_TEXTS)}, erased_at FROM customers"
_LONGEST_CHAIN = 50  # merges of merges


def by_id(connection: Connection, customer: int) -> Customer | None:
    """Return one customer; of one that was merged into another, the other."""
    return _customer(
        connection, connection.execute(f"{_CARD} WHERE id = ?", (survivor(connection, customer),)).fetchone()
    )


def by_ref(connection: Connection, ref: str) -> Customer | None:
    """Return the customer whom the importing system calls ``ref``, or called so before a merge."""
    known = id_of_ref(connection, ref)
    return by_id(connection, known) if known is not None else None


def id_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the id of the customer whom the importing system calls ``ref``, merges followed."""
    one = holder_of_ref(connection, ref)
    return survivor(connection, one) if one is not None else None


def holder_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the id that has a ref, be it an alias."""
    row = connection.execute("SELECT id FROM customers WHERE ref = ?", (ref,)).fetchone()
    return row["id"] if row else None


def survivor(connection: Connection, customer: int) -> int:
    """Return the customer that an id stands for now: itself, or the one it was merged into."""
    for _ in range(_LONGEST_CHAIN):
        row = connection.execute("SELECT merged_into FROM customers WHERE id = ?", (customer,)).fetchone()
        if row is None or row[0] is None:
            break
        customer = row[0]
    return customer


def _customer(connection: Connection, row: Row | None) -> Customer | None:
    if row is None:
        return None
    one = row["id"]
    more = _column(connection, "SELECT text FROM emails WHERE customer = ? ORDER BY place", one)
    return Customer(
        one,
        **{name: row[name] for name in _TEXTS},
        phones=phones(connection, one),
        emails=tuple(text for text in (row["email"], *more) if text),
        tags=_column(connection, "SELECT tag FROM tags WHERE customer = ? ORDER BY tag", one),
        aliases=_column(
            connection, "SELECT ref FROM customers WHERE merged_into = ? AND ref IS NOT NULL ORDER BY id", one
        ),
        erased=row["erased_at"] is not None,
    )


def _column(connection: Connection, sql: str, value: int) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(sql, (value,)).fetchall())


def phones(connection: Connection, customer: int) -> tuple[Phone, ...]:
    """Return a customer's numbers, in their order."""
    rows = connection.execute(
        "SELECT text, e164, digits FROM phones WHERE customer = ? ORDER BY place", (customer,)
    ).fetchall()
    return tuple(Phone(row["text"], row["e164"], row["digits"]) for row in rows)


def insert(act: Act, values: Mapping[str, str | None]) -> int:
    """Insert a customer with the fields given; returns the id."""
    marks = ", ".join("?" * (len(_TEXTS) + 1))
    return act.insert(
        f"INSERT INTO customers ({', '.join(_TEXTS)}, added_at) VALUES ({marks})",
        (*(values.get(name) for name in _TEXTS), act.at),
    )


def update(act: Act, customer: int, changes: Mapping[str, str | None]) -> None:
    """Set some of a customer's fields."""
    if changes:
        assert set(changes) <= set(_TEXTS)
        sets = ", ".join(f"{name} = ?" for name in changes)
        act.execute(f"UPDATE customers SET {sets} WHERE id = ?", (*changes.values(), customer))


def set_phones(act: Act, customer: int, numbers: Iterable[Phone]) -> None:
    """Replace a customer's numbers."""
    act.execute("DELETE FROM phones WHERE customer = ?", (customer,))
    act.many(
        "INSERT INTO phones (customer, place, text, e164, digits) VALUES (?, ?, ?, ?, ?)",
        [(customer, place, phone.text, phone.e164, phone.digits) for place, phone in enumerate(numbers, 1)],
    )


def set_more_emails(act: Act, customer: int, addresses: Sequence[str]) -> None:
    """Replace a customer's e-mail addresses beyond the first."""
    act.execute("DELETE FROM emails WHERE customer = ?", (customer,))
    act.many(
        "INSERT INTO emails (customer, place, text) VALUES (?, ?, ?)",
        [(customer, place, text) for place, text in enumerate(addresses, 2)],
    )


def set_tags(act: Act, customer: int, tags: Iterable[str]) -> None:
    """Replace a customer's tags."""
    act.execute("DELETE FROM tags WHERE customer = ?", (customer,))
    act.many("INSERT INTO tags (customer, tag) VALUES (?, ?)", [(customer, tag) for tag in sorted(set(tags))])


def owned_columns(connection: Connection) -> list[tuple[str, str]]:
    """Return every (table, column) that says whose a row is, but what the customer itself is made of."""
    rows = connection.execute(
        'SELECT t.name, f."from" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f'
        " WHERE t.type = 'table' AND f.\"table\" = 'customers'"
        " AND t.name NOT IN ('customers', 'phones', 'emails', 'tags') ORDER BY 1, 2"
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def move(act: Act, table: str, column: str, customer: int, to: int) -> int:
    """Let every row of a table that is one customer's be another's; returns how many. From ``owned_columns`` only."""
    return act.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (to, customer))


def make_alias(act: Act, customer: int, of: int) -> None:
    """Leave nothing of a customer but the ref, as an alias of another. What was merged into it follows."""
    blank = ", ".join(f"{name} = NULL" for name in _TEXTS if name not in {"ref", "name"})
    act.execute(f"UPDATE customers SET name = '', {blank}, merged_into = ? WHERE id = ?", (of, customer))
    act.execute("UPDATE customers SET merged_into = ? WHERE merged_into = ?", (of, customer))
    for table in ("phones", "emails", "tags"):
        act.execute(f"DELETE FROM {table} WHERE customer = ?", (customer,))


def blank(act: Act, customer: int) -> None:
    """Leave nothing of a customer and their aliases but ids, and that they were erased."""
    nothing = ", ".join(f"{name} = NULL" for name in _TEXTS if name != "name")
    act.execute(
        f"UPDATE customers SET name = '', {nothing}, imported = NULL, erased_at = ?1 WHERE id = ?2 OR merged_into = ?2",
        (act.at, customer),
    )
    for table in ("phones", "emails", "tags"):
        act.execute(f"DELETE FROM {table} WHERE customer = ?", (customer,))


def refs(connection: Connection, customer: int) -> list[str]:
    """Return a customer's own ref and those of the customers merged into it."""
    rows = connection.execute(
        "SELECT ref FROM customers WHERE (id = ?1 OR merged_into = ?1) AND ref IS NOT NULL", (customer,)
    ).fetchall()
    return [row[0] for row in rows]


def remember_erased(act: Act, digest: bytes) -> None:
    """Remember that whoever had this ref is not to come back with the next import."""
    act.execute("INSERT INTO erased_refs (digest, at) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, act.at))


def erased(connection: Connection, digests: Sequence[bytes]) -> set[bytes]:
    """Return which refs, by their digests, were erased."""
    marks = ",".join("?" * len(digests))
    rows = connection.execute(f"SELECT digest FROM erased_refs WHERE digest IN ({marks})", digests)
    return {row[0] for row in rows.fetchall()}


def any_erased(connection: Connection) -> bool:
    """Say whether anybody was ever erased."""
    return connection.execute("SELECT 1 FROM erased_refs LIMIT 1").fetchone() is not None
