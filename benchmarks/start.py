"""Cold start: the desk on the sample shop against an empty Textual app, and against the same widgets drawing nothing.

Each is a fresh process, headless, timed from its start to its first idle moment after mounting; the median of several.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row, median

_EMPTY = """
import asyncio
from textual.app import App
app = App()
async def main():
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
asyncio.run(main())
"""

_SAME_WIDGETS = """
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
class SameApp(App):
    def on_mount(self): self.push_screen(Same())
async def main():
    async with SameApp().run_test(size=(120, 36)) as pilot:
        await pilot.pause()
asyncio.run(main())
"""

_DESK = """
import asyncio, sys
from pathlib import Path
from agentdesk.settings import load_settings, settings_path
from agentdesk.store import open_store
path = Path(sys.argv[1])
settings = load_settings(settings_path(path))
store = open_store(path, zone=settings.timezone, currency=settings.currency)
from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.staff.records import by_id
counter = Counter(store, settings, by_id(store.read(), 1), "desk")
async def main():
    async with DeskApp(counter).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
asyncio.run(main())
counter.close()
"""


def run(quick: bool) -> list[Row]:
    """Return the two ratios that the design sets: at most 1.5 and 1.2."""
    from agentdesk.sample.shop import open_sample

    times = 3 if quick else 9
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        open_sample(Path(folder)).close()
        taken: dict[str, list[float]] = {"empty": [], "same": [], "desk": []}
        for _ in range(times):  # in turn, so that the machine's moods hit all alike
            taken["empty"].append(_timed(_EMPTY))
            taken["same"].append(_timed(_SAME_WIDGETS))
            taken["desk"].append(_timed(_DESK, str(Path(folder) / "desk.db")))
    empty, same, desk = (median(taken[name]) for name in ("empty", "same", "desk"))
    return [
        Row("start", "desk ready", desk, "empty Textual app", empty, "ms", "at most 1.5", desk <= 1.5 * empty),
        Row("start", "desk ready", desk, "same widgets, empty", same, "ms", "at most 1.2", desk <= 1.2 * same),
    ]


def _timed(program: str, *words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *words], check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000
