"""What holds for every file of the house: SQL has its places, and files stay short."""

import ast
import re
from importlib import import_module
from pathlib import Path

import agentdesk
from agentdesk.errors import DeskError

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


def _kinds(of: type[DeskError]) -> set[str]:
    return {of.__name__, *(name for kind in of.__subclasses__() for name in _kinds(kind))}


def _says_nothing(call: ast.Call) -> bool:
    step = call.args[1] if len(call.args) > 1 else None
    return isinstance(step, ast.Constant) and not step.value


def test_every_refusal_says_what_to_do_next() -> None:
    for file in _files():
        if "Refused(" in file.read_text(encoding="utf-8"):
            import_module("agentdesk." + ".".join(file.relative_to(PACKAGE).with_suffix("").parts))
    kinds, found, silent = _kinds(DeskError), 0, []
    for file in _files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                found += 1
                if _says_nothing(node):
                    silent.append(f"{file.relative_to(PACKAGE)}:{node.lineno}")
    assert found > 100, "the search finds refusals"
    assert silent == []
