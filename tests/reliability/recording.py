"""A layer between SQLite and the disk, inside the engine that is shipped: it writes down, or refuses, every write and sync.

The engine's own file system layer (its VFS) is copied and three of its functions are wrapped; the calls go through ctypes
to the very library that the store uses, so that nothing is measured on another SQLite. Only for processes of their own:
the layer becomes the default of the whole process and cannot be taken out again.
"""

import ctypes
import importlib
import sys
from collections.abc import Callable
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_int64,
    c_void_p,
    cast,
    memmove,
    pointer,
    sizeof,
)
from pathlib import Path

from agentdesk.store.engine import engine

FULL, WRITE_ERROR, SYNC_ERROR = 13, 10 | 3 << 8, 10 | 4 << 8  # SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC

# a name is handed on as the address that it came as: SQLite keeps it, and reads parameters behind its end
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_UNMAP = CFUNCTYPE(c_int, c_void_p, c_int64, c_void_p)


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int), ("size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE), *((f"rest{n}", c_void_p) for n in range(14)),
    ]  # fmt: skip


class _Methods(Structure):
    _fields_ = [
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", _WRITE), ("truncate", _TRUNCATE),
        ("sync", _SYNC), *((f"rest{n}", c_void_p) for n in range(12)), ("unmap", _UNMAP),
    ]  # fmt: skip


class _File(Structure):
    _fields_ = [("methods", POINTER(_Methods))]


Write = tuple[str, str, int, bytes]  # "write", file, offset, data
Note = Callable[[tuple[object, ...]], int]


_INSTALLED: list["Layer"] = []  # SQLite calls it as long as the process lives


class Layer:
    """The layer, once installed: ``note`` hears of every operation before it is done.

    It gets ("write", file, offset, data), ("truncate", file, size), ("sync", file), ("delete", file); files by the end of
    their name (``.db``, ``.db-wal``). What it returns other than 0 is given to SQLite as the error, and nothing is done.
    ``unmapping`` hears of a whole memory map being let go.
    """

    def __init__(
        self, note: Note, module: str = engine.__name__, unmapping: Callable[[str], None] | None = None
    ) -> None:
        self._note, self._unmapping = note, unmapping
        library = ctypes.CDLL(_library(module))
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._own = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs()
        memmove(byref(self._vfs), byref(self._own), sizeof(_Vfs))
        self._names: dict[int, str] = {}
        self._copies: dict[int, tuple[_Methods, _Methods]] = {}
        self._vfs.name = b"noted"
        self._vfs.open = _OPEN(self._open)
        self._vfs.delete = _DELETE(self._delete)
        self._keep = (_WRITE(self._write), _TRUNCATE(self._truncate), _SYNC(self._sync))
        self._unmap_too = _UNMAP(self._unmap)
        _INSTALLED.append(self)
        assert library.sqlite3_vfs_register(byref(self._vfs), 1) == 0

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        done: int = self._own.open(vfs, name, file, flags, out)
        handle = cast(file, POINTER(_File)).contents
        if done or not name or not handle.methods:
            return done
        own = cast(handle.methods, c_void_p).value
        assert own is not None
        if own not in self._copies:
            theirs, ours = handle.methods.contents, _Methods()
            memmove(byref(ours), byref(theirs), sizeof(_Methods))
            ours.write, ours.truncate, ours.sync = self._keep
            if self._unmapping is not None:
                ours.unmap = self._unmap_too
            self._copies[own] = (theirs, ours)
        self._names[file] = _end(name)
        handle.methods = pointer(self._copies[own][1])
        return done

    def _theirs(self, file: int) -> _Methods:
        ours = cast(cast(file, POINTER(_File)).contents.methods, c_void_p).value
        return next(theirs for theirs, copy in self._copies.values() if ctypes.addressof(copy) == ours)

    def _write(self, file: int, data: int, amount: int, offset: int) -> int:
        trouble = self._note(("write", self._names[file], offset, ctypes.string_at(data, amount)))
        return trouble or self._theirs(file).write(file, data, amount, offset)

    def _truncate(self, file: int, size: int) -> int:
        return self._note(("truncate", self._names[file], size)) or self._theirs(file).truncate(file, size)

    def _sync(self, file: int, flags: int) -> int:
        return self._note(("sync", self._names[file])) or self._theirs(file).sync(file, flags)

    def _unmap(self, file: int, offset: int, page: int | None) -> int:
        if (
            self._unmapping is not None and page is None
        ):  # the whole map, as a checkpoint does that finds the file changed
            self._unmapping(self._names[file])
        done: int = self._theirs(file).unmap(file, offset, page)
        return done

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        trouble = self._note(("delete", _end(name)))
        return trouble or self._own.delete(vfs, name, sync)


def _end(name: int) -> str:
    text = Path(ctypes.string_at(name).decode()).name
    return text[text.index(".") :]


def _library(module: str) -> str:
    """The library that holds the SQLite of a DB-API module."""
    importlib.import_module(module)
    package = module.partition(".")[0]
    compiled = sys.modules["_sqlite3" if package == "sqlite3" else f"{package}._sqlite3"]
    assert compiled.__file__
    return compiled.__file__
