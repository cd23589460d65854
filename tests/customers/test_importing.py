"""Customers from files: once, twice, corrected in between, with rows that cannot be used."""

import csv
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.customers.conftest import AINO, Lookup, names

from agentdesk.customers import records
from agentdesk.customers.actions import Details, change, erase, merge
from agentdesk.customers.importing import Customers
from agentdesk.customers.lookup import indexing
from agentdesk.customers.lookup.catching_up import pending
from agentdesk.store import Act, Actor, Store
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import run_import

DATA = Path(os.environ.get("AGENTDESK_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
Import = Callable[..., tuple[int, int, int, int, int]]
HEADING = "ref,name,phone,email,postcode,city,country\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "rejected.csv"


@pytest.fixture
def bring(staffed: Store, tmp_path: Path, report: Path) -> Import:
    """Import text; returns read, added, updated, unchanged, rejected."""

    def go(text: str | Path, **maps: str) -> tuple[int, int, int, int, int]:
        path = text if isinstance(text, Path) else tmp_path / "customers.csv"
        if isinstance(text, str):
            path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        report.unlink(missing_ok=True)
        done = run_import(staffed, Actor(), Customers("SE"), path, maps, report=Report(report)).tally
        return done.read, done.added, done.updated, done.unchanged, done.rejected

    return go


def refused(report: Path) -> list[tuple[str, str, str, str]]:
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["line", "column", "value", "reason"]
    return [(row[0], row[1], row[2], row[3]) for row in rows[1:]]


def test_the_same_file_twice_changes_nothing(bring: Import, lookup: Lookup, staffed: Store) -> None:
    text = (
        HEADING
        + "K1,Karin Öhman,070-174 06 35,karin@example.se,903 27,Umeå,SE\nK2,Lars Eide,91 23 45 67,,,Oslo,Norge\n"
    )
    assert bring(text) == (2, 2, 0, 0, 0)
    version = staffed.read().execute("SELECT count(*), max(seq) FROM log").fetchone()[:]
    assert bring(text) == (2, 0, 0, 2, 0)
    assert staffed.read().execute("SELECT count(*), max(seq) FROM log").fetchone()[:] == version
    assert names(lookup("öhman")) == ["Karin Öhman"]
    lars = records.by_ref(staffed.read(), "K2")
    assert lars is not None
    assert [phone.e164 for phone in lars.phones] == ["+4791234567"]


def test_a_changed_row_updates_and_what_the_desk_corrected_stays(bring: Import, lookup: Lookup, staffed: Store) -> None:
    bring(HEADING + "K1,Karin Öhman,070-174 06 35,,,Umeå,SE\n")
    with staffed.act(AINO) as act:
        known = records.by_ref(act.connection, "K1")
        assert known is not None
        change(act, known, Details(name="Karin Öhman-Berg"), "SE")
    assert bring(HEADING + "K1,Karin Öhman,070-174 06 35,,,Umeå,SE\n") == (1, 0, 0, 1, 0)
    assert names(lookup("berg")) == ["Karin Öhman-Berg"]
    assert bring(HEADING + "K1,Karin Öhman-Berg,08-12 34 56,,,Luleå,SE\n") == (1, 0, 1, 0, 0)
    assert names(lookup("luleå")) == ["Karin Öhman-Berg"]
    assert lookup("1740635").nothing
    assert names(lookup("08123456")) == ["Karin Öhman-Berg"]


def test_an_empty_cell_says_nothing(bring: Import, staffed: Store) -> None:
    bring(HEADING + "K1,Karin Öhman,070-174 06 35,karin@example.se,,Umeå,SE\n")
    assert bring(HEADING + "K1,Karin Öhman,,,,,\n") == (1, 0, 0, 1, 0)
    known = records.by_ref(staffed.read(), "K1")
    assert known is not None
    assert (known.email, known.city, len(known.phones)) == ("karin@example.se", "Umeå", 1)


def test_bad_rows_are_reported_and_the_rest_lands(bring: Import, report: Path, staffed: Store) -> None:
    rows = [
        "K1,Karin Öhman,,not-an-address,,,",
        "K2,Bo\x07Ek,,,,,",
        "K3,,,,,,",
        ",,,,903 27,Umeå,",
        "K4,Lars Eide,,,",
        f"K5,{'x' * 200},,,,,",
        "K6,=2+5,,,,,",
        "K6,Somebody Else,,,,,",
        "K7,Eva Ek,,,,,",
    ]
    assert bring(HEADING + "\n".join(rows) + "\n") == (9, 3, 0, 0, 6)
    assert [(line, column, reason) for line, column, _, reason in refused(report)] == [
        ("2", "email", "'not-an-address' is not an e-mail address."),
        ("3", "name", "The name holds a character that cannot be shown (U+0007)."),
        ("5", "name", "nothing says who this is"),
        ("6", "", "5 cells, the heading has 7"),
        ("7", "name", "The name is 200 characters long; 120 fit."),
        ("9", "ref", "an earlier row has this id and says something else; that one counts"),
    ]
    found = [row[0] for row in staffed.read().execute("SELECT name FROM customers ORDER BY id")]
    assert found == ["K3", "=2+5", "Eva Ek"]


def test_formulas_in_the_report_are_defused(bring: Import, report: Path) -> None:
    bring(HEADING + "K1,Bo,,=HYPERLINK(1),,,\n")
    assert refused(report)[0][2] == "'=HYPERLINK(1)"


def test_columns_in_four_languages_and_names_in_two(bring: Import, lookup: Lookup) -> None:
    assert bring("Kundnr;Förnamn;Efternamn;Telefon;Postnr;Ort\n7;Åsa;Öhman;0920-123 45;972 31;Luleå\n") == (
        1,
        1,
        0,
        0,
        0,
    )
    assert bring("kundenr,fornavn,etternavn,tlf,poststed\n8,Bjørg,Sæther,91234567,Bodø\n") == (1, 1, 0, 0, 0)
    assert bring("顧客番号,姓,名,フリガナ,電話番号\n9,佐藤,花子,サトウ ハナコ,090-1234-5678\n") == (1, 1, 0, 0, 0)
    assert names(lookup("åsa luleå")) == ["Åsa Öhman"]
    assert names(lookup("saether")) == ["Bjørg Sæther"]
    assert names(lookup("さとう")) == ["佐藤 花子"]


def test_a_file_without_ids_is_known_again(bring: Import, staffed: Store) -> None:
    text = "name,phone,email\nKarin Öhman,070-1740635,karin@example.se\nLars Eide,,\nLars Eide,,\n"
    assert bring(text) == (3, 2, 0, 1, 0)
    assert bring(text) == (3, 0, 0, 3, 0)
    assert bring("name,phone,email\nKarin Öhman,08-123456,karin@example.se\n") == (1, 0, 1, 0, 0)
    assert staffed.read().execute("SELECT count(*) FROM customers").fetchone()[0] == 2


def test_a_spreadsheets_ids_lose_their_point_nought(bring: Import, staffed: Store) -> None:
    assert bring("CustomerID,Country\n17850.0,United Kingdom\n17850.0,United Kingdom\n,France\n") == (3, 1, 0, 1, 1)
    assert records.by_ref(staffed.read(), "17850") is not None


def test_a_merged_customers_old_row_speaks_of_the_one_who_stayed(bring: Import, staffed: Store) -> None:
    text = HEADING + "K1,Karin Öhman,,,,Umeå,\nK2,K Öhman,070-1740635,,,Umeå,\n"
    bring(text)
    with staffed.act(AINO) as act:
        first, second = (records.id_of_ref(act.connection, ref) for ref in ("K1", "K2"))
        assert first is not None
        assert second is not None
        merge(act, first, second)
    assert bring(text) == (2, 0, 0, 2, 0)
    assert bring(HEADING + "K2,K Öhman,070-1740635,k@example.se,,Umeå,\n") == (1, 0, 1, 0, 0)
    known = records.by_ref(staffed.read(), "K2")
    assert known is not None
    assert (known.id, known.ref, known.name, known.email) == (first, "K1", "Karin Öhman", "k@example.se")


def test_whom_the_shop_erased_does_not_come_back(bring: Import, report: Path, staffed: Store, lookup: Lookup) -> None:
    text = HEADING + "K1,Karin Öhman,,,,,\nK2,Lars Eide,,,,,\n"
    bring(text)
    with staffed.act(AINO) as act:
        gone = records.id_of_ref(act.connection, "K1")
        assert gone is not None
        erase(act, gone)
    assert bring(text) == (2, 0, 0, 1, 1)
    assert refused(report) == [("2", "ref", "K1", "was erased at the customer's wish")]
    assert lookup("öhman").nothing
    # nothing of the name is left in the file
    staffed.read().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    written = staffed.path.read_bytes() + staffed.path.with_name("desk.db-wal").read_bytes()
    assert "Öhman".encode() not in written
    assert b"nohman" not in written


def test_a_killed_import_is_caught_up_with(
    bring: Import, staffed: Store, lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: indexing.Collected, begin: Callable[[], AbstractContextManager[Act]]) -> None:
        raise KeyboardInterrupt

    text = HEADING + "K1,Karin Öhman,070-1740635,,,,\nK2,Lars Eide,,,,,\n"
    with monkeypatch.context() as patch:
        patch.setattr(indexing.Collected, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(text)
    assert pending(staffed.read()) == 2
    assert lookup("öhman").nothing
    assert bring(text) == (2, 0, 0, 2, 0)
    assert pending(staffed.read()) == 0
    assert names(lookup("öhman")) == ["Karin Öhman"]
    assert names(lookup("ohmann")) == ["Karin Öhman"]
    assert names(lookup("0635")) == ["Karin Öhman"]


def test_many_rows_land_in_many_acts_and_are_all_found(bring: Import, lookup: Lookup, staffed: Store) -> None:
    text = HEADING + "".join(f"K{n},Person{n} Efternamn{n % 97},070{n:07d},,,,\n" for n in range(3000))
    assert bring(text) == (3000, 3000, 0, 0, 0)
    assert staffed.read().execute("SELECT count(*) FROM log WHERE kind = 'customers.imported'").fetchone()[0] >= 1
    for number in (0, 1, 1499, 2999):
        assert names(lookup(f"person{number}"))[:1] == [f"Person{number} Efternamn{number % 97}"]
        assert f"Person{number} Efternamn{number % 97}" in names(lookup(f"070{number:07d}"))


def test_a_row_that_says_what_was_true_before_an_earlier_row_is_refused_each_time(bring: Import) -> None:
    assert bring("ref,name\n1,Anna\n") == (1, 1, 0, 0, 0)
    for updated in (1, 0):
        assert bring("ref,name\n1,Anna Ek\n1,Anna\n") == (2, 0, updated, 1 - updated, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.lists(st.text(max_size=30), min_size=7, max_size=7), min_size=1, max_size=6))
def test_no_cells_ever_break_an_import_and_twice_is_once(bring: Import, rows: list[list[str]]) -> None:
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADING.strip().split(","), *rows])
    text = out.getvalue().encode("utf-8", "replace").decode()
    first = bring(text)
    again = bring(text)
    assert again[1] == again[2] == 0
    assert again[4] == first[4]


@pytest.mark.skipif(not DATA.exists(), reason="the data folder is absent")
def test_real_customers_land_as_they_are_and_are_found(bring: Import, lookup: Lookup) -> None:
    assert bring(DATA / "northwind" / "customers.csv") == (91, 91, 0, 0, 0)
    assert bring(DATA / "northwind" / "customers.csv") == (91, 0, 0, 91, 0)
    assert bring(DATA / "tau_retail" / "customers.csv") == (500, 500, 0, 0, 0)
    assert bring(DATA / "tau_retail" / "customers.csv") == (500, 0, 0, 500, 0)
    with (DATA / "northwind" / "customers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            bare = "".join(sign for sign in row["phone"] if sign.isdigit())
            for typed in (row["phone"], bare, bare[-7:]):
                assert row["customer_id"] in [hit.ref for hit in lookup(typed).hits], typed
