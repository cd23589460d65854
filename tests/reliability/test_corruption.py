"""Damage: bytes flipped, a file cut short, a -wal lost: found or harmless, named by the doctor, mended by a backup."""

import random
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from agentdesk.errors import DeskError
from agentdesk.log.checkpoints import checkpoint
from agentdesk.settings import Settings
from agentdesk.store import Actor
from agentdesk.store.backup import opened as look_at
from agentdesk.store.engine import Error
from agentdesk.work.backing_up import back_up_store, restore
from agentdesk.work.doctor import examine

from .conftest import Figure
from .shop import NOW, SEED, agent, check_shop, opened, shop_at, work_once

MIRA = Actor(1, "office")
WITHIN = 300.0  # seconds until a shop works again


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop after some work, with a backup and more work after it, its last program killed: -wal and -shm lie there."""
    live = tmp_path_factory.mktemp("live") / "desk.db"
    store = shop_at(live)
    chance, mine = random.Random(1), list[int]()
    for part, acts in (("before", 120), ("after", 40)):
        for number in range(acts):
            work_once(store, agent(number), chance, mine)
        with store.act(MIRA) as act:
            checkpoint(act)
        if part == "before":
            back_up_store(store, MIRA, live.with_name("backup.db"))
            store.sweep()
    killed = tmp_path_factory.mktemp("killed")
    for each in live.parent.iterdir():  # as a killed program leaves them
        (shutil.copytree if each.is_dir() else shutil.copyfile)(each, killed / each.name)
    store.close()
    assert (killed / "desk.db-wal").stat().st_size > 0
    for each in killed.rglob("*"):
        each.chmod(0o700 if each.is_dir() else 0o600)
    return killed / "desk.db"


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the store."""
    with look_at(path) as connection:
        connection.row_factory = None
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in tables}


def damaged(worked: Path, folder: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(worked.parent, folder, dirs_exist_ok=True)) / "desk.db"


def named(path: Path) -> str:
    """What the doctor says is not well, the first; empty where all is."""
    found = [each for each in examine(path, NOW) if not each.well and each.check != "daily copies are made"]
    assert all(each.next for each in found), found
    return found[0].check if found else ""


def what_became(path: Path, whole: dict[str, list[tuple[object, ...]]]) -> str:
    """``named`` by the doctor, ``harmless``, or ``silent: TABLE`` where rows changed and the doctor saw nothing."""
    try:
        if check := named(path):
            return f"named: {check}"
        now = rows(path)
    except (DeskError, Error) as error:
        return f"named on use: {type(error).__name__}"
    changed = [name for name in whole if now.get(name) != whole[name]]
    return f"silent: {', '.join(changed)}" if changed else "harmless"


@pytest.mark.parametrize("flips", [40, pytest.param(1_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_flipped_bytes_are_named_or_harmless(worked: Path, tmp_path: Path, flips: int, figure: Figure) -> None:
    chance = random.Random(SEED)
    whole = rows(damaged(worked, tmp_path / "whole"))
    assert named(damaged(worked, tmp_path / "well")) == ""
    found: Counter[str] = Counter()
    for number in range(flips):
        path = damaged(worked, tmp_path / "flipped")
        target = path if number % 3 else path.with_name("desk.db-wal")
        content = bytearray(target.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        target.write_bytes(content)
        found[what_became(path, whole)] += 1
        shutil.rmtree(path.parent)
    silent = sum(count for what, count in found.items() if what.startswith("silent"))
    figure(
        flips=flips, silent=silent, harmless=found["harmless"], named=flips - silent - found["harmless"], by=dict(found)
    )
    assert silent == 0


@pytest.mark.parametrize("what", ["cut to half", "cut by a page", "cut to nothing", "-wal lost", "-wal and -shm lost"])
def test_a_cut_file_or_a_lost_wal_is_named_and_restored(
    worked: Path, tmp_path: Path, what: str, figure: Figure
) -> None:
    path = damaged(worked, tmp_path / "shop")
    size = path.stat().st_size
    if what.startswith("cut"):
        keep = {"cut to half": size // 2, "cut by a page": size - 4096, "cut to nothing": 0}[what]
        path.write_bytes(path.read_bytes()[:keep])
        path.with_name("desk.db-wal").unlink()
        path.with_name("desk.db-shm").unlink()
    else:
        path.with_name("desk.db-wal").unlink()
        if "shm" in what:
            path.with_name("desk.db-shm").unlink()
    check = named(path)
    assert check
    began = time.monotonic()
    restore(path.with_name("backup.db"), path, MIRA, Settings(), erase_again=lambda *_: 0)
    taken = time.monotonic() - began
    assert named(path) == ""
    store = opened(path)
    work_once(store, agent(1), random.Random(1), [])
    store.close()
    check_shop(path)
    figure(damage=what, named=check, restored_in_seconds=round(taken, 2))
    assert taken < WITHIN


def test_a_twin_without_the_note_sees_no_lost_wal(worked: Path, tmp_path: Path) -> None:
    path = damaged(worked, tmp_path / "shop")
    for end in ("-wal", "-shm", ".lock"):
        path.with_name(f"desk.db{end}").unlink()
    assert named(path) == ""
