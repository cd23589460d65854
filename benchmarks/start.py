"""Cold start, memory and one key: the desk against an empty Textual app, and against the same widgets drawing nothing.

Each run is a fresh process, timed from its start until its first picture is laid out and painted with the box focused;
started in turn, so that the machine's moods hit all alike, and the medians are compared, by the wall and by the processor's
time. The programs are started with bytecode kept, as an installed program has it (compiling the desk's own files anew
each time would only measure the compiler). ``--quick`` uses the sample shop alone; the full run adds a store of a million
customers: a copy of the one that ``AGENTDESK_MILLION`` names (its file), else made here, which takes minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import start_cold, start_keys, start_memory
from benchmarks.rows import Row

_MILLION = 1_000_000


def run(quick: bool) -> list[Row]:
    """Return start, memory and key on the sample shop and, but for a quick run, on a million customers."""
    from agentdesk.sample.shop import open_sample

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        open_sample(folder / "sample").close()
        sample, bytecode = folder / "sample" / "desk.db", folder / "bytecode"
        few, some = (1, 3) if quick else (3, 9)
        rows = [
            *start_cold.headless(sample, "sample shop", bytecode, some),
            *start_cold.in_terminal(sample, bytecode, some),
            *start_memory.rows(sample, "sample shop", bytecode, few),
            *start_memory.after_a_call(sample, bytecode),
            *start_keys.rows(sample, "sample shop", bytecode, few),
            *start_keys.saying(sample, bytecode, few),
        ]
        if quick:
            return [*rows, Row("start", "a million customers", skipped="--quick")]
        big = _million(folder / "million")
        return [
            *rows,
            *start_cold.headless(big, "a million", bytecode, 5),
            *start_memory.rows(big, "a million", bytecode, few),
            *start_keys.rows(big, "a million", bytecode, few),
        ]


def _million(folder: Path) -> Path:
    """Return a store of a million customers with nobody in a contact."""
    known = os.environ.get("AGENTDESK_MILLION")
    path = folder / "desk.db"
    if known:
        folder.mkdir()
        for each in (Path(known), Path(known).with_suffix(".toml")):
            shutil.copy(each, path.with_suffix(each.suffix))
    else:
        _made(folder)
    _park(path)
    return path


def _made(folder: Path) -> None:
    from agentdesk.sample.shop import open_sample
    from benchmarks.generate import write

    store = open_sample(folder)
    path = store.path
    store.close()
    file = folder / "customers.csv"
    write(_MILLION, file)
    command = [sys.executable, "-m", "agentdesk", "--store", str(path), "import", "customers", str(file)]
    subprocess.run(command, check=True, capture_output=True)


def _park(path: Path) -> None:
    # a contact that another measurement left open would have the box begin in Say
    from agentdesk.contacts import actions
    from agentdesk.contacts.records import open_of
    from agentdesk.store import Actor, open_store

    store = open_store(path)
    contact = open_of(store.read(), 1)
    if contact is not None:
        with store.act(Actor(1)) as act:
            actions.park(act, actions.existing(act, contact.id))
    store.close()
