"""A backup is whole or not there; a restore never loses the store that it replaces."""

from datetime import date
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.clock import SetClock
from agentdesk.errors import DeskError, Refused
from agentdesk.log.checkpoints import checkpoint
from agentdesk.settings import Settings
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.backup import daily, daily_copies, opened
from agentdesk.store.engine import engine
from agentdesk.store.files import Exists
from agentdesk.work.backing_up import back_up_store, check_chain, restore
from agentdesk.work.doctor import examine
from agentdesk.work.setup import found

MIRA = Actor(1, "office")


@pytest.fixture
def shop(store: Store) -> Store:
    found(store, Settings(), "Mira", "hash")
    with store.act(MIRA) as act:
        log.append(act, "contact.note", text={"note": "Works nights"})
        checkpoint(act)
    return store


def _kinds(path: Path) -> list[str]:
    with opened(path) as connection:
        return [row["kind"] for row in connection.execute("SELECT kind FROM log ORDER BY seq").fetchall()]


def _restore(backup: Path, shop: Store) -> Path:
    shop.close()
    done = restore(
        backup, shop.path, MIRA, Settings(), clock=shop.clock, erase_again=lambda store, actor, hours, gone: 0
    )
    assert done.kept is not None
    return done.kept


def test_a_backup_is_one_private_checked_file_without_the_private_key(shop: Store, tmp_path: Path) -> None:
    made = back_up_store(shop, MIRA, tmp_path / "copy.db")
    assert _kinds(made.path)[-2:] == ["contact.note", "key.made"]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(("copy", "."))] == ["copy.db"]
    secret = next(shop.path.with_suffix(".keys").iterdir()).read_text()
    assert bytes.fromhex(secret) not in made.path.read_bytes()
    with pytest.raises(Exists):
        back_up_store(shop, MIRA, tmp_path / "copy.db")


def test_restoring_keeps_what_was_there_and_says_so_in_the_log(shop: Store, tmp_path: Path, clock: SetClock) -> None:
    copy = back_up_store(shop, MIRA, tmp_path / "copy.db").path
    with shop.act(MIRA) as act:
        log.append(act, "hold.placed")
    kept = _restore(copy, shop)
    assert _kinds(kept)[-2:] == ["store.backed-up", "hold.placed"]
    again = open_store(shop.path, clock)
    kinds = [row["kind"] for row in again.read().execute("SELECT kind FROM log ORDER BY seq").fetchall()]
    assert kinds[-2:] == ["key.made", "store.restored"]
    again.close()


def test_a_store_in_use_is_not_replaced(shop: Store, tmp_path: Path) -> None:
    copy = back_up_store(shop, MIRA, tmp_path / "copy.db").path
    other = open_store(shop.path)
    other.read().execute("SELECT 1").fetchone()
    with pytest.raises(Refused, match="open"):
        _restore(copy, shop)
    other.close()
    assert _kinds(shop.path)[-1] == "store.backed-up"


@pytest.mark.parametrize("damage", ["cut", "edited", "other"])
def test_a_damaged_or_edited_backup_is_never_put_in_place(shop: Store, tmp_path: Path, damage: str) -> None:
    copy = back_up_store(shop, MIRA, tmp_path / "copy.db").path
    raw = copy.read_bytes()
    if damage == "cut":
        copy.write_bytes(raw[: len(raw) // 2])
    elif damage == "edited":
        hand = engine.connect(copy, isolation_level=None)
        hand.execute("DROP TRIGGER log_is_never_changed")
        hand.execute("UPDATE log SET actor = 9 WHERE seq = 2")
        hand.close()
    else:
        copy.unlink()
        engine.connect(copy).execute("CREATE TABLE milk (eggs)").connection.close()
    before = _kinds(shop.path)
    with pytest.raises(DeskError) as refused:
        _restore(copy, shop)
    assert refused.value.code in ("bad-backup", "corrupt", "not-a-store")
    assert _kinds(shop.path) == before
    assert not list(tmp_path.glob(".*.part"))


def test_daily_copies_are_made_once_a_day_and_the_oldest_go(shop: Store) -> None:
    for day in (1, 1, 2, 3, 4):
        daily(shop.path, date(2026, 12, day), 3, check_chain)
    assert [path.stem for path in daily_copies(shop.path)] == ["2026-12-02", "2026-12-03", "2026-12-04"]


def test_the_doctor_finds_what_somebody_edited_by_hand(shop: Store, clock: SetClock) -> None:
    well = examine(shop.path, clock.now())
    assert [each.check for each in well if not each.well] == []
    shop.close()
    hand = engine.connect(shop.path, isolation_level=None)
    hand.execute("DROP TRIGGER log_is_never_changed")
    hand.execute("UPDATE log SET actor = 9 WHERE seq = 2")
    hand.close()
    shop.path.chmod(0o644)
    bad = {each.check: each for each in examine(shop.path, clock.now()) if not each.well}
    assert set(bad) == {"store is private", "guards are there", "the log verifies"}
    assert "Entry 2" in bad["the log verifies"].what
    assert all(each.next for each in bad.values())
