"""A schema changes whole or not at all, whoever is killed at it and however many start at once; the data stays."""

import json
import subprocess
from pathlib import Path

import pytest

from agentdesk.customers.actions import Details, change, existing
from agentdesk.store.migrations import SCHEMA, STEPS
from agentdesk.work.attend import on_shift
from agentdesk.work.doctor import examine

from .conftest import Figure, python
from .earlier import as_the_first_schema
from .growing import filled, rows
from .shop import NOW, agent, opened


@pytest.mark.parametrize("step", [17, pytest.param(1, marks=[pytest.mark.full, pytest.mark.timeout(1800)])])
def test_a_killed_migration_is_all_or_nothing(tmp_path: Path, step: int, figure: Figure) -> None:
    running = python("-m", "tests.reliability.growing", tmp_path, str(step), stdout=subprocess.PIPE)
    out, _ = running.communicate(timeout=1700)
    assert running.returncode == 0
    found = json.loads(out)
    figure(every=step, **found)
    assert found["migrations"]["old"] > 0
    assert found["twins"]["old"] > 0
    assert found["first starts"]["none"] > 0
    assert found["three at once"] == 1


def test_every_schema_before_this_one_has_its_test() -> None:
    """Whoever adds a step keeps a store of the one before, with data, and opens it here: ``earlier`` goes back to each."""
    assert [name for name, _ in STEPS] == ["0001_first", "0002_twins"]
    assert len(STEPS) == SCHEMA


def test_a_store_of_the_first_schema_gets_second_copies_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "shop" / "desk.db"
    filled(path)
    path.parent.chmod(0o700)
    as_the_first_schema(path)
    version, before = rows(path)
    wrong = [each for each in examine(path, NOW) if not each.well and each.check != "daily copies are made"]
    assert version == 1
    assert [(each.check, each.next) for each in wrong] == [
        ("the schema is this program's", "Open the desk once: it brings the store up to date.")
    ]
    store = opened(path)
    with on_shift(store, agent(1)) as act:
        change(act, existing(act.connection, 7), Details(notes="Ringer helst."), "SE")
    store.close()
    version, after = rows(path)
    assert version == SCHEMA
    assert [row[1:3] for row in after["holds"]] == [row[1:3] for row in before["holds"]] != []
    assert [each.check for each in examine(path, NOW) if not each.well] == ["daily copies are made"]
