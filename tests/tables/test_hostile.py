"""Files as nobody should make them: a clear reason for every row that is not used, never half a row, never a traceback."""

import gzip
import random
from pathlib import Path

import pytest

from agentdesk.tables import BadRow, BadTable, Row, Table

NAMES = {"ref": ("ref",), "name": ("name",), "phone": ("phone",), "notes": ("notes",)}
HEADING = "ref,name,phone,notes\n"


def _read(path: Path, data: bytes | str, **given: str) -> tuple[list[Row], list[tuple[int, str]]]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    table = Table(path, NAMES, given, repeats=("phone",))
    rows, bad = _all_of(table)
    return rows, [(row.line, row.reason) for row in bad]


def _all_of(table: Table) -> tuple[list[Row], list[BadRow]]:
    found = list(table)
    table.close()
    return [row for row in found if isinstance(row, Row)], [row for row in found if isinstance(row, BadRow)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the file lies."""
    return tmp_path / "people.csv"


def test_a_ragged_row_costs_only_itself(file: Path) -> None:
    rows, bad = _read(file, HEADING + "1,Anna,070,x\n2,Bo,070\n3,Cia,070,x,y\n4,Dag,070,x,,\n")
    assert [row.values["ref"] for row in rows] == ["1", "4"]
    assert bad == [(3, "3 cells, the heading has 4"), (4, "5 cells, the heading has 4")]


@pytest.mark.parametrize("at", ["end", "middle"])
def test_an_unclosed_quote_costs_only_its_row(file: Path, at: str) -> None:
    opened = '2,Bo,070,"never closed\n' if at == "end" else '2,"Bo,070,x\n'
    rows, bad = _read(file, HEADING + "1,Anna,070,x\n" + opened + "3,Cia,070,x\n4,Dag,070,x\n")
    assert [row.values["name"] for row in rows] == ["Anna", "Cia", "Dag"]
    assert bad == [(3, "a quote is opened and never closed")]
    assert [row.line for row in rows] == [2, 4, 5]


def test_an_unclosed_quote_in_a_long_file(file: Path) -> None:
    rest = "".join(f"{n},Somebody {n},070,{'x' * 90}\n" for n in range(20_000))
    rows, bad = _read(file, HEADING + '0,"Bo,070,x\n' + rest)
    assert len(rows) == 20_000
    assert bad == [(2, "a quote is opened and never closed")]


def test_line_breaks_inside_quotes_are_fine(file: Path) -> None:
    rows, bad = _read(file, HEADING + '1,Anna,070,"works nights\ncall ""late"""\n2,Bo,070,x\n')
    assert [row.values["notes"] for row in rows] == ['works nights\ncall "late"', "x"]
    assert [row.line for row in rows] == [2, 4]
    assert bad == []


def test_another_encoding_half_way_costs_its_rows(file: Path) -> None:
    text = (HEADING + "1,Björk,070,x\n").encode() + "2,Åke,070,x\n".encode("cp1252") + "3,Öhman,070,x\n".encode()
    # enough UTF-8 first, so that the file is UTF-8
    data = (HEADING + "0,Ö,070,x\n" * 9000).encode() + text[len(HEADING) :]
    rows, bad = _read(file, data)
    assert [row.values["name"] for row in rows[-2:]] == ["Björk", "Öhman"]
    assert bad == [(9003, "byte 3 of the line is not UTF-8")]


def test_an_encoding_that_shows_late_is_found(file: Path) -> None:
    data = (HEADING + "1,Anna,070,x\n" * 9000 + "2,Åke Öhman,070,blå\n").encode("cp1252")
    rows, bad = _read(file, data)
    assert rows[-1].values["name"] == "Åke Öhman"
    assert bad == []


@pytest.mark.parametrize(("most", "called"), [("cp1252", "CP1252"), ("cp932", "Shift_JIS")])
def test_utf_8_half_way_is_never_read_as_something_else(file: Path, most: str, called: str) -> None:
    name = "Åke Öhman" if most == "cp1252" else "鈴木"
    old, new = f"1,{name},070,x\n".encode(most), f"2,{name},070,x\n".encode()
    rows, bad = _read(file, HEADING.encode() + old * 20 + new + old)
    assert {row.values["name"] for row in rows} == {name}
    assert bad == [(22, f"the line is UTF-8, the file is {called}")]


def test_half_width_kana_are_not_taken_for_utf_8(file: Path) -> None:
    # ﾃｨ is C3 A8 in Shift_JIS, which is è in UTF-8
    rows, bad = _read(file, HEADING.encode() + ("1,ｻﾄｳ ﾊﾅｺ,070,x\n" * 3 + "2,ﾃｨ,070,x\n").encode("cp932"))
    assert [row.values["name"] for row in rows[-2:]] == ["ｻﾄｳ ﾊﾅｺ", "ﾃｨ"]
    assert bad == []


def test_a_nul_costs_its_row(file: Path) -> None:
    rows, bad = _read(file, HEADING + "1,An\0na,070,x\n2,Bo,070,x\n")
    assert [row.values["name"] for row in rows] == ["Bo"]
    assert bad == [(2, "the line holds a NUL byte")]


def test_a_heading_given_twice_is_refused(file: Path) -> None:
    with pytest.raises(BadTable, match=r"name more than once \(columns 2 and 3\)") as refusal:
        _read(file, "ref,name,Name\n1,Anna,Bo\n")
    assert "--map" in refusal.value.next
    assert _read(file, "ref,name,Name\n1,Anna,Bo\n", name="Name")[0][0].values["name"] == "Bo"
    assert _read(file, "ref,name,name\n1,Anna,Bo\n", name="#3")[0][0].values["name"] == "Bo"
    assert _read(file, "ref,name,what,what\n1,Anna,x,y\n")[0][0].values["name"] == "Anna"  # nobody asks for these
    rows, _ = _read(file, "ref,name,phone,phone\n1,Anna,070,071\n")  # a second number is a second number
    assert rows[0].all("phone") == ("070", "071")


def test_a_file_that_is_no_table(file: Path) -> None:
    for data in (
        b"",
        b"\n\n\n",
        b"%PDF-1.7\n\x00\x01",
        b"PK\x03\x04" + bytes(range(256)),
        b"dear all,\nthe list follows\n",
    ):
        with pytest.raises(BadTable) as refusal:
            _read(file, data)
        assert refusal.value.next


def test_a_line_of_many_megabytes_costs_only_itself(file: Path) -> None:
    with file.open("w") as out:
        out.write(HEADING + "1,Anna,070,x\n2,")
        for _ in range(12):
            out.write("y" * 1_000_000)
        out.write("\n3,Cia,070,x\n")
    rows, bad = _all_of(Table(file, NAMES, {}))
    assert [row.values["name"] for row in rows] == ["Anna", "Cia"]
    assert [row.reason for row in bad] == ["the line is too long to be a row"]


@pytest.mark.full
def test_a_line_of_200_megabytes(file: Path) -> None:
    import tracemalloc

    with file.open("w") as out:
        out.write(HEADING + "1,Anna,070,x\n2,")
        for _ in range(200):
            out.write("y" * 1_000_000)
        out.write("\n3,Cia,070,x\n")
    tracemalloc.start()
    rows, _ = _all_of(Table(file, NAMES, {}))
    assert [row.values["name"] for row in rows] == ["Anna", "Cia"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("cut", [5, 30, 2000])
def test_a_packed_file_that_breaks_off(tmp_path: Path, cut: int) -> None:
    chance = random.Random(1)
    whole = HEADING + "".join(f"{n},Somebody {chance.random()},070,x\n" for n in range(5000))
    packed = gzip.compress(whole.encode())
    path = tmp_path / "people.csv.gz"
    path.write_bytes(packed[:cut])
    try:
        table = Table(path, NAMES, {})
    except BadTable:
        return
    rows, bad = _all_of(table)
    assert "breaks off" in bad[-1].reason
    assert all(f"{row.values['ref']},{row.values['name']},070,x\n" in whole for row in rows)


def test_a_packed_file_with_a_flipped_bit(tmp_path: Path) -> None:
    chance = random.Random(2)
    packed = gzip.compress((HEADING + "".join(f"{n},S {chance.random()},070,x\n" for n in range(300))).encode())
    path = tmp_path / "people.csv.gz"
    for _ in range(200):
        broken = bytearray(packed)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        _whole_or_refused(path)


def _mutated(chance: random.Random) -> bytes:
    data = bytearray((HEADING + "".join(f'{n},"Björk, {n}",070-{n:04},"a ""b"" c"\n' for n in range(20))).encode())
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        way = chance.randrange(4)
        if way == 0:
            data[at] = chance.randrange(256)
        elif way == 1:
            del data[at : at + chance.randrange(1, 30)]
        elif way == 2:
            data[at:at] = chance.choice([b'"', b"\n", b",", b"\x00", b"\xff", b"\r", b";", b"\x1b[2J", b"\xe2\x80\xae"])
        else:
            data[at:at] = data[: chance.randrange(60)]
    return bytes(data)


def _whole_or_refused(path: Path) -> None:
    try:
        table = Table(path, NAMES, {}, repeats=("phone",))
    except BadTable:
        return
    rows, bad = _all_of(table)
    for row in rows:
        assert set(row.values) <= set(NAMES)
        assert not any(
            letter == "\0" or "\ud800" <= letter <= "\udfff" for text in row.values.values() for letter in text
        )
    assert all(row.reason for row in bad)


def test_mutated_files(file: Path) -> None:
    chance = random.Random(20261128)
    for _ in range(400):
        file.write_bytes(_mutated(chance))
        _whole_or_refused(file)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_ten_thousand_mutated_files(file: Path) -> None:
    chance = random.Random(8)
    for _ in range(10_000):
        file.write_bytes(_mutated(chance))
        _whole_or_refused(file)
