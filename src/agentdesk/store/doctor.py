"""What can be wrong with a store's file: found on a connection that cannot write, each with what to do about it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from agentdesk.store.connection import APPLICATION_ID
from agentdesk.store.engine import Connection, Error, engine
from agentdesk.store.migrations import SCHEMA, migrate
from agentdesk.store.twins import damaged, in_words

RESTORE = "Restore the newest backup that is whole: agentdesk restore FILE"
_MEND = (
    "Put it right by the daily copies: agentdesk doctor --mend; or restore one that is whole: agentdesk restore FILE"
)
_MOST = 5  # faults that are named


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``next`` is empty where it is well."""

    check: str
    well: bool
    what: str
    next: str = ""


def look_at_file(path: Path) -> list[Finding]:
    """Return what is found about permissions: a store is its owner's alone."""
    if os.name == "nt":
        return []
    found = []
    for each, name in ((path, "store"), (path.parent, "folder"), (path.with_suffix(".keys"), "keys")):
        if each.exists():
            mode = stat.S_IMODE(each.stat().st_mode)
            open_to = mode & 0o077
            found.append(
                Finding(
                    f"{name} is private",
                    not open_to,
                    f"{each} has mode {mode:o}",
                    f"chmod go-rwx {each}" if open_to else "",
                )
            )
    return found


def look_inside(connection: Connection) -> list[Finding]:
    """Return what is found about pages, references and guards."""
    try:
        faults = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})").fetchall()]
        whole = faults == ["ok"]
        said = "; ".join(in_words(connection, fault) for fault in faults)
        step = _MEND if all(damaged(connection, fault) for fault in faults) else RESTORE
    except Error as error:
        whole, said, step = False, str(error), RESTORE
    found = [Finding("pages and rows are whole", whole, said, "" if whole else step)]
    try:
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except Error as error:
        return [*found, Finding("references hold", False, str(error), RESTORE)]
    tables = ", ".join(sorted({str(row[0]) for row in loose}))
    found.append(
        Finding(
            "references hold", not loose, f"loose in {tables}" if loose else "none is loose", RESTORE if loose else ""
        )
    )
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    found.append(_marks(connection.execute("PRAGMA application_id").fetchone()[0], version))
    missing = _missing_guards(connection, version)
    found.append(
        Finding(
            "guards are there",
            not missing,
            f"changed or missing: {', '.join(missing)}" if missing else "schema and triggers are as they were made",
            f"Somebody edited the file by hand. {RESTORE}" if missing else "",
        )
    )
    return found


def _marks(application: int, version: int) -> Finding:
    check = "the schema is this program's"
    if application == APPLICATION_ID and 0 < version < SCHEMA:  # rows had no twins, so damage to them does not show
        said = f"schema {version}, made by an older agentdesk; this one knows {SCHEMA}"
        return Finding(check, False, said, "Open the desk once: it brings the store up to date.")
    well = application == APPLICATION_ID and version == SCHEMA
    return Finding(check, well, f"application {application:x}, schema {version}", "" if well else RESTORE)


def _missing_guards(connection: Connection, version: int) -> list[str]:
    """Return the names of what a schema should have and does not have as it was made."""
    fresh = engine.connect(":memory:", isolation_level=None)
    fresh.row_factory = engine.Row
    try:
        migrate(fresh, version if 0 < version < SCHEMA else SCHEMA)
        query = (
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
            " UNION ALL SELECT 'the step ' || name, name FROM _sqlite_migrations"
        )
        there = {row["name"]: row["sql"] for row in connection.execute(query).fetchall()}
        return sorted(row["name"] for row in fresh.execute(query).fetchall() if there.get(row["name"]) != row["sql"])
    finally:
        fresh.close()
