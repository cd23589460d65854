"""Somebody new at the desk, who may not be new after all; two cards of one person made one."""

from tests.desk.playing import Desk, both_sizes

from agentdesk.customers import records
from agentdesk.customers.lookup.find import find
from agentdesk.holds.records import of_customer


@both_sizes
async def test_nobody_found_makes_a_customer_of_what_was_typed(desk: Desk) -> None:
    await desk.type("Zebraxina Quix 070-999 88 77")
    assert "Nobody found" in desk.text()
    await desk.type("enter")
    shown = desk.text()
    assert "New ›" in shown
    assert "▸ name    Zebraxina Quix" in shown
    assert "▸ phone   070-999 88 77" in shown
    await desk.type("enter")
    (hit,) = find(desk.store.read(), "0709998877").hits
    assert hit.name == "Zebraxina Quix"
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer == hit.id


async def test_somebody_new_who_shares_a_name_is_the_last_row_of_the_list(desk: Desk) -> None:
    await desk.type("Karin Quix")
    await desk.type(*["down"] * 12)
    assert "new customer “Karin Quix”" in desk.text()
    await desk.type("enter")
    assert "New ›" in desk.text()
    assert "▸ name    Karin Quix" in desk.text()


async def test_new_customer_is_an_action(desk: Desk) -> None:
    await desk.command("new customer")
    await desk.type("Zebraxina Quix", "enter")
    assert [hit.name for hit in find(desk.store.read(), "zebraxina").hits] == ["Zebraxina Quix"]


async def _new_with_karins_number(desk: Desk) -> None:
    await desk.type("Zebraxina Quix", "enter", ", 070-174 06 35")
    assert "may be the same person" in desk.text()


async def test_a_second_card_is_added_only_when_asked_for_twice(desk: Desk) -> None:
    await _new_with_karins_number(desk)
    before = desk.last
    await desk.type("enter")
    assert "customer.added" not in desk.kinds(before)
    assert "Enter again adds a new one" in desk.text()
    await desk.type("enter")
    assert "customer.added" in desk.kinds(before)


async def test_the_card_that_is_there_is_one_key_away(desk: Desk) -> None:
    await _new_with_karins_number(desk)
    before = desk.last
    await desk.type("down", "enter")
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer == 1
    assert "customer.added" not in desk.kinds(before)


async def test_keys_typed_ahead_of_the_question_do_not_answer_it(desk: Desk) -> None:
    await _new_with_karins_number(desk)
    before = desk.last
    await desk.burst("enter", "enter")
    assert "customer.added" not in desk.kinds(before)


@both_sizes
async def test_two_cards_become_one_after_one_question(desk: Desk) -> None:
    other = records.by_id(desk.store.read(), 6)
    assert other is not None
    held = {hold.id for hold in of_customer(desk.store.read(), 6)} | {
        hold.id for hold in of_customer(desk.store.read(), 1)
    }
    await desk.type("070-174 06 35", "right", f"merge {other.name}", "enter")
    shown = desk.text()
    assert "Merge ›" in shown
    assert other.name in shown
    await desk.type("enter")
    assert records.survivor(desk.store.read(), 6) == 6
    assert "No undo" in desk.text()
    await desk.type("enter")
    assert records.survivor(desk.store.read(), 6) == 1
    assert {hold.id for hold in of_customer(desk.store.read(), 1)} == held
    assert "One customer now" in desk.text()
    assert "Edit ›" in desk.text()


async def test_a_card_made_just_now_goes_into_the_one_that_the_shop_knows(desk: Desk) -> None:
    await _new_with_karins_number(desk)
    await desk.type("enter", "enter")
    new = desk.screen.contact
    assert new is not None
    assert new.customer not in {None, 1}
    await desk.command("merge the customer")
    assert "stays: Karin Öhman K-1001" in desk.text()
    await desk.type("enter", "enter")
    assert "One customer now, Karin Öhman K-1001" in desk.text()
    assert records.survivor(desk.store.read(), new.customer or 0) == 1
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer == 1, "the contact goes on with the card that stays"
    await desk.type("escape", "sen kokare arg", "enter")
    assert desk.entry("line.said")["customer"] == 1


async def test_choosing_another_asks_anew_and_esc_leaves_both(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    await desk.command("merge the customer")
    await desk.type("a", "enter", "down", "enter")
    assert "No undo" in desk.text()
    before = desk.last
    await desk.type("escape", "escape")
    assert "Edit ›" in desk.text()
    assert desk.kinds(before) == []


async def test_a_field_is_cleared_with_a_hyphen_and_comes_back(desk: Desk) -> None:
    await desk.type("070-174 06 35", "right", "banner Rings before noon", "enter", "banner -", "enter")
    known = records.by_id(desk.store.read(), 1)
    assert known is not None
    assert known.banner is None
    await desk.type("ctrl+z")
    known = records.by_id(desk.store.read(), 1)
    assert known is not None
    assert known.banner == "Rings before noon"
