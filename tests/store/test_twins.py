"""Every row is kept twice, so that a letter or digit which a disk has turned is named, and by what people call the row."""

from pathlib import Path

import pytest
from tests.conftest import Program

from agentdesk.errors import StoreError
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.twins import in_words

# what vouches for the columns of these: the log's chain and signatures, or what they were made of, which doctor compares
VOUCHED = {
    "log": "chained", "log_text": "hashed in its entry", "checkpoints": "signed", "lookup_words": "UNIQUE keeps it twice",
    "lookup_postings": "compared with cards, orders and words", "product_words": "compared with products",
    "lookup_pending": "empty but while an import runs", "_sqlite_migrations": "compared with the program's own steps",
}  # fmt: skip


def test_every_column_of_every_table_is_kept_twice_or_vouched_for(store: Store) -> None:
    tables = [row[0] for row in store.read().execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    assert VOUCHED.keys() < set(tables)
    for table in set(tables) - VOUCHED.keys():
        described = store.read().execute(f"PRAGMA table_info({table})").fetchall()
        key = next(row["name"] for row in described if row["pk"] == 1)
        made = store.read().execute("SELECT sql FROM sqlite_schema WHERE name = ?", (f"{table}_twin",)).fetchone()
        assert made, f"{table} has no twin"
        columns = made["sql"].partition("(")[2].partition(")")[0].replace("COLLATE BINARY", "")
        assert [each.strip() for each in columns.split(",")] == [row["name"] for row in described], table
        assert made["sql"].endswith(f"WHERE {key} IS {key}"), table


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM order_lines WHERE order_id = 1 ORDER BY line", "SELECT name FROM customers ORDER BY id",
        "SELECT count(*) FROM order_lines", "SELECT text FROM phones WHERE customer = 1 ORDER BY place",
        "SELECT * FROM tags WHERE customer = 1", "SELECT max(id) FROM holds", "SELECT id, ref FROM orders WHERE id > 5",
    ],
)  # fmt: skip
def test_no_query_reads_the_second_copy_instead_of_the_first(store: Store, query: str) -> None:
    plan = [row["detail"] for row in store.read().execute(f"EXPLAIN QUERY PLAN {query}").fetchall()]
    assert plan
    assert "twin" not in " ".join(plan)


@pytest.fixture
def shop(agentdesk: Program, tmp_path: Path) -> Path:
    """A card with an address, an order with a line and a price, each on the disk."""
    agentdesk.open_shop("Aino")
    for noun, text in {
        "customers": "ref,name,address,phone,email\nK-1,Karin Ek,Storgatan 14,070-1740635,\nK-2,Nils Bo,Lillgatan 3,,\n",
        "order-lines": "order,sku,name,quantity,price\n4711,MUG-3,Mugg Emalj,2,123.45\n4711,KTL-17,Vattenkokare,1,990\n",
    }.items():
        table = tmp_path / f"{noun}.csv"
        table.write_text(text, encoding="utf-8")
        agentdesk("import", noun, str(table))
        assert agentdesk.status == 0, agentdesk.messages
    return agentdesk.store


def turn(path: Path, there: bytes, instead: bytes, copy: int = 0) -> None:
    """Change some bytes of the file, as a disk might: of the first copy or the second."""
    content = path.read_bytes()
    assert content.count(there) == 2, "a row and its twin"
    at = content.find(there) if copy == 0 else content.rfind(there)
    path.write_bytes(content[:at] + instead + content[at + len(there) :])


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        (b"Storgatan 14", b"Storgatan 16", ["customer 1: its two copies differ in address"]),
        (b"40635+46701", b"40637+46701", ["customer 1, telephone 1: its two copies differ in text"]),
        (b"Mugg Emalj\x02\x30\x39", b"Mugg Emalj\x02\x30\x3b",
         [f"order 4711, line 1: its two copies differ in price ({either})" for either in ("12347 or 12345", "12345 or 12347")]),
    ],
)  # fmt: skip
def test_a_turned_letter_is_named_whichever_copy_it_is_in(
    shop: Path, agentdesk: Program, there: bytes, instead: bytes, said: list[str], copy: int
) -> None:
    assert [each["check"] for each in agentdesk("doctor") if not each["ok"]] == []
    turn(shop, there, instead, copy)
    found = [each for each in agentdesk("doctor") if not each["ok"]]
    assert agentdesk.status == 1
    assert [(each["check"], each["what"]) for each in found] == [("pages and rows are whole", said[copy % len(said)])]
    assert "agentdesk doctor --mend" in found[0]["next"]


def test_a_backup_of_a_shop_with_a_turned_letter_is_refused_and_says_which(shop: Path, agentdesk: Program) -> None:
    turn(shop, b"Storgatan 14", b"Storgatan 16")
    answer = agentdesk("backup", str(shop.with_name("copy.db")))
    assert agentdesk.status == 1
    assert answer["error"]["what"] == "desk.db is damaged: customer 1: its two copies differ in address."
    assert not shop.with_name("copy.db").exists()


def test_a_damaged_row_is_not_written_over_and_all_others_are(shop: Path) -> None:
    turn(shop, b"Storgatan 14", b"Storgatan 16")
    store = open_store(shop)
    sql = "UPDATE customers SET city = 'Umeå' WHERE id = ?"
    with pytest.raises(StoreError) as error, store.act(Actor()) as act:
        act.execute(sql, (1,))
    assert error.value.code == "corrupt"
    assert "agentdesk doctor" in error.value.next
    with store.act(Actor()) as act:
        assert act.execute(sql, (2,)) == 1
    store.close()


def test_a_fault_that_is_no_rows_stays_as_the_engine_says_it(store: Store) -> None:
    read = store.read()
    assert (
        in_words(read, "*** in database main ***\nTree 62: Rowid 12 out of order") == "Tree 62: Rowid 12 out of order"
    )
    for fault in (
        "row 9 missing from index customers_twin",
        "row 1 missing from index nobody_knows",
        "database is malformed",
    ):
        assert in_words(read, fault) == fault


def test_a_list_of_the_index_that_became_a_text_is_named_and_ends_nothing(shop: Path, agentdesk: Program) -> None:
    content = shop.read_bytes()
    there = b"\x04\x19\x09\x14nkarin"  # four bytes of head, a text of 6, the number 1, four bytes that are a list
    assert content.count(there) == 1
    shop.write_bytes(content.replace(there, b"\x04\x19\x09\x15nkarin"))
    found = [each for each in agentdesk("doctor") if not each["ok"]]
    assert [each["check"] for each in found] == ["pages and rows are whole"]
    assert "lookup_postings.ids" in found[0]["what"]
