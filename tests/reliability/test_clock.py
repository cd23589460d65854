"""A clock that is wrong: order is by entry, nothing expires in a mass, nobody gains authority, no time is below none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.desk.conftest import SMALL, At, at_the_desk, sample, shop

from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.clock import SetClock, moment
from agentdesk.holds import actions
from agentdesk.holds.expiring import AskFirst, expire
from agentdesk.holds.model import Result, State
from agentdesk.holds.telling import tell
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict as Whole
from agentdesk.store import Act, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask

from .shop import BUDGET, HOURS, agent, check_shop, shop_at

__all__ = ["at_the_desk", "sample", "shop"]


@pytest.fixture
def day(tmp_path: Path) -> Store:
    """The shop with thirty holds on the shelf whose customers know, and a clock to turn."""
    store = shop_at(tmp_path / "desk.db")
    with on_shift(store, agent(0)) as act:
        for customer in range(1, 31):
            placed = actions.place(act, 1, 1, HOURS, customer=customer).hold
            tell(act, placed.id, Result.REACHED, HOURS)
    return store


def _clock(store: Store) -> SetClock:
    assert isinstance(store.clock, SetClock)
    return store.clock


def _states(store: Store) -> set[str]:
    return {row["state"] for row in store.read().execute("SELECT DISTINCT state FROM holds").fetchall()}


def _gift(act: Act, units: int) -> Verdict:
    from agentdesk.contacts import actions as contacts
    from agentdesk.contacts import records

    outcome = give_or_ask(act, Request(Kind.GIFT, units, "late"), None)
    talk = records.open_of(act.connection, act.actor.staff)
    assert talk is not None
    contacts.finish(act, talk)
    return outcome.decision.verdict


def test_back_an_hour_the_log_keeps_its_order_and_verifies(day: Store) -> None:
    seen = []
    for hours in (0, -1, 0, 2):
        _clock(day).advance(hours=hours)
        with on_shift(day, agent(1)) as act:
            hold = actions.place(act, 2, 1, HOURS, customer=1).hold
        with on_shift(day, agent(1)) as act:
            actions.collect(act, hold.id, HOURS)
        seen.append(hold.id)
    rows = day.read().execute("SELECT seq, at, kind FROM log ORDER BY seq").fetchall()
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    stamps = [moment(row["at"]) for row in rows]
    assert stamps != sorted(stamps), "the clock was turned, and the log says so"
    assert verify_store(day.read()).verdict is Whole.WHOLE
    assert seen == sorted(seen)
    day.close()
    check_shop(day.path)


@pytest.mark.parametrize("ahead", [timedelta(days=3653), timedelta(days=30)], ids=["ten years", "a month"])
def test_years_on_nothing_expires_in_a_mass(day: Store, ahead: timedelta) -> None:
    clock = _clock(day)
    clock.moment += ahead
    with pytest.raises(AskFirst) as asked, on_shift(day, agent(1)) as act:
        expire(act, HOURS, ask_above=20)
    assert "clock" in asked.value.next
    assert _states(day) == {"aside"}
    clock.moment -= ahead
    with on_shift(day, agent(1)) as act:
        assert expire(act, HOURS, ask_above=20).expired == ()
    assert _states(day) == {"aside"}


def test_a_single_old_hold_is_asked_about_too(tmp_path: Path) -> None:
    store = shop_at(tmp_path / "desk.db")
    with on_shift(store, agent(0)) as act:
        hold = actions.place(act, 1, 1, HOURS, customer=1).hold
        tell(act, hold.id, Result.REACHED, HOURS)
    _clock(store).advance(days=3653)
    with pytest.raises(AskFirst), on_shift(store, agent(0)) as act:
        expire(act, HOURS, ask_above=20)
    store.close()


def test_turning_the_clock_spends_no_budget_twice(day: Store) -> None:
    """Back an hour, or on past midnight and back, with the shift still open: what was given stays given."""
    given = 0
    for hours in (0, -1, 2, 24, -24, 0):
        _clock(day).advance(hours=hours)
        for _ in range(4):
            with on_shift(day, agent(3)) as act:
                given += 90_00 * (_gift(act, 90_00) is Verdict.ALLOWED)
    assert 0 < given <= BUDGET
    day.close()
    check_shop(day.path)


@pytest.mark.parametrize(
    ("now", "closing"),
    [
        (datetime(2026, 3, 27, 9, tzinfo=UTC), "16:00"),  # window ends after the clock goes on an hour
        (datetime(2026, 10, 23, 9, tzinfo=UTC), "17:00"),  # ... after it goes back
        (datetime(2028, 2, 28, 9, tzinfo=UTC), "17:00"),  # over a leap day
    ],
    ids=["summer time begins", "summer time ends", "leap day"],
)
def test_a_window_ends_when_the_shop_closes_whatever_the_clock_did(tmp_path: Path, now: datetime, closing: str) -> None:
    store = shop_at(tmp_path / "desk.db")
    _clock(store).moment = now
    with on_shift(store, agent(0)) as act:
        hold = actions.place(act, 1, 1, HOURS, customer=1).hold
        told = tell(act, hold.id, Result.REACHED, HOURS)
    assert told.collect_by is not None
    end = moment(told.collect_by)
    assert f"{end:%H:%M}" == closing
    open_days = [(now + timedelta(days=n)).date() for n in range(1, (end - now).days + 2)]
    assert sum(HOURS.is_open(each) for each in open_days if each <= end.date()) == HOURS.pickup_days
    for before, states in ((timedelta(minutes=1), State.ASIDE), (-timedelta(minutes=1), State.EXPIRED)):
        _clock(store).moment = end - before
        with on_shift(store, agent(0)) as act:
            expire(act, HOURS, ask_above=20)
        assert _states(store) == {states.value}
    store.close()


async def test_the_desk_shows_no_time_below_none(at_the_desk: At) -> None:
    async with at_the_desk(SMALL) as hands:
        await hands.press("enter")
        clock = at_the_desk.store.clock
        assert isinstance(clock, SetClock)
        clock.advance(hours=-5)
        await hands.type("a")
        top = next(line for line in hands.sees().splitlines() if " · 09:05" in line)
        assert " · 00:00 · " in top
