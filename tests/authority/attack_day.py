"""A day that goes to every limit and one öre beyond, each wish compared with what the oracle says of it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from tests.authority.conftest import Shop
from tests.authority.oracle import DISCOUNTS, LIMITS, Oracle, of
from tests.authority.test_machine import two_lines

from agentdesk.authority import actions, requests, vouchers
from agentdesk.authority.model import Decision, How, Kind, Request, Verdict
from agentdesk.contacts import records as contact_records
from agentdesk.errors import DeskError
from agentdesk.shift import actions as shifts


class Attacks:
    """Wishes of a day, each compared with what the oracle says; ``faults`` is where they differ."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.faults = shop, list[str]()
        shop.limits(LIMITS)
        two_lines(shop)

    def wish(self, who: str, kind: str, value: int, customer: int | None, order: int | None = None,
             line: int | None = None, *, points: int | None = None, base: int | None = None) -> None:  # fmt: skip
        """Compare the verdicts, then give or ask."""
        self._try(who, Request(Kind(kind), value, "late", points, base, order=order, line=line), customer)

    def _try(self, who: str, wanted: Request, customer: int | None) -> None:
        oracle = Oracle(self.shop.log())
        talk = contact_records.open_of(self.shop.store.read(), self.shop.desks[who].staff)
        contact = talk.id if talk is not None and talk.customer == customer else None

        def expected(wish: Request) -> str:
            return oracle.verdict(wish, self.shop.desks[who].staff, customer, contact, self.shop.clock.now())

        said = self.shop.check(who, wanted, customer)
        if said.verdict.value != expected(wanted):
            self.faults.append(f"{who}: {wanted} is {said.verdict}, should be {expected(wanted)}")
        kinds = [each.kind for each in said.instead]
        if ("approval" in kinds) != (said.verdict is Verdict.APPROVAL):
            self.faults.append(f"asking for {wanted}: {kinds}")
        if wanted.redeems is None:
            self._headroom_is_right(said, wanted, expected)
            if wanted.base is None and wanted.order is None:  # of what, nobody knows yet
                if said.before.percent != (1000 if said.before.amount and not oracle.here(contact) else 0):
                    self.faults.append(f"a percentage is left, or none: {said.before}")
        elif set(kinds) - {"set-aside", "approval"}:
            self.faults.append(f"instead of using a voucher: {kinds}")
        left = oracle.left_for(customer, wanted.order, self.shop.clock.now())
        if (said.before.customer_left, said.before.gestures_left) != left:
            self.faults.append(f"left for the customer is {said.before}, and not {left}")
        with suppress(DeskError):
            done = self.shop.give(who, wanted, customer).decision
            if done.verdict is Verdict.ALLOWED and wanted.redeems is None:
                now = self.shop.check(who, wanted, customer).before
                if now != done.after:
                    self.faults.append(f"after {wanted} there is {now}, and not {done.after}")

    def _headroom_is_right(self, said: Decision, wanted: Request, expected: Callable[[Request], str]) -> None:
        """What headroom shows, and every alternative, may be given; one öre more may not."""
        room, on = said.before, replace(wanted, points=None)
        may = [replace(on, kind=Kind.AMOUNT, value=room.amount)] if room.amount else []
        may_not = [] if room.amount is None else [replace(on, kind=Kind.AMOUNT, value=room.amount + 1)]
        if room.percent == 0 and wanted.base is not None:
            may_not.append(replace(on, kind=Kind.PERCENT, value=1, points=1))
        if room.percent and wanted.base is not None:
            may.append(replace(on, kind=Kind.PERCENT, value=1, points=room.percent))
            if of(wanted.base, room.percent + 2) > of(wanted.base, room.percent):  # not the same after rounding
                may_not.append(replace(on, kind=Kind.PERCENT, value=1, points=room.percent + 2))
        for each in said.instead:
            if each.kind not in ("set-aside", "approval"):
                may.append(replace(on, kind=Kind(each.kind), value=each.value or 0, points=each.points))
        self.faults += [f"{each} was offered" for each in may if expected(each) != "allowed"]
        self.faults += [f"{each} was not offered" for each in may_not if expected(each) == "allowed"]
        kinds = [each.kind for each in said.instead]
        if wanted.kind is Kind.REFUND and said.verdict is not Verdict.ALLOWED and wanted.value > 1:
            if (kinds[:1] == ["refund"]) != (expected(replace(on, value=1)) == "allowed"):
                self.faults.append(f"of the refund {wanted} a part is not offered first: {kinds}")
        if said.verdict is not Verdict.ALLOWED and "set-aside" not in kinds:
            self.faults.append("a refusal without a way on")
        best = max(room.amount or 0, of(wanted.base, room.percent or 0) if wanted.base is not None else 0)
        offered = max((each.value or 0 for each in said.instead if each.kind in DISCOUNTS), default=0)
        if said.verdict is not Verdict.ALLOWED and said.value > 0 and offered != min(best, said.value):
            self.faults.append(f"the largest within authority is not offered for {wanted}: {said}")

    def after(self, who: str, wanted: Request) -> None:
        """Give, and compare the headroom that was foretold with the one that there is."""
        foretold = self.shop.give(who, wanted, None).decision.after
        there = self.shop.check(who, wanted, None).before
        if foretold != there:
            self.faults.append(f"after {wanted} there is {there}, and not {foretold}")

    def use(self, who: str, customer: int | None, on: int | None = None, order: int | None = None) -> None:
        """Use the last voucher."""
        code = self.shop.store.read().execute("SELECT code FROM vouchers ORDER BY id DESC LIMIT 1").fetchone()["code"]
        with suppress(DeskError):
            with self.shop.store.reading() as connection:
                wanted = vouchers.to_use(
                    connection, self.shop.voucher(code), self.shop.clock.now(), customer=customer, on=on, order=order,
                    currency="SEK",
                )  # fmt: skip
            self._try(who, wanted, customer)

    def later(self, days: int) -> None:
        """Close contacts and shifts, and come back another day."""
        for who in ("Aino", "Per"):
            self.shop.finish(who)
            with self.shop.store.act(self.shop.desks[who]) as act:
                shifts.close(act)
        self.shop.clock.advance(days=days)

    def answer(self, approver: str, *, yes: bool) -> None:
        """Say yes to the last request; ``yes``: whether that must work."""
        waiting = self.shop.store.read().execute("SELECT max(id) FROM remedies WHERE state = 'asked'").fetchone()[0]
        try:
            with self.shop.store.act(self.shop.desks[approver]) as act:
                requests.approve(act, waiting, act.actor.staff, How.TERMINAL)
            done = True
        except DeskError:
            done = False
        if done != yes:
            self.faults.append(f"the yes of {approver} to R-{waiting}: {done}, should be {yes}")

    def undo_last(self, who: str) -> None:
        """Take the last remedy back."""
        last = self.shop.store.read().execute("SELECT max(id) FROM remedies WHERE state = 'given'").fetchone()[0]
        with suppress(DeskError):
            self.shop.undo(who, actions.existing(self.shop.store.read(), last))


