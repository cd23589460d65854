"""Each rule finds what it is for in every language, and leaves good lines alone."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.library import load
from agentdesk.responses.lint.ease import flesch, lix, tateishi
from agentdesk.responses.lint.model import CHECKS, Severity
from agentdesk.responses.lint.run import across_languages, edited_marks, lint_line
from agentdesk.responses.model import Channel, Concept, Line, Move, Phase, PromiseIn, RemedyIn

SITUATIONS = load().situations


def concept(**changes: Any) -> Concept:
    plain = Concept(
        "ours", ("backorder-late",), (), Phase.MIDDLE, Channel.SAY, (Move.PARAPHRASE, Move.ACT), why="because"
    )
    return replace(plain, **changes)


def rules(text: str, lang: str = "en", about: Concept | None = None) -> set[str]:
    found = lint_line(about or concept(), Line("ours", lang, text), SITUATIONS)
    assert all(each.what and each.better for each in found)
    return {each.rule for each in found}


GOOD = {
    "en": "You've waited for the parcel longer than we said. I'm looking it up now.",
    "sv": "Du har väntat på paketet längre än vi sa. Jag tar reda på var det är nu.",
    "nb": "Du har ventet på pakken lenger enn vi sa. Jeg finner ut hvor den er nå.",
    "ja": "お荷物をお待ちいただいております。ただいまお調べいたします。",
}


@pytest.mark.parametrize("lang", list(GOOD))
def test_a_good_line_has_no_error_and_no_warning(lang: str) -> None:
    assert not {rule for rule in rules(GOOD[lang], lang) if rule not in ("L24", "L25", "L26")}


BAD_EVERYWHERE = [
    ("L3", "en", "I'll call you about the parcel soon."),
    ("L3", "sv", "Jag ringer dig om paketet snart."),
    ("L3", "nb", "Jeg ringer deg om pakken snart."),
    ("L3", "ja", "お荷物について、早めにお電話いたします。"),
    ("L3", "en", "I'll call you about the parcel."),
    ("L3", "sv", "Jag ringer dig om paketet."),
    ("L3", "nb", "Jeg ringer deg om pakken."),
    ("L3", "ja", "お荷物について、ご連絡いたします。"),
    ("L4", "en", "I looked: the parcel will definitely be here."),
    ("L4", "sv", "Jag har tittat: paketet kommer helt säkert."),
    ("L4", "nb", "Jeg har sett etter: pakken kommer helt sikkert."),
    ("L4", "ja", "お荷物は必ず届きます。お調べいたしました。"),
    ("L6", "en", "You should have checked the parcel. I'll look now."),
    ("L6", "sv", "Du borde ha kollat paketet. Jag tittar nu."),
    ("L6", "nb", "Du burde ha sjekket pakken. Jeg ser nå."),
    ("L6", "ja", "お客様の勘違いです。お荷物をお調べいたします。"),
    ("L6", "en", "The warehouse made a mistake with the parcel. I'll look now."),
    ("L6", "sv", "Lagret har slarvat med paketet. Jag tittar nu."),
    ("L7", "en", "Calm down, I'll look for the parcel."),
    ("L7", "sv", "Lugna ner dig, jag letar efter paketet."),
    ("L7", "nb", "Ro deg ned, jeg ser etter pakken."),
    ("L7", "ja", "落ち着いてください。お荷物をお調べいたします。"),
    ("L7", "en", "I looked: it's our policy for every parcel."),
    ("L7", "sv", "Jag tittade: det är vår policy för paket."),
    ("L7", "nb", "Jeg så etter: det er våre regler for pakker."),
    ("L7", "ja", "規則ですので、お荷物はお調べいたします。"),
    ("L8", "en", "I'm sorry if you feel that the parcel is late."),
    ("L8", "sv", "Jag beklagar om du upplevt att paketet är sent."),
    ("L8", "nb", "Jeg beklager at du opplevde det sånn med pakken."),
    ("L8", "ja", "ご不快に思われたのでしたら、お荷物の件、お調べいたします。"),
    ("L10", "en", "I'm sorry about the parcel. I apologise, I'll look now."),
    ("L10", "sv", "Jag beklagar det med paketet. Jag ber om ursäkt, jag tittar nu."),
    ("L10", "nb", "Jeg beklager det med pakken. Unnskyld, jeg ser nå."),
    ("L10", "ja", "お荷物の件、申し訳ございません。お詫びいたします。"),
    ("L14", "en", "The parcel is on its way."),
    ("L14", "sv", "Paketet är på väg."),
    ("L14", "nb", "Pakken er på vei."),
    ("L14", "ja", "お荷物はこちらです。"),
    ("L15", "en", "I'm on it now."),
    ("L15", "sv", "Jag tar det nu."),
    ("L15", "nb", "Jeg tar det nå."),
    ("L15", "ja", "ただいまお調べいたします。"),
    ("L17", "en", "I see that the parcel is late, but I'll look now."),
    ("L17", "sv", "Jag ser att paketet är sent, men jag tittar nu."),
    ("L17", "nb", "Jeg ser at pakken er sen, men jeg ser nå."),
    ("L17", "ja", "お荷物の件は承知いたしましたが、お調べいたします。"),
    ("L18", "sv", "Jag frågar om Ni vill ha paketet."),
    ("L18", "nb", "Jeg spør om De vil ha pakken."),
    ("L18", "en", "I have the parcel, madam."),
    ("L21", "en", "I understand how you feel. I'm on the parcel now."),
    ("L21", "sv", "Jag förstår hur du känner. Jag tar paketet nu."),
    ("L21", "nb", "Jeg forstår hvordan du føler det. Jeg tar pakken nå."),
    ("L21", "ja", "お気持ちはよくわかります。お荷物をお調べいたします。"),
    ("L23", "en", "Unfortunately the parcel is not here. I'll look."),
    ("L23", "sv", "Tyvärr är paketet inte här. Jag tittar."),
    ("L23", "nb", "Dessverre er pakken ikke her. Jeg ser etter."),
    ("L23", "ja", "あいにくお荷物は届いておりません。お調べいたします。"),
    ("L22", "ja", "お荷物はこちらでよろしかったでしょうか。お調べいたします。"),
    ("L22", "ja", "お荷物のほうをお調べいたします。"),
    ("L22", "ja", "こちらがお荷物になります。お調べいたします。"),
    ("L22", "ja", "先生がおっしゃられたお荷物をお調べいたします。"),
    ("L22", "ja", "お荷物を確認させていただき、ご連絡させていただきます。"),
]


@pytest.mark.parametrize(("rule", "lang", "text"), BAD_EVERYWHERE)
def test_what_must_not_be_said_is_found(rule: str, lang: str, text: str) -> None:
    assert rule in rules(text, lang)


GOOD_THAT_LOOKS_BAD = [
    ("L6", "en", "You should have had the parcel on Monday. I'll look now."),
    ("L6", "sv", "Du skulle ha fått paketet i måndags. Jag tittar nu."),
    ("L6", "nb", "Du skulle ha fått pakken på mandag. Jeg ser nå."),
    ("L3", "en", "I'll call somebody who knows the parcel now."),
    ("L3", "sv", "Jag ringer transportören om paketet nu."),
    ("L3", "ja", "本日17時までと伺いました。お荷物をお調べいたします。"),
    ("L10", "ja", "お待たせいたしました。恐れ入りますが、お荷物の番号をお伺いいたします。"),
    ("L17", "ja", "恐れ入りますが、お荷物の番号をお伺いいたします。"),
    ("L17", "ja", "申し訳ございませんが、お荷物をお調べいたします。"),
    ("L22", "ja", "お荷物をお受け取りになりますか。お調べいたします。"),
    ("L22", "ja", "返品が可能になります。お調べいたします。"),
    ("L5", "en", "It's not too late: I'll look at your rights now."),
    ("L4", "en", "The guarantee has run out. I'll look at the parcel."),
    ("L18", "nb", "De er på vei. Jeg ser etter pakken."),
]


@pytest.mark.parametrize(("rule", "lang", "text"), GOOD_THAT_LOOKS_BAD)
def test_what_only_looks_bad_is_left_alone(rule: str, lang: str, text: str) -> None:
    assert rule not in rules(text, lang, concept(situations=("backorder-late", "warranty-expired")))


# ---- slots, authority, promises


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("I have {iten} here, the parcel.", "is not a slot"),
        ("I have {item.plural} here.", "is not a form of it"),
        ("I have order {order} here.", "is not declared"),
        ("I have {item here, the parcel.", "brackets do not close"),
        ("I have the parcel [[for {item.name}.", "brackets do not close"),
        ("I have the parcel [[today]].", "never vanishes"),
        ("I have {calls} parcels.", "stands outside [[ ]]"),
    ],
)
def test_a_slot_that_cannot_be_filled_is_an_error(text: str, says: str) -> None:
    about = concept(slots=("item",), optional=("calls",))
    found = lint_line(about, Line("ours", "en", text), SITUATIONS)
    assert any(each.rule == "L1" and says in each.what for each in found)


def test_a_required_fact_that_the_text_leaves_out_is_an_error() -> None:
    assert "L1" in rules("I have the parcel here.", about=concept(slots=("item",)))
    assert "L1" not in rules("I have {item.definite} here.", about=concept(slots=("item",)))


def test_a_japanese_line_may_name_the_customer_outside_brackets() -> None:
    about = concept(optional=("customer",))
    assert "L1" not in rules("{customer}、お荷物をお調べいたします。", "ja", about)
    assert "L18" in rules("{customer}様、お荷物をお調べいたします。", "ja", about)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("sv", "Du får 300 kr av mig på varan."),
        ("en", "I'll take 20% off the item."),
        ("ja", "商品を500円お値引きいたします。"),
    ],
)
def test_a_sum_written_into_the_text_knows_no_limit(lang: str, text: str) -> None:
    assert "L2" in rules(text, lang)


def test_above_authority_somebody_is_named() -> None:
    asks = concept(slots=("remedy", "approver"), remedy=RemedyIn("amount", "remedy", approver=True))
    assert "L2" not in rules("I'd like to give you {remedy}; {approver} decides, and I'm asking now.", about=asks)
    assert "L2" in rules("I give you {remedy} off the item.", about=asks)
    assert "L2" in rules("I give you {remedy}.", about=replace(asks, remedy=RemedyIn("amount", "remedy")))


def test_a_declared_promise_says_when_and_who() -> None:
    about = concept(
        slots=("next_update",), promise=PromiseIn("call-back", "next_update"), moves=(Move.ACT, Move.DEADLINE)
    )
    assert "L3" not in rules("I'll call you about the parcel by {next_update}.", about=about)
    assert "L3" in rules("The parcel is called about by {next_update}.", about=about)
    assert "L3" in rules("I'll call you about the parcel.", about=about)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It's too late for a complaint about the item. I'm keeping it."),
        ("sv", "Det är för sent att reklamera varan. Jag behåller den."),
        ("nb", "Det er for sent å reklamere på varen. Jeg beholder den."),
        ("ja", "商品のご対応はできません。お調べいたしました。"),
    ],
)
def test_the_right_to_complain_is_not_denied(lang: str, text: str) -> None:
    assert "L5" in rules(text, lang, concept(situations=("warranty-expired",)))
    assert "L5" not in rules(text, lang, concept(situations=("backorder-late",)))


# ---- reading, languages, the edited text


def test_long_sentences_are_advised_against() -> None:
    assert "L24" in rules("I look at " + "the parcel and " * 8 + "the box.")
    assert "L24" in rules("お荷物を" + "お調べいたしまして" * 6 + "お届けいたします。", "ja")
    assert "L24" in rules("I look at the parcel. I call the shop. I write it down.")


def test_measures_of_reading() -> None:
    assert lix(("Jag har en katt.",)) == 4
    assert round(lix(("Reklamationsrätten gäller fortfarande.",)), 1) == 69.7
    assert flesch(("The cat sat on the mat.",)) > 100 > flesch(("Statutory entitlement documentation.",))
    assert tateishi(("これはやさしいぶんです。",)) > tateishi(("法定保証期間経過後補償請求権。",))
    assert (lix(()), flesch(()), tateishi(())) == (0.0, 100.0, 115.79)


def test_a_text_missing_in_one_language_is_told() -> None:
    library = load()
    some = next(iter(library.concepts))
    lines = {"en": {some: Line(some, "en", "x")}, "sv": {}}
    found = across_languages(replace(library, lines=lines, concepts={some: library.concepts[some]}))
    assert [(each.rule, each.id) for each in found if "sv" in each.what] == [("L26", some)]


def test_a_deadline_that_one_language_leaves_out_is_told() -> None:
    library = load()
    about = concept(slots=("next_update",), promise=PromiseIn("call-back", "next_update"))
    lines = {"en": {"ours": Line("ours", "en", "by {next_update}")}, "sv": {"ours": Line("ours", "sv", "snart")}}
    found = across_languages(replace(library, concepts={"ours": about}, lines=lines))
    assert "missing in sv" in found[0].what


def test_a_waived_rule_keeps_its_reason() -> None:
    line = Line("ours", "en", "I'm on it now.", waived={"L15": "shouted across a counter"})
    found = [each for each in lint_line(concept(), line, SITUATIONS) if each.rule == "L15"]
    assert [each.accepted for each in found] == ["shouted across a counter"]


def test_what_the_agent_typed_is_checked_before_it_is_said() -> None:
    line = Line("ours", "sv", GOOD["sv"])

    def marks(words: str) -> list[tuple[str, str]]:
        return [(each.rule, each.severity) for each in edited_marks(words, GOOD["sv"], concept(), line, SITUATIONS)]

    assert marks("Du har väntat på paketet. Jag letar nu.") == []
    assert ("L7", "E") in marks("Lugna ner dig, jag letar nu.")
    assert ("L3", "E") in marks("Jag ringer dig snart om paketet.")
    assert ("L2", "W") in marks("Du får 500 kr av mig på paketet.")
    assert ("L1", "E") in marks("Du får ‹headroom_amount› av mig på paketet.")
    assert marks("Jag letar nu efter paketet med ‹ömtåligt› på.") == []


def test_the_rules_are_all_there_once_and_say_what_they_are_for() -> None:
    named = [each.rule for each in CHECKS]
    assert sorted({*named, "L26"}, key=lambda rule: int(rule[1:])) == [f"L{number}" for number in range(1, 27)]
    assert len(named) == len(set(named))
    errors = {each.rule for each in CHECKS if each.severity is Severity.ERROR}
    assert errors == {f"L{number}" for number in range(1, 10)}


@given(text=st.text(max_size=120), lang=st.sampled_from(["en", "sv", "nb", "ja"]))
def test_no_text_breaks_the_linter(text: str, lang: str) -> None:
    about = concept(slots=("item",), optional=("customer",), phase=Phase.OPEN)
    for each in lint_line(about, Line("ours", lang, text), SITUATIONS):
        assert each.rule.startswith("L")
