"""What was misread, misheard or only half said finds somebody all the same, after whoever fits exactly."""

import pytest
from tests.customers.conftest import AINO, Known, Lookup, names
from tests.customers.lookup.test_lookup import neighbourhood

from agentdesk.customers.lookup.model import Band
from agentdesk.store import Store

__all__ = ["neighbourhood"]


@pytest.mark.parametrize(
    ("typed", "name", "why"),
    [
        # a whole number with one digit wrong, missing or too many, or two swapped
        ("070-174 06 36", "Karin Öhman", "like phone 070-174 06 35"),
        ("070-174 60 35", "Karin Öhman", "like phone 070-174 06 35"),
        ("070-174 0635 5", "Karin Öhman", "like phone 070-174 06 35"),
        ("+46 70 174 0 35", "Karin Öhman", "like phone 070-174 06 35"),
        ("karin.ohmna@example.se", "Karin Öhman", "like e-mail karin.ohman@example.se"),
        ("karinohman@example.se", "Karin Öhman", "like e-mail karin.ohman@example.se"),
        # spaces and letters that a form or a scan has lost
        ("karinöhman", "Karin Öhman", "name Karin, name Öhman"),
        ("OehmanKarin", "Karin Öhman", "name Öhman, name Karin"),
        ("kr1stoffer ohrn", "Kristoffer Öhrn", "like name Kristoffer, name Öhrn"),
        # short names
        ("pat obrien", "Patrick O'Brien", "name Patrick, name OBrien"),
        ("kajsa öhman", "Karin Öhman", "like name Karin, name Öhman"),
        # one wrong character among kanji
        ("佐藤 華子", "佐藤 花子", "name 佐藤, like name 花子"),
        ("加藤花子", "佐藤 花子", "like name 花子"),
    ],
)
def test_what_was_misread_or_misheard_finds_somebody_all_the_same(
    lookup: Lookup, typed: str, name: str, why: str
) -> None:
    first = lookup(typed).hits[0]
    assert (first.name, first.why) == (name, why)
    assert first.band > Band.FITS or typed.startswith("pat")


def test_a_short_name_comes_after_whoever_is_called_so(lookup: Lookup, known: Known) -> None:
    known("Lasse Eide")
    assert names(lookup("lasse eide")) == ["Lasse Eide", "Lars Eide"]


def test_half_a_number_is_not_taken_for_a_misdialled_one(lookup: Lookup) -> None:
    assert lookup("740639").nothing


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("48211 öhman", "order 48211, name Öhman"),
        ("48211 90327", "order 48211, postcode 903 27"),
        ("48211 903 27", "order 48211, postcode 903 27"),
        ("umeå 48211", "city Umeå, order 48211"),
        ("w2611340 karin", "order #W2611340, name Karin"),
        ("1z999aa10123456784", "tracking 1Z999AA10123456784"),
        ("1z 999 aa1 0123", "tracking 1Z999AA10123456784"),  # still being typed
        ("26113", "order #W2611340"),
    ],
)
def test_an_order_goes_with_what_else_is_known(
    lookup: Lookup, known: Known, staffed: Store, typed: str, why: str
) -> None:
    from agentdesk.customers.lookup.indexing import index_order

    karin = lookup("karin öhman").hits[0].id
    known("Nils Annan", postcode="482 11")
    with staffed.act(AINO) as act:
        for ref, tracking in (("48211", "1Z999AA10123456784"), ("#W2611340", None)):
            order = act.insert("INSERT INTO orders (ref, customer, tracking) VALUES (?, ?, ?)", (ref, karin, tracking))
            index_order(act, order, ref, tracking)
    hit = lookup(typed).hits[0]
    assert (hit.name, hit.why) == ("Karin Öhman", why)


def test_an_uncommon_name_that_is_right_counts_more_than_two_that_are_half_alike(lookup: Lookup, known: Known) -> None:
    known("Isabella Bastin")
    for name in ("James Apsitis", "James Kiernan", "James Ek", "James Berg", "James Ohl"):
        known(name)
    assert names(lookup("james bastin"))[0] == "Isabella Bastin"
