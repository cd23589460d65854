"""The store keeps an act whole or not at all, and says plainly why it cannot be opened."""

import os
import sqlite3
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.clock import SetClock
from agentdesk.errors import StoreError
from agentdesk.store import Actor, Store, create_store, open_store
from agentdesk.store.engine import EngineTooOld, choose, engine


def test_an_act_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.act(Actor()) as act:
        log.append(act, "hold.placed")
        raise RuntimeError
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 0
    with store.act(Actor()) as act:
        assert log.append(act, "hold.placed") == 1


def test_an_act_with_a_key_is_done_once(store: Store) -> None:
    answers = []
    for _ in range(2):
        with store.act(Actor(), key="receive-7") as act:
            if act.earlier is None:
                log.append(act, "delivery.received")
                act.answer = {"delivery": "D-7"}
            answers.append(act.earlier or act.answer)
    assert answers == [{"delivery": "D-7"}] * 2
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 1


def test_the_folder_and_the_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "shop" / "desk.db"
    create_store(path).close()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_a_store_from_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(path).close()
    newer = engine.connect(path)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(StoreError, match="newer agentdesk") as refusal:
        open_store(path)
    assert refusal.value.next.startswith("Update agentdesk")


def test_some_other_file_is_not_a_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk, eggs\n" * 200)
    with pytest.raises(StoreError) as refusal:
        open_store(path)
    assert refusal.value.code == "not-a-store"


def test_no_store_names_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="agentdesk setup"):
        open_store(tmp_path / "desk.db")


def test_an_old_engine_is_refused_with_the_next_step() -> None:
    with pytest.raises(EngineTooOld, match="pysqlite3"):
        choose((3, 40, 1), bundled="no_such_module")


def test_a_new_engine_of_pythons_own_is_taken_where_none_is_bundled() -> None:
    assert choose((3, 51, 3), bundled="no_such_module") is sqlite3


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:  # pragma: no cover - not as root
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        create_store(tmp_path / "desk.db")


def test_the_newest_write_of_another_desk_is_noticed(store: Store, clock: SetClock) -> None:
    before = store.version()
    other = open_store(store.path, clock)
    with other.act(Actor(desk="phone 2")) as act:
        log.append(act, "shift.opened")
    other.close()
    assert store.version() != before
