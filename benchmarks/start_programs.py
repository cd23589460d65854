"""The programs that ``start`` runs, each in a process of its own: the desk, its peers, and the floors under it.

Every one is headless, told by its arguments, and says what it measured as one line of JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_REPORT = """
import json, os, sys, time
def memory():
    try:
        with open("/proc/self/statm") as file:
            held = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        with open("/proc/self/smaps_rollup") as file:
            own = sum(int(line.split()[1]) for line in file if line.startswith("Private_")) * 1024
        return held, own
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, 0
async def painted(app):
    done = asyncio.Event()
    app.screen.call_after_refresh(done.set)
    await done.wait()
async def timed(app, key, answered):
    from textual import events
    start, busy = time.perf_counter(), time.process_time()
    app.post_message(events.Key("space" if key == " " else key, key))
    while not answered(): await asyncio.sleep(0)
    await painted(app)
    return (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000
def say(**facts):
    print(json.dumps(facts), flush=True)
"""
_AT_REST = """
        at, cpu = time.monotonic(), time.process_time()
        await asyncio.sleep(float(sys.argv[1]))
        held, own = memory()
        say(ready=at, cpu=cpu, held=held, own=own)
asyncio.run(main())
"""
EMPTY = (
    """
import asyncio
from textual.app import App
app = App()
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        await painted(app)
"""
    + _AT_REST
)
SAME_WIDGETS = (
    """
import asyncio
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
    def get_default_screen(self): return Same()  # one screen, as the desk has
async def main():
    app = SameApp()
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.screen.query("Input:focus"): await asyncio.sleep(0)
        await painted(app)
"""
    + _AT_REST
)
_OPEN = """
from agentdesk.cli.own_hashes import leave_openssl_out
leave_openssl_out()  # as the command does before anything else
import asyncio
from pathlib import Path
from agentdesk.settings import load_settings, settings_path
from agentdesk.store import open_store
path = Path(sys.argv[2])
for left in path.parent.glob("*.drafts.db*"): left.unlink()  # what the run before left in the box
settings = load_settings(settings_path(path))
store = open_store(path, zone=settings.timezone, currency=settings.currency)
"""
_DESK = (
    _OPEN
    + """
from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.staff.records import by_id
counter = Counter(store, settings, by_id(store.read(), 1), "desk")
app = DeskApp(counter)
"""
)
_END = """
asyncio.run(main())
counter.close()
"""
DESK = (
    _DESK
    + """
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        while not app.screen.query("Box:focus"): await asyncio.sleep(0)
        await painted(app)
        at, cpu = time.monotonic(), time.process_time()
        desk = app.screen
        await timed(app, "k", lambda: desk.box.value == "k")
        typed = time.monotonic()
        while not (desk.mode is desk.find and desk.find.answers == "k"): await asyncio.sleep(0.002)
        await painted(app)
        say(ready=at, cpu=cpu, typed=typed, answered=time.monotonic())
"""
    + _END
)
RESTING = (
    _DESK
    + """
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        desk = app.screen
        await desk.started.wait()
        await asyncio.sleep(float(sys.argv[1]))
        held, own = memory()
        await timed(app, "k", lambda: desk.find.answers == "k")
        await asyncio.sleep(1)
        say(held=held, own=own, held_then=memory()[0])
"""
    + _END
)
CALL = (
    _DESK
    + """
from textual import events
async def press(*keys):
    for key in keys:
        app.post_message(events.Key("space" if key == " " else key, key if len(key) == 1 else None))
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.7)
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        await asyncio.sleep(2)
        await press(*"1740635"); await press("enter")
        await press(*"sen kokare arg"); await press("enter")
        await press("f4"); await press("enter"); await press("enter")
        await press("f5"); await press(*"50"); await press("enter"); await press("enter")
        said = app.screen.message
        await press("f12"); await press("enter")
        held, own = memory()
        say(held=held, own=own, said=said)
"""
    + _END
)
LOADED = (
    _OPEN
    + """
