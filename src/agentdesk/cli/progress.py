"""How far a long command has come: one line on standard error, only where a person watches."""

import sys
import time
from types import TracebackType

_EVERY = 0.2  # seconds


class Progress:
    """Call it with how many are done of how many; nothing is printed for what is over at once."""

    def __init__(self, noun: str, *, quiet: bool = False) -> None:
        self._noun = noun
        self._on = not quiet and sys.stderr.isatty()
        self._next = time.monotonic() + _EVERY
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        """Show how far it has come, a few times a second."""
        if self._on and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._shown = True
            sys.stderr.write(f"\r{done:,} of {of:,} {self._noun} ")
            sys.stderr.flush()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
