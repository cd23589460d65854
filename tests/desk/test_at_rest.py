"""What a desk at rest has not loaded: the library that signs, the one that writes dates, and the lines for a contact."""

import subprocess
import sys

import pytest
from tests.desk.conftest import At
from tests.desk.playing import worked_off

from agentdesk.log import keys, records
from agentdesk.store import Store


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often what signs was loaded."""
    found: list[str] = []
    monkeypatch.setattr(keys, "load", lambda: found.append("loaded"))
    return found


def _seq(store: Store) -> int:
    head = records.head(store.read())
    assert head is not None
    return head[0]


async def test_what_signs_is_loaded_once_when_the_entry_that_signs_comes_near(
    at_the_desk: At, loaded: list[str]
) -> None:
    at_the_desk.store.checkpoint_every = _seq(at_the_desk.store) + 101
    async with at_the_desk() as hands:
        assert loaded == []
        await hands.press("enter")  # opens a contact with a walk-in
        await hands.desk.app.workers.wait_for_complete()
        await worked_off(hands.desk)
        assert loaded == ["loaded"]
        await hands.press("f12", "enter")
        await hands.desk.app.workers.wait_for_complete()
        assert loaded == ["loaded"]


async def test_where_only_the_shifts_end_signs_nothing_is_loaded_before_it(at_the_desk: At, loaded: list[str]) -> None:
    at_the_desk.store.checkpoint_every = 0
    async with at_the_desk() as hands:
        await hands.press("enter")
        await hands.press("f12", "enter")
        assert loaded == []
        await hands.desk.switch(hands.desk.closing)
        await hands.desk.app.workers.wait_for_complete()
        assert loaded == ["loaded"]


_AT_REST = """
import asyncio, sys
from pathlib import Path
from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.sample.shop import ME, SHOP
from agentdesk.staff.records import by_id
from agentdesk.store import open_store
store = open_store(Path(sys.argv[1]), zone=SHOP.timezone, currency=SHOP.currency)
counter = Counter(store, SHOP, by_id(store.read(), ME), "phone 2")
app = DeskApp(counter)
async def main():
    async with app.run_test(size=(120, 36)):
        await app.screen.started.wait()
        while "agentdesk.desk.modes.remedy" not in sys.modules: await asyncio.sleep(0.02)
        await app.workers.wait_for_complete()
asyncio.run(main())
counter.close()
heavy = ("babel", "cryptography", "argon2", "phonenumbers", "sqlite_utils", "xlsxwriter", "rapidfuzz",
         "agentdesk.responses.recogniser", "agentdesk.desk.modes.shelf")
print(*(name for name in heavy if name in sys.modules))
"""


def test_a_desk_at_rest_has_loaded_nothing_that_only_a_contact_or_a_signature_needs(shop: Store) -> None:
    path = shop.path
    shop.close()
    done = subprocess.run([sys.executable, "-c", _AT_REST, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
