"""Power cuts: nothing acknowledged is lost, whatever sectors reached the disk; with a weaker sync it is."""

import pickle
import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Figure, python
from .cutting import Day, states, trouble_after
from .shop import SEED, in_memory


def day(folder: Path, acts: int, synchronous: str) -> Day:
    """A day's work, recorded in a process of its own."""
    out = folder / "day.pickle"
    assert python("-m", "tests.reliability.cutting", out, str(acts), synchronous).wait(300) == 0
    return Day(*pickle.loads(out.read_bytes()))


def after_cuts(recorded: Day, count: int) -> Counter[str]:
    """What so many cuts did."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        return Counter(trouble_after(recorded, *state, Path(folder)) for state in states(recorded, count, chance))


@pytest.mark.parametrize(
    ("acts", "cuts"), [(60, 120), pytest.param(600, 10_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_a_power_cut_loses_nothing_acknowledged(tmp_path: Path, acts: int, cuts: int, figure: Figure) -> None:
    found = after_cuts(day(tmp_path, acts, "FULL"), cuts)
    figure(states=cuts, acts=acts, lost=found["lost"], corrupt=found["corrupt"])
    assert found == {"": cuts}


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
@pytest.mark.parametrize("cuts", [60, pytest.param(2_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_a_twin_that_syncs_less_loses_acts(tmp_path: Path, synchronous: str, cuts: int, figure: Figure) -> None:
    found = after_cuts(day(tmp_path, 60 if cuts == 60 else 600, synchronous), cuts)
    figure(states=cuts, lost=found["lost"], corrupt=found["corrupt"])
    assert found["lost"] + found["corrupt"] > 0
