"""Holds against the same rows in bare SQLite transactions: a delivery over a long queue, and sixteen writers at once.

The peer writes, on a copy of the same file with the same settings, the very rows that ours wrote (holds, stock,
promises, log entries with their text), precomputed, and behind the same blocking lock, so that it waits no worse.
"""

import multiprocessing
import multiprocessing.synchronize
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from agentdesk.catalog.actions import expect, keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock
from agentdesk.holds import actions, receiving
from agentdesk.holds.dates import Hours
from agentdesk.log import keys
from agentdesk.store import Actor, Connection, Store, create_store, open_store
from agentdesk.store.connection import connect
from agentdesk.store.engine import engine
from agentdesk.store.lock import WriteLock
from agentdesk.work.attend import on_shift
from benchmarks.rows import Row, median, percentile

HOURS = Hours(zone="Europe/Stockholm")
NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
WRITERS = 16
WARM = 4  # acts of each process before the clock runs


def run(quick: bool) -> list[Row]:
    """Return the rows of this suite; about three minutes, a third of that when quick."""
    waiting, units, acts = (20_000, 2_000, 40) if quick else (100_000, 10_000, 150)
    with tempfile.TemporaryDirectory(prefix="agentdesk-holds-") as folder:
        return [
            *delivery(Path(folder), waiting, units, 2 if quick else 5),
            *writers(Path(folder), acts),
        ]


def founded(path: Path, waiting: int, units: int) -> Store:
    """A store with one kettle, a delivery of it on its way, and a queue for it."""
    store = create_store(path, SetClock(NOW), zone="Europe/Stockholm")
    with store.act(Actor()) as act:
        act.insert("INSERT INTO staff (id, name, role, added_at) VALUES (1, 'Aino', 'agent', ?)", (act.at,))
        act.many("INSERT INTO customers (name, added_at) VALUES (?, ?)", [(f"No {n}", act.at) for n in range(1000)])
        kettle = keep_product(act, ProductFacts("KTL-17", "Vattenkokare Emalj 1,7 l"))
        expect(act, "Norrkök", date(2026, 12, 4), {kettle.id: units})
        due = "2026-12-07T17:00:00.000Z"
        act.many(
            "INSERT INTO promises (id, kind, customer, owner, what, due_at, made_at)"
            " VALUES (?, 'hold', ?, 1, '1 × Vattenkokare Emalj 1,7 l', ?, ?)",
            [(n, n % 1000 + 1, due, act.at) for n in range(1, waiting + 1)],
        )
        act.many(
            "INSERT INTO holds (promise, customer, product, quantity, state, queued, placed_by, placed_at)"
            " VALUES (?, ?, ?, 1, 'waiting', ?, 1, ?)",
            [(n, n % 1000 + 1, kettle.id, n, act.at) for n in range(1, waiting + 1)],
        )
        act.execute("UPDATE products SET waiting = ?, queue = ?", (waiting, waiting))
    return store


def delivery(folder: Path, waiting: int, units: int, times: int) -> list[Row]:
    """A delivery of ``units`` over ``waiting`` holds, against the same rows written bare."""
    start = folder / "start.db"
    store = founded(start, waiting, units)
    store._writing().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    ours, bare = [], []
    for _ in range(times):
        ours.append(_ours(start, folder / "ours.db", units))
        bare.append(_bare(start, folder / "bare.db", folder / "ours.db", units))
    ratio = median(ours) / median(bare)
    what = f"delivery of {units:,} units over {waiting:,} waiting holds"
    return [
        Row("holds", what, median(ours), "same rows, bare", median(bare), "ms", "≤ 2.00 × the time", ratio <= 2),
    ]


def _copy(start: Path, to: Path) -> None:
    for end in ("", "-wal", "-shm", ".lock"):
        to.with_name(to.name + end).unlink(missing_ok=True)
    shutil.copyfile(start, to)


def _ours(start: Path, path: Path, units: int) -> float:
    _copy(start, path)
    with closing(open_store(path, SetClock(NOW), zone="Europe/Stockholm")) as store:
        began = time.perf_counter()
        with on_shift(store, Actor(1, "desk")) as act:
            received = receiving.receive(act, 1, {1: receiving.Count(units)}, HOURS)
        taken = (time.perf_counter() - began) * 1000
        assert len(received.aside) == units
    return taken


def _copy_once_kept(start: Path, to: Path) -> None:
    """Copy a store without the second copies of its rows: what bare rows cost, and what keeping them twice does."""
    _copy(start, to)
    with closing(engine.connect(to)) as connection:
        twins = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE '%_twin'")
        connection.executescript("".join(f"DROP INDEX {name};" for (name,) in twins.fetchall()))


