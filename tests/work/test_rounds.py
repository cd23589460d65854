"""Every morning, by whichever desk is first: windows that are over end, promises that cannot be kept are flagged."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock
from agentdesk.holds import actions, receiving
from agentdesk.holds.dates import Hours
from agentdesk.holds.expiring import AskFirst
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.settings import Settings
from agentdesk.store import Actor, Store
from agentdesk.work.rounds import daily_round

SETTINGS = Settings(shop="Björk & Kök", timezone="Europe/Stockholm")
HOURS = Hours.of(SETTINGS)


@pytest.fixture
def shop(store: Store) -> Store:
    """Two kettles aside, and one more on its way for who waits."""
    with store.act(Actor()) as act:
        act.insert("INSERT INTO staff (id, name, role, added_at) VALUES (1, 'Aino', 'agent', ?)", (act.at,))
        keep_product(act, ProductFacts("KTL-17", "Vattenkokare Emalj 1,7 l"))
        for name in ("Karin Öhman", "Lars Eide", "佐藤 花子"):
            act.insert("INSERT INTO customers (name, added_at) VALUES (?, ?)", (name, act.at))
        set_on_hand(act, 1, 2, HOURS)
        receiving.expect(act, "Norrkök", date(2026, 12, 4), {1: 1}, HOURS)
    for customer in (1, 2, 3):
        with store.act(Actor(1)) as act:
            actions.place(act, 1, 1, HOURS, customer=customer)
    return store


def states(store: Store) -> list[str]:
    return [row["state"] for row in store.read().execute("SELECT state FROM holds ORDER BY id").fetchall()]


def test_a_quiet_morning_says_nothing(shop: Store) -> None:
    assert daily_round(shop, SETTINGS, "counter 1").words == ""
    assert shop.read().execute("SELECT count(*) FROM log WHERE kind = 'hold.expired'").fetchone()[0] == 0


def test_a_window_that_is_over_passes_its_unit_on_once(shop: Store, clock: SetClock) -> None:
    clock.moment = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
    done = daily_round(shop, SETTINGS, "counter 1")
    assert [hold.word for hold in done.expiry.expired] == ["H-1", "H-2"]
    assert [each.word for each in done.expiry.aside] == ["H-3"]
    assert (
        done.words == "2 holds not collected in time, passed on to 1, to be told, 1 promise newly at risk or safe again"
    )
    assert states(shop) == ["expired", "expired", "aside"]
    head = shop.read().execute("SELECT max(seq) FROM log").fetchone()[0]
    assert daily_round(shop, SETTINGS, "phone 2").words == "", "the other desk finds it done"
    assert shop.read().execute("SELECT max(seq) FROM log").fetchone()[0] == head


def test_a_delivery_that_did_not_come_is_noticed_without_anybody_asking(shop: Store, clock: SetClock) -> None:
    clock.moment = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
    assert daily_round(shop, SETTINGS, "counter 1").words == "1 promise newly at risk or safe again"
    risk = shop.read().execute("SELECT at_risk FROM promises WHERE id = 3").fetchone()[0]
    assert risk == "said by 2026-12-04: the delivery of 2026-12-04 is 3 days overdue"


@pytest.mark.parametrize("day", [datetime(2027, 11, 28, tzinfo=UTC), datetime(2026, 12, 23, tzinfo=UTC)])
def test_a_clock_set_wrong_ends_nothing_and_asks_every_time(shop: Store, clock: SetClock, day: datetime) -> None:
    right = clock.moment
    clock.moment = day
    for _ in range(2):
        with pytest.raises(AskFirst, match="2 holds would expire at once"):
            daily_round(shop, SETTINGS, "counter 1")
    assert states(shop) == ["aside", "aside", "waiting"]
    clock.moment = right
    assert daily_round(shop, SETTINGS, "counter 1").expiry.expired == ()


def test_more_than_the_settings_allow_are_asked_about(shop: Store, clock: SetClock) -> None:
    clock.moment = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
    with pytest.raises(AskFirst):
        daily_round(shop, replace(SETTINGS, expiry_ask_above=1), "counter 1")
    assert states(shop) == ["aside", "aside", "waiting"]


def test_a_clock_that_runs_ahead_by_days_does_not_empty_the_shelf(shop: Store, clock: SetClock) -> None:
    with shop.act(Actor()) as act:
        set_on_hand(act, 1, 9, HOURS)
    for customer in (1, 2, 3):
        with shop.act(Actor(1)) as act:
            actions.place(act, 1, 1, HOURS, customer=customer)
    clock.moment = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
    with pytest.raises(AskFirst, match="5 holds would expire"):
        daily_round(shop, SETTINGS, "counter 1")
    assert "expired" not in states(shop)
