"""A shop under random acts over two connections, and what must hold after each of them; with a broken twin."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.clock import SetClock, stamp
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import actions, ordering, receiving, telling
from agentdesk.holds.expiring import expire
from agentdesk.holds.model import Result
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.undoing import undo
from agentdesk.holds.view import Prospect, prospect
from agentdesk.log.canonical import START, chained
from agentdesk.log.reading import of_act
from agentdesk.store import Act, Actor, Store, open_store
from agentdesk.store.engine import engine

from .books import check_order, check_promises
from .conftest import HOURS, check_books
from .day import NOW, Place, place, place_as_seen, shm, template

PRODUCTS = st.integers(1, 2)
CUSTOMERS = st.integers(1, 3)
WHICH = st.integers(0, 1)
ANY = st.integers(0, 50)


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


class Twin(ShopMachine):
    """The same shop, placing holds by what was read before."""

    how_to_place: Place = staticmethod(place_as_seen)
