"""Sixteen desks at one store, each noting what it asked and what it was answered.

``python -m tests.reliability.sharing PATH NUMBER ACTS WHO``; WHO is ours, or one of two twins: ``reads-first`` believes what
it read before its transaction, ``deferred`` begins without the write lock and without IMMEDIATE.
"""

import json
import random
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.holds.crowd import READING
from tests.holds.day import place_as_seen

from agentdesk.errors import StoreError
from agentdesk.holds.view import prospect
from agentdesk.shift.actions import attend
from agentdesk.store import Act, Actor, Store
from agentdesk.store.connection import plain_errors
from agentdesk.store.engine import IntegrityError
from agentdesk.work.attend import on_shift

from .shop import HOURS, SEED, agent, opened, work_once


@contextmanager
def deferred(store: Store, actor: Actor) -> Iterator[Act]:
    """The twin of ``Store.act``: BEGIN, and whoever comes second is refused."""
    with plain_errors(store.path):
        connection = store._writing()
        connection.execute("BEGIN")
        try:
            act = Act(connection, store.clock.now(), secrets.token_hex(8), actor, store.zone, store.currency)
            attend(act)
            time.sleep(READING)
            yield act
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def reads_first(store: Store, number: int, acts: int) -> list[dict[str, Any]]:
    """The twin that looks, then writes what it saw: it hands out units that somebody else has taken meanwhile."""
    trouble: list[dict[str, Any]] = []
    for turn in range(acts):
        seen = prospect(store.read(), turn % 2 + 1, HOURS, store.clock.now(), quantity=1)
        assert seen is not None
        time.sleep(READING)
        try:
            with on_shift(store, agent(number)) as act:
                place_as_seen(act, seen, 1)
        except IntegrityError as error:
            trouble.append({"kind": "trouble", "answer": str(error)})
    return trouble


def work(path: Path, number: int, acts: int, who: str) -> list[dict[str, Any]]:
    """Do so many acts; returns what was asked and answered."""
    store = opened(path)
    chance, mine = random.Random(SEED + number), list[int]()
    if who == "reads-first":
        return reads_first(store, number, acts)
    answers = []
    for _turn in range(acts):
        before = list(mine)
        try:
            answers.append(work_once(store, agent(number), chance, mine, deferred if who == "deferred" else on_shift))
        except StoreError as error:
            mine = before
            answers.append({"kind": "trouble", "answer": error.code})
    store.close()
    return answers


if __name__ == "__main__":
    where, which, many, name = sys.argv[1:]
    print(json.dumps(work(Path(where), int(which), int(many), name)))
