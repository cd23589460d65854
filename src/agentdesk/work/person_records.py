"""Everything that the store holds about a person, found by the schema's own references, so that no table is forgotten."""

from collections.abc import Iterable
from typing import Any

from agentdesk.store import Act, Connection

# table, column of every free text that is not the log's and may name somebody else's customer; all have an id
_FREE = (
    ("contacts", "note"), ("contacts", "outcome"), ("promises", "what"), ("shifts", "note"), ("handovers", "note"),
    ("handovers", "reason"),
)  # fmt: skip
# tables whose rows belong to a row that belongs to a customer
_CHILDREN = {"orders": (("order_lines", "order_id"),), "holds": (("hold_calls", "hold"),)}


def family(connection: Connection, customer: int) -> list[int]:
    """Return a customer's id and the ids of who was merged into them."""
    rows = connection.execute(
        "SELECT id FROM customers WHERE id = ?1 OR merged_into = ?1 ORDER BY id", (customer,)
    ).fetchall()
    return [row["id"] for row in rows]


def is_there(connection: Connection, customer: int) -> bool:
    """Say whether there is such a customer, not erased."""
    row = connection.execute("SELECT 1 FROM customers WHERE id = ? AND erased_at IS NULL", (customer,)).fetchone()
    return row is not None


def references(connection: Connection) -> list[tuple[str, str]]:
    """Return every (table, column) that refers to a customer."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [
        (table, row["from"])
        for (table,) in tables
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        if row["table"] == "customers" and table != "customers"
    ]


def everything(connection: Connection, customer: int) -> dict[str, list[dict[str, Any]]]:
    """Return every row about a customer, by table."""
    ids = _marks(family(connection, customer))
    found = {"customers": _rows(connection, "customers", f"id IN ({ids})")}
    for table, column in references(connection):
        rows = _rows(connection, table, f"{column} IN ({ids})")
        there = found.setdefault(table, [])
        there += [row for row in rows if row not in there]
        for child, parent in _CHILDREN.get(table, ()):
            mine = _marks([row["id"] for row in rows])
            found.setdefault(child, []).extend(_rows(connection, child, f"{parent} IN ({mine})"))
    mine = f"customer IN ({ids}) OR contact IN (SELECT id FROM contacts WHERE customer IN ({ids}))"
    found["log"] = _rows(connection, "log", mine)
    found["log_text"] = _rows(connection, "log_text", f"seq IN (SELECT seq FROM log WHERE {mine})")
    return {table: rows for table, rows in found.items() if rows}


def product_names(connection: Connection, products: Iterable[int]) -> dict[int, str]:
    """Return the names of some products by their ids."""
    rows = connection.execute(f"SELECT id, name FROM products WHERE id IN ({_marks(products)})").fetchall()
    return {row["id"]: row["name"] for row in rows}


def _marks(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in ids)


def _rows(connection: Connection, table: str, where: str) -> list[dict[str, Any]]:
    rows = connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
    return [{name: row[name] for name in row.keys() if not isinstance(row[name], bytes)} for row in rows]  # noqa: SIM118 - a row is no mapping


def still_open(connection: Connection, customer: int) -> list[str]:
    """Return what is not over yet with a customer, in words."""
    ids = _marks(family(connection, customer))
    found = []
    for words, sql in (
        ("contacts", f"SELECT count(*) FROM contacts WHERE customer IN ({ids}) AND state <> 'finished'"),
        ("holds", f"SELECT count(*) FROM holds WHERE customer IN ({ids}) AND state IN ('waiting', 'aside', 'told')"),
        ("promises", f"SELECT count(*) FROM promises WHERE customer IN ({ids}) AND state = 'open'"),
    ):
        count = connection.execute(sql).fetchone()[0]
        if count:
            found.append(f"{words} {count}")
    return found


def promises_to_cancel(connection: Connection, customer: int) -> list[int]:
    """Return call-backs and answers owed: nobody can be called any more."""
    ids = _marks(family(connection, customer))
    rows = connection.execute(
        f"SELECT id FROM promises WHERE customer IN ({ids}) AND state = 'open' AND kind IN ('call-back', 'find-out')"
    ).fetchall()
    return [row["id"] for row in rows]


def contacts_of(connection: Connection, customer: int) -> list[int]:
    """Return a customer's contacts."""
    ids = _marks(family(connection, customer))
    return [row["id"] for row in connection.execute(f"SELECT id FROM contacts WHERE customer IN ({ids})").fetchall()]


