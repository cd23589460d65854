"""The shop that is played on, and two ways to place a hold: as the desk does, and as a broken twin would."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock
from agentdesk.holds import actions
from agentdesk.holds.view import Prospect
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.store import Act, Actor, create_store

from .conftest import HOURS

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)


@lru_cache(maxsize=1)
def shm() -> str | None:
    """A folder in memory, where there is one: these tests are about order, not about disks."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@lru_cache(maxsize=1)
def template() -> bytes:
    """The file of a shop with two products, three customers and two people."""
    with tempfile.TemporaryDirectory(dir=shm()) as folder:
        path = Path(folder) / "desk.db"
        store = create_store(path, SetClock(NOW), zone="Europe/Stockholm")
        with store.act(Actor()) as act:
            for staff in (1, 2):
                act.insert(
                    "INSERT INTO staff (id, name, role, added_at) VALUES (?, ?, 'agent', ?)",
                    (staff, f"No {staff}", act.at),
                )
            for customer in (1, 2, 3):
                act.insert("INSERT INTO customers (name, added_at) VALUES (?, ?)", (f"No {customer}", act.at))
            keep_product(act, ProductFacts("KTL-17", "Vattenkokare"))
            keep_product(act, ProductFacts("MUG-3", "Mugg"))
        store._writing().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        return path.read_bytes()


Place = Callable[[Act, Prospect, int], None]


def place(act: Act, seen: Prospect, customer: int) -> None:
    """Place a hold as the desk does, whatever was seen before."""
    actions.place(act, seen.product.id, seen.quantity, HOURS, customer=customer)


def place_as_seen(act: Act, seen: Prospect, customer: int) -> None:
    """The broken twin: it believes what was read before, then writes it."""
    stock = seen.product.stock
    promise = promises.make(act, Kind.HOLD, customer=customer, contact=None, what="twin", due_at=None)
    for state, units in (("aside", seen.ready), ("waiting", seen.quantity - seen.ready)):
        if units:
            act.insert(
                "INSERT INTO holds (promise, customer, product, quantity, state, queued, placed_by, placed_at, aside_at)"
                " VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM holds), 1, ?, ?)",
                (promise.id, customer, seen.product.id, units, state, act.at, act.at if state == "aside" else None),
            )
    waits = seen.quantity - seen.ready
    act.execute(
        "UPDATE products SET aside = ?, waiting = ?, queue = ? WHERE id = ?",
        (stock.aside + seen.ready, stock.waiting + waits, stock.queue + (waits > 0), seen.product.id),
    )
