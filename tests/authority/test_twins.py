"""Twins of the rules, each with one comparison changed: a day that goes to every limit and one öre beyond catches them.

The day says what the oracle expects of each wish, so that a twin that gives too much and one that gives too little are
both found. ``SAME`` lists the comparisons whose change means nothing, each with the reason.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from tests.authority.conftest import Shop, new_shop
from tests.authority.oracle import LIMITS, Oracle, of
from tests.authority.test_machine import two_lines

from agentdesk.authority import actions, bounds, given_records, judging, requests, rules, vouchers
from agentdesk.authority.model import Decision, How, Kind, Request, Verdict
from agentdesk.contacts import records as contact_records
from agentdesk.errors import DeskError
from agentdesk.shift import actions as shifts
from agentdesk.store import IntegrityError

CHANGED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SAME = {
    "_percent: base <= 0": "no purchase has a price of nothing",
    "_offer: request.base <= 0": "no purchase has a price of nothing",
    "_percent: role.percent is not None": "the room bounds it already; it differs where both round to the same öre",
    "_offer: value > 0": "nothing of a purchase is nothing, and not offered below",
    "_largest: each.kind == request.kind": "which of two equal values is named",
    "_a: role[:1] in 'aeio'": "words",
}
SQL = {
    "what somebody approved spends the agent's shift": ("AND approver IS NULL AND staff", "AND staff"),
    "only what somebody approved spends the shift": ("approver IS NULL", "approver IS NOT NULL"),
    "the customer's first day is outside": ("AND at >= ?1 GROUP BY kind", "AND at > ?1 GROUP BY kind"),
    "refunds are gestures": ("not in (\"refund\", \"rescind\")", "not in (\"rescind\",)"),
    "discounts of other contacts do not count": ("state = 'given' AND order_id = ?1", "state = 'given' AND order_id = -?1"),
    "vouchers used elsewhere on the order do not count": ("AND used_order = ?1", "AND used_order = -?1"),
    "what was undone counts": ("WHERE contact = ? AND state = 'given'", "WHERE contact = ?"),
    "a line bears nothing of the whole order's discount": ("+ rounded_share(", "+ 0 * rounded_share("),
}  # fmt: skip


# -- the day ---------------------------------------------------------------------------------------------------------


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

        def expected(wish: Request) -> str:
            talk = contact_records.open_of(self.shop.store.read(), self.shop.desks[who].staff)
            contact = talk.id if talk is not None and talk.customer == customer else None
            return oracle.verdict(wish, self.shop.desks[who].staff, customer, contact, self.shop.clock.now())

        said = self.shop.check(who, wanted, customer)
        if said.verdict.value != expected(wanted):
            self.faults.append(f"{who}: {wanted} is {said.verdict}, should be {expected(wanted)}")
        kinds = [each.kind for each in said.instead]
        if ("approval" in kinds) != (said.verdict is Verdict.APPROVAL):
            self.faults.append(f"asking for {wanted}: {kinds}")
        if wanted.redeems is None:
            self._headroom_is_right(said, wanted, expected)
        elif set(kinds) - {"set-aside", "approval"}:
            self.faults.append(f"instead of using a voucher: {kinds}")
        left = oracle.left_for(customer, self.shop.clock.now())
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
        if (
            wanted.base is None
            and wanted.order is None
            and room.percent not in ((0,) if not room.amount else (0, 1000))
        ):
            self.faults.append(f"of what, nobody knows yet: {room}")
        kinds = [each.kind for each in said.instead]
        if wanted.kind is Kind.REFUND and said.verdict is not Verdict.ALLOWED and wanted.value > 1:
            if (kinds[:1] == ["refund"]) != (expected(replace(on, value=1)) == "allowed"):
                self.faults.append(f"of the refund {wanted} a part is not offered first: {kinds}")
        if said.verdict is not Verdict.ALLOWED and "set-aside" not in kinds:
            self.faults.append("a refusal without a way on")
        if (
            said.verdict is not Verdict.ALLOWED
            and room.amount
            and not {"amount", "percent", "price-match"} & set(kinds)
        ):
            if wanted.kind is not Kind.AMOUNT or wanted.value > room.amount:
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
    day.wish("Per", "price-match", 5000, None, base=8000)
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
    day.wish("Aino", "price-match", 1, None, 2, 1)
    day.undo_last("Aino")
    day.wish("Aino", "amount", 100, None, 2, 1)
    day.shop.finish("Aino")
    day.wish("Per", "gift", 8001, None, 2)
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
    for value in (7921, 7920):  # a fifth of 849.00 must stay above the cost of 600.00
        day.wish("Aino", "amount", value, 1, 1)
    day.undo_last("Aino")
    day.wish("Aino", "percent", 0, 1, 1, points=900)
    day.later(days=100)
    for value in (84900 - 7641 + 1, 84900 - 7641):
        day.wish("Aino", "refund", value, 1, 1)
    day.wish("Aino", "refund", 2360, 1, 1)
    day.wish("Aino", "amount", 279, 1, 1)
    day.shop.finish("Aino")
    day.wish("Per", "amount", 1, 1, 1)
    day.wish("Per", "gift", 2000, 1, 1)
    day.wish("Per", "gift", 1000, None, base=500)
    day.later(days=100)


def _beyond_agents(day: Attacks) -> None:
    """Headroom after, for one without a ceiling: of a line no more than is left of the whole order."""
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


# -- the twins -------------------------------------------------------------------------------------------------------


def nodes(tree: ast.Module) -> list[tuple[str, ast.Compare]]:
    """Every comparison of a module, with the name of the function that makes it."""
    return [
        (function.name, node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function) if isinstance(node, ast.Compare)
    ]  # fmt: skip


def comparisons(module: ModuleType) -> list[str]:
    """Every comparison of a module, as it is written."""
    found = nodes(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))
    return [f"{name}: {ast.unparse(node)}" for name, node in found]


@contextmanager
def twin(module: ModuleType, source: str) -> Iterator[None]:
    """Run with another source of a module; whoever took names from it takes them again."""
    real = {name: Path(str(name.__file__)).read_text(encoding="utf-8") for name in (bounds, given_records, rules)}
    try:
        for each, text in real.items():
            exec(compile(source if each is module else text, str(each.__file__), "exec"), each.__dict__)
        judging.worth = bounds.worth  # type: ignore[attr-defined]
        yield
    finally:
        for each, text in real.items():
            exec(compile(text, str(each.__file__), "exec"), each.__dict__)
        judging.worth = bounds.worth  # type: ignore[attr-defined]


def with_one_changed(module: ModuleType, number: int) -> str:
    """A module's source with its nth comparison changed."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    node = nodes(tree)[number][1]
    node.ops[-1] = CHANGED[type(node.ops[-1])]()
    return ast.unparse(tree)


