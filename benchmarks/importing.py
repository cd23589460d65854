"""Import of the generated customers through the real command, beside sqlite-utils on the same file.

While it runs, this process plays another desk: it opens a contact every 20 ms and notes how long it waits for its turn.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from agentdesk.contacts.actions import open_contact
from agentdesk.contacts.model import Channel
from agentdesk.shift.actions import attend
from agentdesk.store import Actor, Store, open_store
from benchmarks.rows import Row, median

_AGENTDESK = (sys.executable, "-m", "agentdesk")
_SQLITE_UTILS = (sys.executable, "-m", "sqlite_utils")
_SEARCHED = ("ref", "name", "kana", "company", "phone", "phone2", "email", "loyalty", "postcode", "city")
_BREATH = 0.02  # seconds between two acts of the other desk


@dataclass(frozen=True, slots=True)
class Brought:
    """An import that was run: its store, how long it took, its peak memory (MiB), the other desk's waits and syncs (ms)."""

    store: Path
    seconds: float
    memory: float
    waits: list[float]
    syncs: list[float]


def founded(folder: Path) -> Path:
    """Return a new shop's store."""
    store = folder / "desk.db"
    words = "--shop Shop --country SE --currency SEK --timezone Europe/Stockholm --language sv --supervisor Mira --pin-stdin"
    subprocess.run(
        [*_AGENTDESK, "--store", str(store), "setup", *words.split()],
        input=b"482915\n", check=True, capture_output=True,
    )  # fmt: skip
    return store


def bring(table: Path, folder: Path) -> Brought:
    """Import a file into a new store while another desk is at work."""
    folder.mkdir(parents=True)
    store = founded(folder)
    waits: list[float] = []
    syncs: list[float] = []
    began = time.perf_counter()
    words = ["--store", store, "import", "customers", table, "--report", folder / "bad.csv", "--json"]
    process = subprocess.Popen([*_AGENTDESK, *map(str, words)], stdout=subprocess.PIPE)
    with closing(open_store(store)) as desk:
        while True:
            one, status, usage = os.wait4(process.pid, os.WNOHANG)
            if one:
                break
            waited, synced = _act(desk)
            waits.append(waited)
            syncs.append(synced)
            time.sleep(_BREATH)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stdout is not None
    with process.stdout as answer:
        done = json.load(answer)
    assert process.returncode == 0, done
    assert done["rejected"] == 0, done
    return Brought(store, seconds, usage.ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10)), waits, syncs)


def _act(desk: Store) -> tuple[float, float]:
    """Open a contact with a walk-in; return the milliseconds from the wish to the turn, and those of its own COMMIT."""
    began = time.perf_counter()
    with desk.act(Actor(1, "desk 2")) as act:
        turn = time.perf_counter()
        attend(act)
        open_contact(act, None, Channel.COUNTER)
        done = time.perf_counter()
    return (turn - began) * 1000, (time.perf_counter() - done) * 1000


def peer(table: Path, folder: Path) -> float:
    """Return the seconds that sqlite-utils needs to insert the file and to make a full-text index over it."""
    store = folder / "peer.db"
    store.unlink(missing_ok=True)
    began = time.perf_counter()
    for words in (("insert", store, "customers", table, "--csv"), ("enable-fts", store, "customers", *_SEARCHED)):
        subprocess.run([*_SQLITE_UTILS, *map(str, words)], check=True, capture_output=True)
    taken = time.perf_counter() - began
    store.unlink()
    return taken


def rows(table: Path, brought: Brought, small: Brought, counts: tuple[int, ...], folder: Path) -> list[Row]:
    """Return speed, memory and waits; ``small`` is the import of fewer customers, ``counts`` says how many each had."""
    fewer, count = counts
    theirs = peer(table, folder)
    ratio = brought.seconds / theirs
    worst, usual = max(brought.waits), median(brought.waits)
    return [
        Row("import", f"{count:,} customers, another desk at work", brought.seconds, "sqlite-utils insert, enable-fts",
            theirs, "s", "at most 4", ratio <= 4),
        Row("import", f"peak memory, {count:,} customers", brought.memory, f"of {fewer:,}", small.memory, "MiB",
            "at most 1.5", brought.memory <= 1.5 * small.memory),
        Row("import", f"longest of {len(brought.waits):,} waits of another desk", worst, "median wait", usual, "ms",
            "at most 100 ms", worst <= 100),
        Row("import", "the longest of its own commits, one sync of the disk each: the floor", max(brought.syncs),
            "median commit", median(brought.syncs), "ms"),
    ]  # fmt: skip
