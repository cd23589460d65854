"""A schema changes whole or not at all, whoever is killed at it and however many start at once; the data stays."""

import json
import subprocess
from pathlib import Path

import pytest

from agentdesk.store.migrations import SCHEMA, STEPS

from .conftest import Figure, python


@pytest.mark.parametrize("step", [17, pytest.param(1, marks=[pytest.mark.full, pytest.mark.timeout(1800)])])
def test_a_killed_migration_is_all_or_nothing(tmp_path: Path, step: int, figure: Figure) -> None:
    running = python("-m", "tests.reliability.growing", tmp_path, str(step), stdout=subprocess.PIPE)
    out, _ = running.communicate(timeout=1700)
    assert running.returncode == 0
    found = json.loads(out)
    figure(every=step, **found)
    assert found["migrations"]["old"] > 0
    assert found["first starts"]["none"] > 0
    assert found["three at once"] == 1


def test_every_schema_before_this_one_has_its_test() -> None:
    """There is one schema so far: whoever adds a step keeps a store of the one before, with data, and opens it here."""
    assert [name for name, _ in STEPS] == ["0001_first"]
    assert len(STEPS) == SCHEMA
