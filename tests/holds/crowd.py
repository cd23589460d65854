"""Many processes at one store: what each of them does, started by the tests beside this."""

import json
import random
import sys
import time
from pathlib import Path

from agentdesk.errors import StoreError
from agentdesk.holds import actions, receiving
from agentdesk.holds.model import State
from agentdesk.holds.moving import existing
from agentdesk.holds.view import prospect
from agentdesk.store import Actor, IntegrityError, Store, open_store

from .conftest import HOURS
from .day import place_as_seen

READING = 0.001  # seconds between looking and acting on it: others come between, on a single core, too


def work(path: str, number: int, acts: int, twin: bool) -> dict[str, int]:
    """Do so many random acts; returns how many of each were done, and what went wrong."""
    chance = random.Random(number)
    store = open_store(Path(path), zone="Europe/Stockholm")
    counts = {"placed": 0, "collected": 0, "cancelled": 0, "received": 0, "locked": 0, "broken": 0}
    mine: list[int] = []
    for _ in range(acts):
        try:
            counts[_one(store, Actor(1, f"desk {number}"), chance, mine, twin)] += 1
        except StoreError as error:
            print(error, file=sys.stderr)
            counts["locked"] += 1
        except IntegrityError:
            counts["broken"] += 1
    store.close()
    return counts


def _one(store: Store, actor: Actor, chance: random.Random, mine: list[int], twin: bool) -> str:
    what = chance.random()
    if twin:
        seen = prospect(store.read(), 1, HOURS, store.clock.now(), quantity=1)
        assert seen is not None
        time.sleep(READING)
        with store.act(actor) as act:
            place_as_seen(act, seen, 1)
        return "placed"
    if what < 0.5 or not mine:
        with store.act(actor) as act:
            placed = actions.place(act, 1, chance.randint(1, 3), HOURS, customer=chance.randint(1, 3))
        mine.append(placed.hold.id)
        return "placed"
    if what < 0.6:
        with store.act(actor) as act:
            row = act.row("SELECT received FROM delivery_lines WHERE delivery = 1 AND product = 1")
            assert row is not None
            receiving.receive(act, 1, {1: receiving.Count(row["received"] + chance.randint(0, 9))}, HOURS)
        return "received"
    hold = mine.pop(chance.randrange(len(mine)))
    with store.act(actor) as act:
        found = existing(act.connection, hold)
        if found.state is State.ASIDE and what < 0.9:
            actions.collect(act, hold, HOURS)
            return "collected"
        actions.cancel(act, hold, HOURS, "customer")
    return "cancelled"


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "twin")))