def a_day_of_attacks(shop: Shop) -> list[str]:
    """Go to every limit and one öre beyond; return what differs from the oracle, and what it finds in the log."""
    day = Attacks(shop)
    _beyond_agents(day)
    _contact_and_customer(day)
    _orders(day)
    _vouchers(day)
    _approvals(day)
    _shift_and_week(day)
    return day.faults + Oracle(shop.log()).faults


def _contact_and_customer(day: Attacks) -> None:
    for value in (0, -1, 10001, 10000, 1):
        day.wish("Aino", "amount", value, 2)
    day.shop.finish("Aino")
    for value in (8001, 8000, 1):
        day.wish("Aino", "gift", value, 2)
    day.shop.finish("Aino")
    day.wish("Per", "refund", 1, 3, base=500)
    for _ in range(4):  # three gestures, the fourth is one too many; money paid back is no gesture
        day.wish("Per", "gift", 1, 3)
    day.wish("Per", "refund", 1, 3, base=500)
    day.wish("Per", "refund", 1, 3)
    day.wish("Per", "rescind", 1, 3, base=500)
    day.shop.finish("Per")
    day.later(days=90)
    day.wish("Per", "gift", 1, 3)
    day.shop.finish("Per")
    day.shop.clock.advance(minutes=1)
    day.wish("Per", "gift", 1, 3)
    day.shop.finish("Per")
    for points in (1001, 1000):
        day.wish("Per", "percent", 0, None, points=points, base=90000)
    day.wish("Per", "percent", 0, None, points=100, base=90000)
    day.shop.finish("Per")
    for points in (1001, 1000):  # ten percent of much is more than the amount
        day.wish("Per", "percent", 0, None, points=points, base=150000)
    day.shop.finish("Per")
    day.wish("Per", "gift", 5000, None)
    for points in (667, 666):
        day.wish("Per", "percent", 0, None, points=points, base=150000)
    day.undo_last("Per")
    day.wish("Per", "amount", 1, None)
    day.shop.finish("Per")
    day.later(days=1)
    day.wish("Per", "price-match", 1, None, base=8000)
    day.wish("Per", "amount", 5000, None, base=8000)
    day.wish("Per", "amount", 3001, None, base=8000)
    day.wish("Per", "amount", 3000, None, base=8000)
    day.undo_last("Per")
    day.wish("Per", "refund", 3001, None, base=8000)
    day.wish("Per", "refund", 3000, None, base=8000)
    day.shop.finish("Per")
    day.later(days=100)


