"""Japanese typed in kana alone is read as if its words stood in kanji; what is usually in kana stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.recogniser import load
from agentdesk.responses.recogniser.normalise import clean
from agentdesk.responses.recogniser.readings import Readings, in_kana
from agentdesk.responses.recogniser.sources import cues_in, readings

SHIPPED = readings()


def test_a_customer_who_types_no_kanji_is_read_like_one_who_does() -> None:
    assert SHIPPED.restored(clean("せいきゅうしょの　なまえが　ちがう")) == "請求書の 名前が 違う"


def test_a_text_with_kanji_is_left_as_it_is() -> None:
    text = clean("請求書のなまえがちがうんです")
    assert SHIPPED.restored(text) == text


def test_the_longest_reading_counts() -> None:
    known = Readings({"せいきゅう": "請求", "せいきゅうしょ": "請求書"})
    assert known.restored("せいきゅうしょきた") == "請求書きた"


def test_a_short_reading_is_found_only_where_words_part() -> None:
    known = Readings({"みせ": "店", "はこ": "箱"})
    assert known.restored("あのみせのはこが") == "あの店の箱が"
    assert known.restored("みせびらかすのさ") == "みせびらかすのさ"


def test_a_reading_that_stands_for_itself_shields_what_is_in_it() -> None:
    known = Readings({"いて": "居て", "いてもいい": "いてもいい"})
    assert known.restored("いてもいいかな") == "いてもいいかな"


@pytest.mark.parametrize(("text", "kana"), [("なまえがちがう", True), ("名前がちがう", False), ("まだ", False)])
def test_kana_alone(text: str, kana: bool) -> None:
    assert in_kana(text) is kana


def test_the_situation_of_a_text_in_kana_is_found() -> None:
    ranked = load().recognise("ひっこしたので　あたらしいじゅうしょに　なおしてください", "ja").situations
    assert ranked[0][0] == "account-details"


@given(st.text(alphabet="あいうえおかきくけこさしすせそたちつてとなにのはがを 、。", max_size=40))
def test_nothing_is_lost_from_a_text_without_known_words(text: str) -> None:
    assert Readings({"ぬぬぬ": "縫"}).restored(text) == text


def test_cues_are_a_list_or_one_text_on_each_line() -> None:
    listed = cues_in({"praise": {"cues": ["thank you", "well done"]}, "moods": {"happy": {"cues": ["glad"]}}})
    assert cues_in({"praise": {"cues": "thank you\nwell done\n"}, "moods": {"happy": {"cues": "glad\n"}}}) == listed
