"""Many desks at once: nothing is sold twice, and nobody is refused for a lock."""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from agentdesk.clock import SetClock
from agentdesk.holds import receiving
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.log.canonical import START, chained
from agentdesk.store import Act, Actor, Store, open_store

from .books import check_order, check_promises
from .conftest import HOURS, check_books
from .day import NOW, template

ON_HAND = 200


def crowd(path: Path, processes: int, acts: int, *, twin: bool = False) -> tuple[Store, dict[str, int]]:
    """Let so many processes do so many acts each; returns the store and what was done in all."""
    path.write_bytes(template())
    store = open_store(path, SetClock(NOW), zone="Europe/Stockholm")
    with store.act(Actor(1)) as act:
        set_on_hand(act, 1, ON_HAND, HOURS)
        receiving.expect(act, "Norrkök", date(2026, 12, 4), {1: 100_000}, HOURS)
    counts: dict[str, int] = {}
    for outcome in [job.communicate()[0] for job in [_start(path, number, acts, twin) for number in range(processes)]]:
        for word, count in json.loads(outcome).items():
            counts[word] = counts.get(word, 0) + count
    return store, counts


def _start(path: Path, number: int, acts: int, twin: bool) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.holds.crowd", str(path), str(number), str(acts), "twin" if twin else "ours"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])},
        stdout=subprocess.PIPE,
        text=True,
    )


def check(store: Store) -> None:
    """What must hold when everybody has gone home."""
    with store.reading() as connection:
        act = Act(connection, store.clock.now(), "", Actor())
        check_books(act)
        check_promises(act)
        check_order(act)
        previous = START
        for row in connection.execute("SELECT record, hash FROM log ORDER BY seq").fetchall():
            previous = chained(previous, row["record"])
            assert previous == row["hash"]
        moved = connection.execute("SELECT coalesce(sum(units), 0) FROM stock_moves").fetchone()[0]
        on_hand = connection.execute("SELECT on_hand FROM products WHERE id = 1").fetchone()[0]
        assert on_hand == ON_HAND + moved
        gone = connection.execute("SELECT coalesce(sum(quantity), 0) FROM holds WHERE state = 'collected'").fetchone()[
            0
        ]
        came = connection.execute("SELECT coalesce(sum(received), 0) FROM delivery_lines").fetchone()[0]
        assert on_hand == ON_HAND + came - gone


@pytest.mark.parametrize(
    ("processes", "acts"),
    [
        (4, 100),
        pytest.param(16, 5_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)]),
    ],
)
def test_nothing_is_sold_twice_and_nobody_is_refused(tmp_path: Path, processes: int, acts: int) -> None:
    store, counts = crowd(tmp_path / "desk.db", processes, acts)
    assert (counts["locked"], counts["broken"]) == (0, 0)
    assert sum(counts.values()) == processes * acts
    assert min(counts["placed"], counts["collected"], counts["cancelled"], counts["received"]) > 0
    check(store)
    store.close()


def test_a_twin_that_reads_then_writes_sells_twice(tmp_path: Path) -> None:
    store, counts = crowd(tmp_path / "desk.db", 4, 60, twin=True)
    with closing(store), pytest.raises(AssertionError):
        check(store)
        assert counts["broken"] == 0
