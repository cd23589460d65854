"""The schema, only ever changed by numbered migrations; each runs whole or not at all, under the write lock.

``SCHEMA`` is the version this program knows; the file's ``user_version`` says which it has.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.store.connection import APPLICATION_ID, guard
from agentdesk.store.engine import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

_SCHEMA = Path(__file__).parent / "schema"  # importlib.resources would cost 3 ms of every start
_FIRST = ("core", "log", "staff", "customers", "catalog", "contacts", "promises", "holds", "authority", "responses")


def _first(db: "Database") -> None:
    """Every table of the first release, one file a noun."""
    for noun in _FIRST:
        _run(db.conn, (_SCHEMA / f"{noun}.sql").read_text(encoding="utf-8"))


def _twins(db: "Database") -> None:
    """A second copy of what nothing else vouches for; what is there is copied as it is."""
    _run(db.conn, (_SCHEMA / "twins.sql").read_text(encoding="utf-8"))


# name -> what it does; a released step is never changed, a new one is added below it
STEPS: list[tuple[str, "Callable[[Database], None]"]] = [("0001_first", _first), ("0002_twins", _twins)]
SCHEMA = len(STEPS)


def _run(connection: Connection, script: str) -> None:
    # executescript() would commit the transaction it runs in
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";") and _complete(statement):
            connection.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    from agentdesk.store.engine import engine

    return engine.complete_statement(statement)


def migrate(connection: Connection, last: int | None = None) -> None:
    """Bring the schema up to date, or to what it was at ``last``, an earlier version.

    The caller holds the write lock; the version is looked at again inside.
    """
    from sqlite_utils import Database  # 160 ms: only on a first run or an older store
    from sqlite_utils.migrations import Migrations

    steps = Migrations("agentdesk")
    wanted = STEPS[:last]
    for name, step in wanted:
        steps(name=name)(step)
    guard(connection, on=False)
    connection.execute("PRAGMA journal_mode=WAL")
    row_factory, connection.row_factory = connection.row_factory, None
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(Database(connection))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(wanted)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.row_factory = row_factory
        guard(connection, on=True)
