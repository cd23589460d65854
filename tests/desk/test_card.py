"""The card, edited at the desk: one field after the other, taken back, and who may be the same person."""

from tests.desk.playing import Desk, both_sizes

from agentdesk.customers import records
from agentdesk.customers.model import Customer
from agentdesk.store import Act


def _karin(desk: Desk) -> Customer:
    found = records.by_id(desk.store.read(), 1)
    assert found is not None
    return found


async def _card(desk: Desk) -> None:
    await desk.type("070-174 06 35", "right")
    assert "Card ›" in desk.text()


@both_sizes
async def test_typing_on_the_card_edits_it(desk: Desk) -> None:
    await _card(desk)
    await desk.type("phone 08-123 45 67")
    assert "Enter changes the phone" in desk.text()
    await desk.type("enter")
    assert [phone.text for phone in _karin(desk).phones][:2] == ["08-123 45 67", "070-174 06 35"]
    assert "The card's phone is changed" in desk.text()
    await desk.type("phone -08-123 45 67", "enter")
    assert _karin(desk).phones[0].text == "070-174 06 35"


async def test_after_an_edit_the_hint_says_what_can_be_typed_next(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    await desk.command("edit")
    await desk.type("banner Rings efter 18", "enter")
    assert "Enter changes" not in desk.text()
    assert "phone 070…" in desk.text()


async def test_every_field_that_people_change(desk: Desk) -> None:
    await _card(desk)
    await desk.type(
        "email karin@example.se", "enter", "banner Rings before noon", "enter", "note Has two dogs", "enter"
    )
    await desk.type("note Likes blue", "enter", "namn Karin Öhman Berg", "enter")
    known = _karin(desk)
    assert (known.email, known.banner) == ("karin@example.se", "Rings before noon")
    assert (known.notes or "").endswith("Has two dogs\nLikes blue")
    assert known.name == "Karin Öhman Berg"
    assert desk.entry("customer.changed")["data"]["fields"] == ["name"]


@both_sizes
async def test_ctrl_z_takes_the_edit_back_not_the_contact(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    await desk.command("edit the customer")
    was = _karin(desk).banner
    await desk.type("banner Nothing", "enter", "ctrl+z")
    assert _karin(desk).banner == was
    assert "Undone: the card is as it was" in desk.text()
    await desk.type("ctrl+z")
    assert "nothing to undo on this card" in desk.text()


async def test_tags_join_and_leave(desk: Desk) -> None:
    await _card(desk)
    await desk.type("tag vip", "enter", "tag works nights", "enter")
    assert _karin(desk).tags == ("vip", "works nights")
    await desk.type("tag -vip", "enter")
    assert _karin(desk).tags == ("works nights",)
    await desk.type("ctrl+z")
    assert _karin(desk).tags == ("vip", "works nights")
    await desk.type("tag -gold", "enter")
    assert "not one of their tags" in desk.text()
    await desk.type("escape", "escape")
    assert "#vip #works nights" in desk.text()


async def test_a_bad_value_changes_nothing_and_stays_in_the_box(desk: Desk) -> None:
    await _card(desk)
    before = desk.last
    await desk.type("email nowhere", "enter")
    assert "not an e-mail address" in desk.text()
    assert desk.screen.box.value == "email nowhere"
    await desk.type("escape", "phone -99", "enter")
    assert "not one of their numbers" in desk.text()
    await desk.type("escape", "shoe 42", "enter")
    assert "not a field of the card" in desk.text()
    assert desk.kinds(before) == []


@both_sizes
async def test_somebody_with_the_same_number_may_be_the_same_person(desk: Desk) -> None:
    other = records.by_id(desk.store.read(), 6)
    assert other is not None
    await _card(desk)
    await desk.type(f"phone {other.phones[0].text}")
    shown = desk.text()
    assert "may be the same person" in shown
    assert other.name in shown


async def test_a_walk_in_has_no_card(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("f2", "down", "down", "enter")
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer is None
    await desk.command("edit the customer")
    assert "A walk-in has no card" in desk.text()


@both_sizes
async def test_a_note_is_kept_replaced_and_taken_back(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    await desk.command("note on this")
    await desk.type("Waits for a call", "enter")
    assert desk.screen.contact is not None
    assert desk.screen.contact.note == "Waits for a call"
    await desk.command("note on this")
    assert "Waits for a call" in desk.text()
    await desk.type("right", " at five", "enter")
    assert desk.screen.contact.note == "Waits for a call at five"
    await desk.type("ctrl+z")
    assert desk.screen.contact.note == "Waits for a call"


def _long_history(act: Act) -> None:
    for n in range(70):
        order = act.insert(
            "INSERT INTO orders (ref, customer, date) VALUES (?, 1, ?)", (f"OLD-{n:02}", f"2024-{n % 12 + 1:02}-10")
        )
        act.execute("INSERT INTO order_lines (order_id, line, name, quantity) VALUES (?, 1, 'Mugg', 1)", (order,))
        act.execute(
            "INSERT INTO contacts (customer, owner, shift, channel, state, opened_at, finished_at, outcome)"
            " VALUES (1, 1, 1, 'phone', 'finished', ?1, ?1, ?2)",
            (f"2023-{n % 12 + 1:02}-{n % 28 + 1:02}T10:00:00.000Z", f"talk {n:02}"),
        )


@both_sizes
async def test_older_orders_and_contacts_scroll_in(desk: Desk) -> None:
    desk.act(_long_history)
    await _card(desk)
    assert "further back" not in desk.text()
    for _ in range(40):
        await desk.burst(*["down"] * 20)
    shown = desk.text()
    assert "10 Jan 2023" in shown or "1 Jan 2023" in shown, "the oldest contact is reached"
    assert "further back" not in shown
    card = desk.screen.full_card.facts
    assert card is not None
    assert len(card.orders) == card.more_orders >= 70
    assert len(card.contacts) == card.more_contacts >= 70
    drawn = "\n".join("".join(text for text, _ in line) for line in desk.screen.full_card._lines)
    days = [drawn.index(each) for each in ("10 Dec 2024", "10 Jun 2024", "10 Jan 2024", "Dec 2023", "Jan 2023")]
    assert days == sorted(days), "newest first, orders and contacts in one row"
    assert drawn.count("Order OLD-") == drawn.count("“talk ") == 70


async def test_a_long_history_is_not_read_before_it_is_wanted(desk: Desk) -> None:
    desk.act(_long_history)
    await _card(desk)
    card = desk.screen.full_card.facts
    assert card is not None
    assert len(card.orders) == len(card.contacts) == 20
    drawn = "\n".join("".join(text for text, _ in line) for line in desk.screen.full_card._lines)
    assert "further back" in drawn