def is_caught(module: ModuleType, source: str, folder: Path) -> bool:
    """Say whether the day differs from the oracle's, or ends in an error."""
    shop = new_shop(folder)
    try:
        with twin(module, source):
            return a_day_of_attacks(shop) != []
    except (TypeError, ValueError, AssertionError, IntegrityError):
        return True  # noticed by a later line of defence
    finally:
        shop.store.close()


ALL = [(module, number, text) for module in (bounds, rules) for number, text in enumerate(comparisons(module))]
CAUGHT = [each for each in ALL if each[2] not in SAME]


def name(twin: tuple[ModuleType, int, str]) -> str:
    return f"{twin[0].__name__.rpartition('.')[2]}-{twin[1]}: {twin[2]}"


def test_the_day_of_attacks_finds_nothing_in_the_rules(tmp_path: Path) -> None:
    shop = new_shop(tmp_path)
    assert a_day_of_attacks(shop) == []
    kinds = set(shop.kinds())
    assert {"remedy.given", "remedy.asked", "remedy.approved", "voucher.redeemed", "remedy.undone"} <= kinds


def test_what_means_nothing_is_still_there() -> None:
    assert set(SAME) <= {text for _, _, text in ALL}
    assert len(CAUGHT) > 30


@pytest.mark.parametrize(
    "changed",
    [pytest.param(each, marks=[] if "request.value > bound.room" in each[2] or "role.percent" in each[2] else
                  pytest.mark.full) for each in CAUGHT],
    ids=name,
)  # fmt: skip
def test_a_twin_with_one_comparison_changed_is_caught(changed: tuple[ModuleType, int, str], tmp_path: Path) -> None:
    assert is_caught(changed[0], with_one_changed(changed[0], changed[1]), tmp_path)


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=pytest.mark.full if at % 4 else []) for at, how in enumerate(SQL)]
)
def test_a_twin_that_sums_otherwise_is_caught(how: str, tmp_path: Path) -> None:
    source = Path(str(given_records.__file__)).read_text(encoding="utf-8")
    was, now = SQL[how]
    assert was in source
    assert is_caught(given_records, source.replace(was, now), tmp_path)