def _bare(start: Path, path: Path, like: Path, units: int) -> float:
    _copy_once_kept(start, path)
    with closing(connect(like, write=False)) as model, closing(connect(path, write=True)) as connection:
        head = connection.execute("SELECT max(seq) FROM log").fetchone()[0]
        log = [tuple(row) for row in model.execute("SELECT * FROM log WHERE seq > ? ORDER BY seq", (head,))]
        text = [tuple(row) for row in model.execute("SELECT * FROM log_text WHERE seq > ?", (head,))]
        shift = tuple(model.execute("SELECT * FROM shifts").fetchone())
        holds = [tuple(row) for row in model.execute("SELECT aside_at, id FROM holds WHERE state = 'aside'")]
        assert len(holds) == units
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"INSERT INTO shifts VALUES ({', '.join('?' * len(shift))})", shift)
        connection.execute("UPDATE delivery_lines SET received = ? WHERE delivery = 1", (units,))
        connection.execute("UPDATE deliveries SET state = 'received', received_at = ? WHERE id = 1", (holds[0][0],))
        connection.execute(
            "INSERT INTO stock_moves (product, at, units, why, delivery) VALUES (1, ?, ?, 'received', 1)",
            (holds[0][0], units),
        )
        connection.execute("UPDATE products SET on_hand = on_hand + ? WHERE id = 1", (units,))
        connection.executemany("UPDATE holds SET state = 'aside', aside_at = ? WHERE id = ?", holds)
        connection.execute(
            "UPDATE products SET aside = aside + ?1, waiting = waiting - ?1, queue = queue - ?1 WHERE id = 1", (units,)
        )
        connection.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", log)
        connection.executemany("INSERT INTO log_text VALUES (?, ?, ?, ?)", text)
        connection.execute("COMMIT")
        return (time.perf_counter() - began) * 1000


def writers(folder: Path, acts: int) -> list[Row]:
    """Place and collect by sixteen processes at once, each act its own transaction, against bare ones."""
    stock = WRITERS * acts * 4
    store = founded(folder / "shop.db", 1000, stock)
    with on_shift(store, Actor(1, "desk")) as act:
        receiving.receive(act, 1, {1: receiving.Count(stock)}, HOURS)
    store._writing().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    _copy_once_kept(folder / "shop.db", folder / "bare.db")
    alone = _together(_serve, folder / "shop.db", 1, acts * 2)
    bare_alone = _together(_serve_bare, folder / "bare.db", 1, acts * 2)
    ours = _together(_serve, folder / "shop.db", WRITERS, acts)
    bare = _together(_serve_bare, folder / "bare.db", WRITERS, acts)
    rate, bare_rate = _rate(ours), _rate(bare)
    worst, one = percentile(_all(ours), 0.999), median(_all(alone))
    return [
        Row(
            "holds", "place and collect, one writer", _rate(alone), "same rows, bare", _rate(bare_alone), "acts/s",
            "≥ 0.50 × the rate", _rate(alone) >= _rate(bare_alone) / 2,
        ),
        Row(
            "holds", f"place and collect, {WRITERS} writers", rate, "same rows, bare", bare_rate, "acts/s",
            "≥ 0.50 × the rate", rate >= bare_rate / 2,
        ),
        Row(
            "holds", f"99.9th percentile of an act, {WRITERS} writers", worst, "one writer's median", one, "ms",
            f"≤ {3 * WRITERS} × it", worst <= 3 * WRITERS * one,
        ),
        Row(
            "holds", f"the same of a bare act: the floor under this lock, {WRITERS} writers",
            percentile(_all(bare), 0.999), "one bare writer's median", median(_all(bare_alone)), "ms",
        ),
    ]  # fmt: skip


Took = tuple[float, float, list[float]]  # began, ended (monotonic seconds), milliseconds of each act
Results: TypeAlias = "multiprocessing.Queue[Took]"


def _rate(took: Sequence[Took]) -> float:
    return len(_all(took)) / (max(each[1] for each in took) - min(each[0] for each in took))


def _all(took: Sequence[Took]) -> list[float]:
    return [one for each in took for one in each[2]]


