"""How many customers at once are known again and kept."""

from collections.abc import Iterable, Sequence

from agentdesk.customers.checking import TEXTS, Checked
from agentdesk.customers.lookup.postings import among
from agentdesk.store import Act


def by_refs(act: Act, refs: Sequence[str]) -> list[tuple[int, str, bytes | None]]:
    """Return (id, ref, fingerprint of the row last imported) of the customers with these refs, aliases too."""
    rows = act.rows(among("SELECT id, ref, imported FROM customers WHERE ref IN (*)", refs), refs)
    return [(row[0], row[1], row[2]) for row in rows]


def by_digests(act: Act, digests: Sequence[bytes]) -> list[tuple[int, bytes]]:
    """Return (id, fingerprint) of the customers without a ref whose row was imported before."""
    sql = among("SELECT id, imported FROM customers WHERE ref IS NULL AND imported IN (*)", digests)
    return [(row[0], row[1]) for row in act.rows(sql, digests)]


def names_without_ref(act: Act, ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return (id, name) of those customers who have no ref."""
    rows = act.rows(among("SELECT id, name FROM customers WHERE ref IS NULL AND id IN (*)", ids), ids)
    return [(row[0], row[1]) for row in rows]


def set_imported(act: Act, customer: int, digest: bytes) -> None:
    """Keep the fingerprint of the row that a customer was last imported from."""
    act.execute("UPDATE customers SET imported = ? WHERE id = ?", (digest, customer))


def insert(act: Act, new: Iterable[tuple[Checked, bytes]]) -> range:
    """Insert customers with their fingerprints, numbers and tags; returns their ids, in order."""
    top = act.row("SELECT coalesce(max(id), 0) FROM customers")
    assert top is not None
    numbered = list(enumerate(new, top[0] + 1))
    marks = ", ".join("?" * (len(TEXTS) + 3))
    act.many(
        f"INSERT INTO customers (id, {', '.join(TEXTS)}, added_at, imported) VALUES ({marks})",
        [(one, *(text or None for text in said.values), act.at, digest) for one, (said, digest) in numbered],
    )
    act.many(
        "INSERT INTO phones (customer, place, text, e164, digits) VALUES (?, ?, ?, ?, ?)",
        [
            (one, place, phone.text, phone.e164, phone.digits)
            for one, (said, _) in numbered
            for place, phone in enumerate(said.phones, 1)
        ],
    )
    tags = [(one, tag) for one, (said, _) in numbered for tag in said.tags]
    if tags:
        act.many("INSERT INTO tags (customer, tag) VALUES (?, ?)", tags)
    return range(top[0] + 1, top[0] + 1 + len(numbered))


def set_pending(act: Act, first: int, last: int) -> None:
    """Say that these customers are stored and not in the lookup index yet."""
    act.execute("INSERT OR REPLACE INTO lookup_pending (kind, first, last) VALUES ('customers', ?, ?)", (first, last))


def end_pending(act: Act, first: int) -> None:
    """Say that the customers from this id on are in the index."""
    act.execute("DELETE FROM lookup_pending WHERE kind = 'customers' AND first = ?", (first,))
