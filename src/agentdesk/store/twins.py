"""What a damaged row is called in plain words, and which of its values its two copies have differently.

SQLite compares each row with its twin (``schema/twins.sql``) and says ``row 17 missing from index customers_twin``. Which
of the two is right nobody knows here. A number is said as both have it; of a text, which can be personal, only the column.
"""

import re
from typing import NamedTuple

from agentdesk.store.engine import Connection, Error

_FAULT = re.compile(r"row (\d+) missing from index (\w+)\Z")
# how a row is called where its table and key say little to people
_CALLED = {
    "customers": "'customer ' || id",
    "phones": "'customer ' || customer || ', telephone ' || place",
    "emails": "'customer ' || customer || ', a further e-mail address'",
    "tags": "'customer ' || customer || ', a tag'",
    "products": "'product ' || sku",
    "orders": "'order ' || ref",
    "order_lines": "'order ' || (SELECT ref FROM orders WHERE orders.id = order_id) || ', line ' || line",
    "holds": "'hold H-' || id",
}


class Row(NamedTuple):
    """A row: its table with all its columns, those of its key, and its values."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    values: tuple[object, ...]

    @property
    def found_by(self) -> tuple[str, tuple[object, ...]]:
        """The condition that finds it by its key, and the values for that."""
        values = tuple(self.values[self.columns.index(column)] for column in self.key)
        return " AND ".join(f"{column} IS ?" for column in self.key), values


class Damaged(NamedTuple):
    """A row that an index, ``where``, has differently. ``differing``: by column, what the row says and its second copy.

    It is empty where the index is not the row's twin, or has no row of that key.
    """

    name: str
    row: Row
    where: str
    differing: dict[str, tuple[object, object]]
    kept_twice: bool

    @property
    def twin(self) -> bool:
        """Whether it is the row's second copy that differs."""
        return self.where == f"{self.row.table}_twin"


def in_words(connection: Connection, fault: str) -> str:
    """Return a fault that ``integrity_check`` names as people would say it; any other as it is."""
    found = damaged(connection, fault)
    if found is None:
        return fault.removeprefix("*** in database main ***\n")
    if not found.twin:
        return f"{found.name}: the index {found.where} has it differently"
    different = ", ".join(_value(column, *values) for column, values in found.differing.items())
    return f"{found.name}: its two copies differ" + (f" in {different}" if different else "")


def damaged(connection: Connection, fault: str) -> Damaged | None:
    """Return the row that a fault of ``integrity_check`` is about; None where it is about none, or more is damaged."""
    found = _FAULT.match(fault)
    if not found:
        return None
    try:
        row = _row(connection, found[2], int(found[1]))
        if row is None:
            return None
        twice = _kept_twice(connection, row.table)
        return Damaged(_name(connection, row), row, found[2], _differing(connection, row, found[2]), twice)
    except Error:
        return None


def _row(connection: Connection, index: str, number: int) -> Row | None:
    """Return the row that has no entry in an index: by its id, or its place in the key's order where rows have no ids."""
    owner = connection.execute(
        "SELECT l.name, l.wr FROM sqlite_schema s JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.tbl_name"
        " WHERE s.type = 'index' AND s.name = ?",
        (index,),
    ).fetchone()
    if owner is None:
        return None
    table, without_ids = owner
    described = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    columns = tuple(name for name, _ in described)
    key = tuple(name for name, at in sorted(described, key=lambda column: int(column[1])) if at)
    if not all(name.isidentifier() for name in (table, *columns)):  # of a file that somebody made up
        return None
    where = f"1 ORDER BY {', '.join(key)} LIMIT 1 OFFSET {number - 1}" if without_ids else f"rowid = {number}"
    sql = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED WHERE {where}"  # noqa: S608 - the schema's own names
    values = connection.execute(sql).fetchone()
    return None if values is None else Row(table, columns, key, tuple(values))


def _kept_twice(connection: Connection, table: str) -> bool:
    sql = "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?"
    return connection.execute(sql, (f"{table}_twin",)).fetchone() is not None


def _name(connection: Connection, row: Row) -> str:
    where, values = row.found_by
    if row.table in _CALLED:
        sql = f"SELECT {_CALLED[row.table]} FROM {row.table} WHERE {where}"  # noqa: S608 - as above
        called = connection.execute(sql, values).fetchone()
        if called is not None and called[0] is not None:
            return str(called[0])
    return f"{row.table} {', '.join(map(str, values))}"


def _differing(connection: Connection, row: Row, index: str) -> dict[str, tuple[object, object]]:
    twin = f"{row.table}_twin"
    if index != twin:
        return {}
    where, values = row.found_by
    guard = f"{row.key[0]} IS {row.key[0]}"  # no query may read the twin without it
    sql = f"SELECT {', '.join(row.columns)} FROM {row.table} INDEXED BY {twin} WHERE {guard} AND {where}"  # noqa: S608 - as above
    other = connection.execute(sql, values).fetchone()
    pairs = zip(row.columns, row.values, tuple(other) if other is not None else row.values, strict=True)
    return {column: (one, another) for column, one, another in pairs if one != another}


def _value(column: str, one: object, other: object) -> str:
    return f"{column} ({one} or {other})" if isinstance(one, int) and isinstance(other, int) else column
