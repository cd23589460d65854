"""Tables as other systems write them: nothing ends the reading, and a bad row costs only itself."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentdesk.tables import BadRow, BadTable, Row, Table

FIELDS = {"ref": ("ref", "kundnr"), "name": ("name", "namn", "氏名"), "phone": ("phone",)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


def read(file: Path, content: bytes | str, **maps: str) -> list[tuple[int, dict[str, str]] | BadRow]:
    """Rows as (line, values), bad rows as they are."""
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    table = Table(file, FIELDS, maps, repeats=("phone",))
    found = [row if isinstance(row, BadRow) else (row.line, dict(row.values)) for row in table]
    table.close()
    return found


@pytest.mark.parametrize(
    ("content", "encoding"),
    [  # named, since packed bytes hold the second of packing, and every process must call a test the same
        pytest.param("kundnr;namn\n1;Åsa Öhman\n".encode("cp1252"), "cp1252", id="semicolons in CP1252"),
        pytest.param("kundnr;namn\n1;Åsa Öhman\n".encode(), "utf-8", id="UTF-8"),
        pytest.param("\ufeffkundnr;namn\n1;Åsa Öhman\n".encode(), "utf-8", id="with a mark at its start"),
        pytest.param("\ufeffkundnr;namn\n1;Åsa Öhman\n".encode("utf-16-le"), "utf-16", id="UTF-16"),
        pytest.param("kundnr;namn\r\n1;Åsa Öhman\r\n".encode("cp1252"), "cp1252", id="lines ending as on Windows"),
        pytest.param("kundnr;namn\r1;Åsa Öhman\r".encode("cp1252"), "cp1252", id="lines ending as on old Macs"),
        pytest.param("kundnr\tnamn\n1\tÅsa Öhman\n".encode(), "utf-8", id="tabs"),
        pytest.param("kundnr|namn\n1|Åsa Öhman\n".encode(), "utf-8", id="bars"),
        pytest.param(gzip.compress("kundnr,namn\n1,Åsa Öhman\n".encode("cp1252")), "cp1252", id="packed"),
        pytest.param(
            ("kundnr,namn\n" + "0,Bo\n" * 50_000 + "1,Åsa Öhman\n").encode("cp1252"),
            "cp1252",
            id="CP1252 in its very last line",
        ),
    ],
)
def test_encoding_delimiter_and_packing_are_found_out(file: Path, content: bytes, encoding: str) -> None:
    rows = read(file, content)
    assert isinstance(rows[-1], tuple)
    assert rows[-1][1] == {"ref": "1", "name": "Åsa Öhman"}
    assert Table(file, FIELDS, {}).encoding == encoding


@pytest.mark.parametrize("name", ["佐藤 花子", "ｻﾄｳ ﾊﾅｺ", "さとう"])
def test_shift_jis_is_told_from_western_letters(file: Path, name: str) -> None:
    assert read(file, f"ref,氏名\n1,{name}\n".encode("cp932")) == [(2, {"ref": "1", "name": name})]


def test_wrong_encoding_half_way_costs_those_lines_only(file: Path) -> None:
    good = "ref,name\n1,Åsa\n2,Östen\n3,Märta\n".encode()
    rows = read(file, good + "4,Björn\n".encode("cp1252") + b"5,Bo\n")
    assert [row[0] for row in rows if isinstance(row, tuple)] == [2, 3, 4, 6]
    assert [(row.line, row.reason) for row in rows if isinstance(row, BadRow)] == [
        (5, "byte 5 of the line is not UTF-8")
    ]


def test_quotes_over_lines_within_cells_and_never_closed(file: Path) -> None:
    rows = read(file, 'ref,name\n1,"Anna\nMaria"\n2,5" pipe\n3,"x ""y"" z"\n4,"Bo\n5,Ci\n6,"Di"\n')
    assert rows == [
        (2, {"ref": "1", "name": "Anna\nMaria"}),
        (4, {"ref": "2", "name": '5" pipe'}),
        (5, {"ref": "3", "name": 'x "y" z'}),
        BadRow(6, "", '4,"Bo', "a quote is opened and never closed"),
        (7, {"ref": "5", "name": "Ci"}),
        (8, {"ref": "6", "name": "Di"}),
    ]


def test_an_unclosed_quote_before_a_hundred_thousand_rows_costs_one(file: Path) -> None:
    rows = read(file, 'ref,name\n1,"Anna\n' + "".join(f"{number},Bo\n" for number in range(2, 100_002)))
    assert isinstance(rows[0], BadRow)
    assert len(rows) == 100_001
    assert not any(isinstance(row, BadRow) for row in rows[1:])


def test_a_line_of_megabytes_costs_itself(file: Path) -> None:
    rows = read(file, b"ref,name\n1,Anna\n" + b"x" * 5_000_000 + b"\n2,Bo\n")
    assert [row if isinstance(row, tuple) else row.reason for row in rows] == [
        (2, {"ref": "1", "name": "Anna"}),
        "the line is too long to be a row",
        (4, {"ref": "2", "name": "Bo"}),
    ]


def test_too_few_or_too_many_cells_are_never_half_a_row(file: Path) -> None:
    rows = read(file, "ref,name\n1\n2,Bo,\n3,Ci,di\n\n,,\n4,Eva\n")
    assert [row if isinstance(row, tuple) else (row.line, row.reason) for row in rows] == [
        (2, "1 cells, the heading has 2"),
        (3, {"ref": "2", "name": "Bo"}),
        (4, "3 cells, the heading has 2"),
        (7, {"ref": "4", "name": "Eva"}),
    ]


def test_the_first_of_numbered_headings_counts_and_phones_repeat(file: Path) -> None:
    file.write_text("ref,name1,name2,phone,phone,phone2\n1,Anna,Bo,111,,222\n")
    (row,) = Table(file, FIELDS, {}, repeats=("phone",))
    assert isinstance(row, Row)
    assert row.values["name"] == "Anna"
    assert row.all("phone") == ("111", "222")


def test_map_overrides_and_the_rest_is_still_recognised(file: Path) -> None:
    assert read(file, "id no, Kundnr ,namn\n7,1,Anna\n", ref="id no") == [(2, {"ref": "7", "name": "Anna"})]


def test_titles_above_the_headings_and_excels_own_line_are_passed_over(file: Path) -> None:
    titled = "Kundregister Björk\n2026-11-22\n\nkundnr;namn;ort\n1;Åsa Öhman;Lund\n"
    assert read(file, titled.encode("cp1252")) == [(5, {"ref": "1", "name": "Åsa Öhman"})]
    assert read(file, "sep=;\r\nkundnr;namn\r\n1;Öhman, Åsa\r\n") == [(3, {"ref": "1", "name": "Öhman, Åsa"})]
    with pytest.raises(BadTable, match=r"none of its columns is known \(alpha, beta\)"):
        read(file, "alpha,beta\n1,namn\n2,3\n")


@pytest.mark.parametrize(
    ("content", "maps", "code"),
    [
        (b"", {}, "bad-table"),
        (b"\n\n\n", {}, "bad-table"),
        (b"what,ever\n1,2\n", {}, "bad-table"),
        (b"\x1f\x8b\x08broken", {}, "bad-table"),
        (b"ref,name\n", {"ref": "nothing"}, "usage"),
        (b"ref,name\n", {"nothing": "ref"}, "usage"),
    ],
)
def test_what_is_no_table_says_so(file: Path, content: bytes, maps: dict[str, str], code: str) -> None:
    with pytest.raises(BadTable) as caught:
        read(file, content, **maps)
    assert caught.value.code == code
    assert caught.value.next


def test_no_file_and_a_folder_say_so(tmp_path: Path) -> None:
    workbook = tmp_path / "customers.xlsx"
    workbook.write_bytes(b"PK\x03\x04" + bytes(60))
    with pytest.raises(BadTable, match="is a spreadsheet, not CSV") as caught:
        Table(workbook, FIELDS, {})
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadTable) as caught:
            Table(path, FIELDS, {})
        assert caught.value.code == "no-file"


def test_a_packed_file_that_breaks_off_gives_what_it_has(file: Path) -> None:
    lines = "ref,name\n" + "".join(f"{number},Bo {number * 7919}\n" for number in range(50_000))
    rows = read(file, gzip.compress(lines.encode())[:-2000])
    assert sum(isinstance(row, tuple) for row in rows) > 1000
    assert isinstance(rows[-1], BadRow)
    assert "breaks off" in rows[-1].reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_no_bytes_ever_break_the_reading(file: Path, content: bytes) -> None:
    lines = [row[0] if isinstance(row, tuple) else row.line for row in read(file, b"ref,name\n1,Bo\n" + content)]
    assert lines == sorted(lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.text(alphabet='ab",;\n ', max_size=8), st.text(alphabet="åö佐x", max_size=8)), min_size=1))
def test_what_a_csv_writer_writes_is_read_back(file: Path, rows: list[tuple[str, str]]) -> None:
    import csv

    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["ref", "name"])
        writer.writerows(rows)
    found = [dict(row.values) for row in Table(file, FIELDS, {}) if isinstance(row, Row)]
    assert found == [{"ref": ref.strip(), "name": name.strip()} for ref, name in rows if ref or name]
