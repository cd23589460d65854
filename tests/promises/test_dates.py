"""Dates as agents type them in four languages, on Saturday 28 November 2026 at 14:05."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.errors import InvalidInput
from agentdesk.promises.dates import due

NOW = datetime(2026, 11, 28, 14, 5, tzinfo=ZoneInfo("Europe/Stockholm"))


SPOKEN = {
    "fredag nästa vecka": "2026-12-04 18:00",
    "søndag neste uke": "2026-12-06 18:00",
    "sunday next week 10": "2026-12-06 10:00",
    "in 2 hours": "2026-11-28 16:05",
    "om en timme": "2026-11-28 15:05",
    "om to timer": "2026-11-28 16:05",
    "an hour": "2026-11-28 15:05",
    "om en kvart": "2026-11-28 14:20",
    "half an hour": "2026-11-28 14:35",
    "1時間後": "2026-11-28 15:05",
    "30分後": "2026-11-28 14:35",
    "3日後": "2026-12-01 14:05",
    "3日": "2026-12-03 18:00",
    "om två veckor": "2026-12-12 14:05",
    "3 pm": "2026-11-28 15:00",
    "tomorrow 3 pm": "2026-11-29 15:00",
    "december 3": "2026-12-03 18:00",
    "3rd december 10": "2026-12-03 10:00",
    "tonight": "2026-11-28 18:00",
    "i kväll": "2026-11-28 18:00",
    "this afternoon": "2026-11-28 18:00",
    "monday morning": "2026-11-30 12:00",
    "mån fm": "2026-11-30 12:00",
    "月曜の午前中": "2026-11-30 12:00",
}


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("mån 9", "2026-11-30 09:00"),
        ("tomorrow 14", "2026-11-29 14:00"),
        ("i morgon 14:30", "2026-11-29 14:30"),
        ("来週月曜", "2026-11-30 18:00"),
        ("来週の水曜 15時", "2026-12-02 15:00"),
        ("明日10時半", "2026-11-29 10:30"),
        ("fredag", "2026-12-04 18:00"),
        ("lør 12", "2026-12-05 12:00"),
        ("7 dec 16:30", "2026-12-07 16:30"),
        ("7/12", "2026-12-07 18:00"),
        ("2026-12-24 10", "2026-12-24 10:00"),
        ("12月4日 午後3時", "2026-12-04 15:00"),
        ("16", "2026-11-28 16:00"),
        ("9", "2026-11-29 09:00"),
        ("2 h", "2026-11-28 16:05"),
        ("30 min", "2026-11-28 14:35"),
        ("3 dagar", "2026-12-01 14:05"),
        ("1 jan", "2027-01-01 18:00"),
        ("3pm", "2026-11-28 15:00"),
        ("next week", "2026-11-30 18:00"),
        ("överimorgon", None),
        ("31 feb", None),
        ("dec", None),
        ("25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_what_is_typed_is_what_is_meant(typed: str, means: str | None) -> None:
    if means is None:
        with pytest.raises(InvalidInput):
            due(typed, NOW)
    else:
        assert f"{due(typed, NOW):%Y-%m-%d %H:%M}" == means


def test_dates_as_they_are_spoken() -> None:
    assert {typed: f"{due(typed, NOW):%Y-%m-%d %H:%M}" for typed in SPOKEN} == SPOKEN


def test_a_moment_that_has_passed_is_refused() -> None:
    with pytest.raises(InvalidInput, match="has passed"):
        due("today 9", NOW)


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    try:
        found = due(text, NOW)
    except InvalidInput:
        return
    assert found > NOW


@given(st.integers(1, 400))
def test_every_day_ahead_is_read_back_from_its_iso_date(days: int) -> None:
    day = (NOW + timedelta(days=days)).date()
    assert due(f"{day.isoformat()} 10:15", NOW).date() == day


@pytest.mark.parametrize(
    ("now", "typed", "minutes"),
    [
        ("2026-10-24T23:30:00+00:00", "2 h", 120),  # the night that has an hour twice
        ("2026-10-25T01:15:00+00:00", "2:30", 15),  # in the second of the two hours
        ("2026-10-25T00:25:00+00:00", "2:20", 55),  # the second 2:20 of that night
        ("2026-03-29T00:30:00+00:00", "90 min", 90),  # the night that lacks an hour
        ("2026-03-29T00:30:00+00:00", "1 h", 60),
        ("2028-02-28T08:00:00+00:00", "29 feb 9", 24 * 60),  # a leap day
        ("2026-10-24T08:00:00+00:00", "1 day", 25 * 60),  # the same hour of the next day, whatever lies between
    ],
)
def test_nights_on_which_the_clock_is_set(now: str, typed: str, minutes: int) -> None:
    here = datetime.fromisoformat(now).astimezone(ZoneInfo("Europe/Stockholm"))
    assert due(typed, here).astimezone(UTC) - here.astimezone(UTC) == timedelta(minutes=minutes)


def test_an_hour_that_is_not_there_is_said_as_the_one_that_is() -> None:
    evening = datetime(2026, 3, 28, 20, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert f"{due('tomorrow 2:30', evening):%H:%M}" == "03:30"
