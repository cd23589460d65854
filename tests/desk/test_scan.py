"""A scan is a product in every mode: by its content, never an amount, never said, never somebody's number by chance."""

from typing import Any

import pytest
from tests.desk.playing import Desk, both_sizes

from agentdesk.catalog import records as catalog
from agentdesk.catalog.gtin import check_digit
from agentdesk.customers import actions as customers
from agentdesk.customers.actions import Details

NOBODYS = "4006381333931"  # a right check digit; the shop does not have it


def _barcode(desk: Desk, sku: str = "KET-011") -> str:
    product = catalog.by_sku(desk.store.read(), sku)
    assert product is not None
    assert product.barcode is not None
    return product.barcode


async def _with_karin(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter")
    assert desk.screen.contact is not None
    assert desk.screen.contact.customer == 1


@both_sizes
@pytest.mark.parametrize("key", ["f3", "f5"])
async def test_in_a_contact_a_scan_shows_the_product_to_hold(desk: Desk, key: str) -> None:
    await _with_karin(desk)
    before = desk.last
    await desk.type(key, _barcode(desk))
    await desk.type("enter")
    shown = desk.text()
    assert "Hold ›" in shown
    assert "KET-011" in shown
    assert "place 5 of 5" in shown
    assert desk.kinds(before) == [], "nothing is said, given, promised or finished by a scan"
    await desk.type("enter")
    assert "hold.placed" in desk.kinds(before)


@both_sizes
async def test_with_nobody_at_the_desk_it_shows_what_there_is(desk: Desk) -> None:
    await desk.type(_barcode(desk))
    assert "Enter looks at the product" in desk.text()
    await desk.type("enter")
    shown = desk.text()
    assert "Item ›" in shown
    assert "Vattenkokare Emalj 1,7 l" in shown
    assert "on hand 0 · set aside 0 · waiting 4" in shown
    await desk.type("enter")
    assert "Find ›" in desk.text()


async def test_a_products_number_typed_shows_it_and_a_word_of_its_name_offers_it(desk: Desk) -> None:
    await desk.type("ket-011")
    assert "Enter looks at Vattenkokare Emalj 1,7 l" in desk.text()
    await desk.type("enter")
    assert "Item ›" in desk.text()
    assert "on hand 0 · set aside 0 · waiting 4" in desk.text()
    await desk.type("f2", "vattenkok")
    assert "Nobody found, but a product" in desk.text()
    await desk.type("down", "enter")
    assert "Item ›" in desk.text()
    assert "Vattenkokare" in desk.text()
    await desk.type("f2", "vattenkok", "enter")
    assert "New ›" in desk.text(), "who types a new name and Enter means a person"


async def test_a_product_found_in_a_contact_is_ready_to_be_held(desk: Desk) -> None:
    await _with_karin(desk)
    before = desk.last
    await desk.type("f2", "KET-011", "enter")
    assert "Hold ›" in desk.text()
    assert "place 5 of 5" in desk.text()
    assert desk.kinds(before) == []


async def test_a_scanner_that_sends_two_line_ends_places_nothing(desk: Desk) -> None:
    await _with_karin(desk)
    before = desk.last
    await desk.burst(_barcode(desk), "enter", "ctrl+j")
    assert "hold.placed" not in desk.kinds(before)
    await desk.type("escape", "f4")
    await desk.burst(_barcode(desk), "enter", "ctrl+j")
    assert "hold.placed" not in desk.kinds(before)


@pytest.mark.parametrize("key", ["f3", "f5", "f6", "f12"])
async def test_a_code_that_no_product_has_is_nothing_else_either(desk: Desk, key: str) -> None:
    await _with_karin(desk)
    before = desk.last
    await desk.type(key, NOBODYS, "enter")
    assert "No product has the bar code" in desk.text()
    assert desk.kinds(before) == []
    assert desk.screen.box.value == NOBODYS


@pytest.mark.parametrize("lists", ["what is owed", "note on this"])
async def test_in_the_morning_lists_too(desk: Desk, lists: str) -> None:
    await _with_karin(desk)
    before = desk.last
    await desk.command(lists)
    await desk.type(_barcode(desk), "enter")
    assert "Hold ›" in desk.text()
    assert desk.kinds(before) == []


def _add(desk: Desk, **said: Any) -> None:
    desk.act(lambda act: customers.add(act, Details(name="Bo Streck", **said), "NO"))


async def test_a_number_of_somebodys_wins_only_by_an_exact_hit(desk: Desk) -> None:
    norwegian = "4123456" + check_digit("4123456")
    _add(desk, phones=(norwegian,))
    await desk.type(norwegian, "enter")
    assert desk.screen.contact is not None, "all eight digits are Bo's"
    assert "Bo Streck" in desk.text()


async def test_the_end_of_a_number_is_not_an_exact_hit(desk: Desk) -> None:
    _add(desk, phones=("0046 7" + _barcode(desk)[-8:],))
    short = _barcode(desk)[-8:]
    if check_digit(short[:-1]) != short[-1]:
        short = short[:-1] + check_digit(short[:-1])
        _add(desk, phones=("0046 7" + short,))
    await desk.type(short, "enter")
    assert desk.screen.contact is None
    assert "Enter again takes it as a number" in desk.text()
    await desk.type("enter")
    assert desk.screen.contact is not None


async def test_a_loyalty_number_that_is_exactly_it_wins_over_the_product(desk: Desk) -> None:
    _add(desk, loyalty=_barcode(desk))
    await desk.type(_barcode(desk), "enter")
    assert "Bo Streck" in desk.text()
