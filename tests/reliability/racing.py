"""The WAL-reset bug, step by step: a checkpoint is held just where it has looked, and another desk begins the log anew.

SQLite before 3.51.3 then takes pages for copied that are not, and loses them at the next checkpoint. Two processes, a memory
map, three checkpoints; which engine is used is said by its DB-API module, so that a broken twin can be shown.
``python -m tests.reliability.racing MODULE PATH`` prints ``ok`` or the damage.
"""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .recording import Layer

MAP = 64 * 1024 * 1024  # bytes
ROWS = 600


def connect(module: str, path: Path) -> Any:
    """Open the file with a memory map and without checkpoints of its own."""
    connection = importlib.import_module(module).connect(path, isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "wal_autocheckpoint=0", f"mmap_size={MAP}", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _write(connection: Any, rows: range, mark: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR REPLACE INTO t VALUES (?, ?)", [(row, mark + "x" * 1000) for row in rows])
    connection.execute("COMMIT")


def checkpointer(module: str, path: Path) -> None:
    """The other desk: a checkpoint that stops, once it has looked at the log, until it is told to go on."""
    held = False

    def stop(file: str) -> None:
        nonlocal held
        if not held and file == ".db":
            held = True
            print("looked", flush=True)
            sys.stdin.readline()

    Layer(lambda _: 0, module, stop)
    connection = connect(module, path)
    connection.execute("SELECT count(*) FROM t").fetchall()
    held = False
    print("ready", flush=True)
    sys.stdin.readline()
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    print("done" if held else "not held", flush=True)
    sys.stdin.readline()


def race(module: str, path: Path) -> str:
    """Play it through; returns ``ok``, or what is lost."""
    mine = connect(module, path)
    mine.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    _write(mine, range(ROWS), "first ")
    mine.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    command = [sys.executable, "-m", "tests.reliability.racing", module, str(path), "checkpointer"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ) as other:
        assert other.stdin is not None
        assert other.stdout is not None

        def tell() -> None:
            assert other.stdin is not None
            other.stdin.write("go\n")
            other.stdin.flush()

        assert other.stdout.readline() == "ready\n"
        _write(mine, range(ROWS), "second ")
        mine.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # the first: everything is copied back
        tell()
        assert other.stdout.readline() == "looked\n"  # the second has looked at the long log ...
        _write(mine, range(2), "third ")  # ... which now begins anew
        tell()
        assert other.stdout.readline() == "done\n"
        _write(mine, range(ROWS), "fourth ")  # beyond the length that the second believes is copied
        mine.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        tell()
    _write(mine, range(2), "fifth ")
    mine.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    mine.close()
    fresh = connect(module, path)
    faults = [row[0] for row in fresh.execute("PRAGMA integrity_check(1)").fetchall()]
    marks = fresh.execute("SELECT substr(text, 1, 6), count(*) FROM t GROUP BY 1 ORDER BY 1").fetchall()
    fresh.close()
    if faults != ["ok"]:
        return str(faults[0])
    return "ok" if marks == [("fifth ", 2), ("fourth", ROWS - 2)] else f"committed rows are lost: {marks}"


if __name__ == "__main__":
    if len(sys.argv) > 3:
        checkpointer(sys.argv[1], Path(sys.argv[2]))
    else:
        print(race(sys.argv[1], Path(sys.argv[2])))
