"""The kettle is found however somebody types it."""

import pytest

from agentdesk.catalog.actions import keep_product
from agentdesk.catalog.finding import find_product, product_search
from agentdesk.catalog.model import ProductFacts
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
    found = find_product(shelf.read(), typed)
    assert found is not None
    assert found.sku == sku


@pytest.mark.parametrize("typed", ["", " ", "vattenkokare", "hemlig", "4006381333931", "%", "'; --", "KTL"])
def test_what_fits_nothing_or_several_is_nobody(shelf: Store, typed: str) -> None:
    assert find_product(shelf.read(), typed) is None


def test_several_are_shown_best_first(shelf: Store) -> None:
    assert [each.sku for each in product_search(shelf.read(), "vattenkokare")] == ["KTL-17", "KTL-12"]
    assert [each.sku for each in product_search(shelf.read(), "KTL")] == ["KTL-12", "KTL-17"]


def test_a_new_name_is_found_and_the_old_one_is_not(shelf: Store) -> None:
    with shelf.act(Actor()) as act:
        keep_product(act, ProductFacts("MUG-3", "Kopp Röd"))
    assert find_product(shelf.read(), "kopp rod") is not None
    assert find_product(shelf.read(), "mugg") is None
