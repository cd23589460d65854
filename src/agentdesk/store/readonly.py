"""A connection that cannot write: ``mode=ro``, ``query_only`` and an allow-list of what a statement may do.

It opens in every state that the -wal and -shm files can be in, and never says ``immutable``: that would show a shop that
stands still. Another account's store is refused with a next step.
"""

import os
from pathlib import Path
from urllib.parse import quote

from agentdesk.errors import StoreError
from agentdesk.store.connection import APPLICATION_ID, plain_errors
from agentdesk.store.engine import Connection, engine
from agentdesk.store.migrations import SCHEMA
from agentdesk.store.place import check_place

# what a reader needs: SELECT, columns, functions, recursive queries, and BEGIN / COMMIT for one snapshot
_ALLOWED = frozenset(
    {
        engine.SQLITE_SELECT,
        engine.SQLITE_READ,
        engine.SQLITE_FUNCTION,
        engine.SQLITE_RECURSIVE,
        engine.SQLITE_TRANSACTION,
    }
)
_PRAGMAS = frozenset({"data_version", "user_version", "application_id", "database_list", "table_info", "index_list"})
# functions with an effect outside the query
_FUNCTIONS = frozenset(
    {"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer", "zipfile", "sqlar_uncompress"}
)


def connect_read_only(path: Path) -> Connection:
    """Open a store to look at.

    Raises StoreError: ``no-store``, ``not-yours``, ``not-a-store``, ``older-store``, ``newer-store``.
    """
    if not path.exists():
        raise StoreError(f"There is no store at {path}.", "Check the path given by --store.", code="no-store")
    check_place(path)
    _check_owner(path)
    with plain_errors(path):
        connection = engine.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = engine.Row
            for pragma in (
                "query_only=ON",
                "trusted_schema=OFF",
                "cell_size_check=ON",
                "mmap_size=0",
                "busy_timeout=10000",
                "temp_store=MEMORY",
            ):
                connection.execute(f"PRAGMA {pragma}")
            _check_store(connection, path)
        except BaseException:
            connection.close()
            raise
        connection.set_authorizer(_authorise)
    return connection


def _authorise(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action == engine.SQLITE_PRAGMA:
        return (
            engine.SQLITE_OK
            if first in _PRAGMAS and (second is None or "info" in first or "list" in first)
            else engine.SQLITE_DENY
        )
    if action == engine.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
        return engine.SQLITE_DENY
    return engine.SQLITE_OK if action in _ALLOWED else engine.SQLITE_DENY


def _check_owner(path: Path) -> None:
    if not hasattr(os, "getuid"):
        return
    owner = path.stat().st_uid
    if owner != os.getuid():
        raise StoreError(
            f"{path} belongs to another account.",
            "Look at a backup instead: have its owner run agentdesk backup FILE and hand you the file.",
            code="not-yours",
        )


def _check_store(connection: Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is not an agentdesk store.", "Check the path given by --store.", code="not-a-store")
    if version > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer agentdesk (schema {version}).",
            "Update agentdesk on this machine.",
            code="newer-store",
        )
    if version < SCHEMA:
        raise StoreError(
            f"{path} was written by an older agentdesk (schema {version}).",
            "Open the desk once: it brings the store up to date.",
            code="older-store",
        )
