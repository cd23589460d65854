"""What is found on a line once this customer's facts are in it: E stands in the way, W is told beside it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from agentdesk.responses.known import Amount
from agentdesk.responses.library import Library, load
from agentdesk.responses.lint.filled import checked
from agentdesk.responses.lint.model import SAMPLE
from agentdesk.responses.lint.run import edited_marks
from agentdesk.responses.model import Channel, FilledLine, Promised


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load()


def line(id_: str, text: str, **facts: Any) -> FilledLine:
    return replace(FilledLine(id_, Channel.SAY, "en", text, why="calm: fact first"), **facts)


def test_a_line_without_fault_is_left_as_it_is(shipped: Library) -> None:
    plain = line("late-fact-first", "The kettle comes on Monday.")
    assert checked(plain, shipped.concepts["late-fact-first"], SAMPLE) is plain


def test_a_name_said_twice_is_told_beside_the_line_and_does_not_block_it(shipped: Library) -> None:
    twice = line("late-fact-first", "Kim, I am on it, Kim.")
    found = checked(twice, shipped.concepts["late-fact-first"], SAMPLE)
    assert [(mark.rule, mark.severity) for mark in found.marks] == [("L18", "W")]
    assert found.sayable
    assert found.why == "! says the customer's name more than once · calm: fact first"


def test_more_than_the_agent_may_give_blocks_the_line(shipped: Library) -> None:
    small = replace(SAMPLE, headroom={"amount": Amount(10, "SEK")}, remedy=Amount(15000, "SEK"))
    concept = shipped.concepts["late-remedy"]
    assert concept.remedy is not None
    without_right = replace(small, headroom={})
    found = checked(line("late-remedy", "You get 150 kronor off."), concept, without_right)
    assert [mark.rule for mark in found.marks] == ["L2"]
    assert not found.sayable


def test_a_promise_of_a_day_that_has_passed_blocks_the_line(shipped: Library) -> None:
    assert SAMPLE.today is not None
    late = line(
        "late-fact-first", "I call you on Friday.", promise=Promised("call", "call-back", SAMPLE.today - timedelta(1))
    )
    found = checked(late, shipped.concepts["late-fact-first"], SAMPLE)
    assert [(mark.rule, mark.severity) for mark in found.marks] == [("L3", "E")]
    kept = replace(late, promise=Promised("call", "call-back", date(2026, 12, 7)))
    assert checked(kept, shipped.concepts["late-fact-first"], SAMPLE).sayable


def test_an_edited_line_is_checked_before_it_is_said(shipped: Library) -> None:
    concept, text = shipped.concepts["late-fact-first"], shipped.lines["en"]["late-fact-first"]

    def rules(words: str) -> list[tuple[str, str]]:
        marks = edited_marks(words, "The kettle comes on Monday.", concept, text, shipped.situations)
        return [(mark.rule, str(mark.severity)) for mark in marks]

    assert ("L7", "E") in rules("Calm down, the kettle comes on Monday.")
    assert ("L2", "W") in rules("The kettle comes on Monday, and you get 200 kr off.")
    assert rules("The kettle comes on Monday.") == []
