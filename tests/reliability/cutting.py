"""Power cuts: a recorded day of writes and syncs, and every state that a disk may be in when the current goes.

The rule is the one that SQLite is built for: what was synced is there; of what was not, any sectors may be there, in any
order, some torn; a write never damages bytes beside it (power-safe overwrite). The shared-memory file holds anything.
``python -m tests.reliability.cutting OUT ACTS SYNCHRONOUS`` records.
"""

import pickle
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agentdesk.errors import StoreError
from agentdesk.store import connection as connections
from agentdesk.store.backup import opened as look_at
from agentdesk.store.engine import Error

from .recording import Layer
from .shop import agent, check_shop, opened, shop_at, work_once

SECTOR = 512
Operation = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What was recorded: the store's file before, every operation with ("ack", seq) between, and the hash of each entry."""

    start: bytes
    operations: list[Operation]
    hashes: dict[int, bytes]


def record(folder: Path, acts: int, synchronous: str) -> Day:
    """Work at a fresh shop, twice closed and opened again, and write down what reached the disk. Once in a process."""
    assert "synchronous=FULL" in connections._PRAGMAS
    connections._PRAGMAS = connections._PRAGMAS.replace("synchronous=FULL", f"synchronous={synchronous}")
    path = folder / "desk.db"
    store = shop_at(path)
    store.close()
    start = path.read_bytes()
    operations: list[Operation] = []

    def note(operation: Operation) -> int:
        operations.append(operation)
        return 0

    Layer(note)
    chance, mine = random.Random(1), list[int]()
    for part in range(3):
        store = opened(path)
        for number in range(acts // 3):
            done = work_once(store, agent(number + part), chance, mine)
            with store.reading() as connection:  # what the desk is told after COMMIT is what counts
                last = connection.execute("SELECT max(seq) FROM log").fetchone()[0]
            if isinstance(done["answer"], list):
                operations.append(("ack", last))
        store.close()
    with look_at(path) as connection:
        hashes = {row["seq"]: row["hash"] for row in connection.execute("SELECT seq, hash FROM log").fetchall()}
    return Day(start, operations, hashes)


@dataclass(slots=True)
class File:
    """A file on the disk: what is safe, and what was written since the last sync, in order."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Operation] = field(default_factory=list)

    def synced(self) -> None:
        for operation in self.waiting:
            _apply(self.safe, operation)
        self.waiting.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """One of the states it may be found in."""
        kept_share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        found = bytearray(self.safe)
        kept = [piece for piece in _pieces(self.waiting) if chance.random() < kept_share]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        for piece in kept:
            _apply(found, _torn(piece, chance) if chance.random() < 0.02 else piece)
        return bytes(found)


def _pieces(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if operation[0] != "write":
            yield operation
            continue
        _, name, offset, data = operation
        at = 0
        while at < len(data):  # pieces end where sectors end
            end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
            yield ("write", name, offset + at, data[at:end])
            at = end


def _torn(piece: Operation, chance: random.Random) -> Operation:
    if piece[0] != "write":
        return piece
    data: bytes = piece[3]
    cut = chance.randrange(len(data))
    return (*piece[:3], data[:cut] + (chance.randbytes(len(data) - cut) if chance.random() < 0.5 else b""))


def _apply(content: bytearray, operation: Operation) -> None:
    if operation[0] == "truncate":
        size = operation[2]
        del content[size:]
        content.extend(bytes(size - len(content)))
        return
    _, _, offset, data = operation
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Disk:
    """A disk on which a day's operations arrive one by one."""

    def __init__(self, start: bytes) -> None:
        self.files = {".db": File(bytearray(start))}
        self._gone: dict[str, File] = {}  # deleted, and the folder not synced since
        self.acknowledged = 0

    def arrive(self, operation: Operation) -> None:
        what, name = operation[0], operation[1]
        if what == "ack":
            self.acknowledged = name
        elif what == "sync":
            self.files[name].synced()
            self._gone.pop(name, None)
        elif what == "delete":
            if name in self.files:
                self._gone[name] = self.files.pop(name)
        else:
            self.files.setdefault(name, File()).waiting.append(operation)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they are found when the current is back."""
        found = {name: each for name, each in self.files.items() if each.safe or chance.random() < 0.5}
        for name, old in self._gone.items():
            if chance.random() < 0.5:
                found[name] = old
        state = {name: each.after_a_cut(chance) for name, each in found.items()}
        if chance.random() < 0.3:
            state[".db-shm"] = chance.randbytes(32768)
        return state


def states(day: Day, count: int, chance: random.Random) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield what must be there and what is on the disk, for so many cuts spread over the day."""
    points = sorted(chance.randrange(1, len(day.operations) + 1) for _ in range(count))
    disk, done = Disk(day.start), 0
    for point in points:
        for operation in day.operations[done:point]:
            disk.arrive(operation)
        done = point
        yield disk.acknowledged, disk.cut(chance)


def trouble_after(day: Day, acknowledged: int, state: dict[str, bytes], folder: Path) -> str:
    """Open what is left as the desk does; returns "lost", "corrupt", or "" where everything acknowledged is there."""
    path = folder / "desk.db"
    for end in (".db", ".db-wal", ".db-shm", ".db.lock"):
        path.with_name(f"desk{end}").unlink(missing_ok=True)
    for end, content in state.items():
        path.with_name(f"desk{end}").write_bytes(content)
    try:
        opened(path).close()
        last, _ = check_shop(path)
        with look_at(path) as connection:
            there = connection.execute("SELECT hash FROM log WHERE seq = ?", (acknowledged,)).fetchone()
    except (StoreError, Error, AssertionError):
        return "corrupt"
    # each hash covers all before it: the last one acknowledged stands for every one
    return "lost" if last < acknowledged or (acknowledged and there["hash"] != day.hashes[acknowledged]) else ""


if __name__ == "__main__":
    made = record(Path(sys.argv[1]).parent, int(sys.argv[2]), sys.argv[3])
    Path(sys.argv[1]).write_bytes(pickle.dumps((made.start, made.operations, made.hashes)))
