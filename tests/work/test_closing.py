"""A shift ends: one action offers what is open, tells the figures unless closing is blind, and leaves the day's copy."""

from dataclasses import replace
from pathlib import Path

import pytest

from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel
from agentdesk.errors import Refused
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.backup import daily_copies, daily_path
from agentdesk.work.attend import on_shift
from agentdesk.work.closing import close_shift, copy_of_the_day
from agentdesk.work.first_copy import copy_in_background
from agentdesk.work.setup import found

MIRA, AINO = Actor(1, "office"), Actor(2, "phone 2")
SHOP = Settings(shop="Björk & Kök", backups_kept=3)


@pytest.fixture
def shop(store: Store) -> Store:
    found(store, SHOP, "Mira", "hash")
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
    _work(store)
    return store


def _work(store: Store) -> None:
    with on_shift(store, AINO) as act:
        contacts.open_contact(act, None, Channel.PHONE, None)
        promises.make(
            act, Kind.CALL_BACK, customer=None, contact=None, what="call about size 42", due_at=stamp(act.now)
        )


def _entries(copy: Path, clock: SetClock) -> int:
    opened = open_store(copy, clock)
    try:
        assert verify_store(opened.read()).verdict is Verdict.WHOLE
        return int(opened.read().execute("SELECT count(*) FROM log").fetchone()[0])
    finally:
        opened.close()


def test_closing_offers_what_is_open_and_tells_the_figures(shop: Store) -> None:
    closed = close_shift(shop, AINO, SHOP, "The lift is broken")
    assert closed.name == "Aino"
    assert [each.what for each in closed.items] == [
        "P-1 call-back: call about size 42", "C-1 parked: parked when the shift was closed", "The lift is broken",
    ]  # fmt: skip
    assert closed.figures == ("1 contact", "1 promise made, 0 kept", "0,00\xa0kr given")
    assert len(closed.head) == 14
    assert closed.trouble == ""
    with pytest.raises(Refused, match="No shift is open"):
        close_shift(shop, AINO, SHOP)


def test_whoever_closes_blind_sees_no_figures_but_what_is_open(shop: Store) -> None:
    closed = close_shift(shop, AINO, replace(SHOP, blind_close=True))
    assert closed.figures == ()
    assert len(closed.items) == 2


def test_each_close_leaves_a_copy_that_holds_it_and_the_oldest_go(shop: Store, clock: SetClock) -> None:
    for _ in range(5):
        close_shift(shop, AINO, SHOP)
        early = _entries(daily_copies(shop.path)[-1], clock)
        _work(shop)
        close_shift(shop, AINO, SHOP)
        assert _entries(daily_copies(shop.path)[-1], clock) > early, "the copy of the day has its last close"
        clock.advance(hours=24)
        _work(shop)
    assert [path.stem for path in daily_copies(shop.path)] == ["2026-11-30", "2026-12-01", "2026-12-02"]
    assert not list(shop.path.with_suffix(".backups").glob(".*"))


def test_a_copy_that_cannot_be_made_keeps_no_shift_open(shop: Store) -> None:
    shop.path.with_suffix(".backups").write_text("a file is in the way")
    closed = close_shift(shop, AINO, SHOP)
    assert closed.shift.closed_at is not None
    assert closed.trouble.startswith("No copy of the store was made today.")


def test_the_first_start_of_the_day_lets_another_process_copy(shop: Store, clock: SetClock) -> None:
    started: list[list[str]] = []
    assert copy_in_background(shop.path, SHOP, clock, started.append)
    assert started[0][1:] == ["-m", "agentdesk", "--store", str(shop.path), "backup", "--daily"]
    assert copy_of_the_day(shop, SHOP) == ""
    assert daily_path(shop.path, clock.now().date()).exists()
    assert not copy_in_background(shop.path, SHOP, clock, started.append)
    assert not copy_in_background(shop.path, replace(SHOP, backups_kept=0), clock, started.append)
    clock.advance(hours=24)
    assert copy_in_background(shop.path, SHOP, clock, started.append)
    assert len(started) == 2
