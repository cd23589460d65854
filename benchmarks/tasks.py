"""Whole tasks at the real desk in a real terminal: from the key that starts one to its words on the screen, and its keys.

One call on the sample shop, again and again: found, said, held, given, finished. Beside each the floor: what one letter
takes from the keyboard to the screen. Keys beyond the data itself are counted against the budget.
"""

import contextlib
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.rows import Row, median

_STYLE = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]")
_PATIENCE = 20.0  # seconds
_QUIET = 0.04  # seconds without output after which a key is drawn

# task -> what is typed first, the keys that count, their bytes one by one, the words that end it, the budget in keys
TASKS = (
    ("customer on screen", "1740635", ("Enter",), "Type what was said", 1),
    ("line said", "sen kokare arg", ("Enter",), "Said:", 1),
    ("hold placed", "", ("F4", "Enter", "Enter"), "placed", 3),
    ("remedy given", "", ("F5", "50", "Enter", "Enter"), "given", 3),
    ("contact closed", "", ("F12", "Enter"), "finished", 2),
)
_KEYS = {"Enter": "\r", "F4": "\x1bOS", "F5": "\x1b[15~", "F12": "\x1b[24~"}


def run(quick: bool) -> list[Row]:
    """Return a row for each task and one for the whole call."""
    if sys.platform == "win32":
        return [Row("tasks", "one call", skipped="there is no pseudo-terminal here")]
    from agentdesk.sample.shop import open_sample

    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        open_sample(Path(folder) / "sample").close()
        for turn in range(3 if quick else 9):
            shop = Path(shutil.copytree(Path(folder) / "sample", Path(folder) / f"shop-{turn}"))
            for task, value in _call(shop / "desk.db").items():
                taken.setdefault(task, []).append(value)
    floor = median(taken["a letter"])
    rows = []
    for task, _, keys, _, budget in TASKS:
        pressed = sum(key in _KEYS for key in keys)
        rows.append(
            Row("tasks", f"{task}, {pressed} key{'s' * (pressed > 1)}", median(taken[task]), "one letter shown", floor,
                "ms", f"{budget} key{'s' * (budget > 1)}", pressed <= budget)
        )  # fmt: skip
    keys_in_all = sum(key in _KEYS for _, _, keys, _, _ in TASKS for key in keys)
    whole = sum(median(taken[task]) for task, *_ in TASKS)
    what = f"the whole call: what the desk itself takes, {keys_in_all} keys beyond the data"
    return [*rows, Row("tasks", what, whole, "one letter shown", floor, "ms", "20 s of patience", whole < 20_000)]


def _call(store: Path) -> dict[str, float]:
    """Play one call; returns the milliseconds from the first counted key of each task to its words."""
    taken = {}
    with _desk(store) as desk:
        desk.wait_for("Find")
        time.sleep(0.5)
        letters = [desk.time([letter], letter) for letter in "§¤¶¬¦"]
        taken["a letter"] = median(letters[1:])  # the first also brings in what finds people
        desk.press("\x1b")
        time.sleep(0.3)
        for task, data, keys, words, _ in TASKS:
            if data:
                desk.press(data)
                time.sleep(0.4)  # what a person takes at least
            taken[task] = desk.time([_KEYS.get(key, key) for key in keys], words)
            time.sleep(0.3)
    return taken


class _Desk:
    """The program and what it has written since the last look."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._said = b""

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())
        self._read(0.15)
        self._said = b""

    def time(self, keys: list[str], words: str) -> float:
        """Return the milliseconds that the keys took until the words were there; each waits until the last is drawn.

        What counts is the time to the last of what a key drew, not the quiet by which the end of it is known.
        """
        taken = 0.0
        for key in keys[:-1]:
            began = drawn = time.perf_counter()
            os.write(self._master, key.encode())
            while self._read(_QUIET):
                drawn = time.perf_counter()
            taken += drawn - began
        self._said = b""
        began = time.perf_counter()
        os.write(self._master, keys[-1].encode())
        self.wait_for(words)
        return (taken + time.perf_counter() - began) * 1000

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + _PATIENCE
        while words.encode() not in _STYLE.sub(b"", self._said):
            if time.monotonic() > until:
                raise TimeoutError(f"{words!r} never came: {_STYLE.sub(b'', self._said)[-500:]!r}")
            self._read(0.05)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if ready:
            self._said += os.read(self._master, 1 << 16)
        return bool(ready)


@contextmanager
def _desk(store: Path) -> Iterator[_Desk]:
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    command = [sys.executable, "-m", "agentdesk", "--store", str(store), "--as", "Aino"]
    env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    program = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True)
    os.close(slave)
    try:
        yield _Desk(master)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        os.close(master)
