"""Lines filled with a customer's facts, as four languages write them."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.filling import fill, missing_facts
from agentdesk.responses.known import Amount, Facts, Locale, Percent, Person
from agentdesk.responses.library import Library
from agentdesk.responses.model import Channel, Concept, FilledLine, Line, Phase
from agentdesk.responses.wording import amount_words, minutes_words, moment_words, percent_words, person_words


def filled(library: Library, name: str, facts: Facts, lang: str = "sv", country: str = "SE") -> FilledLine:
    line = library.line(name, lang)
    assert line is not None
    return fill(library.concepts[name], line, facts, Locale(lang, country))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_karin_hears_her_own_story_back(library: Library, facts: Facts) -> None:
    line = filled(library, "late-paraphrase", facts)
    assert line.text == (
        "Du skulle ha fått vattenkokaren den 21 november och ringer nu för tredje gången. Jag tar hand om det nu."
    )
    assert line.sayable
    assert line.why == "angry: paraphrase, then act"


def test_a_first_call_leaves_the_counting_out(library: Library, facts: Facts) -> None:
    line = filled(library, "late-paraphrase", replace(facts, calls=1))
    assert line.text == "Du skulle ha fått vattenkokaren den 21 november. Jag tar hand om det nu."


@pytest.mark.parametrize(
    ("lang", "country", "text"),
    [
        ("sv", "SE", "Jag ringer dig senast måndag den 7 december klockan 17:00."),
        ("nb", "NO", "Jeg ringer deg senest mandag 7. desember klokken 17:00."),
        ("en", "GB", "I'll call you by Monday 7 December at 17:00."),
        ("en", "US", "I'll call you by Monday, December 7 at 5 pm."),
        ("ja", "JP", "12月7日(月)17時までに私からお電話いたします。"),
    ],
)
def test_a_deadline_reads_as_the_country_writes_it(
    library: Library, facts: Facts, lang: str, country: str, text: str
) -> None:
    assert filled(library, "late-queue", facts, lang, country).text.endswith(text)


def test_who_waits_for_a_delivery_is_called_when_it_is_here_and_not_today(library: Library, facts: Facts) -> None:
    today = datetime(2026, 11, 28, 17, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    known = replace(facts, next_update=today, told_by=today.replace(month=12, day=7))
    concept = replace(library.concepts["late-queue"], slots=("item", "queue_place", "next_update"))
    line = library.line("late-queue", "sv")
    assert line is not None
    said = fill(concept, line, replace(known, queue_place=5), Locale("sv", "SE"))
    assert said.text.endswith("Jag ringer dig senast måndag den 7 december klockan 17:00.")
    assert said.promise is not None
    assert said.promise.due == known.told_by
    assert "i dag klockan 17:00" in filled(library, "late-queue", known).text  # no hold yet: what can be promised now


@pytest.mark.parametrize(
    ("lang", "text"),
    [("sv", "i dag klockan 17:00"), ("nb", "i dag klokken 17:00"), ("en", "17:00 today"), ("ja", "本日17時")],
)
def test_a_call_back_today_says_today(lang: str, text: str) -> None:
    moment = datetime(2026, 11, 28, 17, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert moment_words(moment, lang, "", date(2026, 11, 28)) == text


def test_a_date_of_another_year_carries_its_year(library: Library, facts: Facts) -> None:
    line = filled(library, "late-own-fault", replace(facts, eta=date(2026, 12, 28), honest_date=date(2027, 1, 4)))
    assert "väntas måndag den 28 december, jag räknar med måndag den 4 januari 2027." in line.text


def test_a_sentence_begins_with_a_capital_but_a_name_stays_as_it_is() -> None:
    concept = Concept("x", ("s",), (), Phase.MIDDLE, Channel.SAY, (), ("item",))
    from agentdesk.responses.known import Forms, Item

    item = Item("iPod", {"sv": Forms("en spelare", "spelaren", "den")})
    facts = Facts(item=item)
    assert fill(concept, Line("x", "sv", "{item.definite} är här."), facts, Locale("sv")).text == "Spelaren är här."
    assert fill(concept, Line("x", "sv", "{item.name} är här."), facts, Locale("sv")).text == "iPod är här."


def test_an_item_without_forms_is_called_by_its_name(library: Library, facts: Facts) -> None:
    assert facts.item is not None
    line = filled(library, "late-remedy", replace(facts, item=replace(facts.item, forms={})))
    assert plain(line.text) == "Du får 150 kronor av på Vattenkokare Emalj 1,7 l av mig i dag."


def test_a_missing_fact_blocks_the_line_and_is_named(library: Library, facts: Facts) -> None:
    line = filled(library, "late-queue", replace(facts, next_update=None))
    assert line.blocked == ("next_update",)
    assert "‹next_update›" in line.text
    assert not line.sayable
    assert line.promise is None


def test_nothing_within_authority_blocks_the_offer(library: Library, facts: Facts) -> None:
    assert filled(library, "late-remedy", replace(facts, headroom={})).blocked == ("headroom_amount",)
    spent = replace(facts, headroom={"amount": Amount(0, "SEK")})
    assert filled(library, "late-remedy", spent).blocked == ("headroom_amount",)


def test_a_promise_and_a_remedy_come_with_the_line(library: Library, facts: Facts) -> None:
    promise = filled(library, "late-queue", facts).promise
    assert promise is not None
    assert (promise.kind, promise.due) == ("call-back", facts.next_update)
    remedy = filled(library, "late-remedy", facts).remedy
    assert remedy is not None
    assert (remedy.kind, remedy.value, remedy.approver) == ("amount", Amount(15000, "SEK"), None)


def test_what_must_be_approved_names_who_agrees(library: Library, facts: Facts) -> None:
    wish = replace(facts, remedy=Amount(40000, "SEK"), approver="Mira")
    line = filled(library, "late-ask", wish)
    assert plain(line.text) == "Jag vill ge dig 400 kronor. Mira måste säga ja, och jag frågar nu."
    assert line.remedy is not None
    assert line.remedy.approver == "Mira"


@pytest.mark.parametrize(
    ("amount", "lang", "words"),
    [
        (Amount(15000, "SEK"), "sv", "150 kronor"),
        (Amount(124950, "SEK"), "sv", "1 249,50 kronor"),
        (Amount(15000, "NOK"), "nb", "150 kroner"),
        (Amount(15000, "NOK"), "sv", "150 norska kronor"),
        (Amount(1500, "JPY"), "ja", "1,500円"),
        (Amount(1250, "GBP"), "en", "£12.50"),
        (Amount(1200, "USD"), "en", "$12"),
        (Amount(15000, "SEK"), "en", "150 kronor"),
        (Amount(1500, "JPY"), "en", "1,500 yen"),
    ],
)
def test_money_is_said_as_people_say_it(amount: Amount, lang: str, words: str) -> None:
    assert plain(amount_words(amount, lang)) == words


def test_percentages_and_waits() -> None:
    assert [percent_words(Percent(1000), lang) for lang in ("sv", "nb", "en", "ja")] == [
        "10\u00a0%",
        "10\u00a0%",
        "10%",
        "10%",
    ]
    assert plain(percent_words(Percent(1250), "sv")) == "12,5 %"
    assert [plain(minutes_words(70, lang)) for lang in ("sv", "nb", "en", "ja")] == [
        "1 timme och 10 minuter",
        "1 time og 10 minutter",
        "1 hour and 10 minutes",
        "1時間10分",
    ]


def test_a_japanese_line_always_knows_how_to_address(library: Library, facts: Facts) -> None:
    hanako = Person("佐藤 花子", "花子", "佐藤")
    named = filled(library, "late-thanks", replace(facts, customer=hanako), "ja", "JP")
    nameless = filled(library, "late-thanks", replace(facts, customer=None), "ja", "JP")
    assert named.text == "佐藤様、お待ちいただきありがとうございます。"
    assert nameless.text == "お客様、お待ちいただきありがとうございます。"


def test_names_follow_the_shops_style() -> None:
    karin = Person("Karin Öhman", "Karin", "Öhman")
    assert person_words(karin, "sv") == "Karin"
    assert person_words(karin, "sv", "full") == "Karin Öhman"
    assert person_words(Person("Alfreds Futterkiste"), "en") == "Alfreds Futterkiste"


def test_no_space_stays_before_a_comma_whatever_vanished(library: Library, facts: Facts) -> None:
    assert filled(library, "late-thanks", facts, "en", "GB").text == "Thank you for your patience, Karin."
    nobody = replace(facts, customer=None)
    assert filled(library, "late-thanks", nobody, "en", "GB").text == "Thank you for your patience."


def test_a_text_message_has_no_special_spaces(library: Library, facts: Facts) -> None:
    concept = replace(library.concepts["late-sms"], slots=("headroom_amount",))
    line = Line("late-sms", "sv", "Du får {headroom_amount}.")
    assert fill(concept, line, facts, Locale("sv")).text == "Du får 150 kronor."


def test_a_fact_with_brackets_in_it_is_only_text(library: Library, facts: Facts) -> None:
    hostile = replace(facts, agent="[[{shop}]]", customer=Person("{agent} [/]", "{agent} [/]"))
    line = filled(library, "late-sms", hostile)
    assert line.text.startswith("Hej {agent} [/]!")
    assert line.text.endswith("[[{shop}]], Björk & Kök")


_LONG_AGO, _LATER = datetime(2020, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - the strategy adds the zone
_FACTS = st.builds(
    Facts,
    customer=st.none() | st.just(Person("Karin Öhman", "Karin", "Öhman")),
    order=st.none() | st.text(min_size=1, max_size=8),
    promised=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    eta=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    honest_date=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    next_update=st.none() | st.datetimes(_LONG_AGO, _LATER, timezones=st.just(ZoneInfo("Asia/Tokyo"))),
    queue_place=st.none() | st.integers(1, 99),
    calls=st.none() | st.integers(0, 30),
    wait=st.none() | st.integers(0, 600),
    headroom=st.dictionaries(
        st.just("amount"), st.builds(Amount, st.integers(0, 10**7), st.sampled_from(["SEK", "JPY"]))
    ),
    agent=st.none() | st.just("Aino"),
    shop=st.none() | st.just("Björk & Kök"),
    today=st.none() | st.just(date(2026, 11, 28)),
)


@given(found=_FACTS, lang=st.sampled_from(["sv", "en", "nb", "ja"]), data=st.data())
def test_whatever_is_missing_a_line_is_whole_or_blocked(
    library: Library, found: Facts, lang: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(library.lines[lang])))
    line = filled(library, name, found, lang, "")
    assert ("‹" in line.text) == bool(line.blocked)
    assert set(line.blocked) == set(missing_facts(library.concepts[name], found, Locale(lang)))
    assert "  " not in line.text.replace(found.order or " ", "")
    assert "{" not in line.text or "{" in (found.order or "")
    assert line.text == line.text.strip()


@pytest.mark.parametrize("lang", ["en", "sv", "nb", "ja"])
def test_a_warm_handover_quotes_the_last_contact_so_that_nobody_tells_it_again(lang: str) -> None:
    from agentdesk.responses.library import load

    shipped = load()
    known = Facts(approver="Mira", last_contact="should be here soon")
    quoted = filled(shipped, "passed-warm-handover", known, lang, "")
    assert "should be here soon" in quoted.text
    new = filled(shipped, "passed-warm-handover", replace(known, last_contact=None), lang, "")
    assert not new.blocked
    assert "“”" not in new.text
    assert len(new.text) < len(quoted.text)
