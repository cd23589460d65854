"""No binary float comes near money: scanned in the source of everything that handles an amount, and in the schema."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "agentdesk"
NEAR_MONEY = [
    "money.py", "authority", "work/give.py", "work/approval.py", "work/undo.py", "work/setup.py", "work/importing/goods.py",
    "work/importing/orders.py", "catalog/actions.py", "catalog/order_records.py", "catalog/records.py", "catalog/model.py",
    "tables/cells.py", "log/canonical.py", "cli/remedy.py", "cli/remedy_rows.py", "cli/voucher.py", "cli/limits.py",
    "cli/approve.py", "desk/wishes.py", "desk/style.py", "desk/modes/remedy.py", "desk/modes/pin.py", "desk/views/remedy.py",
    "desk/views/do.py", "supervisor/views/figures.py",
]  # fmt: skip
# a length of time, and refusing what is no whole number: neither is an amount
MAY = {
    ("authority/codes.py", "timestamp"), ("authority/codes.py", "total_seconds"), ("log/canonical.py", "float"),
    ("work/approval.py", "total_seconds"),
}  # fmt: skip


def files() -> list[Path]:
    found = [SOURCE / name for name in NEAR_MONEY]
    return sorted(file for each in found for file in ([each] if each.suffix else each.rglob("*.py")))


def floats(tree: ast.AST) -> list[tuple[int, str]]:
    """Every way to a binary float: its name, its literals, true division, what returns one."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append((node.lineno, repr(node.value)))
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div) and not _exact(node):
            found.append((node.lineno, "/"))
        elif isinstance(node, ast.Name) and node.id in ("float", "complex"):
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute) and node.attr in ("total_seconds", "timestamp", "sqrt", "fsum"):
            found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            found += [(node.lineno, name) for name in names if name in ("math", "cmath", "numpy")]
    return found


def _exact(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether a division begins with a Decimal, or joins paths: ``Decimal(units) * part / whole``, ``folder / name``."""
    joins = isinstance(node, ast.BinOp) and (
        isinstance(node.right, ast.JoinedStr)
        or (isinstance(node.right, ast.Constant) and isinstance(node.right.value, str))
    )
    return joins or ast.unparse(node).startswith("Decimal(")


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_float_in(file: Path) -> None:
    name = str(file.relative_to(SOURCE))
    found = [
        (line, what) for line, what in floats(ast.parse(file.read_text(encoding="utf-8"))) if (name, what) not in MAY
    ]
    assert found == []


def test_the_scan_finds_floats() -> None:
    wrong = "value = 1.5\nshare = units / 100\nmore = float('1')\nunits /= 2\nimport math\n"
    assert sorted(what for _, what in floats(ast.parse(wrong))) == ["/", "/", "1.5", "float", "math"]
    assert floats(ast.parse("rounded(Decimal(units) * part / whole)\nunits // 100")) == []


def test_no_column_holds_a_float() -> None:
    for file in (SOURCE / "store" / "schema").glob("*.sql"):
        assert not re.search(r"\b(REAL|FLOAT|DOUBLE|NUMERIC)\b", file.read_text(encoding="utf-8")), file.name
