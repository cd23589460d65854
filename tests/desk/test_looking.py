"""Looking around: what other desks wrote is seen, and what this one did itself is not read twice."""

from typing import Any

import pytest
from tests.desk.conftest import At
from tests.patience import comes

from agentdesk import log
from agentdesk.clock import SetClock
from agentdesk.desk import reading
from agentdesk.desk.facts import Glance
from agentdesk.store import Actor, Store, open_store


async def test_another_desk_is_seen(at_the_desk: At) -> None:
    store = at_the_desk.store
    async with at_the_desk() as hands:
        other = open_store(store.path, SetClock(store.clock.now()), zone=store.zone)
        with other.act(Actor(3, "phone 1")) as act:
            log.append(act, "shift.note", text={"note": "seen from the other desk"})
        other.close()
        await hands.wait_for("seen from the other desk")


async def test_what_the_desk_did_and_read_itself_is_not_read_again(
    at_the_desk: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    glance, version = reading.glance, Store.version

    def read(*asked: Any) -> Glance:
        done.append("read")
        return glance(*asked)

    def looked(store: Store) -> int:
        done.append("looked")
        return version(store)

    async def looks_around() -> None:
        so_far = done.count("looked")
        await comes(lambda: done.count("looked") >= so_far + 2)  # the first may have begun before what it is to see

    monkeypatch.setattr(reading, "glance", read)
    monkeypatch.setattr(Store, "version", looked)
    async with at_the_desk() as hands:
        await comes(lambda: at_the_desk.store.was_done("holds.expire 2026-11-28"))  # the day's round writes too
        await looks_around()
        before = done.count("read")
        await hands.type("1740635")
        await hands.press("enter")
        await looks_around()
        did = done.count("read")
        assert did > before
        await looks_around()
        assert done.count("read") == did
