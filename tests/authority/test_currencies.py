"""Whole days in yen, kronor and dinars: not one minor unit appears or is lost by rounding."""

from pathlib import Path

import pytest
from tests.authority.conftest import new_shop

from agentdesk.authority.limits import shipped
from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.authority.requests import said
from agentdesk.money import decimal_text, minor


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
    shop.limits(shipped())
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
    shop.limits(shipped().replace('most_amount = "150"', 'most_amount = "9999"'))
    budget = minor("500", currency)
    assert shop.give("Aino", Request(Kind.AMOUNT, budget - 1, "late"), None).decision.verdict is Verdict.ALLOWED
    shop.finish("Aino")
    assert shop.check("Aino", Request(Kind.AMOUNT, 2, "late"), None).verdict is Verdict.APPROVAL
    last = shop.give("Aino", Request(Kind.AMOUNT, 1, "late"), None).decision
    assert (last.verdict, last.after.shift_left) == (Verdict.ALLOWED, 0)
    shop.store.close()
