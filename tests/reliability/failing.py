"""A disk that fails at the k-th write or sync: said plainly, nothing acknowledged lost, work goes on once there is room.

``python -m tests.reliability.failing FOLDER FIRST LAST STEP`` tries each k in each way and prints what came of it.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.errors import StoreError
from agentdesk.store import Act, Actor, Store
from agentdesk.store.backup import opened as look_at
from agentdesk.work.attend import on_shift

from .recording import FULL, SYNC_ERROR, WRITE_ERROR, Layer
from .shop import agent, check_shop, head_of, opened, shop_at, work_once

# name: (what fails, with what, does it go on failing until somebody makes room)
WAYS = {
    "no room at the k-th write": ("write", FULL, True),
    "error at the k-th write": ("write", WRITE_ERROR, False),
    "error at the k-th sync": ("sync", SYNC_ERROR, False),
    "every sync fails from the k-th": ("sync", SYNC_ERROR, True),
}


class Fault:
    """What the disk does: fails at the k-th operation of a kind, once or from then on."""

    def __init__(self) -> None:
        self.armed, self.count, self.fired = False, 0, 0
        self.what, self.code, self.lasts, self.k = "", 0, False, 0
        Layer(self.note)

    def set(self, way: str, k: int) -> None:
        self.what, self.code, self.lasts = WAYS[way]
        self.armed, self.count, self.fired, self.k = True, 0, 0, k

    def note(self, operation: tuple[object, ...]) -> int:
        if not self.armed or operation[0] != self.what:
            return 0
        self.count += 1
        if self.count == self.k or (self.lasts and self.count > self.k):
            self.fired += 1
            return self.code
        return 0


class Day:
    """A shop's day on such a disk: what was told, and what was said when it failed."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.chance, self.mine = store, random.Random(seed), list[int]()
        self.told: list[tuple[int, bytes]] = []
        self.heads: list[tuple[int, bytes]] = []

    @contextmanager
    def _opening(self, store: Store, actor: Actor) -> Iterator[Act]:
        with on_shift(store, actor) as act:
            before = head_of(act)
            yield act
            if act.head and act.head[0] > before:
                self.heads.append(act.head)

    def act(self, number: int) -> None:
        """One act, every fifth time the sweeping of the -wal file too: that writes the store's own pages."""
        self.heads.clear()
        before = list(self.mine)
        try:
            work_once(self.store, agent(number), self.chance, self.mine, self._opening)
        except StoreError:
            self.mine = before
            raise
        self.told += self.heads
        if number % 5 == 4:
            self.store.sweep()


def fail_at(fault: Fault, path: Path, way: str, k: int) -> str:
    """Work until the disk fails; returns the code of the error that was said."""
    day = Day(shop_at(path), k)
    fault.set(way, k)
    said = ""
    writer = None
    for number in range(400):
        writer = day.store._writer
        try:
            day.act(number)
        except StoreError as error:
            said = error.code if error.next else "without a next step"
            break
        if fault.fired:
            said = "nothing"  # a checkpoint that fails costs nothing: the next one does it again
            break
    assert fault.fired, f"{way} {k} never came"
    if fault.lasts:  # the disk is still full: every try says so, none is told as done
        for number in range(3):
            told = len(day.told)
            try:
                day.act(number)
            except StoreError:
                assert len(day.told) == told
    fault.armed = False  # somebody made room
    for number in range(4):
        day.act(number)
    assert said != "disk-error" or day.store._writer is not writer, "a connection whose disk failed was used again"
    day.store.close()
    check_shop(path)
    with look_at(path) as connection:
        hashes = {row["seq"]: row["hash"] for row in connection.execute("SELECT seq, hash FROM log").fetchall()}
    for seq, digest in day.told:
        assert hashes.get(seq) == digest, f"{way} {k}: entry {seq} was told and is lost"
    opened(path).close()
    return said


def main(folder: Path, numbers: range) -> dict[str, dict[str, int]]:
    """Try each k in each way."""
    fault = Fault()
    found: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    for k in numbers:
        for at, way in enumerate(WAYS):
            found[way][fail_at(fault, folder / f"{k}-{at}" / "desk.db", way, k)] += 1
    return {way: dict(counts) for way, counts in found.items()}


if __name__ == "__main__":
    first, last, step = (int(word) for word in sys.argv[2:])
    print(json.dumps(main(Path(sys.argv[1]), range(first, last + 1, step))))