def _together(work: Callable[..., None], path: Path, processes: int, acts: int) -> list[Took]:
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(processes)
    results: multiprocessing.Queue[Took] = context.Queue()
    started = [context.Process(target=work, args=(path, acts, number, gate, results)) for number in range(processes)]
    for process in started:
        process.start()
    took = [results.get(timeout=600) for _ in started]
    for process in started:
        process.join()
        assert process.exitcode == 0
    return took


def _serve(path: Path, acts: int, number: int, gate: "multiprocessing.synchronize.Barrier", results: Results) -> None:
    store = open_store(path, zone="Europe/Stockholm")
    store.read()
    actor = Actor(1, f"desk {number}")
    held: list[int] = []

    def one(turn: int) -> None:
        with on_shift(store, actor) as act:
            if turn % 2 == 0:
                held.append(actions.place(act, 1, 1, HOURS, customer=number + 1).hold.id)
            else:
                actions.collect(act, held.pop(), HOURS)

    results.put(_timed(one, acts, gate))
    store.close()


def _timed(one: Callable[[int], None], acts: int, gate: "multiprocessing.synchronize.Barrier") -> Took:
    """Do so many acts between two gates: a process that still imports, or goes home, is none of the sixteen writers."""
    keys.load()  # as a desk does once its first picture stands
    for turn in range(WARM):
        one(turn)
    gate.wait()
    taken = []
    began = time.monotonic()
    for turn in range(acts):
        start = time.perf_counter()
        one(turn)
        taken.append((time.perf_counter() - start) * 1000)
    ended = time.monotonic()
    gate.wait()
    return began, ended, taken


_LOG = (
    "INSERT INTO log (seq, at, act, actor, shift, kind, customer, record, hash)"
    " SELECT max(seq) + 1, ?, 'bare', 1, 1, ?, ?, ?, ? FROM log"
)
_RECORD = "x" * 420


def _serve_bare(
    path: Path, acts: int, number: int, gate: "multiprocessing.synchronize.Barrier", results: Results
) -> None:
    connection = connect(path, write=True)
    lock = WriteLock(path.with_name(path.name + ".lock"))
    held: list[tuple[int, int]] = []

    def one(turn: int) -> None:
        with lock.held():
            connection.execute("BEGIN IMMEDIATE")
            if turn % 2 == 0:
                held.append(_place_bare(connection, number + 1))
            else:
                _collect_bare(connection, number + 1, *held.pop())
            connection.execute("COMMIT")

    results.put(_timed(one, acts, gate))
    connection.close()


_AT = "2026-11-28T13:05:00.000Z"


def _place_bare(connection: Connection, customer: int) -> tuple[int, int]:
    promise = connection.execute(
        "INSERT INTO promises (kind, customer, owner, what, due_at, made_at) VALUES ('hold', ?, 1, ?, ?, ?)",
        (customer, "1 × Vattenkokare Emalj 1,7 l", _AT, _AT),
    ).lastrowid
    hold = connection.execute(
        "INSERT INTO holds (promise, customer, product, quantity, state, queued, placed_by, placed_at, aside_at,"
        " collect_by) VALUES (?, ?, 1, 1, 'aside', 1, 1, ?, ?, ?)",
        (promise, customer, _AT, _AT, _AT),
    ).lastrowid
    connection.execute("UPDATE products SET aside = aside + 1 WHERE id = 1 AND on_hand - aside >= 1")
    connection.execute(_LOG, (_AT, "promise.made", customer, _RECORD, bytes(32)))
    connection.execute(
        "INSERT INTO log_text (seq, field, salt, text) SELECT max(seq), 'what', ?, ? FROM log",
        (bytes(16), "1 × Vattenkokare Emalj 1,7 l"),
    )
    connection.execute(_LOG, (_AT, "hold.placed", customer, _RECORD, bytes(32)))
    assert promise is not None
    assert hold is not None
    return hold, promise


def _collect_bare(connection: Connection, customer: int, hold: int, promise: int) -> None:
    connection.execute("UPDATE products SET aside = aside - 1, on_hand = on_hand - 1 WHERE id = 1")
    connection.execute(
        "INSERT INTO stock_moves (product, at, units, why, hold) VALUES (1, ?, -1, 'collected', ?)", (_AT, hold)
    )
    connection.execute("UPDATE holds SET state = 'collected', ended_at = ? WHERE id = ?", (_AT, hold))
    connection.execute(_LOG, (_AT, "hold.collected", customer, _RECORD, bytes(32)))
    connection.execute("UPDATE promises SET state = 'kept', ended_at = ? WHERE id = ?", (_AT, promise))
    connection.execute(_LOG, (_AT, "promise.kept", customer, _RECORD, bytes(32)))
