"""An export in other people's programs: the store's rows and cells, and every text as it was, whatever opens it."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.log.conftest import NASTY, fill

from agentdesk.log.columns import columns
from agentdesk.log.export import Exported
from agentdesk.log.formats import defused
from agentdesk.store import Store

pytestmark = [pytest.mark.full, pytest.mark.timeout(300)]

Take = Callable[..., Exported]
_HEAD = list(columns(personal=True))
_WIDEST = 200_000  # characters of a row


@pytest.fixture
def exported(store: Store, taken: Take) -> Path:
    fill(store)
    return taken("csv", personal=True).path


def _by_python(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _check(rows: list[list[str]]) -> None:
    """Check head, number of rows and cells, and what must survive."""
    assert rows[0] == _HEAD
    assert [len(row) for row in rows] == [len(_HEAD)] * 101
    texts = {row[_HEAD.index("text")] for row in rows[1:]}
    assert {f"note: {text}" for text in NASTY} <= texts
    assert {row[_HEAD.index("customer_ref")] for row in rows[1:]} - {""} == {"'00417"}
    assert {row[_HEAD.index("customer")] for row in rows[1:]} - {""} == {"佐藤 花子"}
    assert defused("=1+1") in {row[_HEAD.index("item")] for row in rows[1:]}


def _tool(name: str) -> str:
    """Return where a program is: on the path, or in the folder of programs to test with."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("AGENTDESK_TOOLS", ""), os.environ["PATH"])))
    if not found:
        pytest.skip(f"no {name} here: install it, or name its folder in AGENTDESK_TOOLS")
    return found


def test_python(exported: Path) -> None:
    _check(_by_python(exported))


def test_libreoffice_with_its_own_guesses(exported: Path, tmp_path: Path) -> None:
    command = [_tool("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
               "--infilter=CSV:44,34,76,1",  # comma, quote, UTF-8: what its dialog offers; the rest it guesses
               "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",  # what its cells hold
               "--outdir", str(tmp_path / "out"), str(exported)]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True)
    rows = _by_python(tmp_path / "out" / exported.name)
    amount = _HEAD.index("amount")
    for row in rows[1:]:  # the one column that is a number with decimals there
        row[amount] = f"{float(row[amount]):.2f}" if row[amount] else ""
    _check(rows)
    assert rows == _by_python(exported)


def test_libreoffice_opens_the_workbook(store: Store, taken: Take, tmp_path: Path) -> None:
    fill(store)
    book = taken("xlsx", personal=True).path
    command = [_tool("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
               "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(book)]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True)
    ours, theirs = (openpyxl.load_workbook(path)["log"] for path in (book, tmp_path / "out" / book.name))
    assert (theirs.max_row, theirs.max_column) == (ours.max_row, ours.max_column) == (101, ours.max_column)


def test_csvkit(exported: Path) -> None:
    wide = ["-z", str(_WIDEST)]
    count = subprocess.run(
        [_tool("csvstat"), "--count", *wide, exported], capture_output=True, text=True, check=True
    ).stdout
    assert count.strip() == "100"
    done = subprocess.run([_tool("csvjson"), "-I", *wide, exported], capture_output=True, text=True, check=True)
    rows = [[value or "" for value in row.values()] for row in json.loads(done.stdout)]
    _check([_HEAD, *rows])
    assert rows == _by_python(exported)[1:]


_DUCKDB = """
import duckdb, json, sys
found = duckdb.sql(f"SELECT * FROM read_csv('{sys.argv[1]}', all_varchar=true)")
print(json.dumps([found.columns, *([cell or "" for cell in row] for row in found.fetchall())]))
sniffed = duckdb.sql(f"SELECT count(*), sum(amount), min(customer_ref) FROM '{sys.argv[1]}'").fetchall()
print(json.dumps([float(sniffed[0][1]), sniffed[0][0], sniffed[0][2]]))
"""


def _has_duckdb(python: str) -> bool:
    asked = [python, "-c", "import duckdb"]
    return Path(python).exists() and not subprocess.run(asked, check=False, capture_output=True).returncode


def test_duckdb(exported: Path) -> None:
    python = next(
        filter(_has_duckdb, (sys.executable, str(Path(os.environ.get("AGENTDESK_TOOLS", "")) / "python"))), None
    )
    if python is None:
        pytest.skip("no duckdb here: install it, or name the folder of a python that has it in AGENTDESK_TOOLS")
    done = subprocess.run([python, "-c", _DUCKDB, exported], capture_output=True, text=True, check=True)
    rows, sums = (json.loads(line) for line in done.stdout.splitlines())
    _check(rows)
    assert rows == _by_python(exported)
    given = sum(float(row[_HEAD.index("amount")] or 0) for row in rows[1:])
    assert sums == [given, 100, "'00417"]
