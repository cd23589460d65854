"""Eight shifts of sixteen agents without a restart: the write-ahead log stays short, memory stays level."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import Figure, python
from .shop import check_shop, shop_at

MOST_WAL = 16 * 1024 * 1024  # bytes
MOST_GROWTH = 1.05


def work(path: Path, agents: int, shifts: int, acts: int) -> tuple[int, list[list[int]]]:
    """Let agents work; returns the longest the write-ahead log ever was, and each agent's memory after each shift."""
    wal = path.with_name(path.name + "-wal")
    running = [
        python("-m", "tests.reliability.soaking", path, str(number), str(shifts), str(acts), stdout=subprocess.PIPE)
        for number in range(agents)
    ]
    longest = 0
    while any(each.poll() is None for each in running):
        longest = max(longest, wal.stat().st_size if wal.exists() else 0)
        time.sleep(0.02)
    memory = [json.loads(each.communicate()[0]) for each in running]
    assert [each.returncode for each in running] == [0] * agents
    return longest, memory


@pytest.mark.parametrize(
    ("agents", "shifts", "acts"),
    [(3, 3, 20), pytest.param(16, 8, 150, marks=[pytest.mark.full, pytest.mark.timeout(3600)])],
)
def test_shifts_without_a_restart(tmp_path: Path, agents: int, shifts: int, acts: int, figure: Figure) -> None:
    path = tmp_path / "desk.db"
    keeper = shop_at(path)  # somebody who only looks, all day, as the supervisor's view does
    keeper.read().execute("SELECT 1").fetchone()
    longest, memory = work(path, agents, shifts, acts)
    keeper.close()
    check_shop(path)
    growth = max(each[-1] / each[1] for each in memory)
    figure(agents=agents, shifts=shifts, acts=agents * shifts * acts, wal_bytes=longest, memory_growth=round(growth, 4))
    assert longest < MOST_WAL
    assert growth < MOST_GROWTH or shifts < 8  # three short shifts are too few to say


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_a_twin_with_a_forgotten_reader_grows_its_log(tmp_path: Path, figure: Figure) -> None:
    path = tmp_path / "desk.db"
    shop_at(path).close()
    reader = python("-m", "tests.reliability.soaking", path, "reader", stdout=subprocess.PIPE)
    try:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reading\n"
        longest, _ = work(path, 4, 2, 400)
    finally:
        reader.kill()
        reader.wait()
    figure(acts=3200, wal_bytes=longest)
    assert longest > MOST_WAL
