"""The shop that is broken on purpose: two products, a delivery on its way, agents with a budget; and one random act.

``work_once`` is what a desk does all day, and says exactly what it was answered, so that a model can be asked the same.
"""

import os
import random
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.customers import actions as customers
from agentdesk.errors import Refused
from agentdesk.holds import actions, receiving
from agentdesk.holds.dates import Hours
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.log.canonical import START, chained
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Act, Actor, Connection, Store, create_store, open_store
from agentdesk.store.backup import opened as look_at
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask
from agentdesk.work.setup import found

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
ZONE = "Europe/Stockholm"
HOURS = Hours(zone=ZONE)
SEED = 20261128
PRODUCTS = (1, 2)
ON_HAND = 60  # of each product at the start
AGENTS = 16
CUSTOMERS = 40
BUDGET = 500_00  # minor units, of an agent's shift
OPEN = Callable[[Store, Actor], AbstractContextManager[Act]]


@lru_cache(maxsize=1)
def template() -> bytes:
    """The file of the shop before its first customer."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        path = Path(folder) / "desk.db"
        store = create_store(path, SetClock(NOW), zone=ZONE)
        found(store, Settings(), "Mira", "no PIN is asked here")
        with store.act(Actor()) as act:
            for number in range(AGENTS):
                staff.add(act, f"Agent {number}", Role.AGENT)
            for number in range(CUSTOMERS):
                customers.add(act, customers.Details(name=f"Kund {number}"), "SE", quietly=True)
            for sku in ("KTL-17", "MUG-3"):
                product = keep_product(act, ProductFacts(sku, f"Article {sku}"))
                set_on_hand(act, product.id, ON_HAND, HOURS)
            receiving.expect(act, "Norrkök", date(2026, 12, 4), dict.fromkeys(PRODUCTS, 100_000), HOURS)
        store._writing().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        return path.read_bytes()


def in_memory() -> str | None:
    """A folder in memory, where there is one: for what is about order and not about disks."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def shop_at(path: Path) -> Store:
    """A shop of one's own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template())
    path.chmod(0o600)
    return opened(path)


def opened(path: Path) -> Store:
    """The shop at a path, on a clock that stands: every process lives in the same moment."""
    return open_store(path, SetClock(NOW), zone=ZONE)


def agent(number: int) -> Actor:
    """Mira is 1, the agents come after her."""
    return Actor(number % AGENTS + 2, f"desk {number}")


def head_of(act: Act) -> int:
    """The last entry before this act."""
    row = act.row("SELECT coalesce(max(seq), 0) AS last FROM log")
    assert row is not None
    return int(row["last"])


def work_once(
    store: Store, actor: Actor, chance: random.Random, mine: list[int], opening: OPEN = on_shift
) -> dict[str, Any]:
    """Do one random act; returns what was asked, after which entry, and the answer. ``mine``: holds placed here."""
    what = chance.random()
    asked: dict[str, Any]
    if what < 0.40 or not mine:
        asked = {"kind": "place", "product": chance.choice(PRODUCTS), "units": chance.randint(1, 3)}
    elif what < 0.46:
        asked = {"kind": "receive", "product": chance.choice(PRODUCTS), "units": chance.randint(0, 9)}
    elif what < 0.70:
        asked = {"kind": "collect", "hold": mine[chance.randrange(len(mine))]}
    elif what < 0.88:
        asked = {"kind": "cancel", "hold": mine.pop(chance.randrange(len(mine)))}
    else:
        asked = {"kind": "give", "agent": actor.staff, "units": chance.randint(100, 14_000)}
    try:
        with opening(store, actor) as act:
            asked["after"] = head_of(act)
            asked["answer"] = _DEEDS[asked["kind"]](act, asked, chance, mine)
    except Refused as refusal:
        asked["answer"] = refusal.code
    return asked


def _place(act: Act, asked: dict[str, Any], chance: random.Random, mine: list[int]) -> object:
    placed = actions.place(act, asked["product"], asked["units"], HOURS, customer=chance.randint(1, CUSTOMERS))
    mine += [part.hold.id for part in (placed, placed.rest) if part is not None]
    parts = [placed, *([placed.rest] if placed.rest else [])]
    return [[part.hold.id, part.hold.state.value, part.hold.quantity] for part in parts]


def _receive(act: Act, asked: dict[str, Any], chance: random.Random, mine: list[int]) -> object:
    row = act.row("SELECT received FROM delivery_lines WHERE delivery = 1 AND product = ?", (asked["product"],))
    assert row is not None
    total = row["received"] + asked["units"]
    done = receiving.receive(act, 1, {asked["product"]: receiving.Count(total)}, HOURS)
    return [[each.hold, each.units] for each in done.aside]


def _collect(act: Act, asked: dict[str, Any], chance: random.Random, mine: list[int]) -> object:
    collected, rest = actions.collect(act, asked["hold"], HOURS)
    assert rest is None
    return [collected.id, collected.quantity]


def _cancel(act: Act, asked: dict[str, Any], chance: random.Random, mine: list[int]) -> object:
    cancelled, passed = actions.cancel(act, asked["hold"], HOURS, "customer")
    return [cancelled.quantity, [[each.hold, each.units] for each in passed]]


def _give(act: Act, asked: dict[str, Any], chance: random.Random, mine: list[int]) -> object:
    outcome = give_or_ask(act, Request(Kind.GIFT, asked["units"], "late"), None)
    talk = contact_records.open_of(act.connection, act.actor.staff)
    assert talk is not None
    contacts.finish(act, talk)  # one gift a conversation: what stacks within one is another test's
    allowed = outcome.decision.verdict is Verdict.ALLOWED
    return [outcome.decision.verdict.value, outcome.decision.after.shift_left if allowed else None]


_DEEDS: dict[str, Callable[[Act, dict[str, Any], random.Random, list[int]], object]] = {
    "place": _place,
    "receive": _receive,
    "collect": _collect,
    "cancel": _cancel,
    "give": _give,
}


def check_chain(connection: Connection, after: int = 0, previous: bytes = START) -> tuple[int, bytes]:
    """Walk the chain from an entry whose hash is known; returns the last seq and its hash."""
    seq = after
    for row in connection.execute("SELECT seq, record, hash FROM log WHERE seq > ? ORDER BY seq", (after,)).fetchall():
        seq += 1
        assert row["seq"] == seq
        previous = chained(previous, row["record"])
        assert previous == row["hash"], f"entry {seq} is not chained to the one before"
    return seq, previous


def check_shop(path: Path) -> tuple[int, bytes]:
    """What must hold whatever happened: pages, references, books, chain; returns the chain's last seq and its hash."""
    with look_at(path) as connection:
        assert [row[0] for row in connection.execute("PRAGMA integrity_check(3)").fetchall()] == ["ok"]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        check_books(connection)
        return check_chain(connection)


