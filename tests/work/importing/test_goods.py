"""Files of deliveries and stock change what can be promised: who waits is looked at in the same act."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.holds import actions
from agentdesk.holds.dates import Hours
from agentdesk.store import Actor, Store
from agentdesk.work.importing.goods import Deliveries, Products
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import Noun, run_import

HOURS = Hours(zone="Europe/Stockholm")
Bring = Callable[[Noun, str], tuple[int, int, int, int]]


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Bring:
    """Import text; returns added, updated, unchanged, rejected."""

    def go(noun: Noun, text: str) -> tuple[int, int, int, int]:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        done = run_import(store, Actor(), noun, path, {}, report=Report(tmp_path / "rejected.csv")).tally
        return done.added, done.updated, done.unchanged, done.rejected

    return go


@pytest.fixture
def queue(store: Store) -> Store:
    """A kettle that two people wait for, both by 5 December, and nothing on its way."""
    with store.act(Actor()) as act:
        act.insert("INSERT INTO staff (id, name, role, added_at) VALUES (1, 'Aino', 'agent', ?)", (act.at,))
        kettle = keep_product(act, ProductFacts("KTL-17", "Vattenkokare Emalj 1,7 l", supplier="Norrkök"))
        for name in ("Karin Öhman", "Lars Eide"):
            act.insert("INSERT INTO customers (name, added_at) VALUES (?, ?)", (name, act.at))
    for customer in (1, 2):
        with store.act(Actor(1)) as act:
            actions.place(act, kettle.id, 1, HOURS, customer=customer, needed_by=date(2026, 12, 5))
    return store


def risks(store: Store) -> list[str | None]:
    rows = store.read().execute("SELECT at_risk FROM promises ORDER BY id").fetchall()
    return [row["at_risk"] for row in rows]


NOTHING = "needed by 2026-12-05: no delivery is planned"


def test_an_imported_delivery_lifts_the_flag_of_whom_it_serves(queue: Store, bring: Bring) -> None:
    assert risks(queue) == [NOTHING, NOTHING]
    assert bring(Deliveries(HOURS), "ref,sku,quantity,expected\nPO-1,KTL-17,1,2026-12-04\n") == (1, 0, 0, 0)
    assert risks(queue) == [None, NOTHING]


def test_an_imported_delay_or_cut_flags_whom_it_fails_at_once(queue: Store, bring: Bring) -> None:
    bring(Deliveries(HOURS), "ref,sku,quantity,expected\nPO-1,KTL-17,2,2026-12-04\n")
    assert risks(queue) == [None, None]
    assert bring(Deliveries(HOURS), "ref,sku,quantity,expected\nPO-1,KTL-17,1,2026-12-04\n") == (0, 1, 0, 0)
    assert risks(queue) == [None, NOTHING]
    bring(Deliveries(HOURS), "ref,sku,quantity,expected\nPO-1,KTL-17,1,2026-12-11\n")
    assert risks(queue) == ["needed by 2026-12-05: expected 2026-12-11", NOTHING]


def test_the_same_file_again_changes_nothing_and_logs_nothing(queue: Store, bring: Bring) -> None:
    text = "ref,sku,quantity,expected\nPO-1,KTL-17,1,2026-12-04\n"
    bring(Deliveries(HOURS), text)
    before = queue.read().execute("SELECT max(seq) FROM log").fetchone()[0]
    assert bring(Deliveries(HOURS), text) == (0, 0, 1, 0)
    assert queue.read().execute("SELECT max(seq) FROM log").fetchone()[0] == before


def test_a_snapshot_with_units_serves_the_first_and_lifts_who_moves_up(queue: Store, bring: Bring) -> None:
    bring(Deliveries(HOURS), "ref,sku,quantity,expected\nPO-1,KTL-17,1,2026-12-04\n")
    bring(Products(HOURS, "SEK"), "sku,name,on_hand\nKTL-17,Vattenkokare Emalj 1,1\n")
    states = [row["state"] for row in queue.read().execute("SELECT state FROM holds ORDER BY id").fetchall()]
    assert states == ["aside", "waiting"]
    assert risks(queue) == [None, None]


def test_a_snapshot_with_fewer_than_are_aside_puts_the_last_at_risk(queue: Store, bring: Bring) -> None:
    bring(Products(HOURS, "SEK"), "sku,name,on_hand\nKTL-17,Vattenkokare Emalj 1,2\n")
    assert risks(queue) == [None, None]
    snapshot = Products(HOURS, "SEK")
    bring(snapshot, "sku,name,on_hand\nKTL-17,Vattenkokare Emalj 1,1\n")
    assert risks(queue) == [None, "set aside before, and not there at the count"]
    assert [(each.hold.word, each.units) for each in snapshot.short] == [("H-2", 1)]


def test_who_waits_for_what_is_discontinued_is_flagged_even_without_a_day(queue: Store, bring: Bring) -> None:
    with queue.act(Actor(1)) as act:
        actions.place(act, 1, 1, HOURS, customer=1)
    assert risks(queue)[2] is None
    bring(Products(HOURS, "SEK"), "sku,name,discontinued\nKTL-17,Vattenkokare Emalj 1,yes\n")
    assert risks(queue) == ["discontinued: no more of it will come"] * 3
    bring(Products(HOURS, "SEK"), "sku,name,discontinued\nKTL-17,Vattenkokare Emalj 1,no\n")
    assert risks(queue) == [NOTHING, NOTHING, None]
