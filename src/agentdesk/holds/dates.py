"""Days that a shop can honestly say: open days, the pick-up window, when a place in the queue is served. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agentdesk.catalog.model import Incoming, Lateness
from agentdesk.clock import stamp
from agentdesk.holds.model import Expected
from agentdesk.settings import WEEKDAYS, Settings

_LONGEST_CLOSED = 400  # days; a calendar with no open day at all must not search for ever


@dataclass(frozen=True, slots=True)
class Hours:
    """When the shop is open, and how many open days a customer has to collect."""

    pickup_days: int = 7
    closed_weekdays: frozenset[int] = frozenset({6})  # Monday is 0
    closed_dates: frozenset[date] = frozenset()
    open_until: time = time(18, 0)
    zone: str = "UTC"

    @classmethod
    def of(cls, settings: Settings) -> "Hours":
        """Read them from the shop's settings."""
        return cls(
            settings.pickup_days,
            frozenset(WEEKDAYS.index(day) for day in settings.closed_weekdays),
            frozenset(date.fromisoformat(day) for day in settings.closed_dates),
            time.fromisoformat(settings.open_until),
            settings.timezone,
        )

    def is_open(self, day: date) -> bool:
        """Say whether the shop opens on a day."""
        return day.weekday() not in self.closed_weekdays and day not in self.closed_dates

    def open_day(self, day: date) -> date:
        """Return a day, or the next one on which the shop is open."""
        for ahead in range(_LONGEST_CLOSED):
            if self.is_open(day + timedelta(days=ahead)):
                return day + timedelta(days=ahead)
        return day

    def open_day_before(self, day: date) -> date:
        """Return the last open day before a day."""
        for ago in range(1, _LONGEST_CLOSED):
            if self.is_open(day - timedelta(days=ago)):
                return day - timedelta(days=ago)
        return day - timedelta(days=1)

    def after_open_days(self, day: date, count: int) -> date:
        """Return the day that is ``count`` open days after ``day``, which itself does not count."""
        for _ in range(count):
            day = self.open_day(day + timedelta(days=1))
        return day

    def closing(self, day: date) -> str:
        """Return the stamp at which the shop closes on a day."""
        return stamp(datetime.combine(day, self.open_until, ZoneInfo(self.zone)))


def window_end(hours: Hours, today: date, needed_by: date | None) -> date:
    """Return the last day to collect for somebody who knows since today.

    ``pickup_days`` open days; an earlier date that the customer named wins, unless it has passed already.
    """
    end = hours.after_open_days(today, hours.pickup_days) if hours.pickup_days else hours.open_day(today)
    if needed_by is not None and today <= needed_by < end:
        return needed_by
    return end


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to come of one product, soonest first, and the usual lateness of its suppliers."""

    incoming: tuple[Incoming, ...]
    usual: Mapping[str, Lateness]
    hours: Hours
    today: date

    def at(self, through: int) -> Expected | None:
        """Return when the unit at place ``through`` of the queue (units, from 1) should come; None: none is planned.

        The day to say is the delivery's day plus the supplier's usual lateness, moved on to an open day. A delivery
        that is overdue beyond that has no day that could honestly be said.
        """
        so_far = 0
        for each in self.incoming:
            so_far += each.units
            if so_far >= through:
                return self._expected(each)
        return None

    def _expected(self, coming: Incoming) -> Expected:
        habit = self.usual.get(coming.supplier)
        late = habit.days if habit else 0
        say = self.hours.open_day(coming.expected + timedelta(days=late))
        return Expected(
            coming.delivery,
            coming.supplier,
            coming.expected,
            say if say >= self.today else None,
            late,
            habit.deliveries if habit else 0,
            max(0, (self.today - coming.expected).days),
        )
