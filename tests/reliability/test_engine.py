"""The engine under two processes, a memory map and checkpoints: the one that is shipped is whole, an older one is not."""

import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from agentdesk.store.engine import NEEDED, engine

from .conftest import Figure, python
from .shop import in_memory
from .wearing import prepare

OLD = pytest.mark.skipif(
    sqlite3.sqlite_version_info >= NEEDED, reason=f"Python's own SQLite {sqlite3.sqlite_version} has it mended"
)


def raced(module: str, path: Path) -> str:
    """Play the WAL-reset bug through with an engine; returns ``ok`` or the damage."""
    running = python("-m", "tests.reliability.racing", module, path, stdout=subprocess.PIPE)
    out, _ = running.communicate(timeout=100)
    assert running.returncode == 0
    return out.decode().strip()


def test_the_shipped_engine_loses_nothing_where_the_log_begins_anew(tmp_path: Path, figure: Figure) -> None:
    found = raced(engine.__name__, tmp_path / "race.db")
    figure(engine=engine.sqlite_version, found=found)
    assert found == "ok"


@OLD
def test_a_twin_on_pythons_own_engine_loses_what_was_committed(tmp_path: Path, figure: Figure) -> None:
    found = raced("sqlite3", tmp_path / "race.db")
    figure(engine=sqlite3.sqlite_version, found=found)
    assert found != "ok"


@pytest.mark.parametrize("seconds", [2, pytest.param(600, marks=[pytest.mark.full, pytest.mark.timeout(900)])])
def test_the_shipped_engine_under_wear(seconds: int, figure: Figure) -> None:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:  # the disk is not what is worn
        path = Path(folder) / "worn.db"
        prepare(engine.__name__, path)
        desks = [
            python("-m", "tests.reliability.wearing", engine.__name__, path, str(seconds), desk, stdout=subprocess.PIPE)
            for desk in "ab"
        ]
        found = [desk.communicate(timeout=seconds + 60)[0].decode().strip() for desk in desks]
    figure(engine=engine.sqlite_version, worn_for_seconds=seconds, found=found)
    assert found == ["ok", "ok"]
