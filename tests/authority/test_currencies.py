"""Whole days in yen, kronor and dinars: not one minor unit appears or is lost by rounding."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.authority.conftest import new_shop

from agentdesk.authority.limits import read_limits
from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.authority.requests import said
from agentdesk.authority.shipping import shipped
from agentdesk.money import decimal_text, minor

if TYPE_CHECKING:
    from tests.conftest import Program


@pytest.mark.parametrize(
    ("currency", "price", "percent", "value"),
    [
        ("JPY", "849", 1000, "85"),  # 84.9
        ("JPY", "845", 1000, "85"),  # 84.5, half up
        ("SEK", "849.05", 1000, "84.91"),  # 84.905, half up
        ("SEK", "0.05", 1000, "0.01"),  # half an öre, half up
        ("KWD", "8.495", 1000, "0.850"),  # 0.8495, half up
        ("KWD", "8.494", 1000, "0.849"),
    ],
)
def test_a_percentage_is_rounded_half_up(tmp_path: Path, currency: str, price: str, percent: int, value: str) -> None:
    shop = new_shop(tmp_path, currency)
    wanted = shop.wish("percent", percent, on=minor(price, currency))
    outcome = shop.give("Aino", wanted, 2)
    assert outcome.decision.verdict is Verdict.ALLOWED
    assert decimal_text(outcome.decision.value, currency) == value
    assert outcome.remedy is not None
    assert said(outcome.remedy)["currency"] == currency
    assert all(isinstance(part, int | str | None) for part in said(outcome.remedy).values())
    shop.store.close()


@pytest.mark.parametrize("currency", ["JPY", "SEK", "KWD"])
def test_a_budget_is_spent_to_the_last_unit(tmp_path: Path, currency: str) -> None:
    shop = new_shop(tmp_path, currency)
    shop.limits(shipped("SEK").replace('most_amount = "150"', 'most_amount = "9999"'))
    budget = minor("500", currency)
    assert shop.give("Aino", Request(Kind.AMOUNT, budget - 1, "late"), None).decision.verdict is Verdict.ALLOWED
    shop.finish("Aino")
    assert shop.check("Aino", Request(Kind.AMOUNT, 2, "late"), None).verdict is Verdict.APPROVAL
    last = shop.give("Aino", Request(Kind.AMOUNT, 1, "late"), None).decision
    assert (last.verdict, last.after.shift_left) == (Verdict.ALLOWED, 0)
    shop.store.close()


@pytest.mark.parametrize(
    ("currency", "most", "one_more", "budget", "price", "tenth"),
    [
        ("JPY", "3000", "3001", "10000", "845", "85"),
        ("SEK", "150.00", "150.01", "500.00", "849.05", "84.91"),
        ("EUR", "30.00", "30.01", "100.00", "84.95", "8.50"),
        ("KWD", "7.500", "7.501", "25.000", "8.495", "0.850"),
        ("HUF", "7500.00", "7500.01", "25000.00", "849.05", "84.91"),
    ],
)
def test_a_new_shop_begins_with_sensible_limits_in_its_own_currency(
    agentdesk: "Program", currency: str, most: str, one_more: str, budget: str, price: str, tenth: str
) -> None:
    agentdesk.open_shop("Aino", currency=currency)
    role = agentdesk("limits", "show")["roles"]["agent"]
    assert (agentdesk.status, role["most_amount"], role["shift"], role["most_percent"]) == (0, most, budget, "10")
    wish = ("--as", "Aino", "remedy", "check", "--walk-in", "--reason", "late")
    said = agentdesk(*wish, "--kind", "percent", "--value", "10", "--on", price)
    assert (agentdesk.status, said["value"]) == (0, tenth)
    said = agentdesk(*wish, "--kind", "gift", "--value", one_more)
    assert (agentdesk.status, said["instead"][0]["value"]) == (3, most)
    given = agentdesk("--as", "Aino", "remedy", "give", "--walk-in", "--kind", "gift", "--value", most)
    assert (agentdesk.status, given["value"], given["headroom"]["shift_left"]) == (0, most, budget)
    assert given["headroom_after"]["shift_left"] == decimal_text(
        minor(budget, currency) - minor(most, currency), currency
    )
    code = agentdesk("--as", "Aino", "remedy", "give", "--walk-in", "--kind", "voucher", "--value", one_more)
    assert agentdesk.status == 3
    code = agentdesk("approve", code["request"], "--pin-stdin", stdin="482915\n")["voucher"]
    agentdesk("--as", "Aino", "contact", "finish")
    used = agentdesk("--as", "Aino", "voucher", "redeem", code, "--on", price)
    assert used["used"] == min(one_more, price, key=lambda text: minor(text, currency))


@pytest.mark.parametrize("currency", ["JPY", "SEK", "KWD", "EUR", "CLP", "XXX"])
def test_shipped_limits_are_round_figures_in_any_currency(currency: str) -> None:
    limits = read_limits(shipped(currency), currency)
    agent, senior, supervisor = (limits.roles[role] for role in ("agent", "senior", "supervisor"))
    assert agent.amount is not None
    assert senior.amount is not None
    assert supervisor.amount is not None
    for role in (agent, senior, supervisor):
        for units in (role.amount, role.customer_sum, role.shift):
            assert units
            assert len(decimal_text(units, currency).replace(".", "").strip("0")) <= 2
    assert agent.amount < senior.amount < supervisor.amount
    assert limits.roles["owner"].approves is None
