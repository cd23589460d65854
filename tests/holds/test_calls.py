"""The call list: who, in which order, and what to say in their language."""

from datetime import date

import pytest

from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import ItemForms
from agentdesk.customers.model import Customer
from agentdesk.holds import actions, receiving, telling
from agentdesk.holds.calls import Call, call_list, ending
from agentdesk.holds.expiring import expire
from agentdesk.holds.model import Result, State, Tell
from agentdesk.holds.moving import existing
from agentdesk.holds.receiving import Count
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.holds.texts import About, Telling, fill
from agentdesk.settings import LANGUAGES, Settings

from .conftest import HOURS, Shop

SETTINGS = Settings(shop="Björk & Kök")


def calls(shop: Shop) -> list[Call]:
    return call_list(shop.store.read(), SETTINGS, "Aino", shop.clock.now())


def arrived(shop: Shop, *quantities: int, come: int = 9) -> None:
    delivery = shop.delivery(quantity=come)
    with shop.act() as act:
        for customer, quantity in enumerate(quantities, 1):
            actions.place(act, 1, quantity, HOURS, customer=customer)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(come)}, HOURS)


def test_karin_is_told_in_her_words_what_is_kept_and_until_when(shop: Shop) -> None:
    with shop.act() as act:
        catalog.set_forms(act, 1, "sv", ItemForms("en vattenkokare", "vattenkokaren", "den"))
    arrived(shop, 1)
    (call,) = calls(shop)
    assert call.matters[0].about is About.READY
    assert call.matters[0].texts.say == (
        "Hej Karin, det är Aino på Björk & Kök. Vattenkokaren har kommit, och jag har lagt undan ett exemplar åt dig"
        " till och med måndag den 7 december."
    )
    assert call.matters[0].texts.send.endswith("Din referens är H-1. Aino, Björk & Kök")


def test_a_part_is_called_a_part(shop: Shop) -> None:
    arrived(shop, 5, come=2)
    (call,) = calls(shop)
    assert call.matters[0].about is About.PARTLY
    assert "2 av 5 × Vattenkokare Emalj 1,7 l har kommit" in call.matters[0].texts.say


def test_who_did_not_answer_goes_to_the_end_until_it_is_time(shop: Shop) -> None:
    arrived(shop, 1, 1)
    with shop.act() as act:
        telling.tell(act, 1, Result.NO_ANSWER, HOURS)
    assert [call.matters[0].holds[0].word for call in calls(shop)] == ["H-2", "H-1"]
    shop.clock.advance(hours=2, minutes=1)
    assert [call.matters[0].holds[0].word for call in calls(shop)] == ["H-1", "H-2"]


def test_a_wrong_number_asks_for_a_new_one(shop: Shop) -> None:
    arrived(shop, 1)
    with shop.act() as act:
        telling.tell(act, 1, Result.WRONG_NUMBER, HOURS)
    (call,) = calls(shop)
    assert call.wrong_number
    assert [tried.result for tried in call.tries] == [Result.WRONG_NUMBER]


@pytest.mark.parametrize("result", [Result.REACHED, Result.VOICEMAIL, Result.MESSAGE])
def test_who_was_told_leaves_the_list_and_is_warned_before_the_end(shop: Shop, result: Result) -> None:
    arrived(shop, 1)
    with shop.act() as act:
        assert telling.tell(act, 1, result, HOURS).state is State.TOLD
        again = telling.tell(act, 1, result, HOURS)  # Enter twice: a reminder, the window stays
    assert calls(shop) == []
    assert again.collect_by == "2026-12-07T17:00:00.000Z"
    assert ending(shop.store.read(), SETTINGS, "Aino", shop.clock.now()) == []
    shop.clock.advance(days=8)
    (warning,) = ending(shop.store.read(), SETTINGS, "Aino", shop.clock.now())
    assert warning.matters[0].about is About.ENDING


def test_a_window_that_ends_stands_in_the_call_list_until_its_owner_knows(shop: Shop) -> None:
    arrived(shop, 1)
    with shop.act() as act:
        telling.tell(act, 1, Result.REACHED, HOURS)  # Saturday; the window ends on Monday in a week
    shop.clock.advance(days=6)
    assert calls(shop) == [], "Friday: Saturday is open too"
    shop.clock.advance(days=1)
    (call,) = calls(shop)
    assert [matter.about for matter in call.matters] == [About.ENDING]
    assert call.matters[0].texts.say == (
        "Hej Karin, det är Aino på Björk & Kök. Vi håller Vattenkokare Emalj 1,7 l åt dig till och med måndag den"
        " 7 december. Vill du ha mer tid på dig?"
    )
    with shop.act() as act:
        assert telling.tell(act, 1, Result.NO_ANSWER, HOURS).next_try == "2026-12-05T15:05:00.000Z"
    assert calls(shop)[0].not_before == "2026-12-05T15:05:00.000Z"
    with shop.act() as act:
        assert telling.tell(act, 1, Result.VOICEMAIL, HOURS).next_try is None
    assert calls(shop) == [], "warned"
    shop.clock.advance(days=2)
    assert calls(shop) == [], "and not again on its last day"


