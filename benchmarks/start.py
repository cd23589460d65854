"""Cold start, memory and one key: the desk against an empty Textual app, and against the same widgets drawing nothing.

Each run is a fresh process, headless, timed from its start until its first picture is laid out and painted with the box
focused; started in turn, so that the machine's moods hit all alike, and the medians are compared. The programs are
started with bytecode kept, as an installed program has it (compiling the desk's own files anew each time would only
measure the compiler). ``--quick`` uses the sample shop alone; the full run adds a store of a million customers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.rows import Row, median, percentile

_REPORT = """
import asyncio, json, os, sys, time
def memory():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
async def painted(app):
    done = asyncio.Event()
    app.screen.call_after_refresh(done.set)
    await done.wait()
def say(**facts):
    print(json.dumps(facts), flush=True)
"""

_EMPTY = """
from textual.app import App
app = App()
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        await painted(app)
        at, cpu = time.monotonic(), time.process_time()
        await asyncio.sleep(float(sys.argv[1]))
        say(ready=at, cpu=cpu, memory=memory())
asyncio.run(main())
"""

_SAME_WIDGETS = """
from textual.app import App
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
class Nothing(Widget):
    DEFAULT_CSS = "Nothing { width: 1fr; height: 1fr; }"
    def render(self): return ""
class Same(Screen):
    def compose(self):
        yield Nothing()
        with Horizontal():
            yield Static("")
            yield Input()
        yield Nothing(); yield Nothing()
        with Horizontal():
            for _ in range(5): yield Nothing()
        for _ in range(6): yield Nothing()
    def on_mount(self): self.query_one(Input).focus()
class SameApp(App):
    def on_mount(self): self.push_screen(Same())
async def main():
    app = SameApp()
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.screen.query("Input:focus"): await asyncio.sleep(0)
        await painted(app)
        at, cpu = time.monotonic(), time.process_time()
        await asyncio.sleep(float(sys.argv[1]))
        say(ready=at, cpu=cpu, memory=memory())
asyncio.run(main())
"""

_DESK = """
from pathlib import Path
from agentdesk.settings import load_settings, settings_path
from agentdesk.store import open_store
path = Path(sys.argv[2])
for left in path.parent.glob("*.drafts.db*"): left.unlink()  # what the run before left in the box
settings = load_settings(settings_path(path))
store = open_store(path, zone=settings.timezone, currency=settings.currency)
from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.staff.records import by_id
from textual import events
counter = Counter(store, settings, by_id(store.read(), 1), "desk")
app = DeskApp(counter)
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.screen.query("Box:focus"): await asyncio.sleep(0)
        await painted(app)
        at, cpu = time.monotonic(), time.process_time()
        app.post_message(events.Key("k", "k"))
        while app.screen.box.value != "k": await asyncio.sleep(0.001)
        await painted(app)
        typed = time.monotonic()
        desk = app.screen
        while not (desk.mode is desk.find and desk.find.answers == "k"): await asyncio.sleep(0.002)
        await painted(app)
        answered = time.monotonic()
        await asyncio.sleep(float(sys.argv[1]))
        say(ready=at, cpu=cpu, typed=typed, answered=answered, memory=memory())
asyncio.run(main())
counter.close()
"""

_BARE_KEY = """
from textual import events
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    def compose(self):
        yield Input()
        yield Static("\\n".join(f"line {number} of a list that stays as it is" for number in range(24)))
async def main():
    app, taken, cpu = Bare(), [], []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        box = app.query_one(Input)
        for number, key in enumerate(sys.argv[2] * 6):
            await asyncio.sleep(0.03)
            start, busy = time.perf_counter(), time.process_time()
            app.post_message(events.Key(key, key))
            while len(box.value) <= number: await asyncio.sleep(0)
            await painted(app)
            taken.append((time.perf_counter() - start) * 1000)
            cpu.append((time.process_time() - busy) * 1000)
    say(taken=taken, cpu=cpu)
asyncio.run(main())
"""

_DESK_KEY = (
    _DESK[: _DESK.index("async def main")]
    + """
async def main():
    taken, cpu = [], []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(3)
        desk = app.screen
        for _ in range(6):
            for key in sys.argv[3]:
                await asyncio.sleep(0.03)
                start, busy = time.perf_counter(), time.process_time()
                wanted = desk.box.value + key
                app.post_message(events.Key(key, key))
                while desk.find.answers != wanted: await asyncio.sleep(0)
                await painted(app)
                taken.append((time.perf_counter() - start) * 1000)
                cpu.append((time.process_time() - busy) * 1000)
            app.post_message(events.Key("escape", None))
            await pilot.pause(0.1)
    say(taken=taken, cpu=cpu)
