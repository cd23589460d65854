"""A customer's rights: everything held is handed over, and gone when they ask; the log stays whole."""

import json
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Mood
from agentdesk.customers.actions import Details, add
from agentdesk.errors import NotFound
from agentdesk.holds.dates import Hours
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.drafts import Draft, Drafts
from agentdesk.work import person_page, person_records
from agentdesk.work.attend import on_shift
from agentdesk.work.backing_up import back_up_store, restore
from agentdesk.work.erase import erase, erase_again, preview
from agentdesk.work.setup import found

AINO = Actor(2, "phone 2")
HOURS = Hours.of(Settings())
SECRETS = ("Zebraxina", "0739998877", "zebra@example.se", "quokka", "wombat", "numbat", "dingo")


@pytest.fixture
def shop(store: Store, clock: SetClock) -> Store:
    found(store, Settings(), "Mira", "hash")
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
        who = add(act, Details(name="Zebraxina Öhman", ref="K-7", phones=("0739998877",), email="zebra@example.se",
                               notes="likes quokka"), "SE")  # fmt: skip
        add(act, Details(name="Lars Eide", ref="K-8"), "SE")
        assert who.id == 1
    with on_shift(store, AINO) as act:
        talk = contacts.open_contact(act, 1, Channel.PHONE, "sv")
        promises.make(
            act, Kind.CALL_BACK, customer=1, contact=talk.id, what="call about the wombat", due_at=stamp(clock.now())
        )
        log.append(act, "contact.note", contact=talk.id, text={"note": "numbat"})
        contacts.finish(act, talk, Mood.HAPPY, "wombat agreed")
    drafts = Drafts(store.path)
    drafts.keep(2, talk.id, Draft("say", "dingo"))
    drafts.close()
    return store


def _bytes(folder: Path, stem: str = "desk") -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(f"{stem}.*")) if path.is_file())


def test_everything_held_is_handed_over(shop: Store) -> None:
    with shop.reading() as connection:
        everything = person_records.everything(connection, 1)
    text, page = person_page.as_json(everything), person_page.as_html(everything, "Björk <Kök>")
    for words in (
        "Zebraxina Öhman",
        "0739998877",
        "zebra@example.se",
        "likes quokka",
        "call about the wombat",
        "numbat",
    ):
        assert words in text
        assert words in page
    assert "Lars" not in text
    assert "<Kök>" not in page
    assert {"customers", "phones", "contacts", "promises", "log"} <= set(json.loads(text))


def test_erasing_leaves_nothing_in_any_file_and_the_log_verifies(shop: Store) -> None:
    folder = shop.path.parent
    assert all(word.encode() in _bytes(folder) for word in SECRETS)
    shown = preview(shop, 1)
    assert shown.rows["customers"] == 1
    assert shown.open == ("promises 1",)
    erase(shop, Actor(1), 1, HOURS)
    left = [word for word in SECRETS if word.encode().lower() in _bytes(folder).lower()]
    assert left == []
    result = verify_store(shop.read())
    assert result.verdict is Verdict.WHOLE, result.what
    with pytest.raises(NotFound):
        preview(shop, 1)
    assert shop.read().execute("SELECT name FROM customers WHERE id = 2").fetchone()["name"] == "Lars Eide"


def test_what_a_backup_brings_back_is_erased_again(shop: Store, tmp_path: Path, clock: SetClock) -> None:
    copy = back_up_store(shop, Actor(1), tmp_path / "b.db").path
    assert erase(shop, Actor(1), 1, HOURS).backups[-1].endswith("b.db")
    shop.close()
    done = restore(copy, shop.path, Actor(1), Settings(), clock=clock, erase_again=erase_again)
    assert done.erased_again == 1
    again = open_store(shop.path, clock)
    assert again.read().execute("SELECT name FROM customers WHERE id = 1").fetchone()["name"] == ""
    assert verify_store(again.read()).verdict is Verdict.WHOLE
    again.close()
