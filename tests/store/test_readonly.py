"""A view that cannot write: two hundred statements that try, and every state that the side files can be in."""

import hashlib
import itertools
import os
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.errors import StoreError
from agentdesk.store import Actor, Connection, Store
from agentdesk.store.engine import engine
from agentdesk.store.readonly import connect_read_only

TABLES = (
    "log", "log_text", "log_erasures", "checkpoints", "signing_keys", "staff", "shifts", "customers", "phones", "contacts",
    "promises", "holds", "remedies", "limits", "acts", "store", "sqlite_schema", "sqlite_sequence",
)  # fmt: skip
OF_A_TABLE = (
    "DELETE FROM {0}",
    "UPDATE {0} SET rowid = rowid + 1",
    "INSERT INTO {0} DEFAULT VALUES",
    "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
    "REPLACE INTO {0} SELECT * FROM {0}",
    "DROP TABLE {0}",
    "ALTER TABLE {0} RENAME TO gone",
    "ALTER TABLE {0} ADD COLUMN evil TEXT",
    "CREATE TRIGGER evil_{0} AFTER INSERT ON {0} BEGIN SELECT 1; END",
    "CREATE INDEX evil_{0} ON {0} (rowid)",
)
OTHERS = (
    "PRAGMA query_only=OFF", "PRAGMA query_only(0)", "PRAGMA writable_schema=ON", "PRAGMA journal_mode=DELETE",
    "PRAGMA journal_mode=OFF", "PRAGMA user_version=99", "PRAGMA application_id=1", "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA auto_vacuum=FULL", "PRAGMA page_size=512", "PRAGMA encoding='UTF-16'", "PRAGMA schema_version=7",
    "PRAGMA incremental_vacuum(10)", "PRAGMA optimize", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA recursive_triggers=OFF",
    "PRAGMA main.user_version=7", "PRAGMA data_version=3", "PRAGMA temp_store_directory='/tmp'", "PRAGMA trusted_schema=ON",
    "VACUUM", "VACUUM INTO '{copy}'", "REINDEX", "ANALYZE", "ATTACH '{path}' AS other", "ATTACH '{copy}' AS other",
    "ATTACH 'file:{path}?mode=rw' AS other", "DETACH main", "CREATE TABLE evil (a)", "CREATE TEMP TABLE evil (a)",
    "CREATE TEMP TRIGGER evil AFTER DELETE ON log BEGIN SELECT 1; END", "CREATE VIEW evil AS SELECT 1",
    "CREATE VIRTUAL TABLE evil USING fts5(a)", "DROP TRIGGER log_is_never_cut", "DROP INDEX log_shift",
    "SELECT load_extension('evil')", "SELECT writefile('{copy}', 'x')", "SELECT fts3_tokenizer('x', x'00')",
    "WITH x AS (SELECT 1) DELETE FROM log", "WITH x AS (SELECT 1) INSERT INTO staff (name) SELECT 'x' FROM x",
    "INSERT INTO staff (name, role, added_at) VALUES ('x', 'owner', '') RETURNING id", "SAVEPOINT evil",
    "UPDATE staff SET role = 'owner' RETURNING *", "EXPLAIN DELETE FROM log; DELETE FROM log",
)  # fmt: skip


def _hostile(path: Path, copy: Path) -> list[str]:
    made = [statement.format(table) for table, statement in itertools.product(TABLES, OF_A_TABLE)]
    return [*made, *(each.format(path=path, copy=copy) for each in OTHERS)]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.act(Actor()) as act:
        act.execute("INSERT INTO staff (id, name, role, added_at) VALUES (0, 'installer', 'agent', '')")
        log.append(act, "contact.note", text={"note": "Works nights"})
    return store


def _state(folder: Path) -> dict[str, str]:
    # the -shm file is the readers' own bookkeeping of who reads what; it holds nothing of the store
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(folder.iterdir())
        if each.is_file() and not each.name.endswith("-shm")
    }


