"""A damaged row is put right by a daily copy, which says which of the two values was there before; else somebody decides."""

from pathlib import Path

import pytest
from tests.conftest import Program
from tests.store.test_twins import shop, turn

from agentdesk.store.engine import engine

__all__ = ["shop"]  # a fixture, used by its name
STREET, OTHER = b"Storgatan 14", b"Storgatan 16"


def wrong(agentdesk: Program) -> list[str]:
    return [each["check"] for each in agentdesk("doctor") if not each["ok"]]


def address(path: Path) -> str:
    connection = engine.connect(path)
    try:
        return str(connection.execute("SELECT address FROM customers WHERE id = 1").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("copy", [0, 1])
def test_the_value_that_a_daily_copy_has_is_kept_whichever_was_damaged(
    shop: Path, agentdesk: Program, copy: int
) -> None:
    agentdesk("backup", "--daily")
    turn(shop, STREET, OTHER, copy)
    assert wrong(agentdesk) == ["pages and rows are whole"]
    found = agentdesk("doctor", "--mend")
    assert agentdesk.status == 0, found
    assert "Put right: customer 1." in agentdesk.messages
    assert address(shop) == "Storgatan 14"
    assert wrong(agentdesk) == []
    last = agentdesk("log", "show")[-1]
    assert (last["kind"], last["detail"]) == ("store.mended", "1 in customers")


def test_without_a_copy_that_knows_nothing_is_touched_until_somebody_says_so(shop: Path, agentdesk: Program) -> None:
    turn(shop, STREET, OTHER)
    agentdesk("doctor", "--mend")
    assert agentdesk.status == 1
    assert "Left: customer 1. No daily copy tells which value is right" in agentdesk.messages
    assert wrong(agentdesk) == ["pages and rows are whole"]
    assert address(shop) == "Storgatan 16"
    agentdesk("doctor", "--mend", "--keep-shown")
    assert agentdesk.status == 0, agentdesk.messages
    assert address(shop) == "Storgatan 16"
    assert wrong(agentdesk) == []


def test_a_price_is_put_right_beside_a_row_that_was_changed_since(shop: Path, agentdesk: Program) -> None:
    agentdesk("backup", "--daily")
    table = shop.with_name("lines.csv")
    table.write_text("order,sku,name,quantity,price\n4711,KTL-17,Vattenkokare,5,990\n", encoding="utf-8")
    agentdesk("import", "order-lines", str(table))
    turn(shop, b"Mugg Emalj\x02\x30\x39", b"Mugg Emalj\x02\x30\x3b")
    agentdesk("doctor", "--mend")
    assert agentdesk.status == 0, agentdesk.messages
    connection = engine.connect(shop)
    rows = connection.execute("SELECT sku, quantity, price FROM order_lines ORDER BY line").fetchall()
    connection.close()
    assert rows == [("MUG-3", 2, 12345), ("KTL-17", 5, 99000)]


def test_where_more_than_rows_is_damaged_nothing_is_touched(shop: Path, agentdesk: Program) -> None:
    agentdesk("backup", "--daily")
    turn(shop, STREET, OTHER)
    content = shop.read_bytes()
    there = b"\x04\x19\x09\x14nkarin"  # a list of the index becomes a text
    assert content.count(there) == 1
    shop.write_bytes(content.replace(there, b"\x04\x19\x09\x15nkarin"))
    before = shop.read_bytes()
    answer = agentdesk("doctor", "--mend")
    assert answer["error"]["code"] == "corrupt"
    assert "agentdesk restore FILE" in answer["error"]["next"]
    assert address(shop) == "Storgatan 16"
    assert shop.read_bytes() == before
