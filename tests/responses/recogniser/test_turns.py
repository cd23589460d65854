"""Most of what customers say in a call is no errand: a number given, a name spelt, a pen fetched. Nothing is offered to it."""

import pytest

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser import Recogniser, load

UNSURE = 0.4  # what is offered with less shows no more than that something was said
AT_MOST = 2  # of a language's turns may be taken for an errand

TURNS = {
    "en": [
        "Order ID: 3348917502", "my order number is 10248", "cminh730@email.com", "my zip code is 90210",
        "the name is Okafor, O K A F O R", "my account is under Sinclair", "S for sugar", "apartment 12B, third floor",
        "yes that's right", "no, the other one", "hang on, let me find a pen", "I'm in the car, one second",
        "could you read that back to me", "can you repeat that", "sorry the signal is bad, go on", "yeah I can wait",
        "ok I'm looking at the app now", "talk to you later", "no that's everything thanks", "let me check",
    ],
    "sv": [
        "mitt ordernummer är 10248", "070-174 06 35", "min mejl är karin.ohman@example.se", "postnumret är 411 05",
        "mitt namn är Öhman med Ö", "S som i Sigurd", "lägenhet 1203, tredje våningen", "ja det stämmer",
        "nej den andra", "vänta ska jag hämta en penna", "jag sitter i bilen, vänta lite", "kan du läsa upp det igen",
        "kan du ta det en gång till", "dålig täckning, men fortsätt", "jag kan vänta", "hur stavar du ditt namn",
        "jag är inne på hemsidan nu", "vi hörs", "nej det var allt tack", "jag ska kolla",
    ],
    "nb": [
        "ordrenummeret mitt er 10248", "911 74 063", "e-posten min er kari.hansen@example.no", "postnummeret er 5003",
        "navnet er Hansen", "S som i Sigrid", "leilighet 203, tredje etasje", "ja det stemmer",
        "nei den andre", "vent litt så skal jeg finne en penn", "jeg sitter i bilen, vent litt", "kan du lese det opp igjen",
        "kan du stave det", "unnskyld jeg hørte ikke", "jeg kan vente", "hvem snakker jeg med",
        "jeg er inne på nettsida nå", "snakkes", "nei det var alt takk", "jeg skal sjekke",
    ],
    "ja": [
        "注文番号は10248です", "090-1740-6355", "メールはtanaka@example.jpです", "郵便番号は150-0001です",
        "田中と申します", "さくらのサです", "三階の203号室です", "はい、そうです",
        "いえ、もう一つのほうです", "ちょっと待ってくださいね、ペンを取ってきます", "車の中なので少し待ってください",
        "もう一度読み上げてもらえますか",
        "もう一度お願いします", "電波悪いですけど、どうぞ", "待てますよ", "お名前を伺ってもいいですか",
        "今サイト見てます", "また連絡します", "それだけです、ありがとう", "確認しますね",
    ],
}  # fmt: skip

ERRANDS = [
    ("en", "order number 9912 came with the wrong size", "wrong-item"),
    ("en", "you charged my card ending 4242 twice", "billing-error"),
    ("sv", "ordernummer 9912 kom i fel storlek", "wrong-item"),
    ("sv", "min mejl är p@example.se och jag har aldrig fått pengarna tillbaka", "refund-slow"),
    ("nb", "ordrenummer 9912 kom i feil størrelse", "wrong-item"),
    ("nb", "ordre 447102 har ikke kommet og det er tre uker siden", "backorder-late"),
    ("ja", "注文番号9912、サイズ違いが来ました", "wrong-item"),
    ("ja", "末尾4242のカード、二回引き落とされてます", "billing-error"),
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_only_identifies_or_keeps_the_talk_going_is_offered_nothing(recogniser: Recogniser, lang: str) -> None:
    taken = []
    for turn in TURNS[lang]:
        ranked = recogniser.recognise(turn, lang).situations
        if ranked and ranked[0][1] >= UNSURE:
            taken.append((turn, ranked[0]))
    assert len(taken) <= AT_MOST, taken


@pytest.mark.parametrize(("lang", "text", "slug"), ERRANDS)
def test_an_errand_with_a_number_in_it_is_one_all_the_same(
    recogniser: Recogniser, lang: str, text: str, slug: str
) -> None:
    assert recogniser.recognise(text, lang).situations[0][0] == slug
