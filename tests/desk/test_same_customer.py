"""One customer, two desks; and what is owed to them, which no word of thanks ends."""

import pytest
from tests.desk.playing import Desk

from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records
from agentdesk.contacts.model import Channel
from agentdesk.promises import records as promises
from agentdesk.store import Actor
from agentdesk.work.erase import erase


async def test_two_desks_with_the_same_customer_both_see_it(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    assert "talks with them too" not in desk.text()
    desk.act(lambda act: contacts.open_contact(act, 1, Channel.COUNTER))
    await desk.wait_for("Mira talks with them too")
    theirs = next(
        each for each in desk.store.read().execute("SELECT id FROM contacts WHERE owner = 2 AND state = 'open'")
    )
    desk.act(lambda act: contacts.park(act, contacts.existing(act, theirs["id"])))
    await desk.wait_without("talks with them too")


async def test_a_customer_who_is_erased_meanwhile_leaves_the_screen_and_every_line(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg")
    assert "Karin" in desk.text()
    erase(desk.store, Actor(2, "office"), 1, desk.screen.hold.hours)
    await desk.wait_for("was erased meanwhile")
    assert "Karin" not in desk.text()
    assert desk.screen.box.value == ""
    assert not desk.screen.say.lines
    await desk.type("sen kokare arg")
    assert not any("Karin" in line.text for line in desk.screen.say.lines)
    await desk.type("ctrl+z", "f12", "enter")
    assert desk.screen.contact is None


async def test_a_contact_that_ended_on_another_desk_takes_no_more_acts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg")
    contact = desk.screen.contact_id
    monkeypatch.setattr(desk.screen.looking, "_leave_what_ended", _not_yet)  # before this desk has looked
    before = desk.last
    desk.act_as_me(lambda act: contacts.finish(act, contacts.existing(act, contact), "calm"))
    await desk.type("enter")
    assert "was finished on another desk" in desk.text()
    assert desk.kinds(before) == ["contact.finished"]
    found = records.by_id(desk.store.read(), contact)
    assert found is not None
    assert found.state == "finished"


async def test_a_contact_that_ended_on_another_desk_leaves_this_one(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    contact = desk.screen.contact_id
    desk.act_as_me(lambda act: contacts.finish(act, contacts.existing(act, contact), "calm"))
    await desk.wait_for("ended on another desk")
    assert desk.screen.contact is None
    assert "Karin Öhman" not in desk.text().split("─ Log")[0]


async def test_a_change_of_the_card_elsewhere_is_seen_here(desk: Desk) -> None:
    from agentdesk.customers.actions import Details, change, existing

    await desk.type("070-174 06 35", "enter")
    desk.act(lambda act: change(act, existing(act.connection, 1), Details(banner="Moved to Luleå"), "SE"))
    await desk.wait_for("Moved to Luleå")


async def test_a_customers_thanks_never_ends_a_promise(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "tack så mycket", "enter", "f12", "enter")
    assert desk.screen.contact is None
    found = promises.by_id(desk.store.read(), 1)
    assert found is not None
    assert found.state == "open"
    assert "1 overdue" in desk.text().split("\n", 1)[0]


async def _not_yet() -> None:
    pass