def check_books(connection: Connection) -> None:
    """Stock against holds, nothing sold twice, no shift budget passed."""
    for row in connection.execute(
        "SELECT p.on_hand, p.aside, p.waiting, p.queue,"
        " (SELECT coalesce(sum(quantity), 0) FROM holds WHERE product = p.id AND state IN ('aside', 'told')) AS lie,"
        " (SELECT coalesce(sum(quantity), 0) FROM holds WHERE product = p.id AND state = 'waiting') AS wait,"
        " (SELECT count(*) FROM holds WHERE product = p.id AND state = 'waiting') AS line,"
        " (SELECT coalesce(sum(units), 0) FROM stock_moves WHERE product = p.id) AS moved FROM products p"
    ).fetchall():
        assert row["aside"] <= row["on_hand"], "more is set aside than is there"
        assert (row["aside"], row["waiting"], row["queue"]) == (row["lie"], row["wait"], row["line"])
        assert not (row["queue"] and row["on_hand"] > row["aside"]), "units are free while somebody waits"
        assert row["on_hand"] == ON_HAND + row["moved"], "units came or went without an act"
    over = connection.execute(
        "SELECT shift, sum(value) AS given FROM remedies WHERE state = 'given' GROUP BY shift HAVING given > ?",
        (BUDGET,),
    ).fetchall()
    assert over == [], "a shift gave more than it may"