def test_who_was_given_longer_is_warned_anew(shop: Shop) -> None:
    arrived(shop, 1)
    with shop.act() as act:
        telling.tell(act, 1, Result.REACHED, HOURS)
    shop.clock.advance(days=7)
    with shop.act() as act:
        telling.tell(act, 1, Result.REACHED, HOURS)
        actions.extend(act, 1, HOURS, date(2026, 12, 12))
    assert calls(shop) == []
    shop.clock.advance(days=6)
    assert [call.matters[0].about for call in calls(shop)] == [About.ENDING]


def test_what_was_set_aside_across_the_counter_is_warned_of_too_but_for_walk_ins(shop: Shop) -> None:
    shop.stock(1, 3)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
        actions.place(act, 1, 1, HOURS, customer=None)
        actions.place(act, 1, 1, HOURS, customer=2, tell=Tell.NONE)
    shop.clock.advance(days=7)
    assert [call.customer.name for call in calls(shop) if call.customer] == ["Karin Öhman"]


def test_whose_window_has_passed_is_not_told_that_it_will(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)
    shop.clock.advance(days=10)
    assert calls(shop) == []
    assert ending(shop.store.read(), SETTINGS, "Aino", shop.clock.now()) == []


def test_an_expired_unit_passes_on_and_its_new_owner_is_to_be_called(shop: Shop) -> None:
    arrived(shop, 1, 1, come=1)
    with shop.act() as act:
        telling.tell(act, 1, Result.REACHED, HOURS)
    shop.clock.advance(days=10)
    with shop.act() as act:
        expire(act, HOURS, ask_above=20)
    (call,) = calls(shop)
    assert call.customer is not None
    assert (call.customer.name, call.matters[0].about) == ("Lars Eide", About.READY)
    assert call.matters[0].holds[0].word == "H-2"


def test_bad_news_comes_first_and_says_sorry(shop: Shop) -> None:
    shop.stock(2, 1)
    with shop.act() as act:
        actions.place(act, 2, 1, HOURS, customer=4)
        set_on_hand(act, 2, 0, HOURS)
    arrived(shop, 1)
    first, second = calls(shop)
    assert (first.matters[0].about, second.matters[0].about) == (About.SHORT, About.READY)
    assert "felet är vårt" in first.matters[0].texts.say
    with shop.act() as act:
        telling.tell(act, first.matters[0].holds[0].id, Result.REACHED, HOURS)
    assert len(calls(shop)) == 1


def test_who_wants_no_call_is_not_called_and_has_a_window(shop: Shop) -> None:
    delivery = shop.delivery(quantity=1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1, tell=Tell.NONE)
    with shop.act() as act:
        receiving.receive(act, delivery, {1: Count(1)}, HOURS)
        assert existing(act.connection, 1).collect_by is not None
    assert calls(shop) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize("units", [1, 3])
@pytest.mark.parametrize("coming", [None, date(2026, 12, 7)])
def test_every_text_is_whole_in_every_language(language: str, about: About, units: int, coming: date | None) -> None:
    telling_ = Telling(about, "H-7", "{Kettle} [/]", units, 5, date(2026, 12, 7), coming)
    texts = fill(telling_, language, Customer(1, None, "佐藤 花子"), agent="Aino", shop="{x}")
    for text in (texts.say, texts.send):
        assert "{Kettle} [/]" in text
        assert text.count("{") == 2 - ("{x}" not in text)
        assert "  " not in text
        assert "佐藤" in text
    assert "H-7" in texts.send


def test_nobody_without_a_name_is_called_by_a_gap() -> None:
    telling_ = Telling(About.READY, "H-7", "Kettle", 1, 1, date(2026, 12, 7))
    assert fill(telling_, "en", None, agent="Aino", shop="Us").send.startswith("Hello! Kettle has arrived.")


@pytest.mark.parametrize(("language", "said"), [("en", "this is Us."), ("sv", "det är Us."), ("ja", "Usでございます")])
def test_where_nobody_is_named_the_shop_says_it(language: str, said: str) -> None:
    telling_ = Telling(About.READY, "H-7", "Kettle", 1, 1, date(2026, 12, 7))
    texts = fill(telling_, language, None, agent="", shop="Us")
    assert said in texts.say
    assert texts.send.endswith("Us")
