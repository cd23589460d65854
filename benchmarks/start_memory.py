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
    """Return what a desk holds at rest, and once the first letter was looked up."""
    empty, desk = _held(times, programs.EMPTY, bytecode), _held(times, programs.RESTING, bytecode, str(store))
    return [
        _row(f"memory at rest, {where}", desk["held"], empty["held"]),
        Row("start", f"memory at rest, its own, {where}", desk["own"], "empty Textual app", empty["own"], "MiB"),
        _row(f"memory after a letter, {where}", desk["held_then"], empty["held"]),
    ]


def after_a_call(store: Path, bytecode: Path) -> list[Row]:
    """Return what a desk holds after a call, beside an empty app, and one that has only loaded the same libraries."""
    copy = Path(shutil.copytree(store.parent, bytecode.parent / "called")) / store.name
    said = programs.output(programs.CALL, bytecode, "0", str(copy))
    assert "given" in said["said"], said
    empty, loaded = _held(1, programs.EMPTY, bytecode), _held(1, programs.LOADED, bytecode, str(store))
    held = said["held"] / _MB
    return [
        _row("memory after a call", held, empty["held"]),
        Row("start", "memory after a call", held, "empty app, same libraries and models loaded", loaded["held"], "MiB"),
    ]


def _row(what: str, ours: float, empty: float) -> Row:
    return Row("start", what, ours, "empty Textual app", empty, "MiB", "at most 1.5", ours <= 1.5 * empty)


def _held(times: int, program: str, bytecode: Path, *words: str) -> dict[str, float]:
    """Return what a program held, in MiB, the middle of some runs."""
    said = [programs.output(program, bytecode, _AFTER, *words) for _ in range(times)]
    return {what: median([each[what] for each in said]) / _MB for what in said[0] if what.startswith(("held", "own"))}
