"""Damage in a shop that lives on imports: most bytes are cards and order lines that no entry of the log vouches for."""

import gzip
import random
import shutil
from collections import Counter
from collections.abc import Collection
from itertools import islice
from pathlib import Path

import pytest

from agentdesk.customers.importing import Customers
from agentdesk.errors import DeskError
from agentdesk.store import Store
from agentdesk.store.backup import daily_path
from agentdesk.store.engine import Error
from agentdesk.work.doctor import examine, mend_damaged
from agentdesk.work.importing.goods import Products
from agentdesk.work.importing.orders import OrderLines, Orders
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import Noun, run_import

from .conftest import Figure
from .earlier import as_the_first_schema
from .shop import HOURS, NOW, SEED, agent, opened, shop_at, work_once
from .test_corruption import MIRA, rows

LINES = 4_000  # of the year of invoices: so that order lines are most of the store, as they are in a shop
COPIES, SCHEMA = "daily copies are made", "the schema is this program's"  # a shop without the first, an older one
Rows = dict[str, list[tuple[object, ...]]]


def bring(store: Store, folder: Path, noun: Noun, table: Path) -> None:
    done = run_import(store, MIRA, noun, table, {}, report=Report(folder / f"{noun.name}.csv")).tally
    assert done.added > 50, done


@pytest.fixture(scope="module")
def imported(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two others' customers, products, orders and lines, some work done, in one file without a -wal."""
    folder = tmp_path_factory.mktemp("imported")
    year = folder / "year.csv"
    with gzip.open(shared_data / "online_retail" / "online_retail.csv.gz", "rt", encoding="utf-8") as whole:
        year.write_text("".join(islice(whole, LINES + 1)), encoding="utf-8")
    store = shop_at(folder / "shop" / "desk.db")
    northwind = shared_data / "northwind"
    bring(store, folder, Customers("SE"), northwind / "customers.csv")
    bring(store, folder, Products(HOURS, "SEK"), northwind / "products.csv")
    bring(store, folder, Orders(), northwind / "orders.csv")
    bring(store, folder, OrderLines("SEK"), northwind / "order_lines.csv")
    bring(store, folder, Orders(), year)
    bring(store, folder, OrderLines("SEK"), year)
    chance, mine = random.Random(1), list[int]()
    for number in range(60):
        work_once(store, agent(number), chance, mine)
    store.close()
    store.path.parent.chmod(0o700)
    return store.path


def kept(path: Path) -> Rows:
    """What the store keeps. Of a block of the index the list, whatever number in its place leads there; of a step its name."""
    found = rows(path)
    found["lookup_postings"] = [(row[0], row[2]) for row in found["lookup_postings"]]
    found["_sqlite_migrations"] = [row[1:3] for row in found["_sqlite_migrations"]]
    return found


def what_became(path: Path, whole: Rows, expected: Collection[str]) -> tuple[str, str]:
    """``named`` with the finding, ``harmless``, or ``silent`` with the tables whose rows changed unseen."""
    try:
        found = [each for each in examine(path, NOW) if not each.well and each.check not in expected]
        if found:
            return "named", f"{found[0].check}: {found[0].what}"
        now = kept(path)
    except (DeskError, Error) as error:
        return "named", f"on use: {type(error).__name__}"
    changed = [name for name in whole if now.get(name) != whole[name]]
    return ("silent", ", ".join(changed)) if changed else ("harmless", "")


def flip(path: Path, flips: int, *expected: str) -> list[tuple[str, str]]:
    """Turn one bit of one byte, look, and put it back, so often; returns what became of each."""
    whole, content = kept(path), path.read_bytes()
    assert what_became(path, whole, expected) == ("harmless", "")
    chance = random.Random(SEED)
    found = []
    for _ in range(flips):
        at = chance.randrange(len(content))
        with path.open("r+b") as file:
            file.seek(at)
            file.write(bytes([content[at] ^ 1 << chance.randrange(8)]))
        found.append(what_became(path, whole, expected))
        path.write_bytes(content)
    return found


@pytest.mark.parametrize("flips", [40, pytest.param(1_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_flipped_bytes_of_an_imported_shop_are_named_or_harmless(imported: Path, flips: int, figure: Figure) -> None:
    found = flip(imported, flips, COPIES)
    count = Counter(kind for kind, _ in found)
    by = Counter(what.split(":")[0] for kind, what in found if kind != "harmless")
    lines = sum("order " in what and ", line " in what for _, what in found)
    figure(flips=flips, **count, order_lines_by_name=lines, by=dict(by), bytes=imported.stat().st_size)
    assert [what for kind, what in found if kind == "silent"] == []
    assert lines > flips / 10, "order lines are most of it, and are called by their order"


def test_a_twin_without_second_copies_sees_nothing_of_many(imported: Path, tmp_path: Path, figure: Figure) -> None:
    path = Path(shutil.copytree(imported.parent, tmp_path / "older")) / "desk.db"
    as_the_first_schema(path)
    silent = Counter(what for kind, what in flip(path, 40, COPIES, SCHEMA) if kind == "silent")
    figure(flips=40, silent=silent.total(), by=dict(silent))
    assert silent.total() > 3


@pytest.mark.parametrize("flips", [15, pytest.param(400, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_damaged_rows_are_put_right_by_a_daily_copy_or_left(
    imported: Path, tmp_path: Path, flips: int, figure: Figure
) -> None:
    path = Path(shutil.copytree(imported.parent, tmp_path / "shop")) / "desk.db"
    copy = daily_path(path, NOW.date())
    copy.parent.mkdir(mode=0o700)
    content, whole = path.read_bytes(), kept(path)
    copy.write_bytes(content)
    chance = random.Random(SEED)
    found: Counter[str] = Counter()
    for _ in range(flips):
        damaged = bytearray(content)
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        if any(each.check == "pages and rows are whole" and not each.well for each in examine(path, NOW)):
            found[what_mending_did(path, whole)] += 1
        for left in path.parent.glob("desk.db-*"):
            left.unlink()
        path.with_name("desk.db.lock").unlink(missing_ok=True)  # it remembers an entry of the mending's
    figure(flips=flips, **found)
    assert found["put right"] > flips / 8
    assert found.keys() <= {"put right", "left", "refused"}


def what_mending_did(path: Path, whole: Rows) -> str:
    """``put right``: every row is as it was and doctor finds nothing; ``left``, said so; ``refused``, where pages are damaged."""
    before = path.read_bytes()
    try:
        store = opened(path)
        try:
            mended = mend_damaged(store, MIRA)
        finally:
            store.close()
    except (DeskError, Error):
        assert path.read_bytes() == before
        return "refused"
    if mended.left:
        return "left"
    now, logged = kept(path), {"log", "log_text", "checkpoints"}
    changed = [name for name in whole if name not in logged and now[name] != whole[name]]
    unwell = [each.check for each in examine(path, NOW) if not each.well]
    return "put right" if not changed and not unwell else f"wrong: {changed} {unwell} after {mended.right}"
