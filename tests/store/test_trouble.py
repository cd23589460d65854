"""What a disk, another program or an old file can do to a store: said plainly, nothing lost, no traceback."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.terminal import agentdesk

from agentdesk import log
from agentdesk.clock import SetClock
from agentdesk.errors import StoreError
from agentdesk.store import Actor, Store, connection, create_store, open_store
from agentdesk.store.engine import engine

SETUP = (
    "setup", "--shop", "Björk", "--country", "SE", "--currency", "SEK", "--timezone", "Europe/Stockholm",
    "--language", "sv", "--supervisor", "Mira", "--pin-stdin", "--json",
)  # fmt: skip
ERROR_KEYS = {"code", "what", "next"}


def _start(store: Path, *words: str, python: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", python, "--store", str(store), *words] if python else agentdesk(store, *words)
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def _refusal(store: Path, *words: str, python: str = "") -> dict[str, str]:
    """Run a command that must fail; returns its error after making sure that it is one, and no traceback."""
    running = _start(store, *words, "--json", python=python)
    out, err = running.communicate("482915\n")
    assert running.returncode in (1, 5), (out, err)
    assert "Traceback" not in out + err
    error: dict[str, str] = json.loads(out)["error"]
    assert set(error) == ERROR_KEYS
    assert error["next"]
    assert error["code"] != "unexpected"
    return error


def test_three_first_starts_at_once_make_one_shop(tmp_path: Path) -> None:
    store = tmp_path / "shop" / "desk.db"
    running = [_start(store, *SETUP) for _ in range(3)]
    answers = [json.loads(each.communicate("482915\n")[0]) for each in running]
    assert sorted(each.returncode for each in running) == [0, 1, 1]
    assert [each["error"]["code"] for each in answers if "error" in each] == ["already-set-up"] * 2
    assert store.with_suffix(".toml").read_text(encoding="utf-8").count('shop = "Björk"') == 1


def test_a_first_start_that_was_cut_off_can_be_done_again(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    half = engine.connect(store)
    half.execute("PRAGMA journal_mode=WAL")  # what a kill between the file's first page and its schema leaves
    half.close()
    assert store.stat().st_size > 0
    assert _refusal(store, "staff", "list")["code"] == "no-store"
    done = _start(store, *SETUP)
    assert "error" not in json.loads(done.communicate("482915\n")[0])


def test_a_shop_whose_settings_cannot_be_written_is_not_set_up(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    (tmp_path / "desk.toml.new").mkdir()  # in the way
    error = _refusal(store, *SETUP[:-1])
    assert "Nothing was set up" in error["next"]
    (tmp_path / "desk.toml.new").rmdir()
    assert _start(store, *SETUP).communicate("482915\n")[0].startswith('{"store"')


@pytest.mark.parametrize("shop", ['Snow "White" & Sons \\ Co', "Björk\nKök", "[/]"])
def test_a_shop_may_be_called_what_it_likes(tmp_path: Path, shop: str) -> None:
    store = tmp_path / "desk.db"
    words = [shop if word == "Björk" else word for word in SETUP]
    assert _start(store, *words).communicate("482915\n")[0].startswith('{"store"')
    listed = _start(store, "staff", "list", "--json").communicate()[0]
    assert json.loads(listed)[0]["name"] == "Mira"


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.db"
    other = engine.connect(theirs)
    other.execute("CREATE TABLE till (amount INTEGER)")
    other.close()
    before = theirs.read_bytes()
    for attempt in (open_store, create_store):
        with pytest.raises(StoreError) as refusal:
            attempt(theirs)
        assert refusal.value.code == "not-a-store"
    assert theirs.read_bytes() == before


@pytest.mark.parametrize("name", ["", "x" * 300, "file/desk.db"])
def test_a_path_that_cannot_be_a_store(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    for attempt in (open_store, create_store):
        with pytest.raises(StoreError):
            attempt(tmp_path / name)
    assert not tmp_path.with_name(tmp_path.name + ".lock").exists()


def test_somebody_elses_file_gets_no_lock_beside_it(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("milk, eggs\n" * 200)
    with pytest.raises(StoreError):
        open_store(notes)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_store_that_another_program_locks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = connection._PRAGMAS.replace("busy_timeout=10000", "busy_timeout=50")  # not the ten seconds of the shop
    monkeypatch.setattr(connection, "_PRAGMAS", brief)
    desk = open_store(store.path)
    other = engine.connect(store.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as refusal, desk.act(Actor()) as act:
        log.append(act, "hold.placed")
    assert refusal.value.code == "busy"
    assert "Close other programs" in refusal.value.next
    other.execute("ROLLBACK")
    other.close()
    with desk.act(Actor()) as act:
        assert log.append(act, "hold.placed") == 1
    desk.close()


def test_a_store_from_a_newer_version_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    create_store(path).close()
    newer = engine.connect(path)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    assert _refusal(path, "lookup", "Karin")["code"] == "newer-store"


def test_an_old_engine_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    program = (
        "import sqlite3, sys; sqlite3.sqlite_version_info = (3, 40, 1); sys.modules['pysqlite3'] = None\n"
        "sys.modules['pysqlite3.dbapi2'] = None\n"
        "from agentdesk.cli.__main__ import main; main()"
    )
    error = _refusal(tmp_path / "desk.db", "lookup", "Karin", python=program)
    assert error["code"] == "engine-too-old"
    assert "pysqlite3" in error["next"]
    assert list(tmp_path.iterdir()) == []


# a full disk without being root: no file of the process may grow beyond a size (EFBIG instead of ENOSPC)
FULL = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))\n"
    "from agentdesk.cli.__main__ import main; main()"
)


def test_a_disk_that_fills_up_during_an_import(tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    assert _start(store, *SETUP).communicate("482915\n")[0].startswith('{"store"')
    people = tmp_path / "people.csv"
    people.write_text("ref,name\n" + "".join(f"{n},Somebody {n} {'x' * 100}\n" for n in range(3000)), encoding="utf-8")
    wal = store.with_name("desk.db-wal")
    size = max(store.stat().st_size, wal.stat().st_size if wal.exists() else 0) + 150_000
    error = _refusal(store, "import", "customers", str(people), python=FULL.format(size=size))
    assert error["code"] in ("disk-full", "disk-error")
    done = _start(store, "import", "customers", str(people), "--json").communicate()[0]
    assert json.loads(done)["added"] + json.loads(done)["unchanged"] == 3000


@pytest.mark.parametrize("size", [0, 4096, 100_000])
def test_a_disk_that_is_full_at_the_first_start(tmp_path: Path, size: int) -> None:
    store = tmp_path / "desk.db"
    error = _refusal(store, *SETUP[:-1], python=FULL.format(size=size))
    assert error["code"] in ("disk-full", "disk-error", "cannot-open", "store")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != size  # only that process was short of room
    assert _start(store, *SETUP).communicate("482915\n")[0].startswith('{"store"')


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_store_is_named(store: Store, clock: SetClock) -> None:  # pragma: no cover - not as root
    store.close()
    store.path.chmod(0o400)
    with pytest.raises(StoreError) as refusal, open_store(store.path, clock).act(Actor()) as act:
        log.append(act, "hold.placed")
    assert refusal.value.code == "read-only"
