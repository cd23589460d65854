"""A customer's rights: everything held is handed over, and gone when they ask; the log stays whole."""

import json
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Mood
from agentdesk.customers.actions import Details, add, change, existing
from agentdesk.errors import NotFound
from agentdesk.holds.dates import Hours
from agentdesk.log.check import verify_store
from agentdesk.log.reading import last
from agentdesk.log.verify import Verdict
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor, Store, open_store
from agentdesk.store.drafts import Draft, Drafts
from agentdesk.store.files import Exists
from agentdesk.work.attend import on_shift
from agentdesk.work.backing_up import back_up_store, restore
from agentdesk.work.closing import close_shift, copy_of_the_day
from agentdesk.work.erase import erase, erase_again, preview
from agentdesk.work.person import gather, write_out
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
    found_ = gather(shop, AINO, 1)
    json_file, page_file = write_out(shop, Settings(shop="Björk <Kök>"), found_, shop.path.parent / "karin")
    text, page = json_file.read_text(encoding="utf-8"), page_file.read_text(encoding="utf-8")
    for words in (
        "Zebraxina Öhman", "0739998877", "zebra@example.se", "likes quokka", "call about the wombat", "numbat", "dingo",
        "wombat agreed",
    ):  # fmt: skip
        assert words in text
        assert words in page
    assert "Lars" not in text
    assert "<Kök>" not in page
    assert "2026-11-28 14:05" in page, "in the shop's time"
    tables = set(json.loads(text))
    assert {"customers", "phones", "contacts", "promises", "log", "log_text", "drafts"} <= tables
    assert last(shop.read(), 1)[0].kind == "customer.taken-out"
    with pytest.raises(Exists):
        write_out(shop, Settings(), found_, shop.path.parent / "karin")


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


def _say_their_name_elsewhere(shop: Store) -> None:
    with on_shift(shop, AINO) as act:
        talk = contacts.open_contact(act, 2, Channel.PHONE, "sv")
        contacts.finish(act, talk, Mood.CALM, "same lift as ZEBRAXINA ÖHMAN, call 073-999 88 77 first")
        change(act, existing(act.connection, 2), Details(notes="brother of Zebraxina Öhman"), "SE")
    close_shift(shop, AINO, Settings(), "Zebraxina Öhman may come by for her kettle")
    drafts = Drafts(shop.path)
    drafts.keep(2, 0, Draft("find", "zebraxina öhman"))
    drafts.keep(1, 0, Draft("find", "lars"))
    drafts.close()


def test_what_names_them_elsewhere_goes_too_and_other_cards_are_pointed_out(shop: Store) -> None:
    _say_their_name_elsewhere(shop)
    shown = preview(shop, 1)
    assert shown.named == 7, "an outcome; a note of shift and item, each in rows and log; a card's change in the log"
    assert shown.cards == ("K-8",)
    gone = erase(shop, Actor(1), 1, HOURS)
    assert gone.clean
    connection = shop.read()
    notes = [row[0] for row in connection.execute("SELECT outcome FROM contacts WHERE customer = 2").fetchall()]
    assert notes == ["[erased]"], "a number written in another way takes its text along"
    assert [row[0] for row in connection.execute("SELECT note FROM shifts WHERE note IS NOT NULL").fetchall()] == [
        "[erased] may come by for her kettle"
    ]
    assert verify_store(connection).verdict is Verdict.WHOLE
    with shop.act(Actor(1)) as act:
        change(act, existing(act.connection, 2), Details(notes=""), "SE", quietly=True)
    shop.sweep()
    left = _bytes(shop.path.parent).lower()
    assert b"zebraxina" not in left
    assert b"0739998877" not in left
    drafts = Drafts(shop.path)
    assert [draft.text for _, _, draft in drafts.everybodys()] == ["lars"]
    drafts.close()


def test_only_copies_that_hold_them_are_named(shop: Store) -> None:
    assert preview(shop, 1).backups == ()
    close_shift(shop, AINO, Settings())
    assert preview(shop, 1).backups == ("daily copy 2026-11-28.db",)
    erase(shop, Actor(1), 1, HOURS)
    assert preview(shop, 2).backups == ("daily copy 2026-11-28.db",)
    copy_of_the_day(shop, Settings(), anew=True)
    with shop.act(Actor()) as act:
        late = add(act, Details(name="Per Ny", ref="K-9"), "SE").id
    assert preview(shop, late).backups == (), "added after the copy was made"


def test_somebody_else_under_the_same_number_is_not_erased_again(shop: Store, tmp_path: Path, clock: SetClock) -> None:
    early = back_up_store(shop, Actor(1), tmp_path / "early.db").path
    with shop.act(Actor()) as act:
        third = add(act, Details(name="Tor Tre", ref="K-9"), "SE").id
    erase(shop, Actor(1), third, HOURS)
    shop.close()
    restore(early, shop.path, Actor(1), Settings(), clock=clock, erase_again=erase_again)
    clock.advance(hours=1)
    again = open_store(shop.path, clock)
    with again.act(Actor()) as act:
        assert add(act, Details(name="Fay Ny", ref="K-10"), "SE").id == third
    late = back_up_store(again, Actor(1), tmp_path / "late.db").path
    again.close()
    done = restore(late, shop.path, Actor(1), Settings(), clock=clock, erase_again=erase_again)
    assert done.erased_again == 0
    last = open_store(shop.path, clock)
    assert last.read().execute("SELECT name FROM customers WHERE id = ?", (third,)).fetchone()["name"] == "Fay Ny"
    last.close()
