"""Files as nobody should send them, through the real command: what is good lands, the rest is reported, nothing grows."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import agentdesk

if TYPE_CHECKING:
    from tests.conftest import Program

HEADING = "ref,name,phone,email,notes\n"


@pytest.fixture
def shop(agentdesk: "Program", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Program":
    monkeypatch.chdir(tmp_path)
    agentdesk.open_shop()
    return agentdesk


def report(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HOSTILE = [
    ('1,"never closed,070-1,a@b.se,x\n', "never closed"),
    ("2,An\0na,070-1,a@b.se,x\n", "NUL"),
    ("3,Anna\x1b[2J,070-1,a@b.se,x\n", "cannot be shown"),
    ("4,Anna\u202e,070-1,a@b.se,x\n", "cannot be shown"),
    ("5," + "x" * 300 + ",070-1,a@b.se,x\n", "characters long"),
    ("6,Anna,070-1,at home,x\n", "e-mail"),
    ("7,Anna,070-1\n", "cells"),
    ("8,Anna,070-1,a@b.se,x,y\n", "cells"),
    (",,,,only a note\n", "who this is"),
    ("9,Zalgo" + "\u0301" * 40 + ",070-1,a@b.se,x\n", "marks"),
    ("10,Anna,070-1,a@b.se," + "n" * 1_100_000 + "\n", "too long"),
    ("11,A" + "b" * 250_000 + ",070-1,a@b.se,x\n", "limit"),
]


def test_every_bad_row_says_where_and_why_and_the_rest_lands(shop: "Program", tmp_path: Path) -> None:
    good = [f"G{n},Good {n},070-99{n:04},g{n}@example.se,fine\n" for n in range(len(HOSTILE) + 1)]
    rows = [good[0]] + [line for (bad, _), fine in zip(HOSTILE, good[1:], strict=True) for line in (bad, fine)]
    (tmp_path / "c.csv").write_text(HEADING + "".join(rows), encoding="utf-8")
    done = shop("import", "customers", "c.csv")
    assert shop.status == 0, shop.messages
    assert {key: done[key] for key in ("read", "added", "rejected")} == {
        "read": len(rows), "added": len(good), "rejected": len(HOSTILE),
    }  # fmt: skip
    found = report(done["report"])
    assert [int(row["line"]) for row in found] == [3 + 2 * at for at in range(len(HOSTILE))]
    for row, (_, why) in zip(found, HOSTILE, strict=True):
        assert why in row["reason"], row
        assert len(row["value"]) <= 81
    assert [hit["ref"] for hit in shop("lookup", "070-990003")] == ["G3"]
    again = shop("import", "customers", "c.csv")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, len(good))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad-table"),
        (b"name,Name\nAnna,Bo\n", "bad-table"),
        (b"what,ever\n1,2\n", "bad-table"),
        (b"\x1f\x8b\x08broken", "bad-table"),
        (b"%PDF-1.7\n\x00\x01", "bad-table"),
        (b"\x00" * 5000, "bad-table"),
        (b'"ref,name\n1,Anna\n', "bad-table"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_next_step(
    shop: "Program", tmp_path: Path, content: bytes, code: str
) -> None:
    (tmp_path / "c.csv").write_bytes(content)
    error = shop("import", "customers", "c.csv")["error"]
    assert (shop.status, error["code"]) == (5, code)
    assert error["next"]


def test_formulas_in_the_report_are_defused(shop: "Program", tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text('ref,name,email\n1,Anna,"=HYPERLINK(1)"\n')
    (row,) = report(shop("import", "customers", "c.csv")["report"])
    assert row["value"] == "'=HYPERLINK(1)"


def test_a_second_row_with_the_same_ref_counts_only_where_it_says_the_same(shop: "Program", tmp_path: Path) -> None:
    first = "ref,name,city\n1,Anna,Umeå\n1,Anna,Umeå\n1,Anna,Luleå\n2,Bo,\n"
    (tmp_path / "c.csv").write_text(first)
    for added, unchanged in ((2, 1), (0, 3)):
        done = shop("import", "customers", "c.csv")
        assert (done["added"], done["updated"], done["unchanged"], done["rejected"]) == (added, 0, unchanged, 1)
        assert [(row["line"], row["column"], row["value"]) for row in report(done["report"])] == [("4", "ref", "1")]
    assert shop("customer", "show", "1")["city"] == "Umeå"
    (tmp_path / "d.csv").write_text("ref,name,city\n1,Anna,Luleå\n2,Bo,\n")  # a later file is news
    done = shop("import", "customers", "d.csv")
    assert (done["added"], done["updated"], done["unchanged"], done["rejected"]) == (0, 1, 1, 0)
    assert shop("customer", "show", "1")["city"] == "Luleå"


def test_an_empty_cell_says_nothing_and_what_the_desk_corrected_stays(shop: "Program", tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("ref,name,city,email\n1,Anna,Umeå,anna@example.se\n")
    shop("import", "customers", "c.csv")
    shop("customer", "edit", "1", "--city", "Luleå")
    assert shop("import", "customers", "c.csv")["unchanged"] == 1
    (tmp_path / "d.csv").write_text("ref,name,city,email\n1,Anna Ek,,\n")
    assert shop("import", "customers", "d.csv")["updated"] == 1
    card = shop("customer", "show", "1")
    assert (card["name"], card["city"], card["emails"]) == ("Anna Ek", "Luleå", ["anna@example.se"])


def _in_a_process(folder: Path, name: str) -> tuple[dict[str, Any], float]:
    """Import a file by a process of its own; returns the answer and its peak memory in MiB."""
    words = [
        "--store",
        folder / "shop" / "desk.db",
        "import",
        "customers",
        folder / name,
        "--report",
        folder / "bad.csv",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "agentdesk", *map(str, words), "--json"],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(agentdesk.__file__).parents[1])},
    )
    assert process.stdout is not None
    answer = json.load(process.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return answer, usage.ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))


@pytest.mark.full
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell a child's memory")
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("shop")
def test_a_million_bad_rows_and_a_line_of_200_megabytes_need_no_more_memory(tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text(HEADING + "1,Anna,070-1,at home,x\n" * 1000)
    answer, least = _in_a_process(tmp_path, "few.csv")
    assert answer["rejected"] == 1000
    with (tmp_path / "many.csv").open("w") as out:
        out.write(HEADING)
        for n in range(1000):
            out.write(f"{n},Anna,070-1,at home,x\n" * 800 + f'{n},"open\n' * 200)
        out.write("2,Bo," + "y" * 1_000_000)
        for _ in range(199):
            out.write("y" * 1_000_000)
        out.write("\n3,Cia,070-1,c@example.se,x\n")
    answer, most = _in_a_process(tmp_path, "many.csv")
    assert (answer["added"], answer["rejected"]) == (1, 1_000_001)
    assert most < least + 40
