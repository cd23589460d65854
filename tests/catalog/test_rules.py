"""Orders that are late, and those that nobody waits for any more."""

from dataclasses import replace
from datetime import date

import pytest

from agentdesk.catalog.model import Order
from agentdesk.catalog.rules import days_late

TODAY = date(2026, 11, 28)
ORDER = Order(1, "48211", "2026-11-07", "paid", None, "2026-11-21")


def test_an_open_order_is_late_from_the_day_after_its_promised_one() -> None:
    assert days_late(ORDER, TODAY) == 7
    assert days_late(replace(ORDER, promised="2026-11-28"), TODAY) == 0
    assert days_late(replace(ORDER, promised=None), TODAY) == 0


def test_nobody_waits_for_what_was_promised_years_ago() -> None:
    assert days_late(replace(ORDER, promised="1998-05-07", status=None), TODAY) == 0
    assert days_late(replace(ORDER, promised="2025-12-24", status=None), TODAY) == 339


@pytest.mark.parametrize("status", ["delivered", "Levererad", "levert", "配達済み", "cancelled"])
def test_what_has_come_or_was_cancelled_is_not_late(status: str) -> None:
    assert days_late(replace(ORDER, status=status), TODAY) == 0