def _orders(day: Attacks) -> None:
    for value in (8101, 8100):
        day.wish("Aino", "amount", value, None, 2, 1)
    day.wish("Aino", "amount", 1, None, 2, 1)
    day.undo_last("Aino")
    day.wish("Aino", "amount", 100, None, 2, 1)
    day.shop.finish("Aino")
    day.wish("Per", "gift", 8000, None, 2)
    day.wish("Per", "amount", 1900, None, 2)
    day.later(days=100)
    for value in (28505, 28504):  # 30000 less its share of the 1900
        day.wish("Aino", "refund", value, None, 2, 2)
    day.answer("Mira", yes=True)
    for value in (7597, 7596):  # 8100 less 100 and its share
        day.wish("Aino", "refund", value, None, 2, 1)
    day.answer("Mira", yes=True)
    for kind in ("refund", "amount"):
        day.wish("Per", kind, 1, None, 2, 1)
        day.wish("Per", kind, 1, None, 2, 2)
    day.later(days=100)
    day.wish("Aino", "voucher", 2000, None)
    day.shop.finish("Aino")
    day.use("Per", None, None, 1)
    day.shop.finish("Per")
    for value in (8001, 8000):  # the voucher that was used on this order by somebody else counts
        day.wish("Aino", "gift", value, 1, 1)
    day.undo_last("Aino")
    for value in (5921, 5920):  # a fifth of 849.00 must stay above the cost of 600.00
        day.wish("Aino", "amount", value, 1, 1)
    day.undo_last("Aino")
    day.wish("Aino", "percent", 0, 1, 1, points=600)
    day.later(days=100)
    for value in (84900 - 7094 + 1, 84900 - 7094):
        day.wish("Aino", "refund", value, 1, 1)
    day.wish("Aino", "refund", 2360, 1, 1)
    day.wish("Aino", "amount", 826, 1, 1)
    day.shop.finish("Aino")
    day.wish("Per", "amount", 1, 1, 1)
    day.wish("Per", "gift", 2000, 1, 1)
    day.wish("Per", "gift", 1000, None, base=500)
    day.later(days=100)


