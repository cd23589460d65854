"""Cold start: from the command to the desk ready, headless and as the command itself in a terminal."""

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks import start_programs as programs
from benchmarks.rows import Row, median

_STYLE = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]")
_PATIENCE = 30.0  # seconds
_EMPTY_IN_TERMINAL = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self): yield Static("Find")
Empty().run()
"""
Seen = dict[str, list[float]]  # program -> what each run took


def headless(store: Path, where: str, bytecode: Path, times: int) -> list[Row]:
    """Return the desk's start beside an empty app's and the same widgets', and its first key."""
    each = {"empty": (programs.EMPTY,), "same": (programs.SAME_WIDGETS,), "desk": (programs.DESK, str(store))}
    found: dict[str, dict[str, list[float]]] = {name: {} for name in each}
    for turn in range(times + 1):
        for name, (program, *words) in each.items():
            began = time.monotonic()
            said = programs.output(program, bytecode, "0", *words)
            if turn:  # the first run writes the bytecode
                for what in ("ready", "typed", "answered"):
                    found[name].setdefault(what, []).append((said.get(what, 0) - began) * 1000)
                found[name].setdefault("cpu", []).append(said["cpu"] * 1000)
    rows = [
        row
        for what, figure in (("desk ready", "ready"), ("desk ready, processor time", "cpu"))
        for row in _beside(f"{what}, {where}", {name: each[figure] for name, each in found.items()})
    ]
    empty = median(found["empty"]["ready"])
    for what, figure in (("first key painted", "typed"), ("first key answered", "answered")):
        rows.append(
            Row("start", f"{what}, {where}", median(found["desk"][figure]), "empty Textual app", empty, "ms")
        )  # fmt: skip
    return rows


def _beside(what: str, taken: Mapping[str, list[float]]) -> list[Row]:
    desk, empty, same = (median(taken[name]) for name in ("desk", "empty", "same"))
    return [
        Row("start", what, desk, "empty Textual app", empty, "ms", "at most 1.5", desk <= 1.5 * empty),
        Row("start", what, desk, "same widgets, empty", same, "ms", "at most 1.2", desk <= 1.2 * same),
    ]


def in_terminal(store: Path, bytecode: Path, times: int) -> list[Row]:
    """Return the command's own start, until its prompt is on the terminal, beside an empty app's."""
    if sys.platform == "win32":
        return [Row("start", "the command in a terminal", skipped="there is no pseudo-terminal here")]
    each = {
        "empty": ["-c", _EMPTY_IN_TERMINAL],
        "desk": ["-m", "agentdesk", "--store", str(store), "--as", "Aino"],
    }
    wall: Seen = {name: [] for name in each}
    busy: Seen = {name: [] for name in each}
    for turn in range(times + 1):
        for name, words in each.items():
            taken, cpu = _until_shown(words, bytecode)
            if turn:
                wall[name].append(taken)
                busy[name].append(cpu)
    return [
        Row("start", f"the command in a terminal{kind}", median(seen["desk"]), "empty Textual app there",
            median(seen["empty"]), "ms", "at most 1.5", median(seen["desk"]) <= 1.5 * median(seen["empty"]))
        for kind, seen in (("", wall), (", processor time", busy))
    ]  # fmt: skip


def _until_shown(words: list[str], bytecode: Path) -> tuple[float, float]:
    """Return the milliseconds from a program's start to its first picture in a terminal, and on the processor."""
    import fcntl
    import pty
    import termios

    began, shown = time.perf_counter(), b""
    child, terminal = pty.fork()
    if not child:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        more = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPYCACHEPREFIX": str(bytecode)}
        os.execvpe(sys.executable, [sys.executable, *words], kept | more)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    try:
        while b"Find" not in _STYLE.sub(b"", shown):
            if not select.select([terminal], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"no picture came: {shown[-300:]!r}")
            shown += os.read(terminal, 1 << 16)
        taken = time.perf_counter() - began
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, _, used = os.wait4(child, 0)
        os.close(terminal)
    return taken * 1000, (used.ru_utime + used.ru_stime) * 1000
