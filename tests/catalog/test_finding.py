"""The kettle is found however somebody types it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.agreeing import misnamed
from agentdesk.catalog.finding import product_search
from agentdesk.catalog.model import ProductFacts
from agentdesk.catalog.spelling import one_error
from agentdesk.store import Actor, Store

SHELF = (
    ("KTL-17", "Vattenkokare Emalj 1,7 l", "7310865004703"),
    ("KTL-12", "Vattenkokare Stål 1,2 l", None),
    ("MUG-3", "Mugg Blå", None),
    ("77", "Gudbrandsdalsost", None),
)


@pytest.fixture
def shelf(store: Store) -> Store:
    with store.act(Actor()) as act:
        for sku, name, barcode in SHELF:
            keep_product(act, ProductFacts(sku, name, barcode))
    return store


@pytest.mark.parametrize(
    ("typed", "sku"),
    [
        ("KTL-17", "KTL-17"),
        ("ktl-17", "KTL-17"),
        ("7310865004703", "KTL-17"),
        ("07310865004703", "KTL-17"),
        ("vatt emal", "KTL-17"),
        ("EMALJ", "KTL-17"),
        ("emlaj", "KTL-17"),
        ("vattenkokare stal", "KTL-12"),
        ("vatenkokare stål", "KTL-12"),
        ("mugg bla", "MUG-3"),
        ("gudbransdalsost", "77"),
        ("gudbrandsdalost", "77"),
        ("77", "77"),
    ],
)
def test_the_right_one_is_found(shelf: Store, typed: str, sku: str) -> None:
    assert product_search(shelf.read(), typed)[0].sku == sku


@pytest.mark.parametrize("typed", ["", " ", "hemlig", "4006381333931", "%", "'; --"])
def test_what_fits_nothing_finds_nothing(shelf: Store, typed: str) -> None:
    assert product_search(shelf.read(), typed) == []


def test_several_are_shown_best_first(shelf: Store) -> None:
    assert [each.sku for each in product_search(shelf.read(), "vattenkokare")] == ["KTL-17", "KTL-12"]
    assert [each.sku for each in product_search(shelf.read(), "KTL")] == ["KTL-12", "KTL-17"]


def test_a_new_name_is_found_and_the_old_one_is_not(shelf: Store) -> None:
    with shelf.act(Actor()) as act:
        keep_product(act, ProductFacts("MUG-3", "Kopp Röd"))
    assert [each.sku for each in product_search(shelf.read(), "kopp rod")] == ["MUG-3"]
    assert product_search(shelf.read(), "mugg") == []


@pytest.mark.parametrize(
    ("typed", "skus"),
    [
        ("vatenk", ["KTL-17", "KTL-12"]),  # still being typed, and misspelt
        ("vattenkokare emajl", ["KTL-17"]),
        ("emajl vatt", ["KTL-17"]),
        ("mugg vattenkokare", []),
        ("xmugg", ["MUG-3"]),
        ("mxugg", ["MUG-3"]),
        ("muggx", ["MUG-3"]),
        ("ugmg", []),  # two errors
        ("zzyzzyx", []),
        ("mugg zzyzzyx", []),
        ("q" * 200, []),
        (" ".join(["vatt"] * 50), ["KTL-17", "KTL-12"]),
    ],
)
def test_one_error_in_a_word_is_forgiven_and_no_more(shelf: Store, typed: str, skus: list[str]) -> None:
    assert [each.sku for each in product_search(shelf.read(), typed)] == skus


@pytest.mark.parametrize(
    ("typed", "skus"), [("vattenk", ["KTL-17", "KTL-12"]), ("emal vatt", ["KTL-17"]), ("vatenk", [])]
)
def test_a_key_need_not_wait_for_errors_to_be_looked_for(shelf: Store, typed: str, skus: list[str]) -> None:
    assert [each.sku for each in product_search(shelf.read(), typed, forgiving=False)] == skus


def test_a_misspelt_word_may_be_another_one_that_fits_nothing_here(shelf: Store) -> None:
    with shelf.act(Actor()) as act:
        keep_product(act, ProductFacts("STA-1", "Stal Mugg"))
        keep_product(act, ProductFacts("STO-1", "Stol Grå"))
    assert [each.sku for each in product_search(shelf.read(), "stol mugg")] == ["STA-1"]


@pytest.mark.parametrize("typed", ["ケトル", "電気ケトル", "電気ケトノ"])
def test_japanese_names_are_found_from_the_middle_and_with_an_error(shelf: Store, typed: str) -> None:
    with shelf.act(Actor()) as act:
        keep_product(act, ProductFacts("JP-1", "電気ケトル 1.7L"))
    assert [each.sku for each in product_search(shelf.read(), typed)] == ["JP-1"]


@given(st.text("abc", min_size=4, max_size=7), st.text("abc", min_size=3, max_size=8))
def test_what_is_tried_is_what_one_error_makes(typed: str, meant: str) -> None:
    assert (meant in one_error(typed, len(typed))) == (OSA.distance(typed, meant) == 1)


def test_a_letter_that_a_disk_turned_in_a_name_is_seen(shelf: Store) -> None:
    with shelf.act(Actor()) as act:
        keep_product(act, ProductFacts("MUG-3", "Mugg Grön"))
    assert misnamed(shelf.read()) == []
    with shelf.act(Actor()) as act:
        assert act.execute("UPDATE products SET name = 'Mugg Gröo' WHERE sku = 'MUG-3'") == 1
    assert misnamed(shelf.read()) == ["MUG-3"]
