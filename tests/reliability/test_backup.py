"""Backups while desks write: each is whole, restores, and has everything that was acknowledged before it began."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agentdesk.errors import StoreError
from agentdesk.store import Actor
from agentdesk.store.backup import put_in_place
from agentdesk.store.engine import Error
from agentdesk.work.backing_up import back_up_store, check_chain

from .conftest import Figure, python
from .shop import check_shop, opened, shop_at

MIRA = Actor(1, "office")


@contextmanager
def under_load(path: Path, desks: int = 2) -> Iterator[None]:
    """Desks at work until the block ends."""
    shop_at(path).close()
    running = [
        python("-m", "tests.reliability.sharing", path, str(n), "1000000", "ours", stdout=subprocess.DEVNULL)
        for n in range(desks)
    ]
    try:
        store = opened(path)
        first = store.read().execute("SELECT max(seq) FROM log").fetchone()[0]
        while store.read().execute("SELECT max(seq) FROM log").fetchone()[0] < first + 20 * desks:
            time.sleep(0.05)
            assert None in [each.poll() for each in running], "no desk is at work"
        store.close()
        yield
        assert [each.poll() for each in running] == [None] * desks, "a desk ended by itself"
    finally:
        for each in running:
            each.send_signal(signal.SIGKILL)
            each.wait()


@pytest.mark.parametrize(
    ("count", "shops"), [(8, 1), pytest.param(200, 5, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_backups_under_load_restore_and_verify(tmp_path: Path, count: int, shops: int, figure: Figure) -> None:
    """Several shops, one after another: desks that never rest fill one with a year's acts within minutes."""
    sizes = [size for number in range(shops) for size in _backed_up(tmp_path / str(number), count // shops)]
    figure(backups=count, restored_and_verified=len(sizes), least_entries=min(sizes), most_entries=max(sizes))
    assert len(sizes) == count


def _backed_up(folder: Path, count: int) -> list[int]:
    """Make, restore and verify backups of a shop whose desks write all the while; returns the entries of each."""
    path = folder / "shop" / "desk.db"
    sizes = []
    with under_load(path):
        store = opened(path)
        for number in range(count):
            before = store.read().execute("SELECT max(seq) FROM log").fetchone()[0]
            made = back_up_store(store, MIRA, folder / f"copy-{number}.db")
            again = folder / f"restored-{number}" / "desk.db"
            put_in_place(made.path, again, check_chain, "replaced")
            entries, _ = check_shop(again)
            assert entries >= before, "something acknowledged is not in the backup"
            opened(again).close()
            sizes.append(entries)
            shutil.rmtree(again.parent)
            made.path.unlink()
        store.close()
    assert sizes[-1] > sizes[0] + count, "the desks were hardly at work"
    return sizes


def test_a_twin_that_copies_the_file_loses(tmp_path: Path, figure: Figure) -> None:
    path = tmp_path / "shop" / "desk.db"
    lost = broken = count = 0
    with under_load(path):
        store = opened(path)
        while not (lost or broken) or count < 5:
            time.sleep(0.05)
            before = store.read().execute("SELECT max(seq) FROM log").fetchone()[0]
            copy = tmp_path / f"copy-{count}" / "desk.db"
            copy.parent.mkdir()
            shutil.copyfile(path, copy)
            try:
                lost += check_shop(copy)[0] < before
            except (AssertionError, StoreError, Error):
                broken += 1
            count += 1
        store.close()
    figure(copies=count, lacking_what_was_acknowledged=lost, broken=broken)
