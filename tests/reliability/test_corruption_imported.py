"""Damage in a shop that lives on imports: most bytes are cards and order lines that no entry of the log vouches for."""

import gzip
import random
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from agentdesk.customers.importing import Customers
from agentdesk.errors import DeskError
from agentdesk.store import Store
from agentdesk.store.backup import daily_path
from agentdesk.store.backup import opened as look_at
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


def anywhere(content: bytes, flips: int) -> Iterator[bytes]:
    """The file with one bit of one byte turned, so often."""
    chance = random.Random(SEED)
    for _ in range(flips):
        at = chance.randrange(len(content))
        yield content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def in_rows(path: Path, each: int) -> list[bytes]:
    """The file with one letter of one text turned, that the table has: some order lines' names, some addresses."""
    content, chance = path.read_bytes(), random.Random(SEED)
    found = []
    for table, column in (("order_lines", "name"), ("customers", "address")):
        sql = f"SELECT {column}, count(*) FROM {table} NOT INDEXED WHERE length({column}) > 12 GROUP BY 1 ORDER BY 1"
        for text, count in chance.sample(asked(path, sql), each):
            for place in re.finditer(re.escape(text.encode()), content):
                at = place.start() + 3
                turned = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
                path.write_bytes(turned)
                if (text, count) not in asked(path, sql):  # else the place is the second copy's, or no row's any more
                    found.append(turned)
                    break
    path.write_bytes(content)
    return found


def asked(path: Path, sql: str) -> list[tuple[str, int]]:
    with look_at(path) as connection:
        return [(row[0], row[1]) for row in connection.execute(sql).fetchall()]


def damage(path: Path, flipped: Iterable[bytes], *expected: str) -> list[tuple[str, str]]:
    """Look at each of some damaged files in the place of one, and put it back; returns what became of each."""
    whole, content = kept(path), path.read_bytes()
    assert what_became(path, whole, expected) == ("harmless", "")
    found = []
    for each in flipped:
        path.write_bytes(each)
        found.append(what_became(path, whole, expected))
    path.write_bytes(content)
    return found


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_flipped_bytes_of_an_imported_shop_are_named_or_harmless(imported: Path, figure: Figure) -> None:
    flips = 1_000
    found = damage(imported, anywhere(imported.read_bytes(), flips), COPIES)
    count = Counter(kind for kind, _ in found)
    by = Counter(what.split(":")[0] for kind, what in found if kind != "harmless")
    lines = sum("order " in what and ", line " in what for _, what in found)
    figure(flips=flips, **count, order_lines_by_name=lines, by=dict(by), bytes=imported.stat().st_size)
    assert [what for kind, what in found if kind == "silent"] == []
    assert lines > flips / 10, "order lines are most of it, and are called by their order"


def test_a_turned_letter_of_a_row_is_named_with_whose_it_is(imported: Path) -> None:
    said = re.compile(
        r"pages and rows are whole: (order \w+, line \d+: its two copies differ in name"
        r"|customer \d+: its two copies differ in address)\Z"
    )
    found = damage(imported, in_rows(imported, 8), COPIES)
    assert [what for _, what in found if not said.match(what)] == []
    assert len(found) == 16


def test_a_twin_without_second_copies_sees_none_of_them(imported: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(imported.parent, tmp_path / "older")) / "desk.db"
    as_the_first_schema(path)
    found = damage(path, in_rows(path, 8), COPIES, SCHEMA)
    assert found == [("silent", "order_lines")] * 8 + [("silent", "customers")] * 8


@pytest.fixture
def copied(imported: Path, tmp_path: Path) -> Path:
    """The imported shop with the day's copy."""
    path = Path(shutil.copytree(imported.parent, tmp_path / "shop")) / "desk.db"
    copy = daily_path(path, NOW.date())
    copy.parent.mkdir(mode=0o700)
    copy.write_bytes(path.read_bytes())
    return path


def test_turned_letters_are_put_right_by_a_daily_copy(copied: Path) -> None:
    whole = kept(copied)
    for each in in_rows(copied, 3):
        assert mended(copied, each, whole) == "put right"


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_flipped_bytes_are_put_right_by_a_daily_copy_or_left(copied: Path, figure: Figure) -> None:
    whole, content = kept(copied), copied.read_bytes()
    found = Counter(mended(copied, each, whole) for each in anywhere(content, 400))
    figure(flips=400, **found)
    assert found["put right"] > 50
    assert found.keys() <= {"put right", "left", "refused", "none"}


def mended(path: Path, damaged: bytes, whole: Rows) -> str:
    """What mending did, where rows were damaged: see ``what_mending_did``; else ``none``."""
    for left in path.parent.glob("desk.db?*"):
        if left.is_file():
            left.unlink()
    path.write_bytes(damaged)
    rows_named = any(each.check == "pages and rows are whole" and not each.well for each in examine(path, NOW))
    return what_mending_did(path, whole) if rows_named else "none"


def what_mending_did(path: Path, whole: Rows) -> str:
    """``put right``: every row is as it was and doctor finds nothing; ``left``, said so; ``refused``, where pages are damaged."""
    before = path.read_bytes()
    try:
        store = opened(path)
        try:
            done = mend_damaged(store, MIRA)
        finally:
            store.close()
    except (DeskError, Error):
        assert path.read_bytes() == before
        return "refused"
    if done.left:
        return "left"
    now, logged = kept(path), {"log", "log_text", "checkpoints"}
    changed = [name for name in whole if name not in logged and now[name] != whole[name]]
    unwell = [each.check for each in examine(path, NOW) if not each.well]
    return "put right" if not changed and not unwell else f"wrong: {changed} {unwell} after {done.right}"
