"""The index agrees with itself after every act, and a damaged part of it is named."""

from pathlib import Path

import pytest
from tests.customers.conftest import AINO, Known

from agentdesk.customers.actions import Details, change, erase, merge
from agentdesk.customers.importing import Customers
from agentdesk.customers.lookup.inside import unsound
from agentdesk.store import Actor, Store
from agentdesk.work.importing.orders import Orders
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import Noun, run_import


def test_after_every_act_and_import_it_agrees(known: Known, staffed: Store, tmp_path: Path) -> None:
    assert unsound(staffed.read()) == []
    karin = known("Karin Öhman", city="Umeå", ref="K-1")
    second, gone = known("Karin Ohman", city="Umeå"), known("佐藤 花子", "JP", kana="さとう はなこ", city="横浜")
    assert unsound(staffed.read()) == []
    with staffed.act(AINO) as act:
        change(act, karin, Details(name="Carin Öhman", city="Luleå"), "SE")
        merge(act, karin.id, second.id)
        erase(act, gone.id)
    assert unsound(staffed.read()) == []
    many = "".join(f"C-{number},Kalle Karlsson {number % 7}\n" for number in range(600))  # several blocks of one word
    for noun, text in (
        (Customers("SE"), f"ref,name\n{many}"),
        (Orders(), "order,customer,tracking\n#W-4711,K-1,T-99\n4712,C-5,\n"),
        (Orders(), "order,customer,tracking\n#W-4711,K-1,T-100\n"),
    ):
        bring(staffed, tmp_path, noun, text)
        assert unsound(staffed.read()) == []


def bring(store: Store, folder: Path, noun: Noun, text: str) -> None:
    table = folder / "table.csv"
    table.write_text(text, encoding="utf-8")
    assert run_import(store, Actor(), noun, table, {}, report=Report(folder / "bad.csv")).tally.rejected == 0


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        ("UPDATE lookup_postings SET ids = x'09000000' WHERE term = 'bka'", "beginnings of names"),
        ("UPDATE lookup_postings SET term = 'bkq' WHERE term = 'bka'", "beginnings of names"),
        ("UPDATE lookup_postings SET term = 'bz' WHERE term = 'bka'", "beginnings of names"),
        ("DELETE FROM lookup_postings WHERE term = 'cum'", "beginnings of places"),
        ("UPDATE lookup_postings SET term = 'e佐蓊' WHERE term = 'e佐藤'", "beginnings of the ends of names"),
        ("UPDATE lookup_postings SET term = 'gkas' WHERE term = 'gkar'", "misspelt words"),
        ("UPDATE lookup_words SET word = 'karim' WHERE word = 'karin'", "misspelt words"),
        ("UPDATE lookup_postings SET term = 'q4710' WHERE term = 'q4711'", "order numbers"),
        ("UPDATE orders SET tracking = 'T-98' WHERE ref = '4711'", "order numbers"),
        ("UPDATE lookup_postings SET first = 3 WHERE term = 'numea' OR term = 'pumea'", "places"),
        ("UPDATE lookup_postings SET first = 1 WHERE term LIKE 'o%'", "customers' numbers"),
        ("UPDATE lookup_postings SET ids = CAST(ids || ids AS BLOB) WHERE term = 'nkarin'", "names"),
    ],
)
def test_a_damaged_part_is_named(known: Known, staffed: Store, tmp_path: Path, damage: str, part: str) -> None:
    known("Karin Öhman", city="Umeå", ref="K-1")
    known("佐藤 花子", "JP")
    bring(staffed, tmp_path, Orders(), "order,customer,tracking\n4711,K-1,T-99\n")
    assert unsound(staffed.read()) == []
    with staffed.act(Actor()) as act:
        assert act.execute(damage) > 0
    assert part in unsound(staffed.read())
