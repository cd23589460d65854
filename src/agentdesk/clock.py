"""What time it is: passed in everywhere, so that a shop's day can be played in a test.

Moments are aware datetimes in UTC; stamps are their text in the store, millisecond precision, sorting as text sorts.
Durations come from ``monotonic()``, which no wrongly set clock disturbs.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only grow, for durations."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only grow, for durations."""
        return time.monotonic()


@dataclass
class SetClock:
    """A clock that stands until it is moved: for tests, pictures and the sample shop."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to, in UTC."""
        return self.moment.astimezone(UTC)

    def monotonic(self) -> float:
        """Return seconds since the epoch of the moment it was set to."""
        return self.moment.timestamp()

    def advance(self, **parts: float) -> None:
        """Move by ``timedelta(**parts)``: ``clock.advance(minutes=5)``."""
        self.moment += timedelta(**parts)


def stamp(moment: datetime) -> str:
    """Return the store's text for a moment: ``2026-11-28T13:05:00.123Z``."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"  # a tenth of what strftime takes


def moment(text: str) -> datetime:
    """Return the moment of a stamp, aware, in UTC. Raises ValueError for anything else."""
    return datetime.fromisoformat(text).astimezone(UTC)


def shop_day(when: datetime, zone: str) -> date:
    """Return the calendar day in the shop's zone."""
    return when.astimezone(ZoneInfo(zone)).date()


def local_iso(text: str, zone: str) -> str:
    """Return a stamp as ISO 8601 in the shop's zone with its offset, to the second."""
    return moment(text).astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
