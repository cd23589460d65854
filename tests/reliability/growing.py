"""Migrations killed at every step: the one there is, and one to a made-up next schema, which does what that does not.

``python -m tests.reliability.growing FOLDER STEP`` kills a migration of a shop with data, and a first start, at every
STEP-th write and sync, lets three starts meet at an older store, and prints what was found.
"""

import json
import os
import random
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.errors import StoreError
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict
from agentdesk.store import backup, create_store, migrations, open_store, readonly
from agentdesk.store import store as stores
from agentdesk.store.backup import opened as look_at
from agentdesk.store.migrations import SCHEMA

from .earlier import as_the_first_schema
from .recording import Layer
from .shop import agent, shop_at, work_once

if TYPE_CHECKING:
    from sqlite_utils import Database


def _next(db: "Database") -> None:
    """What a next schema might do: a column, a table filled from what is there, an index, a guard."""
    for statement in (
        "ALTER TABLE customers ADD COLUMN nickname TEXT",
        "CREATE TABLE shelves (hold INTEGER PRIMARY KEY REFERENCES holds (id), shelf TEXT NOT NULL) STRICT",
        "INSERT INTO shelves SELECT id, 'A' || id FROM holds",
        "CREATE INDEX shelves_shelf ON shelves (shelf)",
        "CREATE TRIGGER shelves_stay BEFORE DELETE ON shelves BEGIN SELECT RAISE(ABORT, 'kept'); END",
    ):
        db.conn.execute(statement)


def learn_the_next_schema() -> None:
    """Be the program of a next release, in this process."""
    migrations.STEPS.append(("9999_next", _next))
    for module in (migrations, stores, backup, readonly):
        module.SCHEMA = len(migrations.STEPS)  # type: ignore[attr-defined]  # they took the name from migrations


def in_a_child(deed: Callable[[], object], kill_at: int = 0) -> bool:
    """Do something in a process of its own that kills itself before the k-th write or sync; says whether it lived."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a start failed by itself"
        return not os.WIFSIGNALED(status)
    done = 0

    def note(operation: tuple[object, ...]) -> int:
        nonlocal done
        done += 1
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    if kill_at:
        Layer(note)
    _and_end(deed)
    return False


def _and_end(deed: Callable[[], object]) -> None:
    """End this process with what it did: 0 done, 1 failed."""
    status = 1
    try:
        deed()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


def filled(path: Path) -> None:
    """A shop with data, as its last program left it."""
    store = shop_at(path)
    chance, mine = random.Random(1), list[int]()
    for number in range(60):
        work_once(store, agent(number), chance, mine)
    store.close()


Rows = dict[str, list[tuple[object, ...]]]


def rows(path: Path) -> tuple[int, Rows]:
    """The schema's version, and everything in the tables that every version has; the chain is verified on the way."""
    with look_at(path) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        assert [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall()] == ["ok"]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert verify_store(connection).verdict is Verdict.WHOLE
        connection.row_factory = None
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        ]
        content = {}
        for name in names:
            if name not in ("shelves", "_sqlite_migrations"):
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})").fetchall()]
                chosen = ", ".join(column for column in columns if column != "nickname")
                content[name] = connection.execute(f"SELECT {chosen} FROM {name} ORDER BY 1, 2").fetchall()
        if "shelves" in names:
            holds = connection.execute("SELECT count(*) FROM holds").fetchone()[0]
            assert connection.execute("SELECT count(*) FROM shelves").fetchone()[0] == holds > 0
            assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'shelves_stay'").fetchone()[0]
        return version, content


def _open(path: Path) -> None:
    open_store(path).close()


def _create(path: Path) -> None:
    create_store(path).close()


def killed_migrations(source: Path, step: int, before: int) -> Counter[str]:
    """Kill the migration to the next version at each write and sync; returns how often the old one was found, and the new."""
    folder = source.parent
    content, whole = source.read_bytes(), rows(source)
    assert whole[0] == before
    found: Counter[str] = Counter()
    k, lived = 1, False
    while not lived:
        path = folder / f"grown-{before}-{k}" / "desk.db"
        path.parent.mkdir()
        path.write_bytes(content)
        lived = in_a_child(partial(_open, path), k)
        version, kept = rows(path)
        assert kept == whole[1], f"killed at {k}: data changed"
        found["lived" if lived else "old" if version == before else "new"] += 1
        assert in_a_child(partial(_open, path))
        assert rows(path) == (before + 1, whole[1]), f"killed at {k}: the next start did not finish it"
        k += step
    return found


def killed_first_starts(folder: Path, step: int) -> Counter[str]:
    """Kill the making of a store at each write and sync; then there is one, or none, and the next start makes one."""
    found: Counter[str] = Counter()
    k, lived = 1, False
    while not lived:
        path = folder / f"first-{k}" / "desk.db"
        lived = in_a_child(partial(_create, path), k)
        try:
            open_store(path).close()
            found["lived" if lived else "whole"] += 1
        except StoreError as error:
            found["none" if error.code == "no-store" else error.code] += 1
        assert in_a_child(partial(_create, path))
        open_store(path).close()
        k += step
    assert set(found) <= {"lived", "whole", "none"}, found
    return found


def three_at_once(source: Path) -> int:
    """Let three new programs start at an older store at the same moment; returns the schema they leave."""
    path = source.with_name("three") / "desk.db"
    path.parent.mkdir()
    path.write_bytes(source.read_bytes())
    before = rows(path)
    ready, go = os.pipe()
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            os.close(go)
            os.read(ready, 1)  # returns when the other end is closed: all start together
            _and_end(lambda: open_store(path).close())
        children.append(child)
    os.close(go)
    os.close(ready)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    version, after = rows(path)
    assert after == before[1]
    return version


def main(folder: Path, step: int) -> dict[str, object]:
    """Everything above."""
    import sqlite_utils  # once, here, and not in every child
    import sqlite_utils.migrations

    assert sqlite_utils.migrations
    source = folder / "source.db"
    filled(source)
    first = killed_first_starts(folder, step)
    older = folder / "older.db"
    older.write_bytes(source.read_bytes())
    as_the_first_schema(older)
    twins = killed_migrations(older, step, 1)
    learn_the_next_schema()
    grown = killed_migrations(source, step, SCHEMA)
    return {
        "first starts": dict(first), "twins": dict(twins), "migrations": dict(grown),
        "three at once": three_at_once(source) - SCHEMA,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