def _beyond_agents(day: Attacks) -> None:
    """Headroom after, for one without a ceiling: of a line no more than is left of the whole order."""
    if day.shop.check("Olga", Request(Kind.GIFT, 1, "late"), None).before.percent is not None:
        day.faults.append("the owner has a limit")
    day.after("Olga", Request(Kind.AMOUNT, 8000, "late", order=2, line=1))
    day.after("Olga", Request(Kind.REFUND, 28000, "late", order=2))
    for kind in (Kind.GIFT, Kind.AMOUNT, Kind.REFUND):
        day.after("Olga", Request(kind, 1000, "late", order=2, line=2))
    while day.shop.given():
        day.undo_last("Olga")


def _vouchers(day: Attacks) -> None:
    day.later(days=100)
    day.wish("Aino", "voucher", 6000, 2)
    day.use("Per", None, 50000)
    day.use("Per", None, 50000)
    day.shop.finish("Per")
    day.shop.finish("Aino")
    day.later(days=100)
    day.wish("Aino", "voucher", 6000, 2)
    day.wish("Per", "amount", 4001, None, base=50000)
    day.use("Per", None, 50000)
    day.undo_last("Per")
    day.wish("Per", "amount", 4000, None, base=50000)
    day.use("Per", None, 50000)
    day.shop.finish("Per")
    day.shop.finish("Aino")
    day.later(days=100)
    day.wish("Aino", "voucher", 9000, None)
    day.use("Aino", None, 9000)  # in the contact that it was given in: counted then
    day.wish("Aino", "amount", 1001, None)
    day.wish("Aino", "amount", 1000, None)
    day.shop.finish("Aino")
    day.wish("Aino", "voucher", 9000, None)
    day.shop.finish("Aino")
    day.use("Per", None, None, 2)  # nothing is left to pay
    day.shop.finish("Per")
    day.later(days=100)


def _approvals(day: Attacks) -> None:
    shop = day.shop
    for value, yes in ((60001, False), (60000, True)):
        day.wish("Aino", "amount", value, 2)
        day.answer("Aino", yes=False)
        day.answer("Mira", yes=yes)
    day.wish("Aino", "amount", 1, 2)
    day.answer("Mira", yes=False)  # small parts of something large
    shop.finish("Aino")
    day.wish("Aino", "gift", 20000, 3)
    day.answer("Mira", yes=False)  # a supervisor never gives gifts
    day.answer("Olga", yes=True)
    shop.finish("Aino")
    day.wish("Aino", "rescind", 100, None, base=500)
    day.answer("Sven", yes=True)
    shop.finish("Aino")
    day.wish("Aino", "voucher", 9000, None)
    shop.finish("Aino")
    day.wish("Per", "gift", 55000, None)
    day.answer("Olga", yes=True)
    day.use("Per", None, 50000)
    day.answer("Mira", yes=False)
    day.answer("Olga", yes=True)
    day.wish("Aino", "voucher", 9000, None)
    shop.finish("Aino")
    day.wish("Per", "gift", 5000, 2)
    day.answer("Olga", yes=True)
    day.use("Per", 2, 50000)  # what counts of using a voucher is what it is on top of
    day.answer("Mira", yes=True)
    shop.finish("Per")
    day.later(days=100)


def _shift_and_week(day: Attacks) -> None:
    day.shop.clock.moment = day.shop.clock.moment.replace(hour=8)
    while day.shop.clock.moment.weekday() != 0:
        day.shop.clock.advance(days=1)
    for _ in range(3):  # 250 a shift, 600 a week
        for value in (10000, 10000, 5001, 5000, 1):
            day.wish("Aino", "gift", value, None)
            day.shop.finish("Aino")
        day.wish("Aino", "amount", 30000, None)
        day.answer("Mira", yes=True)  # what somebody approved is not the agent's
        day.shop.finish("Aino")
        day.later(days=1)
    day.wish("Aino", "gift", 10000, None)
