"""Connections: how the store file is opened, and what its errors mean in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from agentdesk.errors import InvalidInput, StoreError
from agentdesk.store.engine import Connection, DatabaseError, Error, engine

APPLICATION_ID = 0x61676474  # "agdt"

# cache: an import of a million wants more than SQLite's own 2 MB; a reader does not: what it reads anew at every key comes
# out of the system's own cache, and a key among a million takes no longer.
# FULL: with NORMAL a power cut loses acknowledged rows. mmap off: a memory map turns a disk error into a crash.
_PRAGMAS = """
PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
PRAGMA secure_delete=ON; PRAGMA mmap_size=0; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;
PRAGMA temp_store=MEMORY;
"""

# SQLite's primary result codes -> (code, what happened, what to do next)
_MEANING = {
    5: (
        "busy",
        "Another program keeps the store locked.",
        "Close other programs that have the file open, then try again.",
    ),
    8: (
        "read-only",
        "The store, or its disk, cannot be written to.",
        "Check the file's permissions and that the disk is not write-protected.",
    ),
    10: (
        "disk-error",
        "The disk failed; nothing was saved.",
        "Check it: agentdesk doctor",
    ),
    11: ("corrupt", "The store is damaged.", "Run: agentdesk doctor; it says which backup to restore."),
    13: ("disk-full", "The disk is full; nothing was saved.", "Make room on the disk, then do it again."),
    14: ("cannot-open", "The store cannot be opened.", "Check the path and that its folder exists and is yours."),
    26: ("not-a-store", "This file is not an agentdesk store.", "Check the path given by --store or AGENTDESK_STORE."),
}


def plain_error(error: Error, path: Path) -> StoreError:
    """Return an engine error as the error a user meets, naming the store's file after what to do."""
    code, what, step = _MEANING.get(_primary(error), ("store", f"The store refused: {error}.", "Run: agentdesk doctor"))
    return StoreError(what, f"{step} ({path})", code=code)  # the path last: a narrow screen cuts it first


def leaves_doubt(error: BaseException) -> bool:
    """Say whether a disk that failed, or damage, was met: what the connection believes may not be on the disk."""
    return isinstance(error, DatabaseError) and _primary(error) in (10, 11)


def _primary(error: Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF or _code_from_words(str(error))


def _code_from_words(message: str) -> int:
    # pysqlite3 carries no error code on Python 3.11
    words = {
        "locked": 5,
        "readonly": 8,
        "disk I/O": 10,
        "malformed": 11,
        "is full": 13,
        "unable to open": 14,
        "not a database": 26,
        "Could not decode to UTF-8": 11,
    }
    return next((code for word, code in words.items() if word in message), 0)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn engine errors that a user can meet into StoreError; a broken rule (IntegrityError) stays what it is.

    Values that no column can hold (a number of 20 digits, a lone surrogate) become InvalidInput.
    """
    try:
        yield
    except OverflowError as error:
        if "SQLite" not in str(error):
            raise
        raise InvalidInput("A number is larger than the store can hold.", "Check the number.") from error
    except UnicodeEncodeError as error:
        if error.reason != "surrogates not allowed":
            raise
        raise InvalidInput("The text holds a character that cannot be kept.", "Type it again.") from error
    except UnicodeDecodeError as error:  # a damaged text; the engine's own message about it cannot be read either
        raise plain_error(DatabaseError("malformed"), path) from error
    except engine.IntegrityError:
        raise
    except DatabaseError as error:
        raise plain_error(error, path) from error


def connect(path: Path, *, write: bool, checkpoints: bool = True) -> Connection:
    """Open one connection with the house's settings; readers cannot write. The file must exist unless ``write``.

    Without ``checkpoints`` its commits never copy the write-ahead log back: whoever opens it does (see ``wal``).
    """
    mode = "rwc" if write else "rw"  # a reader in WAL mode needs the -shm file, hence rw with query_only
    connection = engine.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = engine.Row
        connection.executescript(_PRAGMAS)
        connection.execute("PRAGMA cache_size=-8000" if write else "PRAGMA query_only=ON")
        if not checkpoints:
            connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # reads the schema now, not in somebody's turn
    except BaseException:
        connection.close()
        raise
    guard(connection, on=True)
    return connection


# rows are what the shop's work changes; the schema, its guards and other files are not, but in a migration
_NEVER = frozenset(
    getattr(engine, f"SQLITE_{name}")
    for name in (
        *(f"{verb}_{what}" for verb in ("CREATE", "DROP") for what in ("TABLE", "INDEX", "TRIGGER", "VIEW", "VTABLE")),
        *(f"{verb}_TEMP_{what}" for verb in ("CREATE", "DROP") for what in ("TABLE", "INDEX", "TRIGGER", "VIEW")),
        *("ALTER_TABLE", "ATTACH", "DETACH", "REINDEX", "ANALYZE"),
    )
)
_HARMLESS_PRAGMAS = frozenset(
    {
        "data_version",
        "user_version",
        "application_id",
        "database_list",
        "table_info",
        "foreign_key_list",
        "wal_checkpoint",
        "integrity_check",
        "quick_check",
    }
)


def version_of(connection: Connection) -> int:
    """Return a number that changes, for this connection, whenever another has written; in a snapshot, that of the snapshot."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def guard(connection: Connection, *, on: bool) -> None:
    """Deny statements that change the schema, open other files or loosen the connection's settings; or stop denying."""
    connection.set_authorizer(_authorise if on else None)


def _authorise(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action == engine.SQLITE_PRAGMA:
        looks = first in _HARMLESS_PRAGMAS and (
            second is None or first in ("wal_checkpoint", "table_info", "foreign_key_list")
        )
        return engine.SQLITE_OK if looks else engine.SQLITE_DENY
    return engine.SQLITE_DENY if action in _NEVER else engine.SQLITE_OK