def empty_texts(act: Act, customer: int) -> None:
    """Take free text out of the rows that stay, and what earlier acts answered out of their keys."""
    ids = _marks(family(act.connection, customer))
    act.execute(f"UPDATE contacts SET note = NULL, outcome = NULL WHERE customer IN ({ids})")
    act.execute(f"UPDATE promises SET what = 'erased' WHERE customer IN ({ids})")
    held = f"(kind = 'promise' AND subject IN (SELECT id FROM promises WHERE customer IN ({ids})))"
    talks = f"(kind = 'contact' AND subject IN (SELECT id FROM contacts WHERE customer IN ({ids})))"
    act.execute(f"UPDATE handovers SET reason = NULL WHERE {held} OR {talks}")
    act.execute(f"UPDATE acts SET answer = NULL WHERE act IN (SELECT act FROM log WHERE customer IN ({ids}))")


def log_texts(connection: Connection, customer: int) -> set[tuple[int, str]]:
    """Return the texts of a customer's log entries, as (seq, field)."""
    ids = _marks(family(connection, customer))
    rows = connection.execute(
        f"SELECT t.seq, t.field FROM log_text t JOIN log l ON l.seq = t.seq WHERE l.customer IN ({ids})"
        f" OR l.contact IN (SELECT id FROM contacts WHERE customer IN ({ids}))"
    ).fetchall()
    return {(row["seq"], row["field"]) for row in rows}


def own_texts(connection: Connection, customer: int, rows: Iterable[tuple[str, str, int]]) -> int:
    """Return how many of some rows, as (table, column, id), are a customer's own."""
    ids = _marks(family(connection, customer))
    mine = {
        (table, row["id"])
        for table in ("contacts", "promises")
        for row in connection.execute(f"SELECT id FROM {table} WHERE customer IN ({ids})").fetchall()
    }
    return sum((table, number) in mine for table, _, number in rows)


def erase_log_texts(act: Act, customer: int, others: Iterable[tuple[int, str]]) -> int:
    """Take the texts of a customer's log entries away, and ``others``, with their salts, on record; returns how many."""
    gone = sorted(log_texts(act.connection, customer) | set(others))
    act.many("INSERT INTO log_erasures (seq, field, act) VALUES (?, ?, ?)", [(*each, act.id) for each in gone])
    act.many("DELETE FROM log_text WHERE seq = ? AND field = ?", gone)
    return len(gone)


def added_at(connection: Connection, customer: int) -> str:
    """Return when a customer was added (a stamp); nothing where there is none."""
    row = connection.execute("SELECT added_at FROM customers WHERE id = ?", (customer,)).fetchone()
    return str(row["added_at"]) if row else ""


def taken_out(connection: Connection, since: str) -> list[tuple[str, int, int]]:
    """Return when exports with personal data were made from a stamp on, and of which entries."""
    rows = connection.execute(
        "SELECT at, json_extract(record, '$.data.first') AS first, json_extract(record, '$.data.last') AS last"
        " FROM log WHERE kind = 'log.taken-out' AND at >= ? ORDER BY seq",
        (since,),
    ).fetchall()
    return [(row["at"], row["first"], row["last"]) for row in rows]


def backups_logged(connection: Connection) -> list[tuple[str, str]]:
    """Return when backups were made and what their files were called."""
    rows = connection.execute(
        "SELECT at, json_extract(record, '$.data.file') AS file FROM log WHERE kind = 'store.backed-up' ORDER BY seq"
    ).fetchall()
    return [(row["at"], row["file"]) for row in rows]


def free_texts(connection: Connection) -> list[tuple[str, str, int, str]]:
    """Return every free text that is not the log's, as (table, column, id, text)."""
    return [
        (table, column, row["id"], row["text"])
        for table, column in _FREE
        for row in connection.execute(f"SELECT id, {column} AS text FROM {table} WHERE {column} IS NOT NULL").fetchall()
    ]


def free_text(connection: Connection, table: str, column: str, number: int) -> str | None:
    """Return one free text as it is now."""
    row = connection.execute(f"SELECT {column} AS text FROM {table} WHERE id = ?", (number,)).fetchone()
    return row["text"] if row else None


def set_free_text(act: Act, table: str, column: str, number: int, text: str) -> None:
    """Set one free text."""
    act.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (text, number))


def texts_of_other_cards(connection: Connection, customer: int) -> list[tuple[str, str]]:
    """Return (ref, note and banner) of every other card that has some."""
    rows = connection.execute(
        "SELECT id, ref, notes, banner FROM customers WHERE id <> ? AND (notes IS NOT NULL OR banner IS NOT NULL)",
        (customer,),
    ).fetchall()
    return [(row["ref"] or str(row["id"]), f"{row['notes'] or ''}\n{row['banner'] or ''}") for row in rows]


def texts_of_the_log(connection: Connection, after: int = 0) -> list[tuple[int, str, str]]:
    """Return the texts of the log after an entry, as (seq, field, text)."""
    rows = connection.execute("SELECT seq, field, text FROM log_text WHERE seq > ? ORDER BY seq", (after,)).fetchall()
    return [(row["seq"], row["field"], row["text"]) for row in rows]
