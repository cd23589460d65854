"""kill -9 at any moment: whatever a desk was told is in the store, and the chain is whole."""

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import Figure, python


def killed(path: Path, rounds: int, who: str) -> dict[str, int]:
    """Play rounds in a process of their own."""
    running = python("-m", "tests.reliability.killing", path, str(rounds), who, stdout=subprocess.PIPE)
    out, _ = running.communicate(timeout=3000)
    assert running.returncode == 0
    counts: dict[str, int] = json.loads(out)
    return counts


@pytest.mark.parametrize("rounds", [15, pytest.param(1_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path, rounds: int, figure: Figure) -> None:
    counts = killed(tmp_path / "desk.db", rounds, "ours")
    figure(**counts)
    assert counts["told"] > 0
    assert counts["lost"] == 0


def test_a_twin_that_acknowledges_before_commit_loses(tmp_path: Path, figure: Figure) -> None:
    counts = killed(tmp_path / "desk.db", 100, "twin")  # it ends when it is caught
    figure(**counts)
    assert counts["lost"] > 0
