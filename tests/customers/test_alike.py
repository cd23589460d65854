"""Somebody new who may not be new, and what was typed in vain."""

import pytest
from tests.customers.conftest import Known, Lookup

from agentdesk.customers.actions import Details
from agentdesk.customers.alike import alike
from agentdesk.customers.spare import details_of, spare_fields
from agentdesk.store import Store


@pytest.fixture(autouse=True)
def karin(known: Known) -> None:
    """Who is here already."""
    known("Karin Öhman", ref="K-1", phones=("070-174 06 35",), email="karin@example.se", loyalty="7310", city="Umeå")
    known("佐藤花子", region="JP", kana="さとう はなこ", phones=("090-1234-5678",))


@pytest.mark.parametrize(
    "details",
    [
        Details("K. Ö.", phones=("+46 70 174 06 35",)),
        Details("K. Ö.", phones=("08-1", "0046701740635")),
        Details("K. Ö.", email="KARIN@example.se"),
        Details("K. Ö.", loyalty="7310"),
        Details("öhman karin"),
        Details("Karin Öhman", city="Umeå"),
    ],
)
def test_the_same_number_address_or_name_may_be_the_same_person(staffed: Store, details: Details) -> None:
    (hit,) = alike(staffed.read(), details)
    assert hit.ref == "K-1"
    assert hit.why


def test_kanji_or_kana_alone_is_a_whole_name(staffed: Store) -> None:
    assert [hit.name for hit in alike(staffed.read(), Details("佐藤 花子"))] == ["佐藤花子"]
    assert [hit.name for hit in alike(staffed.read(), Details("サトウ ハナコ"))] == ["佐藤花子"]


@pytest.mark.parametrize(
    "details",
    [
        Details("Karin"),
        Details("Karin Öberg"),
        Details("Karin Öhman", city="Malmö"),
        Details("Anna Ek", phones=("070-999 06 35", "0635")),  # the end of a number is many people's
        Details("Anna Ek", email="karin@"),
        Details("", phones=("",), email=""),
        Details("佐藤"),
    ],
)
def test_what_many_people_share_says_nothing(staffed: Store, details: Details) -> None:
    assert alike(staffed.read(), details) == ()


def test_the_customer_who_is_changed_is_not_somebody_else(staffed: Store) -> None:
    assert alike(staffed.read(), Details("Karin Öhman", phones=("070-174 06 35",)), but=1) == ()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("Nora Lind", {"name": "Nora Lind"}),
        ("070-999 88 77", {"phone": "070-999 88 77"}),
        ("Nora Lind 070-999 88 77", {"name": "Nora Lind", "phone": "070-999 88 77"}),
        ("+47 912 34 567 Nora", {"name": "Nora", "phone": "+47 912 34 567"}),
        ("nora@example.se, Nora Lind, 0709998877", {"name": "Nora Lind", "phone": "0709998877", "email": "nora@example.se"}),
        ("Nora Lind 90327", {"name": "Nora Lind 90327"}),  # a postcode, more likely
        ("山本 090-1111-2222", {"name": "山本", "phone": "090-1111-2222"}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_was_typed_in_vain_is_taken_apart_for_a_new_card(typed: str, fields: dict[str, str]) -> None:
    assert spare_fields(typed) == fields
    assert details_of(typed).name == fields.get("name")


def test_a_lookup_that_finds_nobody_offers_what_was_typed(lookup: Lookup) -> None:
    assert lookup("Nora Lind 070-999 88 77").spare == {"name": "Nora Lind", "phone": "070-999 88 77"}
    assert lookup("Karin").spare == {}
    assert len(lookup("Nora " + "x" * 100_000).spare["name"]) <= 200
