"""Three desks at one store, killed in the middle of it, again and again; each says over a pipe what it was told.

``python -m tests.reliability.killing PATH ROUNDS ours|twin`` prints what was lost. The twin tells before COMMIT.
Desks are forked from a process that has SQLite loaded and nothing open, so that a round costs no start of Python.
"""

import json
import os
import random
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.log.canonical import START
from agentdesk.store import Act, Actor, Store
from agentdesk.store.backup import opened as look_at
from agentdesk.work.attend import on_shift

from .shop import SEED, agent, check_chain, check_shop, head_of, opened, shop_at, work_once

DESKS = 3
_TOLD = struct.Struct("<Q32s")  # the last entry of an act, and its hash
_SLOW_DISK = 0.002  # seconds that the twin's COMMIT takes at least: in memory it would hardly ever be killed before it


def _desk(path: Path, number: int, seed: int, pipe: int, twin: bool) -> None:
    """Work until killed."""
    store = opened(path)
    heads: list[tuple[int, bytes]] = []

    @contextmanager
    def opening(store: Store, actor: Actor) -> Iterator[Act]:
        with on_shift(store, actor) as act:
            before = head_of(act)
            yield act
            if act.head and act.head[0] > before:
                heads.append(act.head)
                if twin:
                    os.write(pipe, _TOLD.pack(*act.head))
                    time.sleep(_SLOW_DISK)

    chance, mine = random.Random(seed), list[int]()
    while True:
        heads.clear()
        work_once(store, agent(number), chance, mine, opening)
        if heads and not twin:
            os.write(pipe, _TOLD.pack(*heads[-1]))


def _round(path: Path, seed: int, twin: bool) -> list[tuple[int, bytes]]:
    """Let three desks work and kill them; returns what they were told."""
    chance = random.Random(seed)
    told, hear = [], []
    desks = []
    for number in range(DESKS):
        ears, pipe = os.pipe()
        desk = os.fork()
        if not desk:
            os.close(ears)
            try:
                _desk(path, number, chance.randrange(2**32), pipe, twin)
            finally:
                traceback.print_exc()
                os._exit(9)
        os.close(pipe)
        desks.append(desk)
        hear.append(ears)
    if seed % 2:  # on a slow machine nobody would have been told anything by the time they are killed
        select.select(hear, [], [])
    time.sleep(chance.uniform(0.01, 0.15))
    chance.shuffle(desks)
    for desk in desks:
        os.kill(desk, signal.SIGKILL)
    for desk in desks:
        _, status = os.waitpid(desk, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "a desk ended by itself"
    for ears in hear:
        with os.fdopen(ears, "rb") as file:
            told += list(_TOLD.iter_unpack(file.read()))
    return told


def rounds(path: Path, count: int, twin: bool) -> dict[str, int]:
    """Play so many rounds on one store; returns how many acts were told, and how many of these were lost."""
    shop_at(path).close()
    told = lost = 0
    last, previous = 0, START
    for number in range(count):
        heard = _round(path, SEED + number, twin)
        with look_at(path) as connection:
            last, previous = check_chain(connection, last, previous)
            for seq, digest in heard:
                row = connection.execute("SELECT hash FROM log WHERE seq = ?", (seq,)).fetchone()
                lost += row is None or row["hash"] != digest
        told += len(heard)
        if twin and lost:  # it has been caught
            return {"rounds": number + 1, "told": told, "lost": lost, "entries": last}
        if number % 50 == 0 or number == count - 1:
            check_shop(path)
    return {"rounds": count, "told": told, "lost": lost, "entries": last}


if __name__ == "__main__":
    print(json.dumps(rounds(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "twin")))
