"""What a PIN must be, and when tries are refused for a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from agentdesk.clock import moment
from agentdesk.errors import InvalidInput
from agentdesk.staff.model import PinTry

SHORTEST_PIN = 6
FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def check_pin_form(pin: str) -> str:
    """Return the PIN if it may be one: six digits or more, not all the same. Raises InvalidInput."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= 32):
        raise InvalidInput("A PIN has six digits or more.", "Choose another one.")
    if len(set(pin)) == 1 or pin in ("123456", "654321"):
        raise InvalidInput("That PIN is the first one anybody would try.", "Choose another one.")
    return pin


def locked_until(tries: Sequence[PinTry], now: datetime, free: int = FREE_TRIES) -> datetime | None:
    """Return until when tries are refused, or None. ``tries`` are the latest, newest first.

    ``free`` wrong tries in a row are free; then a minute, doubling with every further one, up to an hour. A moment later
    than now (a clock set back) counts as now, so that setting the clock frees nobody and locks nobody for a year.
    """
    wrong = 0
    for each in tries:
        if each.ok:
            break
        wrong += 1
    if wrong < free:
        return None
    wait = min(FIRST_WAIT * 2 ** min(wrong - free, 10), LONGEST_WAIT)
    until = min(moment(tries[0].at), now) + wait
    return until if until > now else None
