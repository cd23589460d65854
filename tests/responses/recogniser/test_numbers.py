"""Numbers and durations, written out or in digits, mean the same in four languages."""

import pytest

from agentdesk.responses.recogniser.normalise import clean, words
from agentdesk.responses.recogniser.numbers import marks


def found(text: str, lang: str) -> set[str]:
    return marks(clean(text), words(clean(text), lang), lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I have been reading the same poster for three weeks", "en"),
        ("tre hela veckor har jag väntat", "sv"),
        ("jeg har ventet i 3 uker", "nb"),
        ("もう3週間待ってます", "ja"),
        ("三週間も", "ja"),
    ],
)
def test_three_weeks_are_three_weeks_in_every_language(text: str, lang: str) -> None:
    assert {"dur", "dur:week", "dur:week:few"} <= found(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("half an hour", "en"),
        ("en halv timme", "sv"),
        ("halvtimmen gick", "sv"),
        ("en halv time", "nb"),
        ("半時間", "ja"),
    ],
)
def test_half_an_hour_is_an_hour_at_most(text: str, lang: str) -> None:
    assert "dur:hour:one" in found(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("the third call", "en"),
        ("2nd transfer", "en"),
        ("tredje samtalet", "sv"),
        ("for tredje gang", "nb"),
        ("3回目です", "ja"),
    ],
)
def test_the_nth_time_is_a_mark_of_its_own(text: str, lang: str) -> None:
    assert "ord" in found(text, lang)


def test_money_reads_thousands_as_each_country_writes_them() -> None:
    assert "money:hundreds" in found("det kostar 1.249,50 kr", "sv")
    assert "money:hundreds" in found("12.000 kroner", "nb")
    assert "money:hundreds" in found("1,500円", "ja")


def test_an_order_number_is_no_quantity() -> None:
    assert found("order 48211", "en") == {"id"}


def test_a_time_of_day_is_no_number() -> None:
    assert found("stänger ni 17:30", "sv") == {"clock"}
