"""What holds for every file of the house: SQL has its places, and files stay short."""

import re
from pathlib import Path

import agentdesk

PACKAGE = Path(agentdesk.__file__).parent
TESTS = Path(__file__).parent
SQL = re.compile(r"\b(SELECT\b.{1,200}?\bFROM|INSERT (OR \w+ )?INTO|UPDATE\b.{1,60}?\bSET|DELETE FROM)\b", re.DOTALL)
LONGEST = 300


def _files(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def test_sql_stands_in_records_in_the_lookup_and_in_the_store_only() -> None:
    found = {file.relative_to(PACKAGE).as_posix() for file in _files() if SQL.search(file.read_text(encoding="utf-8"))}
    allowed = {
        file for file in found if file.endswith("records.py") or file.startswith(("store/", "customers/lookup/"))
    }
    assert len(allowed) > 20, "the search finds SQL"
    assert found - allowed == set()


def test_no_file_is_longer_than_one_reads() -> None:
    long = {}
    for folder in (PACKAGE, TESTS, TESTS.parent / "benchmarks"):
        for file in _files(folder):
            lines = len(file.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                long[file.relative_to(folder).as_posix()] = lines
    assert long == {}
