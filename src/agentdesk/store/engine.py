"""Which SQLite: the one library that this process opens the store with.

SQLite before 3.51.3 can corrupt a WAL file that two processes share (the WAL-reset bug). ``pysqlite3``, whose wheels bundle
a newer one, is taken where it is installed: sqlite-utils takes it then, too, and Python's own need not be loaded (1 MB) to
be asked. Else Python's own, where it is new enough; else the desk refuses to start and says how to go on.
"""

import importlib
from typing import TYPE_CHECKING, cast

from agentdesk.errors import StoreError

NEEDED = (3, 51, 3)


class EngineTooOld(StoreError):
    """No SQLite on this machine is safe to share a store with."""

    code = "engine-too-old"


def _standard() -> tuple[int, ...]:
    from _sqlite3 import sqlite_version  # sqlite3 itself brings dates and adapters along: 2 ms for a version

    return tuple(int(part) for part in sqlite_version.split("."))


def choose(own: tuple[int, ...] | None = None, bundled: str = "pysqlite3") -> object:
    """Return the DB-API module to use. Raises EngineTooOld where neither is new enough.

    ``own`` is the version of Python's own SQLite and ``bundled`` the module to prefer; both for tests.
    """
    found = "no bundled SQLite is installed"
    try:
        module = importlib.import_module(f"{bundled}.dbapi2")
    except ImportError:
        pass
    else:
        if tuple(int(part) for part in module.sqlite_version.split(".")) >= NEEDED:
            return module
        found = f"the bundled one is {module.sqlite_version}"
    standard = own or _standard()
    if standard >= NEEDED:
        return importlib.import_module("sqlite3")
    raise EngineTooOld(
        f"This Python's SQLite is {'.'.join(map(str, standard))}, which can damage a store that two desks share; {found}.",
        "Install one (pip install 'pysqlite3>=0.6.1'), or use a Python whose SQLite is 3.51.3 or newer.",
    )


if TYPE_CHECKING:
    import sqlite3 as engine
else:
    engine = cast("object", choose())

Connection = engine.Connection
Row = engine.Row
Error = engine.Error
OperationalError = engine.OperationalError
IntegrityError = engine.IntegrityError
DatabaseError = engine.DatabaseError

__all__ = [
    "NEEDED",
    "Connection",
    "DatabaseError",
    "EngineTooOld",
    "Error",
    "IntegrityError",
    "OperationalError",
    "Row",
    "choose",
    "engine",
]
