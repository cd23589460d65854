"""Wishes made in a shop, each compared with what the oracle says of it."""

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
