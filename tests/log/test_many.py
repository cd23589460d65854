"""Many entries at once are the same entries as one after another."""

import json

from agentdesk import log
from agentdesk.log.canonical import START, canonical, chained
from agentdesk.store import Actor, Store

EACH = [(7, {"hold": 1, "cause": "D-1 \u20ac"}), (None, {"hold": 2, "cause": "D-1"}), (8, {})]


def test_they_are_chained_and_canonical_like_any_other(store: Store) -> None:
    with store.act(Actor(3, "phone \u00e5")) as act:
        log.append(act, "delivery.received", item="KTL-17")
        log.append_many(
            act, "hold.set-aside", EACH, item="KTL-17", before={"state": "waiting"}, after={"state": "aside"}
        )
        log.append(act, "delivery.complete")
    rows = store.read().execute("SELECT * FROM log ORDER BY seq").fetchall()
    assert [row["seq"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["customer"] for row in rows[1:4]] == [7, None, 8]
    previous = START
    for row in rows:
        assert canonical(json.loads(row["record"])) == row["record"]
        assert row["hash"] == chained(previous, row["record"])
        previous = row["hash"]
    assert json.loads(rows[1]["record"])["data"] == EACH[0][1]
    assert json.loads(rows[1]["record"]).keys() == json.loads(rows[0]["record"]).keys()


def test_none_at_all_is_nothing(store: Store) -> None:
    with store.act(Actor()) as act:
        log.append_many(act, "hold.set-aside", [])
        assert log.append(act, "delivery.complete") == 1
