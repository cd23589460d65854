"""Ten thousand mutated tables, ten thousand queries, settings, limits and lines that somebody broke, paths that are none."""

import io
import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Program
from tests.hostile.strings import NAMED, flood

from agentdesk.settings import Settings
from agentdesk.store.backup import opened as look_at

from .conftest import Figure
from .shop import SEED

FULL = [pytest.mark.full, pytest.mark.timeout(7200)]
TABLES = {
    "customers": "ref,name,phone,email,postcode,city,notes\n"
    + "".join(f"K{n},Person {n} Test,070-55{n:04},p{n}@example.se,1{n:04},Lund,note {n}\n" for n in range(8)),
    "products": "sku,name,barcode,price,on_hand,supplier\n"
    + "".join(f"S{n},Article {n},,{n}9.50,{n},Norrland\n" for n in range(8)),
    "deliveries": "ref,sku,quantity,expected,supplier\n"
    + "".join(f"D{n},S{n},{n + 1},2026-12-0{n + 1},Norrland\n" for n in range(8)),
    "orders": "ref,customer,date,status,tracking\n" + "".join(f"O{n},K{n},2026-11-0{n + 1},paid,T{n}\n" for n in range(8)),
    "order-lines": "order,sku,name,quantity,price,discount\n" + "".join(f"O{n},S{n},Article {n},1,{n}9.50,0\n" for n in range(8)),
}  # fmt: skip


def mutated(text: str, chance: random.Random, hostile: list[str]) -> bytes:
    """A file after one to five accidents."""
    raw = text.encode()
    for _ in range(chance.randint(1, 5)):
        at, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        what = chance.randrange(9)
        if what == 0:
            raw = raw[:at] + chance.choice(hostile).encode("utf-8", "surrogatepass") + raw[at:]
        elif what == 1:
            raw = raw[:at] + raw[at + chance.randint(1, 20) :]
        elif what == 2:
            raw = raw[:at] + chance.randbytes(chance.randint(1, 8)) + raw[at:]
        elif what == 3:
            raw = raw[:end] + raw[at:end] + raw[end:]
        elif what == 4:
            raw = raw.replace(b",", chance.choice((b";", b"\t", b"|", b",,")), chance.choice((-1, 1, 3)))
        elif what == 5:
            raw = (
                raw[:at]
                + chance.choice((b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf"))
                + raw[at:]
            )
        elif what == 6:
            raw = raw[:end]
        elif what == 7 and chance.random() < 0.3:
            raw = raw.decode("utf-8", "replace").encode(chance.choice(("utf-16", "shift_jis", "latin-1")), "replace")
        else:
            lines = raw.split(b"\n")
            chance.shuffle(lines)
            raw = b"\n".join(lines)
    return raw


def people(store: Path) -> dict[str, tuple[Any, ...]]:
    """Every customer by ref, with all that came from the file."""
    with look_at(store) as connection:
        found = connection.execute(
            "SELECT c.ref, c.name, c.email, c.postcode, c.city, c.notes,"
            " (SELECT group_concat(text) FROM phones WHERE customer = c.id) FROM customers c WHERE ref IS NOT NULL"
        ).fetchall()
    return {row[0]: tuple(row) for row in found}


@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=FULL)])
def test_mutated_tables_end_in_an_answer_and_never_in_half_a_row(
    agentdesk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, figure: Figure
) -> None:
    monkeypatch.chdir(tmp_path)
    agentdesk.open_shop()
    whole = tmp_path / "whole"
    for noun, text in TABLES.items():  # what every row is where nothing was broken
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        shutil.copytree(agentdesk.store.parent, whole, dirs_exist_ok=True) if noun == "customers" else None
        assert agentdesk("import", noun, str(tmp_path / "t.csv"))["rejected"] == 0
    expected = people(agentdesk.store)
    chance, hostile = random.Random(SEED), [*NAMED.values(), *flood(200, SEED)]
    came: Counter[str] = Counter()
    for number in range(count):
        noun = list(TABLES)[number % len(TABLES)]
        raw = mutated(TABLES[noun], chance, hostile)
        (tmp_path / "t.csv").write_bytes(raw)
        shutil.rmtree(agentdesk.store.parent)
        shutil.copytree(whole, agentdesk.store.parent)
        done = agentdesk("import", noun, str(tmp_path / "t.csv"))
        assert "Traceback" not in agentdesk.messages
        assert agentdesk.status in (0, 1, 2, 5), raw
        if "error" in done:
            assert done["error"]["code"] != "unexpected", (noun, raw, done)
            assert done["error"]["next"], done
            came[done["error"]["code"]] += 1
            continue
        came["imported"] += 1
        assert done["read"] == done["added"] + done["updated"] + done["unchanged"] + done["rejected"], (raw, done)
        if noun != "customers":
            continue
        kept = people(agentdesk.store)
        heading, *lines = TABLES[noun].encode().splitlines()
        there = raw.splitlines()
        if there and there[0] == heading:
            for ref, row in kept.items():
                line = next((line for line in lines if line.startswith(f"{ref},".encode())), None)
                if line is not None and there.count(line) == sum(each.startswith(f"{ref},".encode()) for each in there):
                    assert row == expected[ref], (raw, row)
    figure(files=count, came_to=dict(came), tracebacks=0, half_rows=0)
    assert came["imported"] > count // 5


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=FULL)])
def test_queries_of_every_kind_are_answered(
    agentdesk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, figure: Figure
) -> None:
    from agentdesk.catalog.finding import product_search
    from agentdesk.cli.__main__ import run
    from agentdesk.clock import SystemClock
    from agentdesk.store import open_store
    from agentdesk.supervisor.reading import facts

    monkeypatch.chdir(tmp_path)
    agentdesk.open_shop()
    for noun in ("customers", "products"):
        (tmp_path / "t.csv").write_text(TABLES[noun], encoding="utf-8")
        agentdesk("import", noun, str(tmp_path / "t.csv"))
    pieces = (
        '"',
        "*",
        "^",
        "NEAR(",
        ")",
        " OR ",
        " AND ",
        " NOT ",
        "{a b}:",
        "-",
        "%",
        "_",
        "\\",
        "'",
        "Person",
        "55",
        "[a-z]",
        "?",
    )
    chance = random.Random(SEED)
    special = ["".join(chance.choices(pieces, k=chance.randint(1, 9))) for _ in range(count // 2)]
    queries = [" ".join(text.split()) for text in [*special, *flood(count - len(special), SEED)]]
    printed: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(queries) + "\n"))
    monkeypatch.setattr("click.echo", lambda message="", **_: printed.append(str(message)))
    assert run(["lookup", "--batch"]) == 0
    assert len(printed) == len(queries)
    assert all(isinstance(json.loads(line), list) for line in printed)
    store = open_store(agentdesk.store)
    seen = 0
    for text in queries:
        product_search(store.read(), text, 5)
        if seen < count // 10:
            facts(store.read(), Settings(), "log", text, SystemClock().now())
            seen += 1
    store.close()
    figure(queries=count, in_the_log=seen, errors=0, answered_with_somebody=sum(line != "[]" for line in printed))
