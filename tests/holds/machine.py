"""A shop under random acts over two connections, and what must hold after each of them; with a broken twin."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock, stamp
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import actions, ordering, receiving, telling
from agentdesk.holds.expiring import expire
from agentdesk.holds.model import Result, Tell
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.undoing import undo
from agentdesk.holds.view import Prospect, prospect
from agentdesk.log.canonical import START, chained
from agentdesk.log.reading import of_act
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.store import Act, Actor, Store, create_store, open_store
from agentdesk.store.engine import engine

from .conftest import HOURS, check_books

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
PRODUCTS = st.integers(1, 2)
CUSTOMERS = st.integers(1, 3)
WHICH = st.integers(0, 1)
ANY = st.integers(0, 50)


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


class ShopMachine(RuleBasedStateMachine):
    """Two desks on one file. What is read on a screen may be old by the time somebody acts on it."""

    how_to_place: Place = staticmethod(place)
    kinds: ClassVar[Counter[str]] = Counter()  # of every log entry in every sequence: what the run really did

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=shm()))
        path = self.folder / "desk.db"
        path.write_bytes(template())
        self.clock = SetClock(NOW)
        self.desks = [open_store(path, self.clock, zone="Europe/Stockholm") for _ in range(2)]
        self.seen: list[tuple[Prospect, int]] = []
        self.done: list[str] = []  # acts that can be undone, the last one last
        self.again: Callable[[Act], object] | None = None  # the last act, where it may be repeated
        self.there = {1: 0, 2: 0}  # what the shelves must hold, counted here
        self.states: set[str] = set()
        self.deliveries = False

    def teardown(self) -> None:
        try:
            self.check_log()
        finally:
            for desk in self.desks:
                desk.close()
            with closing(engine.connect(self.folder / "desk.db")) as alone:
                loose = alone.execute("PRAGMA foreign_key_check").fetchall()
            shutil.rmtree(self.folder)
        assert loose == []

    def check_log(self) -> None:
        """The chain holds; what the sequence did is counted."""
        with self.desks[0].reading() as connection:
            type(self).kinds.update(row["kind"] for row in connection.execute("SELECT kind FROM log").fetchall())
            previous = START
            for row in connection.execute("SELECT record, hash FROM log ORDER BY seq").fetchall():
                previous = chained(previous, row["record"])
                assert previous == row["hash"]

    def do(self, which: int, deed: Callable[[Act], object], *, repeatable: bool = False) -> bool:
        """Do one act at a desk; False where it was refused, which is always allowed and leaves nothing."""
        store: Store = self.desks[which]
        with suppress(Refused, InvalidInput), store.act(Actor(which + 1, f"desk {which}")) as act:
            deed(act)
            self.done.append(act.id)
            self.again = deed if repeatable else None
            return True
        return False

    def holds(self, states: str) -> list[int]:
        marks = ", ".join(f"'{state}'" for state in states.split())
        rows = self.desks[0].read().execute(f"SELECT id FROM holds WHERE state IN ({marks}) ORDER BY id").fetchall()
        return [row["id"] for row in rows]

    def pick(self, states: str, at: int) -> int | None:
        found = self.holds(states)
        return found[at % len(found)] if found else None

    @initialize(stock=st.integers(0, 4), come=st.integers(1, 9), asked=st.lists(st.integers(1, 3), max_size=5))
    def a_day_begins(self, stock: int, come: int, asked: list[int]) -> None:
        """Some are on the shelf, some are on their way, some people have asked already."""
        self.count(0, 1, stock, earlier=False)
        self.expect(0, 1, come, 6)
        for customer, quantity in enumerate(asked):
            self.ask(customer % 2, 1, customer % 3 + 1, quantity)

    @rule(which=WHICH, product=PRODUCTS, customer=CUSTOMERS, quantity=st.integers(1, 4))
    def ask(self, which: int, product: int, customer: int, quantity: int) -> None:
        """Look, and place at once."""
        self.look(which, product, customer, quantity)
        self.place(which, len(self.seen) - 1)

    @rule(which=WHICH, product=PRODUCTS, customer=CUSTOMERS, quantity=st.integers(1, 4))
    def look(self, which: int, product: int, customer: int, quantity: int) -> None:
        seen = prospect(self.desks[which].read(), product, HOURS, self.clock.now(), quantity=quantity)
        assert seen is not None
        self.seen.append((seen, customer))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, at=ANY)
    def place(self, which: int, at: int) -> None:
        """Place what was looked at, perhaps a while ago."""
        seen, customer = self.seen.pop(at % len(self.seen))
        self.do(which, lambda act: type(self).how_to_place(act, seen, customer))

    @rule(which=WHICH, product=PRODUCTS, quantity=st.integers(1, 5), days=st.integers(1, 9))
    def expect(self, which: int, product: int, quantity: int, days: int) -> None:
        day = date.fromordinal(self.clock.now().date().toordinal() + days)
        self.do(which, lambda act: receiving.expect(act, "Norrkök", day, {product: quantity}, HOURS))

    @precondition(lambda self: self.deliveries)
    @rule(which=WHICH, at=ANY, total=st.integers(0, 7), damaged=st.integers(0, 2), complete=st.booleans())
    def receive(self, which: int, at: int, total: int, damaged: int, complete: bool) -> None:
        known = deliveries.latest(self.desks[which].read())
        delivery = known[at % len(known)]
        product = delivery.lines[0].product

        def deed(act: Act) -> None:
            done = receiving.receive(act, delivery.id, {product: Count(total, damaged)}, HOURS, complete=complete)
            for article, units in done.new.items():
                self.there[article] += units

        self.do(which, deed, repeatable=True)

    @precondition(lambda self: self.deliveries)
    @rule(which=WHICH, at=ANY, days=st.integers(1, 9))
    def move_or_call_off(self, which: int, at: int, days: int) -> None:
        known = deliveries.all_open(self.desks[which].read())
        if known:
            found = known[at % len(known)]
            day = date.fromordinal(self.clock.now().date().toordinal() + days)
            if days < 8:
                self.do(which, lambda act: receiving.move(act, found.id, day, HOURS))
            else:
                self.do(which, lambda act: receiving.call_off(act, found.id, HOURS))

    @precondition(lambda self: self.states & {"aside", "told"})
    @rule(which=WHICH, at=ANY, result=st.sampled_from(list(Result)))
    def tell(self, which: int, at: int, result: Result) -> None:
        hold = self.pick("aside told waiting", at)
        if hold:
            self.do(which, lambda act: telling.tell(act, hold, result, HOURS))

    @precondition(lambda self: self.states & {"aside", "told", "collected"})
    @rule(which=WHICH, at=ANY, part=st.booleans())
    def collect(self, which: int, at: int, part: bool) -> None:
        hold = self.pick("aside told collected", at)
        if hold is None:
            return

        def deed(act: Act) -> None:
            before = act.rows("SELECT on_hand FROM products ORDER BY id")
            actions.collect(act, hold, HOURS, 1 if part else None)
            for product, (was, now) in enumerate(
                zip(before, act.rows("SELECT on_hand FROM products ORDER BY id"), strict=True), 1
            ):
                self.there[product] -= was["on_hand"] - now["on_hand"]

        self.do(which, deed, repeatable=not part)

    @precondition(lambda self: self.states & {"waiting", "aside", "told"})
    @rule(which=WHICH, at=ANY)
    def cancel(self, which: int, at: int) -> None:
        hold = self.pick("waiting aside told", at)
        if hold:
            self.do(which, lambda act: actions.cancel(act, hold, HOURS, "customer"))

    @precondition(lambda self: "waiting" in self.states)
    @rule(which=WHICH, at=ANY)
    def move_up(self, which: int, at: int) -> None:
        hold = self.pick("waiting", at)
        if hold:
            self.do(which, lambda act: ordering.move_up(act, hold, "wedding", HOURS))

    @precondition(lambda self: self.states & {"aside", "told"})
    @rule(which=WHICH, at=ANY)
    def extend(self, which: int, at: int) -> None:
        hold = self.pick("aside told", at)
        if hold:
            self.do(which, lambda act: actions.extend(act, hold, HOURS))

    @rule(which=WHICH, days=st.integers(1, 12))
    def time_goes_by(self, which: int, days: int) -> None:
        self.clock.advance(days=days)
        self.do(which, lambda act: expire(act, HOURS, ask_above=99, confirmed=True))

    @rule(which=WHICH, product=PRODUCTS, counted=st.integers(0, 6), earlier=st.booleans())
    def count(self, which: int, product: int, counted: int, earlier: bool) -> None:
        as_of = stamp(self.clock.now().replace(hour=1)) if earlier else None

        def deed(act: Act) -> None:
            done = set_on_hand(act, product, counted, HOURS, as_of=as_of)
            self.there[product] = done.product.stock.on_hand

        self.do(which, deed)

    @precondition(lambda self: self.again is not None)
    @rule(at=ANY)
    def repeat(self, at: int) -> None:
        """A double scan, a retry after a crash: nothing is counted again."""
        last = self.again
        assert last is not None
        before = dict(self.there), self.holds("waiting"), self.holds("aside told")
        self.do(at % 2, last)
        assert before == (dict(self.there), self.holds("waiting"), self.holds("aside told"))

    @precondition(lambda self: self.done)
    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        last = self.done[-1]

        def deed(act: Act) -> None:
            before = act.rows("SELECT id, on_hand FROM products ORDER BY id")
            undo(act, of_act(act.connection, last), HOURS)
            for row in before:
                now = act.row("SELECT on_hand FROM products WHERE id = ?", (row["id"],))
                assert now is not None
                self.there[row["id"]] += now["on_hand"] - row["on_hand"]

        if self.do(which, deed):
            del self.done[-2:]

    @invariant()
    def the_books_are_right(self) -> None:
        read = self.desks[0].read()
        self.states = {row["state"] for row in read.execute("SELECT DISTINCT state FROM holds").fetchall()}
        self.deliveries = bool(read.execute("SELECT count(*) AS n FROM deliveries").fetchone()["n"])
        with self.desks[1].reading() as connection:
            act = Act(connection, self.clock.now(), "", Actor())
            check_books(act)
            check_promises(act)
            check_order(act)
            rows = act.rows("SELECT id, on_hand FROM products")
            assert {row["id"]: row["on_hand"] for row in rows} == self.there


def check_promises(act: Act) -> None:
    """A promise is open as long as part of it is owed, and its parts are what was promised, neither more nor less."""
    for row in act.rows(
        "SELECT p.id, p.state, p.what, sum(h.state IN ('waiting', 'aside', 'told')) AS owed,"
        " sum(h.quantity) FILTER (WHERE h.reason IS NOT 'joined') AS units FROM promises p"
        " JOIN holds h ON h.promise = p.id GROUP BY p.id"
    ):
        assert (row["state"] == "open") == (row["owed"] > 0), dict(row)
        assert row["what"] == "twin" or row["what"].startswith(f"{row['units']} ×"), dict(row)


def check_order(act: Act) -> None:
    """Nobody waits behind somebody who came later, but for a reason in the log."""
    overtaken = act.rows(
        "SELECT w.id FROM holds w JOIN holds s ON s.product = w.product AND s.state IN ('aside', 'told')"
        " AND s.queued > w.queued WHERE w.state = 'waiting'"
    )
    for row in overtaken:
        reasons = act.row(
            "SELECT count(*) AS n FROM log WHERE kind IN ('hold.short', 'hold.undone', 'hold.moved-up')"
            " AND json_extract(record, '$.data.hold') IN (SELECT b.id FROM holds a JOIN holds b"
            " ON b.promise = a.promise WHERE a.id = ?)",
            (row["id"],),
        )
        assert reasons is not None
        assert reasons["n"] > 0, f"H-{row['id']} was overtaken and nothing says why"


class Twin(ShopMachine):
    """The same shop, placing holds by what was read before."""

    how_to_place: Place = staticmethod(place_as_seen)


_ = Tell
