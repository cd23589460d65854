"""The lexicon finds concepts by words, stems, parts of compounds and phrases; in Japanese by substrings."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.recogniser.lexicon import Lexicon
from agentdesk.responses.recogniser.normalise import clean, words

SWEDISH = Lexicon.of(
    "sv",
    {
        "queue": ["kö", "köa*", "*kö", "stå_i_kö"],
        "phone": ["telefon*", "*samtal*"],
        "again": ["en_gång_till", "ring*_igen"],
    },
)


def concepts(text: str, lexicon: Lexicon = SWEDISH) -> list[str]:
    cleaned = clean(text)
    return [hit.concept for hit in lexicon.hits(cleaned, words(cleaned, lexicon.lang))]


def test_a_stem_takes_any_ending_and_a_star_before_any_beginning() -> None:
    assert concepts("köade") == ["queue"]
    assert concepts("telefonkö") == ["phone", "queue"]
    assert concepts("påringningssamtalet") == ["phone"]


def test_a_word_without_a_star_is_that_word_alone() -> None:
    assert concepts("kökets") == []


def test_a_phrase_is_found_where_its_words_follow_each_other() -> None:
    assert concepts("en gång till") == ["again"]
    assert concepts("en till gång") == []
    assert concepts("jag ringde igen") == ["again"]
    assert concepts("jag ringde då igen") == []


def test_japanese_entries_are_substrings() -> None:
    japanese = Lexicon.of("ja", {"waiting": ["待"], "queue": ["行列", "列"]})
    assert concepts("行列で待ってます", japanese) == ["queue", "queue", "waiting"]


def test_the_arranged_lexicon_survives_its_file() -> None:
    again = Lexicon.from_plain("sv", SWEDISH.plain())
    assert again == SWEDISH


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert all(concept in {"queue", "phone", "again"} for concept in concepts(text))
