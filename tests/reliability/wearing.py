"""Wearing the engine: two processes write and keep starting the write-ahead log anew, through a memory map.

``python -m tests.reliability.wearing MODULE PATH SECONDS ROLE`` takes any DB-API module, so that any engine can be worn: the
one that is shipped, or Python's own. Prints what was seen: ``ok`` or the first damage.
"""

import importlib
import random
import sys
import time
from pathlib import Path
from typing import Any

MAP = 256 * 1024 * 1024  # bytes


def connect(module: str, path: Path) -> Any:
    """Open the file with everything that has been seen to help the bug along."""
    engine = importlib.import_module(module)
    connection = engine.connect(path, isolation_level=None, timeout=20)
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.execute("PRAGMA synchronous=OFF")  # the disk is not what is tested here
    connection.execute(f"PRAGMA mmap_size={MAP}").fetchall()
    connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection


def prepare(module: str, path: Path) -> None:
    """Make the table."""
    connection = connect(module, path)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, pad BLOB)")
    connection.execute("CREATE INDEX t_a ON t (a)")
    rows = [(n, n, n, bytes(300)) for n in range(2000)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def wear(module: str, path: Path, seconds: float, role: str) -> str:
    """Write and checkpoint until the time is over or damage is seen."""
    connection = connect(module, path)
    trouble: type[Exception] = importlib.import_module(module).Error
    chance = random.Random(role)
    until = time.monotonic() + seconds
    turns = 0
    while time.monotonic() < until:
        turns += 1
        try:
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(chance.randint(1, 6)):
                row, value = chance.randrange(2000), chance.randrange(10**9)
                connection.execute(
                    "UPDATE t SET a = ?, b = ?, pad = ? WHERE id = ?",
                    (value, value, chance.randbytes(chance.randint(1, 900)), row),
                )
            connection.execute("COMMIT")
            connection.execute(
                f"PRAGMA wal_checkpoint({chance.choice(('PASSIVE', 'RESTART', 'TRUNCATE', 'PASSIVE'))})"
            ).fetchall()
            if turns % 40 == 0:
                faults = [row[0] for row in connection.execute("PRAGMA integrity_check(1)").fetchall()]
                if faults != ["ok"]:
                    return str(faults[0])
                differing = connection.execute("SELECT count(*) FROM t WHERE a <> b").fetchone()[0]
                if differing:
                    return f"{differing} rows are half written"
        except trouble as error:
            if "locked" not in str(error):
                return f"{type(error).__name__}: {error}"
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return "ok"


if __name__ == "__main__":
    print(wear(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4]))
