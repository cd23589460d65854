"""Thirty statements that would rewrite the log, run as the shop's own acts: every one is refused, nothing changes."""

import pytest
from tests.log.conftest import fill

from agentdesk.errors import StoreError
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict
from agentdesk.store import Actor, IntegrityError, Store
from agentdesk.store.engine import Error

COLUMNS = "at, act, 9, shift, kind, contact, customer, record, hash FROM log"
ATTACKS = (
    "DELETE FROM log",
    "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)",
    "DELETE FROM log WHERE rowid = 1 RETURNING *",
    "UPDATE log SET kind = 'nothing'",
    "UPDATE log SET actor = 9 WHERE seq = 3",
    "UPDATE log SET seq = seq + 100",
    "UPDATE log SET rowid = rowid + 100",
    "UPDATE OR REPLACE log SET seq = 1 WHERE seq = 2",
    "UPDATE OR IGNORE log SET record = '{}'",
    "UPDATE log SET hash = zeroblob(32) FROM (SELECT 1)",
    f"INSERT OR REPLACE INTO log SELECT seq, {COLUMNS}",
    f"REPLACE INTO log SELECT seq, {COLUMNS} WHERE seq = 5",
    f"INSERT INTO log SELECT 777, {COLUMNS} WHERE seq = 1",
    f"INSERT INTO log SELECT -1, {COLUMNS} WHERE seq = 1",
    f"INSERT INTO log SELECT 5, {COLUMNS} WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET actor = 9",
    "UPDATE log_text SET text = 'nothing'",
    "UPDATE log_text SET salt = zeroblob(16)",
    "UPDATE OR REPLACE log_text SET seq = 3",
    "DELETE FROM log_text",
    "INSERT OR REPLACE INTO log_text SELECT seq, field, zeroblob(16), 'nothing' FROM log_text",
    "INSERT INTO log_text VALUES (4, 'note', zeroblob(16), 'added later')",
    "DELETE FROM checkpoints",
    "UPDATE checkpoints SET signature = zeroblob(64)",
    "REPLACE INTO checkpoints SELECT last, '{}', key, zeroblob(64) FROM checkpoints",
    "DELETE FROM signing_keys",
    "UPDATE signing_keys SET public = zeroblob(32)",
    "DROP TRIGGER log_is_never_cut",
    "DROP TABLE log",
    "ALTER TABLE log RENAME TO old",
    "CREATE TRIGGER evil BEFORE INSERT ON log BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER evil AFTER INSERT ON log BEGIN DELETE FROM log_text; END",
    "PRAGMA writable_schema=ON",
    "PRAGMA recursive_triggers=OFF",
    "DELETE FROM sqlite_schema WHERE type = 'trigger'",
    "UPDATE sqlite_schema SET sql = '' WHERE name LIKE 'log%'",
    "ATTACH ':memory:' AS other",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_log_changes_nothing(store: Store, attack: str) -> None:
    fill(store, 20)
    before = _everything(store)
    with pytest.raises((IntegrityError, StoreError, Error)), store.act(Actor()) as act:
        act.rows(attack)
    assert _everything(store) == before
    assert verify_store(store.read()).verdict is Verdict.WHOLE


def test_there_are_thirty() -> None:
    assert len(set(ATTACKS)) >= 30


def _everything(store: Store) -> list[list[tuple[object, ...]]]:
    tables = ("log", "log_text", "log_erasures", "checkpoints", "signing_keys")
    found = [[tuple(row) for row in store.read().execute(f"SELECT * FROM {table}").fetchall()] for table in tables]
    found.append([tuple(row) for row in store.read().execute("SELECT type, name, sql FROM sqlite_schema").fetchall()])
    return found
