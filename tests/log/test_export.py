"""The shift log goes home: every field, in any program, whole or not at all."""

import csv
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.log.conftest import NASTY, fill

from agentdesk.log.export import Exported
from agentdesk.log.formats import csv_rows, defused
from agentdesk.log.spans import Span, of_shift
from agentdesk.log.statement import signature_path
from agentdesk.log.verify import Verdict, verify_file
from agentdesk.store import Actor, Store
from agentdesk.store.files import Exists

FORMS = ("csv", "jsonl", "xlsx", "html")
Take = Callable[..., Exported]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("personal", [False, True])
def test_what_is_exported_is_whole(store: Store, taken: Take, form: str, personal: bool) -> None:
    fill(store)
    done = taken(form, personal=personal)
    result = verify_file(done.path)
    assert (result.verdict, result.what) == (Verdict.WHOLE, "Entries 1 to 100 are as they were logged.")
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert not list(done.path.parent.glob(".*.part"))


def test_a_row_says_what_the_screen_says_and_carries_the_record(store: Store, taken: Take) -> None:
    fill(store)
    with taken("csv").path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    given = next(row for row in rows if row["kind"] == "remedy.given")
    shown = {name: given[name] for name in ("time", "utc", "actor_id", "desk", "shift", "contact", "item", "subject",
             "reason", "approver_id", "amount", "currency", "details", "before", "after")}  # fmt: skip
    assert shown == {
        "time": "2026-11-28T14:05:00.000+01:00", "utc": "2026-11-28T13:05:00.000Z", "actor_id": "1", "desk": "phone 2",
        "shift": "1", "contact": "C-7", "item": "KTL-17", "subject": "R-87", "reason": "late", "approver_id": "2",
        "amount": "150.00", "currency": "SEK", "details": "kind: amount", "before": "shift_left: 50000",
        "after": "shift_left: 35000",
    }  # fmt: skip
    kept = store.read().execute("SELECT record, hash FROM log WHERE seq = ?", (given["seq"],)).fetchone()
    assert (given["record"], given["hash"]) == (kept["record"], kept["hash"].hex())


@pytest.mark.parametrize("form", FORMS)
def test_without_asking_it_carries_ids_only(store: Store, taken: Take, form: str) -> None:
    fill(store)
    done = taken(form)
    if form == "xlsx":
        cells = {
            str(cell) for row in openpyxl.load_workbook(done.path)["log"].iter_rows(values_only=True) for cell in row
        }
        text = "\n".join(cells)
    else:
        text = done.path.read_text(encoding="utf-8")
    assert not [each for each in (*NASTY, "Aino", "Mira", "070-174") if len(each) > 3 and each in text]


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_every_text_survives(store: Store, taken: Take, form: str) -> None:
    fill(store)
    rows = {row["seq"]: row for row in _rows(taken(form, personal=True).path, form)}
    kept = store.read().execute("SELECT seq, text FROM log_text WHERE field = 'note' ORDER BY seq").fetchall()
    assert len({row["text"] for row in kept}) == len(NASTY)
    assert [rows[str(row["seq"])]["text"] for row in kept] == [f"note: {row['text']}" for row in kept]
    one = rows[str(kept[0]["seq"])]
    marked = "'00417" if form == "csv" else "00417"  # in CSV only the mark keeps a spreadsheet from dropping the zeros
    assert (one["customer_ref"], one["phone"], one["customer"]) == (marked, "070-174 06 35", "佐藤 花子")


def _rows(path: Path, form: str) -> list[dict[str, str]]:
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if form == "jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [{name: str(value or "") for name, value in json.loads(line).items()} for line in lines]
    from openpyxl.utils.escape import unescape  # a spreadsheet program does so by itself

    sheet = openpyxl.load_workbook(path)["log"]
    heads, *rows = [[unescape(str(cell or "")) for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = []
    for row in rows:
        table: dict[str, str] = {}
        for head, cell in zip(heads, row, strict=True):
            name = head.split(" (")[0]
            table[name] = table.get(name, "") + cell
        found.append(table)
    return found


def test_no_cell_is_a_formula(store: Store, taken: Take) -> None:
    fill(store)
    with taken("csv", personal=True).path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    book = openpyxl.load_workbook(taken("xlsx", personal=True).path)
    kinds = {cell.data_type for row in book["log"].iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("0701740635", "'0701740635"), ("070 174 06", "'070 174 06"), ("00,5", "'00,5"), ("0", "0"), ("0.50", "0.50"),
     ("070-174 06 35", "070-174 06 35"), ("0x1F", "0x1F"), ("+46 70", "'+46 70"), ("417", "417"), ("", "")],
)  # fmt: skip
def test_a_number_with_leading_zeros_is_marked_as_text(cell: str, shown: str) -> None:
    assert defused(cell) == shown


@given(
    st.lists(st.lists(st.text(alphabet=st.sampled_from("ab,\"\r\n\x1f ;'\u3042")), min_size=5, max_size=5), max_size=4)
)
def test_rows_are_written_as_csv_writer_does(rows: list[list[str]]) -> None:
    full = [[*cells, json.dumps({"note": cells[0]}), "00ff", "ab"] for cells in rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(full)
    assert csv_rows(full) == text.getvalue()


def test_nothing_is_overwritten_and_no_link_followed(store: Store, taken: Take, tmp_path: Path) -> None:
    fill(store, 10)
    there = tmp_path / "log.csv"
    there.write_text("mine")
    with pytest.raises(Exists):
        taken("csv")
    assert there.read_text() == "mine"
    (tmp_path / "log.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Exists):
        taken("jsonl")
    assert not (tmp_path / "elsewhere").exists()
    signature_path(tmp_path / "log.html").write_text("mine")
    with pytest.raises(Exists):
        taken("html")
    assert not (tmp_path / "log.html").exists()
    assert not list(tmp_path.glob(".*"))


def test_exporting_every_shift_leaves_no_entry_out(store: Store) -> None:
    from agentdesk import log

    with store.act(Actor()) as act:
        log.append(act, "store.created", data={"store": "00"})
        for shift in (1, 2):
            act.shift = shift
            log.append(act, "shift.opened")
        log.append(act, "hold.placed")
        log.append(act, "shift.closed")
        act.shift = None
        log.append(act, "customers.imported")
        act.shift = 3
        log.append(act, "shift.opened")
        act.shift = 2
        log.append(act, "hold.placed")
    connection = store.read()
    stretches = [of_shift(connection, shift) for shift in (1, 2, 3)]
    assert [(each.first, each.last) for each in stretches] == [(1, 8), (1, 5), (6, 8)]
    assert of_shift(connection, 2) == Span(1, 5)
