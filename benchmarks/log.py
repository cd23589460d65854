"""The log: export against csv.writer over the same cells, memory, verifying, and the supervisor's view on a long log.

Export, csv.writer and verify are measured by the process's own CPU time, which a busy machine does not stretch: all three
wait for nothing. The view's first picture is measured by the clock on the wall, by turns with the empty app.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from agentdesk import log
from agentdesk.clock import SetClock
from agentdesk.log import spans
from agentdesk.log.checkpoints import checkpoint
from agentdesk.log.export import export
from agentdesk.log.verify import Verdict, verify_file
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store, create_store
from agentdesk.supervisor.reading import facts
from agentdesk.work.attend import on_shift
from agentdesk.work.setup import found
from benchmarks.rows import Row, median, milliseconds

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
RATIO, RATE, REFRESH, READY = 3.0, 30_000, 50.0, 1.5
MEGABYTES = 40  # how much more memory ten times the entries may take
_STEP = 10_000


def run(quick: bool) -> list[Row]:
    """Return the rows; ``quick`` has a twentieth of the entries."""
    count = 50_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        store = _filled(Path(folder), count)
        try:
            rows = [*_export(store, Path(folder), count), _memory(store, Path(folder), count)]
            rows += _refresh(store, count)
        finally:
            store.close()
        return [*rows, _ready(store.path, count)]


def _filled(folder: Path, count: int) -> Store:
    clock = SetClock(NOW)
    store = create_store(folder / "desk.db", clock, zone="Europe/Stockholm", currency="SEK")
    found(store, Settings(), "Mira", "hash")
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
    aino = Actor(2, "phone 2")
    for first in range(0, count, _STEP):
        clock.advance(minutes=7)
        with on_shift(store, aino) as act:
            each = [
                (None, {"hold": first + n, "quantity": 1, "position": n % 40, "reason": "late"}) for n in range(_STEP)
            ]
            log.append_many(act, "hold.placed", each, item="KTL-17", before={"free": 3}, after={"free": 2})
    with store.act(aino) as act:
        checkpoint(act)
    return store


def _export(store: Store, folder: Path, count: int) -> list[Row]:
    connection = store.read()
    path = folder / "log.csv"
    start = time.process_time()
    done = export(
        connection, path, spans.whole(connection), "csv", zone="Europe/Stockholm", at="2026-11-28T13:05:00.000Z"
    )
    ours = time.process_time() - start
    start = time.process_time()
    result = verify_file(path)
    rate = done.statement.meta.rows / (time.process_time() - start)
    assert result.verdict is Verdict.WHOLE, result.what
    peer = _peer(path, folder / "peer.csv", done.statement.meta.rows)
    path.unlink()
    done.signature.unlink()
    return [
        Row("log", f"export of {count:,} entries, signed", ours, "csv.writer, the same cells", peer, "s",
            f"at most {RATIO:.0f} times", ours <= RATIO * peer),
        Row("log", f"verify {count:,} entries", rate, "", 0.0, "entries/s", f"at least {RATE:,}", rate >= RATE),
    ]  # fmt: skip


def _peer(path: Path, target: Path, rows: int) -> float:
    """Return the seconds that csv.writer takes for the same cells, handed to it ready, some thousands at a time."""
    taken = 0.0
    with path.open(encoding="utf-8", newline="") as source, target.open("w", encoding="utf-8", newline="") as file:
        reader, writer = csv.reader(source), csv.writer(file)
        writer.writerow(next(reader))
        for _ in range(0, rows, _STEP):
            cells = [row for row, _ in zip(reader, range(_STEP), strict=False)]
            start = time.process_time()
            writer.writerows(cells)
            taken += time.process_time() - start
    target.unlink()
    return taken


_MEMORY = """
import resource, sys
from pathlib import Path
from agentdesk.log import export, spans
from agentdesk.store.readonly import connect_read_only
connection = connect_read_only(Path(sys.argv[1]))
export.export(connection, Path(sys.argv[2]), spans.Span(1, int(sys.argv[3])), "csv", zone="UTC", at="")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _memory(store: Store, folder: Path, count: int) -> Row:
    if os.name == "nt":
        return Row("log", "memory of an export", skipped="no peak memory of a process here")
    peaks = []
    for entries in (count // 10, count):
        target = folder / f"memory-{entries}.csv"
        peaks.append(int(_python(_MEMORY, str(store.path), str(target), str(entries))) / 1024)
        target.unlink()
    grown = peaks[1] - peaks[0]
    what = f"peak memory, {count:,} entries against a tenth"
    return Row("log", what, peaks[1], "a tenth", peaks[0], "MB", f"at most {MEGABYTES} MB more", grown <= MEGABYTES)


def _refresh(store: Store, count: int) -> list[Row]:
    rows = []
    for view in ("now", "log", "authority"):
        taken = median(milliseconds(partial(facts, store.read(), Settings(), view, "", NOW), 15))
        what = f"watch: refresh of {view}, {count:,} entries"
        rows.append(Row("log", what, taken, "", 0.0, "ms", f"under {REFRESH:.0f} ms", taken < REFRESH))
    return rows


_EMPTY = """
import asyncio, time
start = time.perf_counter()
from textual.app import App
from textual.widgets import DataTable, Footer, Header, Input
class Empty(App):
    def compose(self):
        yield Header(); yield Input(); yield DataTable(); yield Footer()
async def main():
    async with Empty().run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        print(time.perf_counter() - start)
asyncio.run(main())
"""
_WATCH = """
import asyncio, sys, time
start = time.perf_counter()
from pathlib import Path
from agentdesk.clock import SystemClock
from agentdesk.settings import Settings
from agentdesk.supervisor.app import WatchApp
from agentdesk.supervisor.watching import Watching
async def main():
    app = WatchApp(Watching(Path(sys.argv[1]), Settings(), SystemClock()))
    async with app.run_test(size=(120, 36)) as pilot:
        while not (app.screen.query("#body") and app.screen.facts.on_shift):
            await pilot.pause(0.005)
        print(time.perf_counter() - start)
    app.watching.close()
asyncio.run(main())
"""


def _ready(path: Path, count: int) -> Row:
    empty, ours = [], []
    for _ in range(5):  # by turns, so that a busy machine slows both
        empty.append(float(_python(_EMPTY)) * 1000)
        ours.append(float(_python(_WATCH, str(path))) * 1000)
    mine, floor = median(ours), median(empty)
    what = f"watch: ready with its facts, {count:,} entries"
    return Row("log", what, mine, "an empty app", floor, "ms", f"at most {READY} times", mine <= READY * floor)


def _python(script: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]
