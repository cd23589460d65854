"""What can be wrong with a store's file: found on a connection that cannot write, each with what to do about it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from agentdesk.store.engine import Connection, Error, engine
from agentdesk.store.migrations import migrate


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
    restore = "Restore the newest backup that is whole: agentdesk restore FILE"
    try:
        faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)").fetchall()]
    except Error as error:
        faults = [str(error)]
    whole = faults == ["ok"]
    found = [Finding("pages are whole", whole, faults[0], "" if whole else restore)]
    try:
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except Error as error:
        return [*found, Finding("references hold", False, str(error), restore)]
    tables = ", ".join(sorted({str(row[0]) for row in loose}))
    found.append(
        Finding(
            "references hold", not loose, f"loose in {tables}" if loose else "none is loose", restore if loose else ""
        )
    )
    missing = _missing_guards(connection)
    found.append(
        Finding(
            "guards are there",
            not missing,
            f"changed or missing: {', '.join(missing)}" if missing else "schema and triggers are as they were made",
            f"Somebody edited the file by hand. {restore}" if missing else "",
        )
    )
    return found


def _missing_guards(connection: Connection) -> list[str]:
    """Return the names of what the schema should have and does not have as it was made."""
    fresh = engine.connect(":memory:", isolation_level=None)
    fresh.row_factory = engine.Row
    try:
        migrate(fresh)
        query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        there = {row["name"]: row["sql"] for row in connection.execute(query).fetchall()}
        return sorted(row["name"] for row in fresh.execute(query).fetchall() if there.get(row["name"]) != row["sql"])
    finally:
        fresh.close()