from textual.app import App
async def main():
    async with App().run_test(size=(120, 36)) as pilot:
        from datetime import UTC, date, datetime
        from agentdesk.desk.modes.every import prepare_first, prepare_rest
        prepare_first(); prepare_rest()
        from agentdesk.responses.known import Amount
        from agentdesk.responses.wording import amount_words, date_words
        from agentdesk.work.prompting import Prompter
        date_words(date(2026, 12, 7), "sv"); amount_words(Amount(15000, "SEK"), "sv")
        prompter = Prompter.load(settings, path)
        prompter.recogniser.load("sv").recognise("sen kokare arg", "sv")
        await asyncio.sleep(float(sys.argv[1]))
        held, own = memory()
        say(held=held, own=own)
asyncio.run(main())
"""
)
_BARE = """
import asyncio
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    asked, answered = 0, 0
    def compose(self):
        yield Input()
        yield Static("\\n".join(f"line {number} of a list that stays as it is" for number in range(24)), markup=False)
"""
_BARE_MAIN = """
async def main():
    app, taken, busy = Bare(), [], []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        box = app.query_one(Input)
        for _ in range(6):
            for at, key in enumerate(sys.argv[2]):
                await asyncio.sleep(0.03)
                wall, cpu = await timed(app, key, lambda: ANSWERED)
                taken.append(wall); busy.append(cpu)
            box.value = ""
            await pilot.pause(0.1)
    say(taken=taken, busy=busy)
asyncio.run(main())
"""
BARE_KEY = _BARE + _BARE_MAIN.replace("ANSWERED", "len(box.value) > at")
# the same work done as Textual has it: the list is the answer of the desk's own lookup, asked where the box says so
ANSWERED_KEY = (
    _OPEN.replace("sys.argv[2]", "sys.argv[3]")
    + """
from textual.app import App
from textual.widgets import Input, Static
from agentdesk.customers.lookup.finder import Finder
finder = Finder(settings.timezone)
class Bare(App):
    answered = ""
    def compose(self):
        yield Input()
        yield Static(markup=False)
    def on_input_changed(self, event):
        with store.reading() as connection:
            found = finder.look_up(connection, event.value, store.clock.now(), 12)
        lines = [line for hit in found.hits for line in (f"{hit.name}  {hit.phone}", f"  {hit.why}")]
        self.query_one(Static).update("\\n".join(lines))
        self.answered = event.value
"""
    + _BARE_MAIN.replace("ANSWERED", "app.answered == box.value and len(box.value) > at")
)
_DESK_MAIN = """
async def main():
    taken, busy = [], []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(3)
        desk = app.screen
        BEFORE
        for _ in range(6):
            for key in sys.argv[3]:
                await asyncio.sleep(0.03)
                wanted = desk.box.value + key
                wall, cpu = await timed(app, key, lambda: ANSWERED == wanted)
                taken.append(wall); busy.append(cpu)
            app.post_message(events.Key("escape", None))
            await pilot.pause(0.1)
    say(taken=taken, busy=busy)
"""
DESK_KEY = (
    _DESK
    + "from textual import events"
    + _DESK_MAIN.replace("BEFORE", "").replace("ANSWERED", "desk.find.answers")
    + _END
)
SAY_KEY = (
    _DESK
    + "from textual import events"
    + _DESK_MAIN.replace(
        "BEFORE",
        """for key in "1740635": app.post_message(events.Key(key, key))
        app.post_message(events.Key("enter", None))
        await pilot.pause(2)
        assert desk.mode is desk.say, desk.mode""",
    ).replace("ANSWERED", "desk.say.talk.answers")
    + _END
)


def output(program: str, bytecode: Path, *words: str) -> dict[str, Any]:
    """Run a program with words behind it; returns what it said. Bytecode is kept, as an installed program has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _REPORT + program, *words],
        check=True, capture_output=True, text=True, timeout=120, env=kept | {"PYTHONPYCACHEPREFIX": str(bytecode)},
    )  # fmt: skip
    said: dict[str, Any] = json.loads(done.stdout)
    return said
