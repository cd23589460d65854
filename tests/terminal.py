"""A real pseudo-terminal: the program runs in it, keys are written to it as bytes, and the screen is read as a user does."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType

import pyte
from tests.patience import PATIENCE

KEYS = {
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "F12": "\x1b[24~", "Enter": "\r",
    "Esc": "\x1b[27u",  # as newer terminals send it: a bare \x1b and the key behind it, read at once, are another key
    "Up": "\x1b[A", "Down": "\x1b[B", "Right": "\x1b[C", "Left": "\x1b[D", "Tab": "\t", "Backspace": "\x7f",
    "ctrl+z": "\x1a", "ctrl+q": "\x11", "ctrl+p": "\x10", "ctrl+l": "\x0c",
}  # fmt: skip


class Terminal:
    """A terminal of some columns and rows with a program in it. Use as a context manager."""

    def __init__(
        self, command: list[str], columns: int = 120, rows: int = 36, env: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        surroundings = {
            **os.environ,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "COLUMNS": "",
            "LINES": "",
            **(env or {}),
        }
        del surroundings["COLUMNS"], surroundings["LINES"]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=surroundings, start_new_session=True, close_fds=True
        )
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        if self._master >= 0:
            os.close(self._master)

    def write(self, *parts: str) -> None:
        """Write text and named keys in one burst: ``write("1740635", "Enter")``."""
        os.write(self._master, "".join(KEYS.get(part, part) for part in parts).encode())

    def read(self, seconds: float = 0.1) -> None:
        """Take in what the program writes for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._master], [], [], left)
            if not ready:
                return
            try:
                data = os.read(self._master, 65536)
            except OSError:
                return
            if not data:
                return
            self.raw += data
            self._stream.feed(data)

    def text(self) -> str:
        """Return the screen as it is now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, words: str) -> str:
        """Return the screen once it shows some words; fails with the screen otherwise."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.05)
            if words in self.text():
                return self.text()
            if self.process.poll() is not None:
                self.read(0.2)  # its last words, too
                if words in self.text():
                    return self.text()
                break
        raise AssertionError(f"{words!r} never came; the screen:\n{self.text()}")

    def wait_without(self, words: str) -> None:
        """Wait until the screen shows some words no more; fails with the screen otherwise."""
        until = time.monotonic() + PATIENCE
        while words in self.text():
            assert time.monotonic() < until, f"{words!r} never went; the screen:\n{self.text()}"
            self.read(0.05)

    def ended(self) -> int:
        """Wait until the program ends by itself; returns its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:  # one that nobody reads from could not write its last words
            assert time.monotonic() < end, f"it goes on; the screen:\n{self.text()}"
            self.read(0.05)
        self.read(0.2)
        return self.process.wait()

    def close(self) -> int:
        """Close the terminal's window; returns how the program ended. Fails where it goes on."""
        os.close(self._master)
        self._master = -1
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the program as a closed lid or a power button does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def agentdesk(store: Path, *words: str) -> list[str]:
    """Return the command that runs the real program on a store."""
    return [sys.executable, "-m", "agentdesk", "--store", str(store), *words]
