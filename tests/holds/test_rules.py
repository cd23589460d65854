"""What holds conclude without looking anything up: who gets units, what day can be said, when a window ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.catalog.model import Incoming, Lateness
from agentdesk.catalog.rules import lateness
from agentdesk.holds.dates import Hours, Outlook, window_end
from agentdesk.holds.expiring import looks_wrong
from agentdesk.holds.model import Expected
from agentdesk.holds.risks import risk
from agentdesk.holds.rules import allocate
from agentdesk.holds.telling import next_try
from agentdesk.settings import Settings

from .day import NOW

HOURS = Hours(zone="Europe/Stockholm")
SATURDAY = date(2026, 11, 28)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CLOSED = st.frozensets(st.integers(0, 6), max_size=6)


@given(st.integers(0, 50), st.lists(st.integers(1, 9)))
def test_units_go_to_the_head_of_the_queue_and_none_is_lost(free: int, queue: list[int]) -> None:
    given_ = allocate(free, queue)
    assert sum(given_) == min(free, sum(queue))
    assert all(got == asked for got, asked in list(zip(given_, queue, strict=False))[:-1]), "only the last gets a part"
    assert all(got > 0 for got in given_)
    assert len(given_) == len(queue) or sum(given_) == free


@given(DAYS, CLOSED, st.integers(1, 20), st.one_of(st.none(), DAYS))
def test_a_window_has_its_open_days_unless_the_customer_named_an_earlier_one(
    today: date, closed: frozenset[int], days: int, needed_by: date | None
) -> None:
    hours = Hours(days, closed)
    end = window_end(hours, today, needed_by)
    full = window_end(hours, today, None)
    opened = sum(hours.is_open(today + timedelta(days=ahead)) for ahead in range(1, (full - today).days + 1))
    assert opened == days
    assert hours.is_open(full)
    assert end == (needed_by if needed_by is not None and today <= needed_by < full else full)


def test_christmas_is_not_counted() -> None:
    hours = Hours.of(Settings(closed_dates=("2026-12-24", "2026-12-25", "2026-12-26"), pickup_days=3))
    assert window_end(hours, date(2026, 12, 22), None) == date(2026, 12, 29)


def test_a_shop_that_never_opens_does_not_hang() -> None:
    assert Hours(7, frozenset(range(7))).open_day(SATURDAY) == SATURDAY


def test_the_shop_closes_at_its_own_hour_in_summer_and_winter() -> None:
    assert HOURS.closing(date(2026, 7, 1)) == "2026-07-01T16:00:00.000Z"
    assert HOURS.closing(date(2026, 12, 1)) == "2026-12-01T17:00:00.000Z"


@pytest.mark.parametrize(
    ("days", "usual"),
    [
        ([], None),
        ([9, 9], None),
        ([3] * 14, Lateness(3, 14)),
        ([-5, -2, 0], Lateness(0, 3)),
        ([0, 0, 30], Lateness(0, 3)),
        ([1, 2, 3, 4], Lateness(3, 4)),
    ],
)
def test_usual_is_what_half_of_them_keep(days: list[int], usual: Lateness | None) -> None:
    assert lateness(days) == usual


def coming(*each: tuple[int, int], late: int = 0) -> Outlook:
    incoming = tuple(
        Incoming(at, "Norrkök", SATURDAY + timedelta(days=days), units) for at, (days, units) in enumerate(each, 1)
    )
    return Outlook(incoming, {"Norrkök": Lateness(late, 14)} if late else {}, HOURS, SATURDAY)


def test_the_fifth_unit_comes_with_the_delivery_that_brings_it() -> None:
    outlook = coming((6, 4), (20, 4))
    assert [getattr(outlook.at(place), "delivery", None) for place in (1, 4, 5, 8, 9)] == [1, 1, 2, 2, None]


def test_the_day_to_say_is_late_enough_and_open() -> None:
    said = coming((6, 4), late=2).at(1)  # Friday 4 December, two days late: a Sunday
    assert said == Expected(1, "Norrkök", date(2026, 12, 4), date(2026, 12, 7), 2, 14)


@pytest.mark.parametrize(("late", "say"), [(0, None), (3, None), (8, date(2026, 11, 30))])
def test_an_overdue_delivery_has_a_day_only_within_the_suppliers_habit(late: int, say: date | None) -> None:
    said = coming((-7, 4), late=late).at(1)
    assert said is not None
    assert (said.say, said.overdue) == (say, 7)


@pytest.mark.parametrize(
    ("expected", "needed", "said", "why"),
    [
        (None, None, None, None),
        (None, date(2026, 12, 1), None, "needed by 2026-12-01: no delivery is planned"),
        (Expected(1, "N", date(2026, 12, 4), date(2026, 12, 7)), None, date(2026, 12, 7), None),
        (Expected(1, "N", date(2026, 12, 4), date(2026, 12, 7)), date(2026, 12, 7), None, None),
        (
            Expected(1, "N", date(2026, 12, 9), date(2026, 12, 12)), date(2026, 12, 20), date(2026, 12, 7),
            "said by 2026-12-07: expected 2026-12-12",
        ),
        (
            Expected(1, "N", date(2026, 11, 20), None, overdue=8), date(2026, 12, 1), None,
            "needed by 2026-12-01: the delivery of 2026-11-20 is 8 days overdue",
        ),
    ],
)  # fmt: skip
def test_risk_is_a_day_that_cannot_be_kept(
    expected: Expected | None, needed: date | None, said: date | None, why: str | None
) -> None:
    assert risk(expected, needed, said) == why


def test_who_did_not_answer_is_called_again_while_the_shop_is_open() -> None:
    assert next_try(NOW, HOURS).isoformat() == "2026-11-28T16:05:00+01:00"
    evening = NOW.replace(hour=15, minute=30)
    assert next_try(evening, HOURS).isoformat() == "2026-11-30T10:00:00+01:00"  # Sunday is closed


def test_a_clock_is_doubted_for_many_or_for_old_windows() -> None:
    ended = NOW - timedelta(hours=3)
    assert not looks_wrong([], NOW, 0, of=0)
    assert not looks_wrong([ended] * 20, NOW, 20, of=99)
    assert looks_wrong([ended] * 21, NOW, 20, of=99)
    assert looks_wrong([NOW - timedelta(days=15)], NOW, 20, of=99)
    assert not looks_wrong([ended] * 3, NOW, 20, of=3), "a small shop's last three may end together"
    assert looks_wrong([ended] * 4, NOW, 20, of=7), "most of all that are aside"
