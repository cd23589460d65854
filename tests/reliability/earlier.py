"""Stores of earlier schemas, with data: as the programs before this one left them."""

from pathlib import Path

from agentdesk.store.engine import Connection, engine
from agentdesk.store.migrations import migrate


def schema_of(connection: Connection) -> dict[str, str | None]:
    """Every table, index and trigger, as it was made."""
    return dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall())


def as_the_first_schema(path: Path) -> None:
    """Take a store that nobody has open back to schema 1, which had no second copies; its rows stay."""
    connection = engine.connect(path, isolation_level=None)
    fresh = engine.connect(":memory:", isolation_level=None)
    try:
        migrate(fresh, 1)
        for name in schema_of(connection).keys() - schema_of(fresh).keys():
            connection.execute(f"DROP INDEX {name}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> '0001_first'")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("VACUUM")  # nothing of the copies is left in free pages
        assert schema_of(connection) == schema_of(fresh)
    finally:
        connection.close()
        fresh.close()
