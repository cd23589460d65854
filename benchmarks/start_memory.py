"""Memory of a desk: at rest, and after a whole call, beside an empty app's.

What is resident is counted, as ``ps`` shows it; beside it what is the process's own, without the pages of libraries that
several desks on one host share.
"""

import shutil
from pathlib import Path

from benchmarks import start_programs as programs
from benchmarks.rows import Row, median

_AFTER = "3"  # seconds at rest: what is loaded in the background is there then
_MB = 2**20


def rows(store: Path, where: str, bytecode: Path, times: int) -> list[Row]:
    """Return what a desk holds at rest, after one letter was looked up."""
    held = {"empty": _held(times, programs.EMPTY, bytecode), "desk": _held(times, programs.DESK, bytecode, str(store))}
    return [
        Row("start", f"memory at rest{kind}, {where}", held["desk"][at], "empty Textual app", held["empty"][at], "MiB",
            "at most 1.5" if not at else "", held["desk"][at] <= 1.5 * held["empty"][at] if not at else None)
        for at, kind in enumerate(("", ", its own"))
    ]  # fmt: skip


def after_a_call(store: Path, bytecode: Path) -> list[Row]:
    """Return what a desk holds after a call, beside an empty app, and one that has only loaded the same libraries."""
    copy = Path(shutil.copytree(store.parent, bytecode.parent / "called")) / store.name
    said = programs.output(programs.CALL, bytecode, "0", str(copy))
    assert "given" in said["said"], said
    empty, _ = _held(1, programs.EMPTY, bytecode)
    loaded, _ = _held(1, programs.LOADED, bytecode, str(store))
    what = "memory after a call"
    held = said["held"] / _MB
    return [
        Row("start", what, held, "empty Textual app", empty, "MiB", "at most 1.5", held <= 1.5 * empty),
        Row("start", what, held, "empty app, same libraries and models loaded", loaded, "MiB"),
    ]


def _held(times: int, program: str, bytecode: Path, *words: str) -> tuple[float, float]:
    said = [programs.output(program, bytecode, _AFTER, *words) for _ in range(times)]
    return median([each["held"] for each in said]) / _MB, median([each["own"] for each in said]) / _MB
