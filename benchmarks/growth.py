"""What growth costs: the same act, card, copy and check among ever more customers, and with ever more desks at work.

Each figure stands beside the same one in the smallest shop, so that the ratio is what growth alone takes.
"""

import multiprocessing
import random
import shutil
import time
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.customers.records import by_id
from agentdesk.holds import actions
from agentdesk.holds.dates import Hours
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.backup import put_in_place
from agentdesk.work.attend import on_shift
from agentdesk.work.backing_up import back_up_store, check_chain
from benchmarks import importing, lookup
from benchmarks.rows import Row, median, milliseconds, percentile

HOURS = Hours(zone="Europe/Stockholm")
MIRA = Actor(1, "office")
RESTORED_WITHIN = 300.0  # seconds
REST = 1.0  # seconds between two acts of a desk, on average: many more than a person's
_STOCK = 1_000_000


def run(quick: bool) -> list[Row]:
    """Return the rows; without kept stores a million customers take most of ten minutes, quick is two."""
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    desks = (1, 4) if quick else (1, 4, 16)
    folder = lookup.folder()
    paths = {size: _shop(folder, size) for size in sizes}
    grown = _in_turn(paths)
    rows = []
    for size, path in paths.items():
        grown[size] |= _whole(path)
        rows += _desks(path, size, desks, 20 if quick else 60)
        shutil.rmtree(path.parent)
    compared = [_compared(what, size, grown, sizes[0]) for size in sizes[1:] for what in grown[size]]
    skipped = [Row("growth", "among 1,000,000; 16 desks", skipped="left out by --quick")] if quick else []
    return [*compared, *rows, *skipped]


def _shop(folder: Path, size: int) -> Path:
    """Return a shop of so many customers to work in: a copy of the one that ``lookup`` imported, or imported here."""
    kept, mine = folder / "shop" / str(size), folder / f"growth-{size}"
    shutil.rmtree(mine, ignore_errors=True)  # of a run that was stopped
    if (kept / "desk.db").exists():
        open_store(kept / "desk.db").close()  # what stands in its -wal goes into the file
        return Path(shutil.copytree(kept, mine)) / "desk.db"
    return importing.bring(lookup.table(folder, size), mine).store


def _compared(what: str, size: int, grown: dict[int, dict[str, float]], smallest: int) -> Row:
    ours, peer = grown[size][what], grown[smallest][what]
    unit = "MB" if what.endswith("size") else "ms"
    target, met = "", None
    if what.startswith("restore"):
        target, met = "5 minutes", ours < RESTORED_WITHIN * 1000
    return Row("growth", f"{what}, {size:,} customers", ours, f"{smallest:,} customers", peer, unit, target, met)


def _in_turn(paths: dict[int, Path]) -> dict[int, dict[str, float]]:
    """Return milliseconds of an act, a card and an opening in each shop: in turn, so that the disk's moods hit all alike."""
    taken: dict[int, dict[str, list[float]]] = {size: {} for size in paths}
    with ExitStack() as opened:
        stores = {}
        for size, path in paths.items():
            stores[size] = opened.enter_context(closing(open_store(path, zone="Europe/Stockholm")))
            _stock(stores[size])
        for _ in range(60):
            for size, store in stores.items():
                for what, work in (
                    ("an act: place a hold", partial(_place, store, size)),
                    ("a card read", partial(by_id, store.read(), size // 2)),
                    ("opening the store", lambda path=paths[size]: open_store(path).close()),
                ):
                    taken[size].setdefault(what, []).extend(milliseconds(work, 1))
    return {size: {what: median(values) for what, values in each.items()} for size, each in taken.items()}


def _whole(path: Path) -> dict[str, float]:
    """Return milliseconds (or megabytes) of what takes the whole of a shop."""
    found = {}
    with closing(open_store(path, zone="Europe/Stockholm")) as store:
        began = time.perf_counter()
        made = back_up_store(store, MIRA, path.with_name("copy.db"))
        found["backup, checked"] = (time.perf_counter() - began) * 1000
    again = path.with_name("again") / "desk.db"
    began = time.perf_counter()
    put_in_place(made.path, again, check_chain, "before")
    found["restore, checked"] = (time.perf_counter() - began) * 1000
    found["store size"] = path.stat().st_size / 1_000_000
    for left in (made.path, again):
        left.unlink()
    return found


def _stock(store: Store) -> None:
    with on_shift(store, MIRA) as act:
        product = keep_product(act, ProductFacts("KTL-17", "Vattenkokare Emalj 1,7 l"))
        set_on_hand(act, product.id, _STOCK, HOURS)


def _place(store: Store, size: int) -> None:
    with on_shift(store, MIRA) as act:
        actions.place(act, 1, 1, HOURS, customer=size // 2)


def _desks(path: Path, size: int, desks: tuple[int, ...], acts: int) -> list[Row]:
    """Return how long an act takes with one desk, and with several: that never rest, and that rest as people do."""
    alone = _together(path, desks[0], acts)
    rows = []
    for count in desks[1:]:
        for how, rest in (("that never rest", 0.0), (f"that act every {REST:g} s", REST)):
            waits = _together(path, count, acts if not rest else acts // 3, rest)
            for which, of in (("median", median), ("99th percentile", _worst)):
                what = f"an act with {count} desks {how}, {which}, {size:,} customers"
                rows.append(Row("growth", what, of(waits), "one desk that never rests", of(alone)))
    return rows


def _worst(values: list[float]) -> float:
    return percentile(values, 0.99)


def _together(path: Path, desks: int, acts: int, rest: float = 0.0) -> list[float]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(desks) as pool:
        work = [(path, acts, rest, number) for number in range(desks)]
        return [wait for waits in pool.starmap(_work, work, chunksize=1) for wait in waits]


def _work(path: Path, acts: int, rest: float, number: int) -> list[float]:
    chance = random.Random(number)
    with closing(open_store(path, zone="Europe/Stockholm")) as store:
        _place(store, 100)
        waits = []
        for _ in range(acts):
            time.sleep(chance.uniform(0, 2 * rest))
            waits += milliseconds(lambda: _place(store, 100), 1)
        return waits
