"""Rows whose two copies differ, put right by a third: what an older copy of the store has of them.

A value is taken from whichever of the two copies says the same as the newest older copy that says either. An index that
differs from a row whose two copies agree is made anew. Where anything but rows and indexes is damaged nothing is touched.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agentdesk.errors import StoreError
from agentdesk.store.act import Act, Actor
from agentdesk.store.backup import opened
from agentdesk.store.connection import guard
from agentdesk.store.doctor import RESTORE
from agentdesk.store.engine import Connection, Error, IntegrityError
from agentdesk.store.store import Store
from agentdesk.store.twins import Damaged, damaged

_COUNT = re.compile(r"wrong # of entries in index (\w+)\Z")
_UNKNOWN = object()
Told = Callable[[Act, str, int], None]  # the open act, a table, how many of its rows were damaged


@dataclass(slots=True)
class Mended:
    """What was put right, and what was not, each by the name that ``doctor`` gives it."""

    right: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[Damaged] = field(default_factory=list)
    indexes: set[str] = field(default_factory=set)


def mend_rows(store: Store, actor: Actor, copies: Sequence[Path], told: Told, *, keep_shown: bool = False) -> Mended:
    """Put damaged rows right by older copies, the newest first in ``copies``; each table in one act, which ``told`` logs.

    ``keep_shown``: where none of them says either value, keep that of the row itself, which is what the desk shows. A table
    with a row that cannot be decided is left as it is. Raises StoreError where more than rows and indexes is damaged.
    """
    done = Mended()
    with opened(store.path) as connection:
        tables = _look(connection)
    for name, table in tables.items():
        chosen = [_choose(each, copies, keep_shown=keep_shown) for each in table.rows]
        names = list(dict.fromkeys(each.name for each in table.rows)) or [f"an index of {name}"]
        if None in chosen:
            done.left += names
            continue
        try:
            with store.act(actor) as act:
                _mend(act, table, [each for each in chosen if each is not None])
                told(act, name, len(table.rows))
        except IntegrityError:  # a guard of the table's refuses it, or another row has that key
            done.left += names
        else:
            done.right += names
    return done


def _look(connection: Connection) -> dict[str, _Table]:
    """Return every table with damaged rows or indexes."""
    tables: dict[str, _Table] = defaultdict(_Table)
    for row in connection.execute("PRAGMA integrity_check(1000000)").fetchall():
        fault = str(row[0])
        if fault == "ok" or fault.startswith("non-unique entry in index "):  # follows from a row that is named as well
            continue
        found, counted = damaged(connection, fault), _COUNT.match(fault)
        if found is not None:
            tables[found.row.table].rows.append(found)
            tables[found.row.table].indexes.add(found.where)
        elif counted:
            sql = "SELECT tbl_name FROM sqlite_schema WHERE type = 'index' AND name = ?"
            tables[str(connection.execute(sql, (counted[1],)).fetchone()[0])].indexes.add(counted[1])
        else:
            raise StoreError(f"More than rows is damaged: {fault.splitlines()[-1]}.", RESTORE, code="corrupt")
    return tables


_Values = dict[str, object]


def _choose(one: Damaged, copies: Sequence[Path], *, keep_shown: bool) -> tuple[Damaged, _Values] | None:
    """Return a row with the values that its second copy has right; None where that cannot be said."""
    if one.kept_twice and not one.twin:  # both copies agree against an index of something else
        return one, {}
    if not one.differing and _unchanged(one, copies):
        return one, {}
    right: _Values = {}
    for column, (shown, other) in one.differing.items():
        known = _known(one, column, (shown, other), copies)
        if known is _UNKNOWN and not keep_shown:
            return None
        if known is not _UNKNOWN and known != shown:
            right[column] = known
    return (one, right) if one.differing or keep_shown else None


def _unchanged(one: Damaged, copies: Sequence[Path]) -> bool:
    """Say whether an older copy has the whole row as it is: then the index is wrong, or the key in its second copy."""
    return any(_there(copy, one, one.row.columns) == one.row.values for copy in copies)


def _known(one: Damaged, column: str, either: tuple[object, object], copies: Sequence[Path]) -> object:
    for copy in copies:
        found = _there(copy, one, (column,))
        if found is not None and found[0] in either:
            return found[0]
    return _UNKNOWN


def _there(copy: Path, one: Damaged, columns: Sequence[str]) -> tuple[object, ...] | None:
    where, values = one.row.found_by
    sql = f"SELECT {', '.join(columns)} FROM {one.row.table} NOT INDEXED WHERE {where}"  # noqa: S608 - the schema's own names
    try:
        with opened(copy) as connection:
            found = connection.execute(sql, values).fetchone()
    except (Error, StoreError):  # no copy to go by, or of a schema before this column
        return None
    return None if found is None else tuple(found)


def _mend(act: Act, table: _Table, chosen: Sequence[tuple[Damaged, _Values]]) -> None:
    """Make the indexes anew of what the rows say, then write what they should say: both copies, by one statement."""
    guard(act.connection, on=False)
    try:
        for index in sorted(table.indexes):
            act.execute(f"REINDEX {index}")
    finally:
        guard(act.connection, on=True)
    for one, right in chosen:
        where, values = one.row.found_by
        if right:
            settings = ", ".join(f"{column} = ?" for column in right)
            act.execute(f"UPDATE {one.row.table} SET {settings} WHERE {where}", (*right.values(), *values))  # noqa: S608 - as above
