"""The box at work: whatever is known of somebody finds them, and says why."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.customers.conftest import AINO, Known, Lookup, names

from agentdesk.customers.lookup import bags, candidates, postings
from agentdesk.customers.lookup.model import Band
from agentdesk.promises.actions import make
from agentdesk.promises.model import Kind
from agentdesk.store import Store


@pytest.fixture(autouse=True)
def neighbourhood(known: Known) -> None:
    """Who shops here."""
    known("Lars Eide", "NO", phones=("91 23 45 67",), city="Oslo", postcode="0152")
    known(
        "Karin Öhman", phones=("070-174 06 35", "090-12 34 56"), email="karin.ohman@example.se", ref="K-4711",
        loyalty="7310000042", city="Umeå", postcode="903 27",
    )  # fmt: skip
    known("Karin Åkesson-Lundqvist", city="Luleå", postcode="972 31", email="k.akesson@example.se")
    known("Kristoffer Öhrn", city="Umeå", company="Öhrns Bageri")
    known("Patrick O'Brien", "GB", phones=("020 7946 0958",), postcode="SW1A 1AA", city="London")
    known("María de la Cruz", "ES", phones=("88.60.15.31",))
    known("Sæther Bjørg", "NO")
    known("佐藤 花子", "JP", kana="さとう はなこ", phones=("090-1234-5678",), city="横浜", postcode="231-0023")
    known("山田太郎", "JP", kana="ﾔﾏﾀﾞ ﾀﾛｳ")
    known("Fiona McDonald", "GB")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        # names, in any order, in halves, without their marks
        ("Karin Öhman", "Karin Öhman"),
        ("öhman karin", "Karin Öhman"),
        ("ohm", "Karin Öhman"),
        ("oehman", "Karin Öhman"),
        ("kar ohm", "Karin Öhman"),
        ("fru öhman", "Karin Öhman"),
        ("lundqvist", "Karin Åkesson-Lundqvist"),
        ("Aakesson", "Karin Åkesson-Lundqvist"),
        ("obrien", "Patrick O'Brien"),
        ("O’Brien", "Patrick O'Brien"),
        ("o'bri", "Patrick O'Brien"),
        ("delacruz", "María de la Cruz"),
        ("cruz maria", "María de la Cruz"),
        ("donald fiona", "Fiona McDonald"),
        ("sather", "Sæther Bjørg"),
        ("saether bjorg", "Sæther Bjørg"),
        ("SÄTHER", "Sæther Bjørg"),
        # company, city, postcode
        ("öhrns bageri", "Kristoffer Öhrn"),
        ("karin luleå", "Karin Åkesson-Lundqvist"),
        ("karin 97231", "Karin Åkesson-Lundqvist"),
        ("karin 972 31", "Karin Åkesson-Lundqvist"),
        ("patrick sw1a", "Patrick O'Brien"),
        ("sw1a 1aa", "Patrick O'Brien"),
        # numbers
        ("0701740635", "Karin Öhman"),
        ("+46 70 174 06 35", "Karin Öhman"),
        ("+46 (0)70-1740635", "Karin Öhman"),
        ("0046701740635", "Karin Öhman"),
        ("0635", "Karin Öhman"),
        ("070/1740635 ankn 5", "Karin Öhman"),
        ("090 12 34 56", "Karin Öhman"),
        ("karin 0635", "Karin Öhman"),
        ("070-174 06", "Karin Öhman"),  # still being typed
        ("0701", "Karin Öhman"),
        ("(070) 174", "Karin Öhman"),
        ("+46 70 17", "Karin Öhman"),
        ("0046 (0)70-174 0", "Karin Öhman"),
        ("karin 07017", "Karin Öhman"),
        ("+47 91 23", "Lars Eide"),
        ("88.60.15", "María de la Cruz"),
        ("+4791234567", "Lars Eide"),
        ("88601531", "María de la Cruz"),
        ("K-4711", "Karin Öhman"),
        ("k4711", "Karin Öhman"),
        ("7310000042", "Karin Öhman"),
        ("karin.ohman@example.se", "Karin Öhman"),
        ("karin.oh", "Karin Öhman"),
        ("k.akesson@", "Karin Åkesson-Lundqvist"),
        # Japanese: kanji, either kana, from the middle
        ("佐藤", "佐藤 花子"),
        ("花子", "佐藤 花子"),
        ("藤花", "佐藤 花子"),
        ("佐藤花子", "佐藤 花子"),
        ("サトウ", "佐藤 花子"),
        ("ｻﾄｳ ﾊﾅｺ", "佐藤 花子"),
        ("はなこ さとう", "佐藤 花子"),
        ("佐藤様", "佐藤 花子"),
        ("太郎", "山田太郎"),
        ("田太", "山田太郎"),
        ("やまだ", "山田太郎"),
        ("佐藤 横浜", "佐藤 花子"),
        ("花子 231-0023", "佐藤 花子"),
        ("花子 231-00", "佐藤 花子"),
        ("231-0023", "佐藤 花子"),
        # a typing error from four letters, two from eight
        ("Karin Öhmann", "Karin Öhman"),
        ("krain öhman", "Karin Öhman"),
        ("lundkvst", "Karin Åkesson-Lundqvist"),
        ("patrik obrien", "Patrick O'Brien"),
        ("kristofer ohrn", "Kristoffer Öhrn"),
        ("kar in öhman", "Karin Öhman"),
        ("さとお はなこ", "佐藤 花子"),
    ],
)
def test_whatever_is_known_finds_somebody(lookup: Lookup, typed: str, name: str) -> None:
    assert names(lookup(typed))[:1] == [name]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("karin öhman", "name Karin, name Öhman"),
        ("0635", "phone 070-174 06 35"),
        ("090123456", "phone 090-12 34 56"),
        ("7310000042", "loyalty 7310000042"),
        ("k-4711", "customer number K-4711"),
        ("karin 90327", "name Karin, postcode 903 27"),
        ("karin umea", "name Karin, city Umeå"),
        ("karin.oh", "e-mail karin.ohman@example.se"),
        ("ohmann", "like name Öhman"),
    ],
)
def test_every_row_says_why(lookup: Lookup, typed: str, why: str) -> None:
    assert lookup(typed).hits[0].why == why


def test_the_matching_number_is_shown_not_the_first(lookup: Lookup) -> None:
    assert lookup("123456").hits[0].phone == "090-12 34 56"


def test_the_end_of_a_number_comes_before_a_number_that_begins_so(lookup: Lookup, known: Known) -> None:
    known("Nils Början", phones=("0635-12 34 56",))
    assert names(lookup("0635")) == ["Karin Öhman", "Nils Början"]
    assert names(lookup("+47 70 17")) == []  # begins so, in another country


def test_exact_comes_before_near(lookup: Lookup, known: Known) -> None:
    known("Karin Öhmann")
    assert names(lookup("karin öhmann"))[:2] == ["Karin Öhmann", "Karin Öhman"]
    assert [hit.band for hit in lookup("karin öhmann").hits[:2]] == [Band.FITS, Band.NEAR]


def test_people_with_promises_come_before_strangers(lookup: Lookup, known: Known, staffed: Store) -> None:
    for _ in range(70):
        known("Anna Svensson")
    owed = known("Anna Svensson").id
    for _ in range(70):
        known("Anna Svensson")
    with staffed.act(AINO) as act:
        make(act, Kind.CALL_BACK, customer=owed, contact=None, what="call", due_at=None)
    for typed in ("anna", "anna sven", "svensson"):
        first = lookup(typed).hits[0]
        assert (first.id, first.warm) == (owed, True)


def test_whoever_is_at_hand_is_found_where_too_many_fit_to_be_read(
    lookup: Lookup, known: Known, staffed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bags, "_NEWEST", 1)
    monkeypatch.setattr(postings, "BLOCK", 2)
    monkeypatch.setattr(candidates, "_MOST_BLOCKS", 1)
    for n in range(20):
        known(f"Anna{'abcdefghijklmnopqrst'[n]} Svensson")
    owed = known("Annz Åkerblom-Zander").id
    with staffed.act(AINO) as act:
        make(act, Kind.CALL_BACK, customer=owed, contact=None, what="call", due_at=None)
    for typed in ("a", "an", "ann", "ann zan", "z an"):
        assert lookup(typed).hits[0].id == owed, typed


def test_what_is_remembered_from_key_to_key_is_forgotten_when_somebody_writes(lookup: Lookup, known: Known) -> None:
    assert names(lookup("karin ö"))[:1] == ["Karin Öhman"]
    known("Karin Ödman")
    assert "Karin Ödman" in names(lookup("karin öd"))
    assert names(lookup("karin ödman"))[:1] == ["Karin Ödman"]


def test_todays_contacts_come_before_strangers_and_yesterdays_do_not(
    lookup: Lookup, known: Known, staffed: Store
) -> None:
    known("Bo Ek")
    today, yesterday = known("Bo Ek").id, known("Bo Ek").id
    now = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    with staffed.act(AINO) as act:
        for customer, when in ((today, now), (yesterday, now - timedelta(days=1))):
            at = when.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            act.execute(
                "INSERT INTO contacts (customer, owner, shift, channel, state, opened_at, finished_at)"
                " VALUES (?, 1, 1, 'phone', 'finished', ?, ?)",
                (customer, at, at),
            )
    hits = lookup("bo ek").hits
    assert hits[0].id == today
    assert [hit.warm for hit in hits] == [True, False, False]


def test_an_order_or_tracking_number_finds_whose_it_is(lookup: Lookup, known: Known, staffed: Store) -> None:
    from agentdesk.customers.lookup.indexing import index_order

    karin = known("Karin Beställare").id
    with staffed.act(AINO) as act:
        order = act.insert(
            "INSERT INTO orders (ref, customer, tracking) VALUES ('#W2611340', ?, '357962501027')", (karin,)
        )
        index_order(act, order, "#W2611340", "357962501027")
    assert lookup("#w2611340").hits[0].why == "order #W2611340"
    assert lookup("2611340").hits[0].why == "order #W2611340"
    assert lookup("357962501027").hits[0].why == "tracking 357962501027"
    assert lookup("357962501027").hits[0].id == karin


def test_a_scan_finds_the_product(lookup: Lookup, staffed: Store) -> None:
    with staffed.act(AINO) as act:
        act.execute("INSERT INTO products (sku, name, barcode) VALUES ('KTL-17', 'Vattenkokare', '4006381333931')")
    assert [(item.sku, str(item.reason)) for item in lookup("4006381333931").items] == [
        ("KTL-17", "barcode 4006381333931")
    ]
    assert [item.sku for item in lookup("ktl-17").items] == ["KTL-17"]


def test_an_order_number_that_is_also_the_end_of_a_phone_number_shows_both(
    lookup: Lookup, known: Known, staffed: Store
) -> None:
    from agentdesk.customers.lookup.indexing import index_order

    buyer = known("Nils Köpare").id
    with staffed.act(AINO) as act:
        order = act.insert("INSERT INTO orders (ref, customer) VALUES ('740635', ?)", (buyer,))
        index_order(act, order, "740635", None)
    assert names(lookup("740635")) == ["Nils Köpare", "Karin Öhman"]


def test_nobody_fits(lookup: Lookup) -> None:
    assert lookup("Zwierzchowski").nothing
    assert lookup("").nothing
    assert lookup("   ").nothing


@pytest.mark.parametrize(
    "typed",
    ["'", '"', "O'Brien\"", "*", "%", "_", "a OR b", "NEAR(a b)", "name:karin", "-karin", "(", "^k", "\\", "[/]", "\x00", "\ud800",
     "karin" * 20_000, "1" * 100_000, "+" * 100_000, " " * 100_000, "å" * 100_000, "a b c d e f g h i j k l m n o p"],
)  # fmt: skip
def test_hostile_text_finds_quietly(lookup: Lookup, typed: str) -> None:
    assert len(lookup(typed).hits) <= 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_nothing_typed_ever_fails(lookup: Lookup, typed: str) -> None:
    hits = lookup(typed).hits
    assert all(hit.reasons for hit in hits)
    assert len({hit.id for hit in hits}) == len(hits)
