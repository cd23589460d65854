"""What a card says and what it is found by are one thing: a letter that a disk turns is seen by that."""

import pytest
from tests.customers.conftest import AINO, Known

from agentdesk.customers.actions import Details, change, erase, merge
from agentdesk.customers.lookup.agreeing import disagreeing
from agentdesk.customers.model import Customer
from agentdesk.store import Actor, Store


@pytest.fixture
def karin(known: Known, staffed: Store) -> Customer:
    """One who has everything, among others."""
    known("Lars Eide", "NO", phones=("91 23 45 67",), city="Oslo", postcode="0152")
    known("佐藤 花子", "JP", kana="さとう はなこ", phones=("090-1234-5678",), city="横浜")
    card = known(
        "Karin Öhman", phones=("070-174 06 35", "no answer after six"), email="karin@example.se", ref="K-4711",
        loyalty="7310000042", city="Umeå", postcode="903 27", company="Öhmans Bageri", kana="カリン",
    )  # fmt: skip
    second = known("Karin Öhman", email="ko@example.com", ref="K-4712")
    with staffed.act(AINO) as act:
        return merge(act, card.id, second.id)


def test_after_every_act_on_customers_both_sides_agree(karin: Customer, known: Known, staffed: Store) -> None:
    other = known("Karin Ohman", phones=("0701740635",), ref="K-5000")
    gone = known("Nils Bo", ref="K-6000")
    assert disagreeing(staffed.read()) == []
    with staffed.act(AINO) as act:
        change(act, karin, Details(name="Karin Öman", city="Luleå", phones=("070-555 11 22",)), "SE")
    assert disagreeing(staffed.read()) == []
    with staffed.act(AINO) as act:
        merge(act, karin.id, other.id)
        erase(act, gone.id)
    assert disagreeing(staffed.read()) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE customers SET name = 'Karin Öhmao' WHERE id = ?",
        "UPDATE customers SET kana = 'カリソ' WHERE id = ?",
        "UPDATE customers SET company = 'Öhmans Bagesi' WHERE id = ?",
        "UPDATE customers SET city = 'Umeä' WHERE id = ?",
        "UPDATE customers SET postcode = '913 27' WHERE id = ?",
        "UPDATE customers SET loyalty = '7310000043' WHERE id = ?",
        "UPDATE customers SET email = 'karim@example.se' WHERE id = ?",
        "UPDATE emails SET text = 'kn@example.com' WHERE customer = ?",
        "UPDATE phones SET digits = '46701740634' WHERE customer = ? AND place = 1",
        "UPDATE lookup_postings SET term = 'nkarim' WHERE term = 'nkarin' AND ? > 0",
        "DELETE FROM lookup_postings WHERE term = 'nohman' AND ? > 0",
    ],
)
def test_a_turned_letter_is_named(karin: Customer, staffed: Store, damage: str) -> None:
    assert disagreeing(staffed.read()) == []
    with staffed.act(Actor()) as act:
        assert act.execute(damage, (karin.id,)) == 1
    assert disagreeing(staffed.read()) == [karin.id]
