"""A shop's days in any order, against a naive oracle that knows nothing but the log and the limits.

Before each wish the oracle says from log records alone whether it is allowed, needs approval or is denied, and the program
must say the same; after each act it says what was given that should not have been.
"""

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.authority.conftest import Shop, new_shop
from tests.authority.oracle import LIMITS, PRICES, Oracle

from agentdesk.authority import actions, requests, vouchers
from agentdesk.authority.model import How, Kind, Request, Verdict
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Contact
from agentdesk.errors import DeskError
from agentdesk.shift import actions as shifts

AGENTS = ("Aino", "Per")
VERDICTS: dict[str, int] = {}  # how often each came, and what was done: a machine that only hears no proves nothing
KINDS = ["amount", "voucher", "gift", "price-match", "refund", "rescind"]
VALUES = [1, 2500, 4999, 5000, 5001, 8101, 9999, 10000, 10001, 20000, 30000, 84900]
PURCHASES = [(None, None), (1, None), (1, 1), (2, None), (2, 1), (2, 2)]  # order, line


def two_lines(shop: Shop) -> None:
    """A second order of customer 1: two mugs with ten percent off, and a pan."""
    from agentdesk.catalog.order_records import Kept, add, add_line

    with shop.act("Mira") as act:
        order = add(act, "48212", 1)
        add_line(act, order, Kept(None, "Mugg", 2, 4500, 1000))
        add_line(act, order, Kept(None, "Panna", 1, 30000))
    assert order == 2
    assert set(PRICES) == {1, 2}


