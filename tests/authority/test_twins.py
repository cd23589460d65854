"""Twins of the rules, each with one comparison changed: a day that goes to every limit and one öre beyond catches them.

The day says what the oracle expects of each wish, so that a twin that gives too much and one that gives too little are
both found. ``SAME`` lists the comparisons whose change means nothing, each with the reason.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from tests.authority.attack_day import a_day_of_attacks
from tests.authority.conftest import new_shop

from agentdesk.authority import bounds, given_records, judging, rules
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
    "_who_gives: role.rule(kind) is not Rule.DENIED": "words",
    "_offer: value >= request.value": "what may be given whole is allowed, and nothing is offered instead",
}
SQL = {
    "what somebody approved spends the agent's shift": ("AND approver IS NULL AND staff", "AND staff"),
    "only what somebody approved spends the shift": ("approver IS NULL", "approver IS NOT NULL"),
    "the customer's first day is outside": ("AND at >= ?1 GROUP BY kind", "AND at > ?1 GROUP BY kind"),
    "refunds are gestures": ("not in (\"refund\", \"rescind\")", "not in (\"rescind\",)"),
    "discounts of other contacts do not count": ("state = 'given' AND order_id = ?1", "state = 'given' AND order_id = -?1"),
    "vouchers used elsewhere on the order do not count": ("AND used_order = ?1", "AND used_order = -?1"),
    "what was undone counts": ("WHERE contact = ? AND state = 'given'", "WHERE contact = ?"),
    "an order shown without its customer's name counts for nobody": ("customer = bought.customer", "customer = None"),
    "a line bears nothing of the whole order's discount": ("+ rounded_share(", "+ 0 * rounded_share("),
}  # fmt: skip


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
        judging.worth = bounds.worth  # type: ignore[attr-defined]  # it took the name from bounds
        yield
    finally:
        for each, text in real.items():
            exec(compile(text, str(each.__file__), "exec"), each.__dict__)
        judging.worth = bounds.worth  # type: ignore[attr-defined]  # it took the name from bounds


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
    except (TypeError, ValueError, AttributeError, AssertionError, IntegrityError):
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


EVERY_DAY = ("stacked > approver.approves", "customer_count >= role.customer_count")


@pytest.mark.parametrize(
    "changed",
    [pytest.param(each, marks=[] if each[2].endswith(EVERY_DAY) else pytest.mark.full) for each in CAUGHT],
    ids=name,
)
def test_a_twin_with_one_comparison_changed_is_caught(changed: tuple[ModuleType, int, str], tmp_path: Path) -> None:
    assert is_caught(changed[0], with_one_changed(changed[0], changed[1]), tmp_path)


@pytest.mark.parametrize("how", [pytest.param(how, marks=pytest.mark.full if at else []) for at, how in enumerate(SQL)])
def test_a_twin_that_sums_otherwise_is_caught(how: str, tmp_path: Path) -> None:
    source = Path(str(given_records.__file__)).read_text(encoding="utf-8")
    was, now = SQL[how]
    assert was in source
    assert is_caught(given_records, source.replace(was, now), tmp_path)
