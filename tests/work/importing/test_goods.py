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


def kept(store: Store) -> list[tuple[str, str, int | None, int]]:
    rows = store.read().execute("SELECT sku, name, price, on_hand FROM products ORDER BY id")
    return [tuple(row) for row in rows]


def test_variants_of_one_product_leave_its_name_out(store: Store, bring: Bring) -> None:
    text = (
        "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,"
        "Variant Price,Variant Barcode,Image Src\n"
        "kettle,Kettle,<p>good</p>,Norrkök,Kitchen,Colour,Red,KTL-1,4,849.00,,a.jpg\n"
        "kettle,,,,,,Blue,KTL-2,0,899.00,,\n"
        "kettle,,,,,,,,,,,b.jpg\n"
        "filter,Filter,,Norrkök,Kitchen,Title,Default Title,FLT-1,9,79.00,,\n"
    )
    assert bring(Products(HOURS, "SEK"), text) == (3, 0, 0, 1)
    assert kept(store) == [
        ("KTL-1", "Kettle, Red", 84900, 4),
        ("KTL-2", "Kettle, Blue", 89900, 0),
        ("FLT-1", "Filter", 7900, 9),
    ]
    assert bring(Products(HOURS, "SEK"), text) == (0, 0, 3, 1)


OTHERS = {
    "fortnox": "Artikelnr;Benämning;Enhet;Försäljningspris;Inköpspris;Lagersaldo\nKTL-1;Kettle;st;849,00;400,00;4\n",
    "tripletex": "Produktnummer;Produktnavn;Innkjøpspris;Utsalgspris inkl. mva;På lager\nKTL-2;Kettle;400;849;4\n",
    "woocommerce": "ID,Type,SKU,Name,In stock?,Stock,Regular price,Categories\n7,simple,KTL-3,Kettle,1,4,849,Kök\n",
    "shopify, newer": "Title,URL handle,Description,Vendor,Option1 value,SKU,Barcode,Price,Inventory quantity\n"
    "Kettle,kettle,<p>good</p>,Norrkök,Default Title,KTL-4,,849.00,4\n",
    "ec-cube": "商品ID,商品名,商品コード,在庫数,通常価格,販売価格\n7,Kettle,KTL-5,4,999,849\n",
}


def test_products_of_many_systems(store: Store, bring: Bring) -> None:
    for system, text in OTHERS.items():
        assert bring(Products(HOURS, "SEK"), text) == (1, 0, 0, 0), system
    assert kept(store) == [(f"KTL-{number}", "Kettle", 84900, 4) for number in range(1, 6)]