def _attack(view: Connection, path: Path, folder: Path) -> int:
    """Run every hostile statement; returns how many there were, all of them refused."""
    statements = _hostile(path, folder / "copy.db")
    refused = 0
    for statement in statements:
        try:
            view.execute(statement).fetchall()
        except engine.Error:
            refused += 1
        if view.in_transaction:
            view.execute("ROLLBACK")
    for script in ("DELETE FROM log; COMMIT;", "BEGIN; DELETE FROM staff; COMMIT;"):
        with pytest.raises(engine.Error):
            view.executescript(script)
        if view.in_transaction:
            view.execute("ROLLBACK")
    assert refused == len(statements), "something hostile was not refused"
    return refused


def test_two_hundred_hostile_statements_change_no_byte(filled: Store, tmp_path: Path) -> None:
    before = _state(tmp_path)
    view = connect_read_only(filled.path)
    assert _attack(view, filled.path, tmp_path) >= 200
    assert view.execute("SELECT count(*) FROM log").fetchone()[0] == 1
    view.close()
    assert _state(tmp_path) == before


def test_nor_while_somebody_writes(filled: Store, tmp_path: Path) -> None:
    view = connect_read_only(filled.path)
    seen = [view.execute("SELECT count(*) FROM log").fetchone()[0]]
    with filled.act(Actor()) as act:
        log.append(act, "shift.opened")
        assert _attack(view, filled.path, tmp_path) >= 200
    before = _state(tmp_path)
    _attack(view, filled.path, tmp_path)
    seen.append(view.execute("SELECT count(*) FROM log").fetchone()[0])
    assert seen == [1, 2]
    view.close()
    assert _state(tmp_path) == before


def _checkpointed(path: Path) -> None:
    closing = engine.connect(path)
    closing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    closing.close()


def _put_in_state(path: Path, state: str) -> None:
    beside = {end: path.with_name(path.name + end) for end in ("-wal", "-shm")}
    match state:
        case "checkpointed, closed":
            _checkpointed(path)
        case "wal without shm":
            beside["-shm"].unlink()
        case "empty wal":
            _checkpointed(path)
            beside["-wal"].write_bytes(b"")
        case "torn wal":
            raw = beside["-wal"].read_bytes()
            beside["-wal"].write_bytes(raw + raw[:3000])
        case "shm of nonsense":
            beside["-shm"].write_bytes(b"\xff" * beside["-shm"].stat().st_size)
        case "empty shm":
            beside["-shm"].write_bytes(b"")


@pytest.mark.parametrize(
    "state",
    [
        "checkpointed, closed",
        "hot wal, killed",
        "wal without shm",
        "empty wal",
        "torn wal",
        "shm of nonsense",
        "empty shm",
    ],
)
def test_in_every_state_of_the_side_files_it_opens_and_changes_no_byte(
    filled: Store, tmp_path: Path, state: str
) -> None:
    copy = tmp_path / "elsewhere" / "desk.db"
    copy.parent.mkdir()
    for end in ("", "-wal", "-shm"):  # as a killed program leaves them
        copy.with_name(copy.name + end).write_bytes(filled.path.with_name(filled.path.name + end).read_bytes())
    assert copy.with_name("desk.db-wal").stat().st_size > 0
    _put_in_state(copy, state)
    before = _state(copy.parent)
    view = connect_read_only(copy)
    assert view.execute("SELECT count(*) FROM log").fetchone()[0] == 1
    assert _attack(view, copy, copy.parent) >= 200
    view.close()
    after = _state(copy.parent)
    for name, digest in after.items():  # a reader may make the -wal file that was not there, and leave it empty
        assert before.get(name, hashlib.sha256(b"").hexdigest()) == digest, name
    assert not before.keys() - after.keys()


def test_another_accounts_store_is_refused_with_a_next_step(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with pytest.raises(StoreError, match="backup") as refused:
        connect_read_only(filled.path)
    assert refused.value.code == "not-yours"


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    engine.connect(plain).close()
    for path, code in ((tmp_path / "none.db", "no-store"), (plain, "not-a-store")):
        with pytest.raises(StoreError) as refused:
            connect_read_only(path)
        assert refused.value.code == code
