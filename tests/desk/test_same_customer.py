"""One customer, two desks; and what is owed to them, which no word of thanks ends."""

from tests.desk.playing import Desk

from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel
from agentdesk.promises import records as promises


async def test_two_desks_with_the_same_customer_both_see_it(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    assert "talks with them too" not in desk.text()
    desk.act(lambda act: contacts.open_contact(act, 1, Channel.COUNTER))
    await desk.pilot.pause(0.6)
    assert "Mira talks with them too" in desk.text()
    theirs = next(
        each for each in desk.store.read().execute("SELECT id FROM contacts WHERE owner = 2 AND state = 'open'")
    )
    desk.act(lambda act: contacts.park(act, contacts.existing(act, theirs["id"])))
    await desk.pilot.pause(0.6)
    assert "talks with them too" not in desk.text()


async def test_a_change_of_the_card_elsewhere_is_seen_here(desk: Desk) -> None:
    from agentdesk.customers.actions import Details, change, existing

    await desk.type("070-174 06 35", "enter")
    desk.act(lambda act: change(act, existing(act.connection, 1), Details(banner="Moved to Luleå"), "SE"))
    await desk.pilot.pause(0.6)
    assert "Moved to Luleå" in desk.text()


async def test_a_customers_thanks_never_ends_a_promise(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "tack så mycket", "enter", "f12", "enter")
    assert desk.screen.contact is None
    found = promises.by_id(desk.store.read(), 1)
    assert found is not None
    assert found.state == "open"
    assert "1 overdue" in desk.text().split("\n", 1)[0]
