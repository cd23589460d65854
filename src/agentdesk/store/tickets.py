"""Who comes first at the write lock: a queue of numbered tickets in the lock's own file, first come, first served.

A bare lock goes to whoever asks in the right microsecond: of sixteen writers some took twenty turns running while
others waited through two hundred. Here each waiter draws a number, locks the byte of that number, and waits for the
byte before it; who has the turn frees its byte, so that exactly one is woken, and it stands ready at the lock itself.

Byte locks are the kernel's: those of a process that died are gone, and its number is passed over; who stood behind it
then stands at the lock beside whoever was before it. Order is all that this gives; that only one writes is the business
of the lock behind it, so a queue that fails costs fairness only.
Linux has the locks for it (OFD locks, which belong to an open file and not, as POSIX locks do, to the process);
elsewhere, and where the kernel or a full disk refuses, nobody queues.
"""

import os
import sys
import threading
from contextlib import suppress
from struct import Struct

PATIENCE = 2.0  # seconds behind somebody who does not move: a stopped process must not stop the others

if sys.platform == "linux" and sys.maxsize > 2**32:
    import fcntl

    _FLOCK = Struct("@hhqqi4x")  # struct flock: type, whence, start, length, pid
    _DRAW = 1 << 40  # bytes far beyond the file's end are locked like any others, and take up no room
    _NUMBERS = 1 << 41
    _LAST = 1 << 62

    def queue(descriptor: int) -> None:
        """Draw a number and wait until everybody before it stands at the lock, or does not move."""
        with suppress(OSError):
            before = _draw(descriptor) - 1
            try:
                _lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_RDLCK, before)
            except BlockingIOError:
                _wait_for(descriptor, before)

    def leave(descriptor: int) -> None:
        """Let the next in the queue step forward."""
        with suppress(OSError):
            _lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, _NUMBERS, 0)

    def _draw(descriptor: int) -> int:
        _lock(descriptor, fcntl.F_OFD_SETLKW, fcntl.F_WRLCK, _DRAW)
        try:
            last = int.from_bytes(os.pread(descriptor, 8, 0), "little")
            number = (last if _NUMBERS < last < _LAST else _NUMBERS) + 1
            os.pwrite(descriptor, number.to_bytes(8, "little"), 0)
            _lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_WRLCK, number)
        finally:
            _lock(descriptor, fcntl.F_OFD_SETLK, fcntl.F_UNLCK, _DRAW)
        return number

    def _wait_for(descriptor: int, number: int) -> None:
        def wait() -> None:
            with suppress(OSError):
                _lock(descriptor, fcntl.F_OFD_SETLKW, fcntl.F_RDLCK, number)

        # the kernel's wait has no end of its own; a thread costs 60 µs, while there is nothing to do but wait
        waiting = threading.Thread(target=wait, name="turn", daemon=True)
        waiting.start()
        waiting.join(PATIENCE)

    def _lock(descriptor: int, command: int, kind: int, start: int, length: int = 1) -> None:
        fcntl.fcntl(descriptor, command, _FLOCK.pack(kind, os.SEEK_SET, start, length, 0))
else:

    def queue(descriptor: int) -> None:
        """Do not queue: this system has no locks for it."""

    def leave(descriptor: int) -> None:
        """There is no queue to leave."""