asyncio.run(main())
counter.close()
"""
)
_AFTER = 3.0  # seconds at rest before memory is read: what is loaded in the background is there then
_MILLION = 1_000_000
_NAME = "lindberg"


def run(quick: bool) -> list[Row]:
    """Return start, memory and key on the sample shop and, but for a quick run, on a million customers."""
    from agentdesk.sample.shop import open_sample

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        open_sample(folder / "sample").close()
        rows = _rows(folder / "sample" / "desk.db", "sample shop", folder / "bytecode", 3 if quick else 9)
        if quick:
            return [*rows, Row("start", "a million customers", skipped="--quick")]
        big = _million(folder / "million")
        return rows + _rows(big, "a million", folder / "bytecode", 5)


def _rows(store: Path, where: str, bytecode: Path, times: int) -> list[Row]:
    programs: dict[str, tuple[str, ...]] = {"empty": (_EMPTY,), "same": (_SAME_WIDGETS,), "desk": (_DESK, str(store))}
    for program in programs.values():
        _run(program, bytecode, 0)  # the first run writes the bytecode
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for _ in range(times):
        for name, program in programs.items():
            seen[name].append(_run(program, bytecode, 0))
    rest = {name: _run(programs[name], bytecode, _AFTER)["memory"] / 2**20 for name in ("empty", "desk")}

    def typical(name: str, what: str) -> float:
        return median([each[what] for each in seen[name]])

    rows = []
    for what, figure in (("desk ready", "ready"), ("desk ready, processor time", "cpu")):
        desk, empty, same = (typical(name, figure) for name in ("desk", "empty", "same"))
        rows += [
            Row(
                "start", f"{what}, {where}", desk, "empty Textual app", empty, "ms", "at most 1.5", desk <= 1.5 * empty
            ),
            Row(
                "start", f"{what}, {where}", desk, "same widgets, empty", same, "ms", "at most 1.2", desk <= 1.2 * same
            ),
        ]
    empty = typical("empty", "ready")
    rows += [
        Row("start", f"first key painted, {where}", typical("desk", "typed"), "empty Textual app", empty, "ms"),
        Row("start", f"first key answered, {where}", typical("desk", "answered"), "empty Textual app", empty, "ms"),
        Row("start", f"memory at rest, {where}", rest["desk"], "empty Textual app", rest["empty"], "MiB", "at most 1.5",
            rest["desk"] <= 1.5 * rest["empty"]),
    ]  # fmt: skip
    ours = _keys((_DESK_KEY, str(store), _NAME), bytecode)
    bare = _keys((_BARE_KEY, _NAME), bytecode)
    for share, word in ((0.5, "median"), (0.95, "95 %")):
        mine, theirs = percentile(ours, share), percentile(bare, share)
        rows.append(
            Row("start", f"key to painted answer, {word}, {where}", mine, "bare Input, static list", theirs, "ms",
                "at most 2", mine <= 2 * theirs)
        )  # fmt: skip
    return rows


def _run(program: tuple[str, ...], bytecode: Path, rest: float) -> dict[str, float]:
    start = time.monotonic()
    found = json.loads(_output(program, bytecode, str(rest)))
    return {
        name: (value - start) * 1000
        if name in ("ready", "typed", "answered")
        else value * 1000
        if name == "cpu"
        else value
        for name, value in found.items()
    }


def _keys(program: tuple[str, ...], bytecode: Path) -> list[float]:
    return list(json.loads(_output(program, bytecode, "0"))["taken"])


def _output(program: tuple[str, ...], bytecode: Path, rest: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    code, *words = program
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + code, rest, *words],
        check=True, capture_output=True, text=True, timeout=120, env=kept | {"PYTHONPYCACHEPREFIX": str(bytecode)},
    )  # fmt: skip
    return done.stdout


def _million(folder: Path) -> Path:
    """Return a store of a million customers: ``AGENTDESK_MILLION`` where it names one, else made here (minutes)."""
    known = os.environ.get("AGENTDESK_MILLION")
    if known:
        return Path(known)
    from agentdesk.sample.shop import open_sample
    from benchmarks.generate import write

    store = open_sample(folder)
    path = store.path
    store.close()
    file = folder / "customers.csv"
    write(_MILLION, file)
    command: Iterable[str] = (sys.executable, "-m", "agentdesk", "--store", str(path), "import", "customers", str(file))
    subprocess.run([*command], check=True, capture_output=True)
    return path
