"""The shipped recogniser: what customers say in four languages, what is no situation, what a shop adds or hides."""

from pathlib import Path

import pytest

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser import Recogniser, load

SAID = [
    ("en", "I have been reading the same poster for half an hour", "waited-too-long"),
    ("en", "it says handed over, but to whom?", "parcel-lost"),
    ("en", "2nd transfer, upset", "passed-around"),
    ("en", "my husband passed away last week and I need to cancel his order", "bereavement-illness"),
    ("en", "looking for a gift for my mum around 500", "product-advice"),
    ("sv", "letar efter julklapp till mamma, runt 500 kr", "product-advice"),
    ("sv", "vet inte vilken jag ska välja", "product-advice"),
    ("nb", "leter etter julegave til mamma, rundt 500", "product-advice"),
    ("nb", "den ble så varm at jeg brant meg", "injury-recall"),
    ("ja", "母へのプレゼントを探しています、5000円くらいで", "product-advice"),
    ("sv", "sen kokare", "backorder-late"),
    ("sv", "sen kokare tredje samtalet arg", "backorder-late"),
    ("sv", "jag har stått i kö i fyrtio minuter nu", "waited-too-long"),
    ("nb", "pakken står som levert, men jeg har ikke fått den", "parcel-lost"),
    ("nb", "jeg er trukket to ganger for det samme", "billing-error"),
    ("ja", "納期2週遅れ 怒", "backorder-late"),
    ("ja", "店長を呼んでください", "wants-manager"),
]
SMALL_TALK = [("en", "a bag please"), ("sv", "hej"), ("nb", "nei takk, jeg bare titter"), ("ja", "袋ください")]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load()


@pytest.mark.parametrize(("lang", "text", "slug"), SAID)
def test_what_a_customer_says_is_recognised(recogniser: Recogniser, lang: str, text: str, slug: str) -> None:
    ranked = recogniser.recognise(text, lang).situations
    assert ranked[0][0] == slug
    assert [sure for _, sure in ranked] == sorted((sure for _, sure in ranked), reverse=True)
    assert all(0 < sure < 1 for _, sure in ranked)


@pytest.mark.parametrize(("lang", "text"), SMALL_TALK)
def test_small_talk_is_no_situation(recogniser: Recogniser, lang: str, text: str) -> None:
    assert recogniser.recognise(text, lang).none


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_box_is_no_situation(recogniser: Recogniser, lang: str) -> None:
    assert recogniser.recognise("  ", lang).none


@pytest.mark.parametrize(("lang", "text", "_slug"), SAID)
def test_every_beginning_of_a_text_is_read_without_a_fault(
    recogniser: Recogniser, lang: str, text: str, _slug: str
) -> None:
    for end in range(len(text)):
        assert len(recogniser.recognise(text[:end], lang).situations) in {0, 5}


@pytest.mark.parametrize(("lang", "text", "_slug"), SAID)
def test_the_language_is_guessed_where_nobody_has_said(
    recogniser: Recogniser, lang: str, text: str, _slug: str
) -> None:
    assert recogniser.language(text) == lang


@pytest.mark.parametrize("usual", ["en", "nb", "sv"])
def test_a_few_letters_are_in_the_usual_language(recogniser: Recogniser, usual: str) -> None:
    assert {recogniser.language(text, usual) for text in ("s", "se", "sen", "the", " ill ")} == {usual}
    assert recogniser.language("遅", usual) == "ja"
    assert recogniser.language("the kettle is late", usual) == "en"


def shop(folder: Path, text: str, lang: str = "en") -> Recogniser:
    (folder / "cues").mkdir()
    (folder / "cues" / f"{lang}.toml").write_text(text, encoding="utf-8")
    return load(folder)


def test_a_shops_own_cue_is_recognised_at_once(tmp_path: Path) -> None:
    ours = shop(tmp_path, '[facility]\ncues = ["the gizzleflap is wobbling again"]\n')
    assert ours.recognise("gizzleflap wobbling", "en").situations[0][0] == "facility"
    assert ours.recognise("it says handed over, but to whom?", "en").situations[0][0] == "parcel-lost"


def test_a_shops_own_none_is_kept_quiet(tmp_path: Path) -> None:
    cue = "I have been reading the same poster for half an hour"
    ours = shop(tmp_path, f'[none]\ncues = ["{cue}"]\n')
    assert ours.recognise(cue, "en").none


def test_a_hidden_cue_counts_less(tmp_path: Path, recogniser: Recogniser) -> None:
    from agentdesk.responses.recogniser.sources import cues

    text, slug = cues("en").situations[0]
    ours = shop(tmp_path, f"[{slug}]\nhide = ['''{text}''']\n")

    def score(of: Recogniser) -> float:
        voice = of.voice("en")
        return of.scores(voice, voice.reader.see(text))[voice.own.classes.index(slug)]

    assert score(ours) < score(recogniser)


def test_another_language_is_left_alone_by_a_shops_cues(tmp_path: Path, recogniser: Recogniser) -> None:
    ours = shop(tmp_path, '[facility]\ncues = ["kopp"]\n', "sv")
    assert ours.recognise("2nd transfer, upset", "en") == recogniser.recognise("2nd transfer, upset", "en")


GREETED = [
    ("en", "Hi, I forgot my password, thanks", "account-details"),
    ("en", "Hello there! The cost of shipping on my order was way too high", "delivery-question"),
    ("sv", "Hej, jag har stått i kö i fyrtio minuter nu, tack", "waited-too-long"),
    ("nb", "Hei! Jeg er trukket to ganger for det samme", "billing-error"),
    ("ja", "すみません、店長を呼んでください", "wants-manager"),
]


@pytest.mark.parametrize(("lang", "text", "slug"), GREETED)
def test_a_greeting_does_not_turn_an_errand_into_small_talk(
    recogniser: Recogniser, lang: str, text: str, slug: str
) -> None:
    assert recogniser.recognise(text, lang).situations[0][0] == slug


@pytest.mark.parametrize(("lang", "text"), [("en", "Hi, good morning!"), ("sv", "Hej hej"), ("nb", "Hei, ja takk")])
def test_a_greeting_alone_is_no_situation(recogniser: Recogniser, lang: str, text: str) -> None:
    assert recogniser.recognise(text, lang).none
