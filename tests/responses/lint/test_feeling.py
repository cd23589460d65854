"""The rules of feeling and shape: who is heard, who is thanked, how short, and how it ends."""

from dataclasses import replace

import pytest
from tests.responses.lint.test_rules import GOOD, SITUATIONS, concept, rules

from agentdesk.contacts.model import Mood
from agentdesk.responses.lint.feeling import morae
from agentdesk.responses.lint.run import lint_line
from agentdesk.responses.model import Line, Move, Phase, RemedyIn


def test_beside_a_death_nothing_is_sold_and_nobody_is_named() -> None:
    fixed = concept(situations=("bereavement-illness",), optional=("customer",), delivery="Smile.")
    found = lint_line(fixed, Line("ours", "en", "Have a nice day[[, {customer}]], here is a discount."), SITUATIONS)
    assert sum(each.rule == "L9" for each in found) == 4


def test_an_angry_opening_is_heard_first() -> None:
    opening = concept(moods=(Mood.ANGRY,), phase=Phase.OPEN, moves=(Move.ACT,))
    assert "L12" in rules(GOOD["en"], about=opening)
    assert "L12" not in rules(GOOD["en"], about=replace(opening, moves=(Move.PARAPHRASE, Move.ACT)))


def test_empathy_is_short() -> None:
    opening = concept(phase=Phase.OPEN)
    long = "You have been standing here in the queue for a very long time today and nobody looked up, so I start."
    assert "L11" in rules(long, about=opening)
    assert "L11" not in rules(GOOD["en"], about=opening)
    japanese = (
        "長い間この列にお並びいただき、どなたにもお声がけされないまま、お荷物についてのご説明もなく"
        "時間だけが過ぎておりました。お調べいたします。"
    )
    assert "L11" in rules(japanese, "ja", opening)
    assert morae("おまたせ") == 4
    assert morae("しょうひん") == 4


def test_a_refusal_stands_between_what_they_wanted_and_what_can_be_done() -> None:
    bare = concept(moves=(Move.REFUSE,))
    assert "L13" in rules("I can't give the money back.", about=bare)
    framed = replace(bare, moves=(Move.PARAPHRASE, Move.REFUSE, Move.OFFER))
    assert "L13" not in rules("I can't give the money back.", about=framed)
    assert "L13" in rules("I can't give the money back.", about=concept(moves=(Move.EXPLAIN,)))


def test_thanks_fits_where_nobody_was_at_fault() -> None:
    about = concept(situations=("waited-too-long",), moves=(Move.ACT,))
    assert "L16" in rules("I'm sorry for the wait in the queue.", about=about)
    assert "L16" not in rules("Thank you for waiting in the queue, I start.", about=about)


def test_warm_ends_and_a_competent_middle() -> None:
    assert "L19" in rules(GOOD["en"], about=concept(moves=(Move.THANK, Move.NAME_FEELING)))
    assert "L19" in rules("I look at the parcel.", about=concept(phase=Phase.OPEN, moves=(Move.ACT,)))
    hurried = concept(phase=Phase.OPEN, moves=(Move.ACT,), moods=(Mood.HURRIED,))
    assert "L19" not in rules("I look at the parcel.", about=hurried)


def test_a_remedy_answers_the_failure_in_kind() -> None:
    money = concept(
        situations=("refund-slow",), slots=("headroom_amount",), remedy=RemedyIn("voucher", "headroom_amount")
    )
    assert "L20" in rules("I give you a voucher for {headroom_amount}.", about=money)
    assert "L20" not in rules(
        "I give you {headroom_amount} back.", about=replace(money, remedy=RemedyIn("refund", "headroom_amount"))
    )


@pytest.mark.parametrize(
    ("lang", "closed", "open_"),
    [
        ("en", "Anything else I can do with the order?", "What more shall I do with the order?"),
        ("sv", "Var det bra så med ordern? Jag finns här.", "Vad mer kan jag göra med ordern?"),
        ("nb", "Noe mer du vil med ordren? Jeg er her.", "Hva mer kan jeg gjøre med ordren?"),
        (
            "ja",
            "ご注文について、他にご用件はございますか。",
            "ご注文について、どのようなことをお手伝いいたしましょうか。",
        ),
    ],
)
def test_a_closing_question_is_open(lang: str, closed: str, open_: str) -> None:
    about = concept(phase=Phase.CLOSE, moves=(Move.THANK, Move.ASK_OPEN))
    assert "L25" in rules(closed, lang, about)
    assert "L25" not in rules(open_, lang, about)
