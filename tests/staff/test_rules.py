"""PINs: what may be one, and how wrong tries are slowed down."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import stamp
from agentdesk.errors import InvalidInput
from agentdesk.staff.model import PinTry
from agentdesk.staff.rules import FREE_TRIES, check_pin_form, locked_until

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("pin", ["12345", "123456", "111111", "48291a", "４８２９１５", "", "4" * 40])
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(InvalidInput):
        check_pin_form(pin)


def _wrong(count: int, at: datetime = NOW) -> list[PinTry]:
    return [PinTry(stamp(at), ok=False) for _ in range(count)]


def test_five_wrong_tries_are_free_of_waiting_before_the_sixth() -> None:
    assert locked_until(_wrong(FREE_TRIES - 1), NOW) is None
    assert locked_until(_wrong(FREE_TRIES), NOW) == NOW + timedelta(minutes=1)
    assert locked_until(_wrong(FREE_TRIES + 2), NOW) == NOW + timedelta(minutes=4)


def test_a_right_one_forgets_the_wrong_ones() -> None:
    assert locked_until([PinTry(stamp(NOW), ok=True), *_wrong(9)], NOW) is None


@given(st.integers(FREE_TRIES, 40), st.integers(-100_000, 100_000))
def test_no_clock_frees_at_once_or_locks_for_ever(count: int, minutes: int) -> None:
    # tries stamped by a clock that was ahead count as made now
    until = locked_until(_wrong(count, NOW + timedelta(minutes=minutes)), NOW)
    if minutes >= 0:
        assert until is not None
    if until is not None:
        assert NOW < until <= NOW + timedelta(hours=1)
