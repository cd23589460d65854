"""The write lock: one writer at a time, by a blocking lock on a file beside the store.

SQLite's own busy handler polls; with 16 writers its 99.9th percentile is ten times that of a lock which the kernel
hands over. Whose turn it is next, the queue in ``tickets`` says.
"""

import contextlib
import errno
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.errors import StoreError
from agentdesk.store import tickets

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    class _Overlapped(ctypes.Structure):
        _fields_ = [
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        ]

    _EXCLUSIVE = 0x2
    _AT_ONCE = 0x1

    def _take(descriptor: int) -> None:
        handle = msvcrt.get_osfhandle(descriptor)
        if not ctypes.windll.kernel32.LockFileEx(handle, _EXCLUSIVE, 0, 1, 0, ctypes.byref(_Overlapped())):
            raise ctypes.WinError()

    def _take_at_once(descriptor: int) -> bool:
        handle = msvcrt.get_osfhandle(descriptor)
        flags = _EXCLUSIVE | _AT_ONCE
        return bool(ctypes.windll.kernel32.LockFileEx(handle, flags, 0, 1, 0, ctypes.byref(_Overlapped())))

    def _give(descriptor: int) -> None:
        handle = msvcrt.get_osfhandle(descriptor)
        ctypes.windll.kernel32.UnlockFileEx(handle, 0, 1, 0, ctypes.byref(_Overlapped()))
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _take_at_once(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def lock_path(store: Path) -> Path:
    """Return the file that a store's writers take turns by: beside it."""
    return store.with_name(store.name + ".lock")


class WriteLock:
    """A lock file held open for the life of the store; ``held()`` waits for its turn.

    The file is made when it is first needed: looking at somebody else's file leaves nothing beside it. It also says which
    log entry was the last acknowledged here (``keep``): what a lost or damaged -wal file takes away cannot go unnoticed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise StoreError(
                f"The store's lock file {self._path} cannot be opened: {error.strerror}.",
                "Check the folder's permissions, and that its disk has room and is not write-protected.",
                code="read-only" if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else "cannot-open",
            ) from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, first come, first served, waiting as long as it takes.

        Freed by the kernel when the process dies. Raises StoreError.
        """
        if self._descriptor is None:
            self._descriptor = self._open()
        try:
            tickets.queue(self._descriptor)
            _take(self._descriptor)
        finally:
            tickets.leave(self._descriptor)
        try:
            yield
        finally:
            _give(self._descriptor)

    def keep(self, seq: int, digest: bytes) -> None:
        """Note the last entry that is committed, and its hash; the caller holds the lock. Costs microseconds, no sync.

        After a power cut the note may be an older one, never a newer. One that cannot be written is done without.
        """
        assert self._descriptor is not None
        with contextlib.suppress(OSError):
            os.lseek(self._descriptor, _NOTE_AT, os.SEEK_SET)
            os.write(self._descriptor, _NOTE.pack(seq, digest[:16]))

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


_NOTE = struct.Struct(">Q16s")
_NOTE_AT = 64  # beyond the byte that Windows locks against reading too


def last_kept(path: Path) -> tuple[int, bytes] | None:
    """Return the last entry that was acknowledged on this machine and the start of its hash; None where nothing says."""
    try:
        note = path.read_bytes()[_NOTE_AT : _NOTE_AT + _NOTE.size]
    except OSError:
        return None
    if len(note) < _NOTE.size:
        return None
    seq, digest = _NOTE.unpack(note)
    return (seq, digest) if seq else None


class Alone:
    """A lock that says whether one is the only one doing something on this machine; it never waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock; False where another process has it. Freed by the kernel when the process dies."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if not _take_at_once(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def give(self) -> None:
        """Let go of it, where it was taken."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
