"""One key, until what it means is painted: in Find and in Say, beside a bare input with a list, static or answered."""

import shutil
from pathlib import Path

from benchmarks import start_programs as programs
from benchmarks.rows import Row, percentile

_NAME = "lindberg"
_HEARD = "sen kokare"
Keys = tuple[list[float], list[float]]  # milliseconds of each key, by the wall and on the processor
_SHARES = ((0.5, "median"), (0.95, "95 %"))


def rows(store: Path, where: str, bytecode: Path, times: int) -> list[Row]:
    """Return what a key of a name takes until its hits are painted; each program is run in turn, so many times."""
    bare, answered, desk = _taken(
        times, bytecode, (programs.BARE_KEY, _NAME), (programs.ANSWERED_KEY, _NAME, str(store)),
        (programs.DESK_KEY, str(store), _NAME),
    )  # fmt: skip
    return [
        *_beside(f"key to painted answer, {where}", desk, "bare Input, static list", bare, most=2.0),
        *_beside(f"key to painted answer, {where}", desk, "bare Input, list answered by the same lookup", answered),
    ]


def saying(store: Path, bytecode: Path, times: int) -> list[Row]:
    """Return what a key of what was heard takes until the lines to say are painted."""
    copy = Path(shutil.copytree(store.parent, bytecode.parent / "said")) / store.name
    bare, desk = _taken(times, bytecode, (programs.BARE_KEY, _NAME), (programs.SAY_KEY, str(copy), _HEARD))
    return _beside("key to painted lines to say, sample shop", desk, "bare Input, static list", bare)


def _taken(times: int, bytecode: Path, *runs: tuple[str, ...]) -> list[Keys]:
    taken: list[Keys] = [([], []) for _ in runs]
    for _ in range(times):
        for (wall, busy), (program, *words) in zip(taken, runs, strict=True):
            said = programs.output(program, bytecode, "0", *words)
            wall.extend(said["taken"])
            busy.extend(said["busy"])
    return taken


def _beside(what: str, ours: Keys, name: str, theirs: Keys, most: float | None = None) -> list[Row]:
    rows = []
    for at, kind in enumerate(("", ", processor time")):
        for share, word in _SHARES[: 2 - at]:
            mine, peer = percentile(ours[at], share), percentile(theirs[at], share)
            target, met = (f"at most {most:g}", mine <= most * peer) if most else ("", None)
            rows.append(Row("start", f"{what}{kind}, {word}", mine, name, peer, "ms", target, met))
    return rows
