"""The log takes one entry after another and lets nobody change what it took."""

import hashlib

import pytest

from agentdesk import log
from agentdesk.log.canonical import START, chained, text_hash
from agentdesk.store import Actor, IntegrityError, Store


def test_each_entry_is_chained_to_the_one_before(store: Store) -> None:
    with store.act(Actor()) as act:
        log.append(act, "shift.opened", data={"desk": "phone 2"})
        log.append(act, "contact.opened", text={"customer": "[/] \u00d6hman"})

    rows = store.read().execute("SELECT * FROM log ORDER BY seq").fetchall()
    previous = START
    for row in rows:
        assert row["hash"] == chained(previous, row["record"])
        previous = row["hash"]
    assert [row["kind"] for row in rows] == ["shift.opened", "contact.opened"]
    assert "\u00d6hman" not in rows[1]["record"]


def test_the_record_vouches_for_the_erasable_text(store: Store) -> None:
    with store.act(Actor()) as act:
        log.append(act, "contact.note", text={"note": "Works nights"})
    row = store.read().execute("SELECT salt, text FROM log_text").fetchone()
    record = store.read().execute("SELECT record FROM log").fetchone()["record"]
    assert text_hash(row["salt"], "Works nights") in record
    assert hashlib.sha256(b"Works nights").hexdigest() not in record


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM log",
        "UPDATE log SET kind = 'nothing'",
        "INSERT OR REPLACE INTO log SELECT seq, at, act, 9, shift, kind, contact, customer, record, hash FROM log",
        "INSERT INTO log SELECT 77, at, act, 9, shift, kind, contact, customer, record, hash FROM log",
        "UPDATE log_text SET text = 'nothing'",
    ],
)
def test_no_statement_changes_what_was_logged(store: Store, attack: str) -> None:
    with store.act(Actor()) as act:
        log.append(act, "contact.note", text={"note": "Works nights"})
    before = [tuple(row) for row in store.read().execute("SELECT * FROM log")]
    with pytest.raises(IntegrityError), store.act(Actor()) as act:
        act.execute(attack)
    assert [tuple(row) for row in store.read().execute("SELECT * FROM log")] == before


def test_floats_never_get_into_a_record(store: Store) -> None:
    with pytest.raises(ValueError, match="float"), store.act(Actor()) as act:
        log.append(act, "remedy.given", data={"value": 9.8})
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 0