class Days(RuleBasedStateMachine):
    """What people do: give, ask, approve, undo, use and cancel vouchers, change contacts, shifts and the time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.shop: Shop = new_shop(self.folder)
        self.shop.limits(LIMITS)
        two_lines(self.shop)
        self.checked = 0

    def teardown(self) -> None:
        self.shop.store.close()
        shutil.rmtree(self.folder)

    @initialize(customer=st.sampled_from([None, 1, 2]))
    def begin(self, customer: int | None) -> None:
        self.shop.give("Per", Request(Kind.VOUCHER, 5000, "late"), None)
        self.shop.finish("Per")
        self.shop.talk("Aino", customer)

    def attempt(self, what: str, deed: Any) -> None:
        with suppress(DeskError):
            deed()
            VERDICTS[what] = VERDICTS.get(what, 0) + 1

    def current(self, agent: str) -> Contact | None:
        return contact_records.open_of(self.shop.store.read(), self.shop.desks[agent].staff)

    def judged_alike(self, agent: str, wanted: Request, talk: Contact | None) -> None:
        """The program's verdict is the oracle's."""
        customer, contact = (talk.customer, talk.id) if talk else (None, None)
        said = self.shop.check(agent, wanted, customer)
        staff, now = self.shop.desks[agent].staff, self.shop.clock.now()
        expected = Oracle(self.shop.log()).verdict(wanted, staff, customer, contact, now)
        assert said.verdict.value == expected, (wanted, said.why)
        VERDICTS[expected] = VERDICTS.get(expected, 0) + 1
        for each in said.instead:
            if each.value is not None and each.kind != "approval":
                instead = Request(
                    Kind(each.kind), each.value, "late", each.points, wanted.base, order=wanted.order, line=wanted.line
                )
                assert self.shop.check(agent, instead, customer).verdict is Verdict.ALLOWED, (
                    "an alternative that is none"
                )

    @rule(agent=st.sampled_from(AGENTS), kind=st.sampled_from(KINDS), value=st.sampled_from(VALUES),
          on=st.sampled_from(PURCHASES))  # fmt: skip
    def give(self, agent: str, kind: str, value: int, on: tuple[int | None, int | None]) -> None:
        talk = self.current(agent)
        customer = talk.customer if talk else None
        order, line = on if customer in (None, 1) else (None, None)
        wanted = Request(Kind(kind), value, "late", order=order, line=line)
        self.judged_alike(agent, wanted, talk)
        self.attempt("given or asked", lambda: self.shop.give(agent, wanted, customer))

    @rule(agent=st.sampled_from(AGENTS), points=st.sampled_from([1, 500, 999, 1000, 1001, 5000, 10000]),
          lie=st.integers(0, 3), on=st.sampled_from([on for on in PURCHASES if on[0]]))  # fmt: skip
    def give_percent(self, agent: str, points: int, lie: int, on: tuple[int, int | None]) -> None:
        talk = self.current(agent)
        customer = talk.customer if talk else None
        if customer in (None, 1):
            wanted = Request(Kind.PERCENT, lie, "late", points, 84900 * (lie + 1), order=on[0], line=on[1])
            self.judged_alike(agent, wanted, talk)
            self.attempt("given or asked", lambda: self.shop.give(agent, wanted, customer))

    @rule(agent=st.sampled_from(AGENTS), customer=st.sampled_from([None, 1, 2]))
    def take_contact(self, agent: str, customer: int | None) -> None:
        self.attempt("opened", lambda: self.shop.talk(agent, customer))

    @rule(agent=st.sampled_from(AGENTS))
    def finish(self, agent: str) -> None:
        self.attempt("finished", lambda: self.shop.finish(agent))

    @rule(agent=st.sampled_from(AGENTS), back=st.integers(0, 3))
    def undo(self, agent: str, back: int) -> None:
        row = self.shop.store.read().execute(
            "SELECT id FROM remedies ORDER BY id DESC LIMIT 1 OFFSET ?", (back,)
        ).fetchone()  # fmt: skip
        if row:
            remedy = actions.existing(self.shop.store.read(), row["id"])
            self.attempt("undone", lambda: self.shop.undo(agent, remedy))

    @rule(agent=st.sampled_from(AGENTS), on=st.sampled_from([None, 3000, 50000]), order=st.sampled_from([None, 1, 2]),
          back=st.integers(0, 2))  # fmt: skip
    def use_voucher(self, agent: str, on: int | None, order: int | None, back: int) -> None:
        row = self.shop.store.read().execute(
            "SELECT code FROM vouchers ORDER BY state = 'open' DESC, id DESC LIMIT 1 OFFSET ?", (back,)
        ).fetchone()  # fmt: skip
        talk = self.current(agent)
        customer = talk.customer if talk else None
        if row is None:
            return
        order = order if customer in (None, 1) else None
        with suppress(DeskError):
            with self.shop.store.reading() as connection:
                wanted = vouchers.to_use(
                    connection, self.shop.voucher(row["code"]), self.shop.clock.now(), customer=customer,
                    on=None if order else on, order=order, currency="SEK",
                )  # fmt: skip
            self.judged_alike(agent, wanted, talk)
        use = partial(self.shop.use, agent, row["code"], customer, None if order else on, order)
        self.attempt("voucher used or asked", use)

    @rule(back=st.integers(0, 2))
    def cancel_voucher(self, back: int) -> None:
        row = self.shop.store.read().execute(
            "SELECT code FROM vouchers ORDER BY id DESC LIMIT 1 OFFSET ?", (back,)
        ).fetchone()  # fmt: skip

        def cancel() -> None:
            with self.shop.act("Per") as act:
                vouchers.cancel(act, vouchers.of_code(act.connection, row["code"]), "lost")

        if row:
            self.attempt("voucher cancelled", cancel)

    @rule(approver=st.sampled_from(["Mira", "Sven", "Olga", "Aino", "Per"]), back=st.integers(0, 2))
    def answer(self, approver: str, back: int) -> None:
        row = self.shop.store.read().execute(
            "SELECT id FROM remedies WHERE state = 'asked' ORDER BY id DESC LIMIT 1 OFFSET ?", (back,)
        ).fetchone()  # fmt: skip

        def approve() -> None:
            with self.shop.store.act(self.shop.desks[approver]) as act:
                requests.approve(act, row["id"], act.actor.staff, How.TERMINAL)

        if row:
            self.attempt("approved", approve)

    @rule(agent=st.sampled_from(AGENTS))
    def close_shift(self, agent: str) -> None:
        def close() -> None:
            with self.shop.store.act(self.shop.desks[agent]) as act:
                shifts.close(act)

        self.attempt("shift closed", close)

    @rule(agent=st.sampled_from(AGENTS))
    def resume(self, agent: str) -> None:
        def resume() -> None:
            with self.shop.act(agent) as act:
                parked = contact_records.parked(act.connection)
                if parked:
                    contacts.resume(act, parked[0])

        self.attempt("resumed", resume)

    @rule(minutes=st.sampled_from([1, 5, 30, 61]))
    def time_passes(self, minutes: int) -> None:
        self.shop.clock.advance(minutes=minutes)

    @rule(days=st.sampled_from([1, 2, 30, 89, 91]))
    def next_day(self, days: int) -> None:
        self.shop.clock.moment = self.shop.clock.moment.replace(hour=13, minute=5) + timedelta(days=days)

    @invariant()
    def the_log_shows_no_fault_and_the_sums_agree(self) -> None:
        entries = self.shop.log()
        if len(entries) != self.checked:
            self.checked = len(entries)
            oracle = Oracle(entries)
            assert oracle.faults == []
            assert self.shop.given() == sum(each["value"] for each in oracle.given)


EVERY_DAY = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)
THOROUGH = settings(EVERY_DAY, max_examples=1000, stateful_step_count=80, derandomize=False)
EVERYTHING = {"allowed", "approval", "denied", "given or asked", "approved", "undone", "voucher used or asked"}


def test_no_order_of_acts_gives_more_than_the_limits() -> None:
    VERDICTS.clear()
    run_state_machine_as_test(Days, settings=EVERY_DAY)
    assert sum(VERDICTS.values()) > EVERY_DAY.max_examples * 5
    assert {"allowed", "approval", "denied"} <= set(VERDICTS)


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_no_order_of_acts_gives_more_than_the_limits_at_length() -> None:
    VERDICTS.clear()
    run_state_machine_as_test(Days, settings=THOROUGH)
    assert set(VERDICTS) >= EVERYTHING
    assert all(VERDICTS[what] > 50 for what in EVERYTHING), VERDICTS
