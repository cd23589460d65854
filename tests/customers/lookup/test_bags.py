"""Words that too many have: lists read from their newest end find the same people as lists read whole."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.customers.conftest import AINO, Known, Lookup, names

from agentdesk.customers.actions import Details, change
from agentdesk.customers.lookup import bags, candidates, postings
from agentdesk.customers.lookup.bags import Bag, Listed, fitting
from agentdesk.customers.lookup.indexing import Collected
from agentdesk.customers.lookup.postings import Postings
from agentdesk.customers.lookup.terms import beginnings
from agentdesk.store import Store


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are long from five ids on, as if these were a million."""
    monkeypatch.setattr(postings, "BLOCK", 2)
    monkeypatch.setattr(bags, "_NEWEST", 2)
    monkeypatch.setattr(bags, "_PIECE", 3)
    monkeypatch.setattr(candidates, "_LARGE", 4)


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("looked_up", [0, 1000])  # always one by one, never
def test_long_lists_narrow_each_other_to_the_same_people(
    staffed: Store, monkeypatch: pytest.MonkeyPatch, looked_up: int
) -> None:
    monkeypatch.setattr(bags, "_LOOKED_UP", looked_up)
    chance = random.Random(5)
    having = {term: sorted(chance.sample(range(1, 200), many)) for term, many in (("na", 90), ("nb", 60), ("nc", 3))}
    with staffed.act(AINO) as act:
        for term, ids in having.items():
            Postings(act.connection).add(term, ids)
    every = {term: set(ids) for term, ids in having.items()}
    reading = Postings(staffed.read())
    for these in (("na", "nb"), ("na", "nc"), ("na", "nb", "nc"), ("nb",)):
        wanted = set.intersection(*(every[term] for term in these))
        assert fitting([Bag([Listed(reading, term)]) for term in these], 1000) == wanted
        some = fitting([Bag([Listed(reading, term)]) for term in these], 4)
        assert some <= wanted
        assert len(some) >= min(4, len(wanted))


@pytest.mark.usefixtures("crowded")
def test_somebody_among_many_is_found_at_every_key(lookup: Lookup, known: Known) -> None:
    for given_name in ("Karin", "Karl", "Karolina", "Bo"):
        for surname in ("Öhman", "Öberg", "Oskarsson", "Åkesson"):
            known(f"{given_name} {surname}")
    for text in ("karo", "karolina ös", "karolina os"):
        lookup(text)
    for text in ("karol å", "karolina åk", "åkesson karo", "k å"):
        assert "Karolina Åkesson" in names(lookup(text)), text
    assert names(lookup("bo öh"))[:1] == ["Bo Öhman"]


@pytest.mark.usefixtures("crowded")
def test_a_beginning_goes_with_the_name(lookup: Lookup, known: Known, staffed: Store) -> None:
    karin, kajsa = known("Karin Öhman Öst"), known("Kajsa Öst")
    with staffed.act(AINO) as act:
        change(act, karin, Details(name="Karin Berg"), "SE")
    assert names(lookup("ö")) == [kajsa.name]
    assert names(lookup("kar b")) == ["Karin Berg"]
    assert Postings(staffed.read()).of("boh").tolist() == []
    assert sorted(Postings(staffed.read()).of("bka").tolist()) == [karin.id, kajsa.id]


@pytest.mark.usefixtures("crowded")
def test_an_import_writes_below_what_a_desk_added_meanwhile(staffed: Store) -> None:
    collected = Collected()
    for one in range(1, 30):
        collected.add(one, {"nkarin"})
    with staffed.act(AINO) as act:
        Postings(act.connection).add("nkarin", [12, 40, 41])
    collected.write(lambda: staffed.act(AINO))
    reading = Postings(staffed.read())
    assert reading.of("nkarin").tolist() == [*range(1, 30), 40, 41]
    assert reading.of("bkari").tolist() == list(range(1, 30))
    assert reading.which("nkarin", {0, 1, 29, 30, 40, 99}) == {1, 29, 40}
    assert set(reading.between("nkarin", 5, 9)) >= set(range(5, 10))


@given(st.text(min_size=1, max_size=12))
def test_beginnings_are_of_the_word(word: str) -> None:
    for kind, of in (("n", "b"), ("p", "c"), ("s", "e")):
        assert all(each[0] == of and word.startswith(each[1:]) and len(each) <= 5 for each in beginnings(kind + word))


def test_beginnings_of_names_and_of_kanji() -> None:
    assert beginnings("nkarin") == ["bk", "bka", "bkar", "bkari"]
    assert beginnings("p903") == ["c9", "c90", "c903"]
    assert beginnings("s佐藤花子") == ["e佐", "e佐藤"]
    assert beginnings("n佐藤") == []
    assert beginnings("t5360") == []
