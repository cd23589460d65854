"""Lookup and import at 10,000, 100,000 and a million customers (10,000, 50,000 and 100,000 when quick).

Every key of a typed query counts: the time from a key to its hits, by the wall clock, without painting. Beside it the
same strings through ``LIKE '%…%'`` over the same store and through ``fzf --filter`` over the same people.
``AGENTDESK_BENCHMARKS`` names a folder where generated files are kept for the next run.
"""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from agentdesk.clock import stamp
from agentdesk.customers.lookup.finder import Finder, warm_up
from agentdesk.shift.actions import attend
from agentdesk.store import Actor, Connection, Store, open_store
from benchmarks import generate, importing
from benchmarks.keystrokes import Typed, typed
from benchmarks.rows import Row, median, percentile

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
SHOWN = 12
_LIKE = """
SELECT id, name FROM customers WHERE name LIKE ?1 OR kana LIKE ?1 OR company LIKE ?1 OR email LIKE ?1 OR ref LIKE ?1
 OR loyalty LIKE ?1 OR city LIKE ?1 OR postcode LIKE ?1
 OR id IN (SELECT customer FROM phones WHERE text LIKE ?1) LIMIT 12
"""


def run(quick: bool) -> list[Row]:
    """Return the rows of import and lookup; about ten minutes, two when quick."""
    # an import fills its memory at 40,000 customers: from there on it stays as it is
    sizes = (10_000, 50_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    people = 30 if quick else 100
    warm_up()
    kept = folder()
    shutil.rmtree(kept / "shop", ignore_errors=True)  # what is imported is part of what is measured
    tables = {size: table(kept, size) for size in sizes}
    brought = {size: importing.bring(each, kept / "shop" / str(size)) for size, each in tables.items()}
    stores = {size: each.store for size, each in brought.items()}
    most = sizes[-1]
    taken = {size: _taken(store, people) for size, store in stores.items()}
    return [
        *importing.rows(tables[most], brought[most], brought[sizes[-2]], sizes[1:], kept),
        *_keys(taken[most], most),
        *_growth(taken, sizes),
        *_peers(stores[most], tables[most], most, quick=quick),
    ]


def folder() -> Path:
    """Return where generated files and imported shops are kept for the next suite, or the next run."""
    found = Path(os.environ["AGENTDESK_BENCHMARKS"]).absolute()
    found.mkdir(parents=True, exist_ok=True)
    return found


def table(kept: Path, size: int) -> Path:
    """Return a file of so many generated customers, made where it is not kept from another run."""
    file = kept / f"{size}.csv"
    if not file.exists():
        generate.write(size, file)
    return file


@dataclass(frozen=True, slots=True)
class Taken:
    """How long every key took, in milliseconds: by the wall, and on the processor alone."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def _taken(path: Path, people: int) -> dict[bool, Taken]:
    """Return what the keys of right and of misspelt queries took."""
    taken = {False: Taken(), True: Taken()}
    with closing(open_store(path)) as store:
        connection, finder = store.read(), Finder("Europe/Stockholm")
        _busy_day(store)
        queries = typed(connection, people)
        for query in queries[:40]:  # the first keys read pages that any desk has read by then
            _key(connection, finder, query.text)
        for query in queries:
            for text in query.keystrokes:
                began = time.thread_time()
                taken[query.misspelt].wall.append(_key(connection, finder, text))
                taken[query.misspelt].processor.append((time.thread_time() - began) * 1000)
    return taken


def _busy_day(store: Store) -> None:
    """Let 200 customers have been here today: they come before strangers, which takes its time, too."""
    chance = random.Random(3)
    with store.act(Actor(1, "desk 2")) as act:
        attend(act)
        last = act.connection.execute("SELECT max(id) FROM customers").fetchone()[0]
        act.many(
            "INSERT INTO contacts (customer, owner, shift, channel, state, opened_at, finished_at)"
            " VALUES (?1, 1, ?2, 'phone', 'finished', ?3, ?3)",
            [(chance.randint(1, last), act.shift, stamp(NOW)) for _ in range(200)],
        )


def _key(connection: Connection, finder: Finder, text: str) -> float:
    began = time.perf_counter()
    finder.look_up(connection, text, NOW, SHOWN)
    return (time.perf_counter() - began) * 1000


def _keys(taken: dict[bool, Taken], size: int) -> list[Row]:
    found = []
    for misspelt, most in ((False, 16), (True, 50)):
        wall, processor = (percentile(values, 0.95) for values in (taken[misspelt].wall, taken[misspelt].processor))
        what = f"key among {size:,}, {'misspelt' if misspelt else 'right'}, 95th percentile of {len(taken[misspelt].wall):,}"
        # on a machine that does other things, most of the wall's time is theirs
        found.append(Row("lookup", what, wall, "processor alone", processor, "ms", f"at most {most} ms", wall <= most))
    return found


def _growth(taken: dict[int, dict[bool, Taken]], sizes: Sequence[int]) -> list[Row]:
    rows = []
    for name, share in (("median", 0.5), ("95th percentile", 0.95)):
        small, big = (percentile(taken[size][False].processor, share) for size in (sizes[0], sizes[-1]))
        what = f"key among {sizes[-1]:,}, right, {name}, processor"
        rows.append(Row("lookup", what, big, f"among {sizes[0]:,}", small, "ms", "less than 4", big < 4 * small))
    return rows


def _peers(path: Path, people: Path, size: int, *, quick: bool) -> list[Row]:
    """Return the same whole queries through LIKE and fzf."""
    with closing(open_store(path)) as store:
        connection, finder = store.read(), Finder("Europe/Stockholm")
        queries = typed(connection, 4 if quick else 8, seed=11)
        ours = median([_key(connection, finder, query.text) for query in queries])
        like = median([_like(connection, query.text) for query in queries])
        what = f"whole query among {size:,}, median of {len(queries)}"
        rows = [Row("lookup", what, ours, "LIKE '%…%'", like)]
        if shutil.which("fzf") is None:
            return [*rows, Row("lookup", what, skipped="fzf is not installed")]
        few = queries[:: len(queries) // 8]
        ours = median([_key(connection, finder, query.text) for query in few])
        return [*rows, Row("lookup", what, ours, "fzf --filter", median([_fzf(people, query) for query in few]))]


def _like(connection: Connection, text: str) -> float:
    began = time.perf_counter()
    connection.execute(_LIKE, (f"%{text}%",)).fetchall()
    return (time.perf_counter() - began) * 1000


def _fzf(people: Path, query: Typed) -> float:
    began = time.perf_counter()
    with people.open("rb") as lines:
        subprocess.run(["fzf", "--filter", query.text], stdin=lines, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - began) * 1000
