"""The rows that a lookup reads: of few people, by their ids, and nothing that is not ranked or shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from agentdesk.customers.lookup.model import Reason
from agentdesk.customers.lookup.postings import among
from agentdesk.customers.lookup.terms import digits_of, number
from agentdesk.store import Connection, Row

_MOST_OWED = 5000


@dataclass(frozen=True, slots=True)
class Record:
    """A customer's row as ranking needs it; ``phones`` are (as written, digits), read only where digits were typed."""

    id: int
    ref: str | None
    name: str
    kana: str | None
    company: str | None
    email: str | None
    loyalty: str | None
    postcode: str | None
    city: str | None
    phones: tuple[tuple[str, str], ...] = ()


def records(connection: Connection, ids: Sequence[int], *, with_phones: bool) -> list[Record]:
    """Return the rows of customers that are not aliases of another, in no order."""
    sql = among(
        "SELECT id, ref, name, kana, company, email, loyalty, postcode, city FROM customers"
        " WHERE id IN (*) AND merged_into IS NULL",
        ids,
    )
    numbers = phones(connection, ids) if with_phones else {}
    rows = connection.execute(sql, ids).fetchall()
    return [_record(row, tuple(numbers.get(row["id"], ()))) for row in rows]


def _record(row: Row, numbers: tuple[tuple[str, str], ...]) -> Record:
    one, ref, name, kana, company, email, loyalty, postcode, city = row
    return Record(one, ref, name, kana, company, email, loyalty, postcode, city, numbers)


def phones(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Return the numbers of customers, each as it was written and its digits."""
    found: dict[int, list[tuple[str, str]]] = {}
    sql = among("SELECT customer, text, digits FROM phones WHERE customer IN (*) ORDER BY customer, place", ids)
    for row in connection.execute(sql, ids).fetchall():
        found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def named_orders(connection: Connection, ids: Sequence[int], typed: str) -> list[tuple[int, Reason, bool]]:
    """Return, of orders that have a customer: who, by which number what was typed found it, and whether that is whole."""
    sql = among("SELECT customer, ref, tracking FROM orders WHERE id IN (*) AND customer IS NOT NULL", ids)
    found = []
    for customer, ref, tracking in connection.execute(sql, ids).fetchall():
        by_ref = any(plain.startswith(typed) for plain in (number(ref), digits_of(number(ref))))
        text = ref if by_ref or not tracking else tracking
        plain = number(text)
        reason = Reason("order" if by_ref or not tracking else "tracking", text)
        found.append((customer, reason, typed in (plain, digits_of(plain))))
    return found


def items(connection: Connection, codes: Collection[str]) -> list[tuple[int, str, str, str | None]]:
    """Return (id, sku, name, barcode) of the products with one of these codes."""
    values = list(codes)
    sql = among("SELECT id, sku, name, barcode FROM products WHERE sku IN (*) OR barcode IN (*)", values)
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(sql, values * 2).fetchall()]


def at_hand(connection: Connection, since: str) -> frozenset[int]:
    """Return the customers who are owed something now or had a contact since a moment (a stamp of the store).

    Of very many promises those that are due first count: this is asked after each write of anybody.
    """
    owed = connection.execute(
        "SELECT customer FROM promises WHERE state = 'open' AND customer IS NOT NULL ORDER BY due_at LIMIT ?",
        (_MOST_OWED,),
    ).fetchall()
    here = connection.execute(
        "SELECT customer FROM contacts WHERE opened_at >= ? AND customer IS NOT NULL", (since,)
    ).fetchall()
    return frozenset(row[0] for row in (*owed, *here))


def customers(connection: Connection) -> int:
    """Return about how many customers there are, at the cost of one look."""
    return connection.execute("SELECT max(id) FROM customers").fetchone()[0] or 1
