"""One agent's shifts, one after another, in one process that is never started again; says what memory it took.

``python -m tests.reliability.soaking PATH NUMBER SHIFTS ACTS``; ``… reader`` instead of a number is somebody who has
forgotten a reading transaction, until killed.
"""

import json
import os
import random
import sys
import time
from datetime import timedelta
from pathlib import Path

from agentdesk.clock import SetClock
from agentdesk.errors import Refused
from agentdesk.holds.view import prospect
from agentdesk.log import reading
from agentdesk.shift import actions as shifts
from agentdesk.work.attend import on_shift

from .shop import HOURS, SEED, agent, opened, work_once


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def soak(path: Path, number: int, count: int, acts: int) -> list[int]:
    """Work so many shifts of so many acts; returns the memory after each."""
    store, actor = opened(path), agent(number)
    clock = store.clock
    assert isinstance(clock, SetClock)
    chance, mine = random.Random(SEED + number), list[int]()
    memory = []
    for _shift in range(count):
        for _ in range(acts):
            work_once(store, actor, chance, mine)
            del mine[:-30]
            prospect(store.read(), 1, HOURS, clock.now(), quantity=1)  # what the screen looks up between two acts
            reading.last(store.read(), 7)
            store.version()
        with on_shift(store, actor) as act:
            try:
                shifts.close(act)
            except Refused:
                continue
        clock.moment += timedelta(hours=8)
        memory.append(resident())
    store.close()
    return memory


def forget(path: Path) -> None:
    """Begin to read, and go home."""
    with opened(path).reading() as connection:
        connection.execute("SELECT count(*) FROM log").fetchone()
        print("reading", flush=True)
        time.sleep(3600)


if __name__ == "__main__":
    if sys.argv[2] == "reader":
        forget(Path(sys.argv[1]))
    else:
        print(json.dumps(soak(Path(sys.argv[1]), *(int(word) for word in sys.argv[2:]))))
