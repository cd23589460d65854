"""Northwind's customers, imported as they are: every number of every country in the writings that people type."""

import csv
from pathlib import Path

import pytest
from tests.customers.test_phones import COUNTRIES

from agentdesk.customers.importing import Customers
from agentdesk.customers.lookup.find import find
from agentdesk.store import Actor, Store, create_store
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import run_import


@pytest.fixture(scope="module")
def northwind(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("northwind")
    store = create_store(folder / "desk.db")
    path = shared_data / "northwind" / "customers.csv"
    done = run_import(store, Actor(), Customers("SE"), path, {}, report=Report(folder / "bad.csv"))
    assert (done.tally.added, done.tally.rejected) == (91, 0)
    return store


def _writings(row: dict[str, str]) -> dict[str, str]:
    """Five writings of a number: digits alone, with + and 00 and the calling code, grouped otherwise, its end."""
    region, code = COUNTRIES[row["country"]]
    digits = "".join(letter for letter in row["phone"] if letter.isdigit())
    national = digits if region == "IT" else digits.removeprefix("0")
    return {
        "digits": digits,
        "plus": f"+{code} {national[:2]} {national[2:]}",
        "two zeros": f"00{code}{national}",
        "grouped": f"({digits[:3]}) {digits[3:5]}/{digits[5:7]}-{digits[7:]}",
        "its end": national[-7:],
    }


def test_every_number_is_found_first_in_five_writings(northwind: Store, shared_data: Path) -> None:
    with (shared_data / "northwind" / "customers.csv").open(encoding="utf-8") as file:
        customers = list(csv.DictReader(file))
    assert len(customers) == 91
    for row in customers:
        for how, typed in {"as written": row["phone"], **_writings(row)}.items():
            hits = find(northwind.read(), typed, limit=3).hits
            place = next((at for at, hit in enumerate(hits) if hit.ref == row["customer_id"]), None)
            # two numbers of different countries may end alike: (5) 555-4729 and (604) 555-4729
            assert place == 0 or (how == "its end" and place is not None), (how, typed, row["phone"])
            assert (hits[place].phone, hits[place].why) == (row["phone"], f"phone {row['phone']}"), (how, typed)


def test_every_number_shows_up_while_it_is_typed(northwind: Store, shared_data: Path) -> None:
    with (shared_data / "northwind" / "customers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for cut in range(1, 3):
                refs = [hit.ref for hit in find(northwind.read(), row["phone"][:-cut], limit=10).hits]
                assert row["customer_id"] in refs, row["phone"][:-cut]
