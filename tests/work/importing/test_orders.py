"""Orders and their lines, from files as they really are."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agentdesk.customers.actions import Details, add
from agentdesk.customers.lookup.find import find
from agentdesk.errors import StoreError
from agentdesk.store import Actor, Store
from agentdesk.store.copying import scratch_copy
from agentdesk.tables import BadTable
from agentdesk.work.importing.orders import OrderLines, Orders
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import Noun, run_import

DATA = Path(os.environ.get("AGENTDESK_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
Bring = Callable[..., tuple[int, int, int, int, int]]


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Bring:
    """Import text or a file as a noun; returns read, added, updated, unchanged, rejected."""

    def go(noun: Noun, text: str | Path, into: Store = store, **maps: str) -> tuple[int, int, int, int, int]:
        path = text if isinstance(text, Path) else tmp_path / "file.csv"
        if isinstance(text, str):
            path.write_text(text, encoding="utf-8")
        done = run_import(into, Actor(), noun, path, maps, report=Report(tmp_path / "rejected.csv")).tally
        return done.read, done.added, done.updated, done.unchanged, done.rejected

    return go


def lines(store: Store) -> list[tuple[object, ...]]:
    rows = store.read().execute(
        "SELECT o.ref, l.line, l.sku, l.quantity, l.price, l.discount FROM order_lines l"
        " JOIN orders o ON o.id = l.order_id ORDER BY o.ref, l.line"
    )
    return [tuple(row) for row in rows]


def test_lines_may_come_before_their_order(bring: Bring, store: Store) -> None:
    assert bring(OrderLines("SEK"), "order,sku,quantity,price\n7,KTL-17,2.0,9.80000019\n") == (1, 1, 0, 0, 0)
    assert bring(Orders(), "order,customer,orderdate,tracking\n7,17850.0,2026-11-07 08:26:00,T-1\n") == (1, 0, 1, 0, 0)
    assert lines(store) == [("7", 1, "KTL-17", 2, 980, 0)]
    order = store.read().execute("SELECT ref, date, tracking FROM orders").fetchone()
    assert tuple(order) == ("7", "2026-11-07", "T-1")
    assert [hit.ref for hit in find(store.read(), "T-1").hits] == ["17850"]
    assert [hit.why for hit in find(store.read(), "17850").hits] == ["customer number 17850"]


def test_the_same_lines_twice_change_nothing_and_a_new_file_adds(bring: Bring, store: Store) -> None:
    first = "order,sku,quantity,price,discount\n7,A,1,10,0.15\n7,A,1,10,0.15\n7,B,2,5,\n7,,1,3,\n"
    assert bring(OrderLines("SEK"), first) == (4, 4, 0, 0, 0)
    assert bring(OrderLines("SEK"), first) == (4, 0, 0, 4, 0)
    assert bring(OrderLines("SEK"), "order,sku,quantity,price\n7,B,3,5\n7,C,1,1\n") == (2, 1, 1, 0, 0)
    assert lines(store) == [
        ("7", 1, "A", 1, 1000, 1500),
        ("7", 2, "A", 1, 1000, 1500),
        ("7", 3, "B", 3, 500, 0),
        ("7", 4, None, 1, 300, 0),
        ("7", 5, "C", 1, 100, 0),
    ]


def test_lines_that_cannot_be_used_leave_no_order_behind(bring: Bring, store: Store) -> None:
    rows = "8,A,many,1\n9,A,1.5,1\n10,A,1,1 000 000 000 000 000 000\n,A,1,1\n11,A,1,x\n12,A,-3,2\n"
    assert bring(OrderLines("SEK"), "order,sku,quantity,price\n" + rows) == (6, 1, 0, 0, 5)
    assert [row[0] for row in store.read().execute("SELECT ref FROM orders")] == ["12"]


def test_a_file_that_says_the_order_on_each_line_lands_once(bring: Bring, store: Store) -> None:
    rows = "invoiceno,customerid,invoicedate\n" + "7,1.0,2026-11-07\n" * 700 + "7,2,2026-11-07\nC8,1,\n"
    assert bring(Orders(), rows) == (702, 2, 0, 699, 1)
    assert bring(Orders(), rows) == (702, 0, 0, 701, 1)


def test_a_dry_run_counts_the_same_and_keeps_nothing(bring: Bring, store: Store) -> None:
    rows = "order,sku,quantity\n" + "".join(f"{n // 3},A,{n % 3 + 1}\n" for n in range(600))
    with scratch_copy(store) as copy:
        tried = bring(OrderLines("SEK"), rows, copy)
    assert lines(store) == []
    assert not list(store.path.parent.glob("*.tmp*"))
    assert bring(OrderLines("SEK"), rows) == tried == (600, 600, 0, 0, 0)


def test_an_unwritable_report_stops_before_anything_is_lost(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("order,sku\n,A\n")
    with pytest.raises(StoreError) as caught:
        run_import(
            store, Actor(), OrderLines("SEK"), tmp_path / "file.csv", {}, report=Report(tmp_path / "none" / "r.csv")
        )
    assert "report" in caught.value.what


def test_a_file_of_something_else_says_so(bring: Bring) -> None:
    with pytest.raises(BadTable):
        bring(Orders(), "a,b\n1,2\n")


@pytest.mark.skipif(not DATA.exists(), reason="the data folder is absent")
def test_real_orders_land_as_they_are(bring: Bring, store: Store) -> None:
    folders = {"northwind": (830, 2155), "tau_retail": (1000, 2978)}
    for folder, (orders, order_lines) in folders.items():
        for again in (False, True):
            fresh = 0 if again else 1
            assert bring(OrderLines("USD"), DATA / folder / "order_lines.csv")[:3] == (
                order_lines,
                fresh * order_lines,
                0,
            )
            assert bring(Orders(), DATA / folder / "orders.csv") == (orders, 0, fresh * orders, (1 - fresh) * orders, 0)
    with (DATA / "tau_retail" / "orders.csv").open(encoding="utf-8") as file:
        for row in list(csv.DictReader(file))[::50]:
            for typed in filter(None, (row["order_id"], row["order_id"][2:], row["tracking_id"])):
                assert row["customer_id"] in [hit.ref for hit in find(store.read(), typed).hits]


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not DATA.exists(), reason="the data folder is absent")
def test_a_year_of_a_real_shop_lands_as_it_is(bring: Bring, store: Store) -> None:
    from agentdesk.customers.importing import Customers

    path = DATA / "online_retail" / "online_retail.csv.gz"
    for again in (False, True):
        read, added, updated, unchanged, rejected = bring(OrderLines("GBP"), path)
        assert (read, rejected, updated) == (541_909, 0, 0)
        assert (added, unchanged) == ((0, 541_909) if again else (541_909, 0))
        assert bring(Orders(), path)[0] == 541_909
        assert bring(Customers("GB"), path, ref="CustomerID")[:2] == (541_909, 0)
    count = store.read().execute("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM customers)").fetchone()
    assert tuple(count) == (25_900, 4_372)


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Billing Name,Billing Zip,Id\n"
    "#1001,anna@example.se,paid,2026-11-07 09:50:26 +0100,unfulfilled,SEK,1098.00,2026-11-07 09:50:20 +0100,1,"
    "Kettle,849.00,KTL-17,Anna Lindqvist,'22350,5544332211\n"
    "#1001,anna@example.se,,,,,,,2,Filter,124.50,FLT-2,,,\n"
)
BASE = (
    "注文ID,注文日時,氏(請求先),名(請求先),電話番号(請求先),メールアドレス(請求先),商品名,バリエーション,価格,数量,発送状況,商品ID\n"
    "A1B2,2026-11-07 10:00:00,佐藤,花子,0312345678,hanako@example.jp,土鍋,大,4500,1,未対応,9911\n"
)


def test_one_file_that_is_orders_and_lines_knows_customers_by_their_address(bring: Bring, store: Store) -> None:
    with store.act(Actor()) as act:
        add(act, Details(name="Anna Lindqvist", email="Anna@example.se"), "SE")
    assert bring(Orders(), SHOPIFY) == (2, 1, 0, 1, 0)
    assert bring(OrderLines("SEK"), SHOPIFY) == (2, 2, 0, 0, 0)
    assert lines(store) == [("#1001", 1, "KTL-17", 1, 84900, 0), ("#1001", 2, "FLT-2", 2, 12450, 0)]
    order = store.read().execute("SELECT ref, date, status FROM orders").fetchone()
    assert tuple(order) == ("#1001", "2026-11-07", "unfulfilled")
    for typed in ("1001", "#1001"):
        assert [hit.name for hit in find(store.read(), typed).hits] == ["Anna Lindqvist"], typed
    assert bring(Orders(), SHOPIFY) == (2, 0, 0, 2, 0)


def test_who_ordered_without_an_account_is_known_by_the_address(bring: Bring, store: Store) -> None:
    text = "order_id,order_number,order_date,status,customer_id,billing_email,item_sku,item_name,item_quantity\n"
    text += "9001,1001,2026-11-07,processing,0,a@example.se,KTL-17,Kettle,1\n"
    text += "9002,1002,2026-11-07,completed,0,b@example.se,KTL-17,Kettle,1\n"
    assert bring(Orders(), text) == (2, 2, 0, 0, 0)
    assert [hit.name for hit in find(store.read(), "1002").hits] == ["b@example.se"]
    assert bring(OrderLines("SEK"), text) == (2, 2, 0, 0, 0)
    assert [line[:3] for line in lines(store)] == [("1001", 1, "KTL-17"), ("1002", 1, "KTL-17")]


def test_an_address_of_two_customers_decides_nothing(bring: Bring, store: Store) -> None:
    with store.act(Actor()) as act:
        for name in ("Anna Lindqvist", "Bo Lindqvist"):
            add(act, Details(name=name, email="hem@example.se"), "SE")
    assert bring(Orders(), "order,email\n7,hem@example.se\n8,\n") == (2, 1, 0, 0, 1)


def test_a_japanese_shops_orders(bring: Bring, store: Store) -> None:
    assert bring(Orders(), BASE) == (1, 1, 0, 0, 0)
    assert bring(OrderLines("JPY"), BASE) == (1, 1, 0, 0, 0)
    assert lines(store) == [("A1B2", 1, "9911", 1, 4500, 0)]
    assert [hit.name for hit in find(store.read(), "A1B2").hits] == ["hanako@example.jp"]
