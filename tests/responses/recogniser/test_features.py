"""What is seen in a text: forms brought together, compounds taken apart, negation kept, every language alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.recogniser.features import Extractor, group_of
from agentdesk.responses.recogniser.kin import Kin
from agentdesk.responses.recogniser.lexicon import Lexicon
from agentdesk.responses.recogniser.normalise import LONGEST, clean, stem, words

NORWEGIAN = Lexicon.of("nb", {"queue": ["kø"], "negation": ["ikke"], "deliver": ["lever*"]})


def test_full_width_and_curly_forms_are_one_with_the_plain_ones() -> None:
    assert clean("ＡＢＣ　１２３") == "abc 123"
    assert clean("don’t") == "don't"
    assert words(clean("I don’t know!"), "en") == ["i", "don't", "know", "!"]


def test_japanese_is_parted_where_the_script_changes() -> None:
    assert words("3回目のクレームです", "ja") == ["3", "回目", "の", "クレーム", "です"]


@pytest.mark.parametrize(
    ("one", "other", "lang"), [("waiting", "waited", "en"), ("köade", "köar", "sv"), ("pakken", "pakker", "nb")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str, lang: str) -> None:
    assert stem(one, lang) == stem(other, lang)


def test_an_unknown_compound_shows_the_concepts_of_its_parts() -> None:
    reader = Extractor("nb", NORWEGIAN, frozenset({"telefon", "kø"}))
    assert "@queue" not in reader.see("telefonkøen").shared
    assert reader.parts("supporttelefon") == ()
    assert Extractor("nb", NORWEGIAN, frozenset({"support", "telefon"})).parts("supporttelefon") == (
        "support",
        "telefon",
    )


def test_a_concept_beside_a_negation_is_marked() -> None:
    seen = Extractor("nb", NORWEGIAN).see("de har ikke levert").shared
    assert "@!deliver" in seen
    assert "@deliver+@negation" in seen
    assert "@!deliver" not in Extractor("nb", NORWEGIAN).see("de har levert").shared


@pytest.mark.parametrize("lang", ["en", "sv", "nb", "ja"])
@given(text=st.text(max_size=120))
def test_any_text_gives_features_each_once_and_always_the_same(lang: str, text: str) -> None:
    reader = Extractor(lang, Lexicon(lang), frozenset({"kund", "tjänst"}))
    seen = reader.see(text)
    assert seen == reader.see(text)
    assert len(set(seen.own)) == len(seen.own)
    assert {group_of(name) for name in (*seen.own, *seen.shared)} <= {"word", "skip", "gram", "concept", "pair"}


def test_norwegian_is_respelt_as_swedish_by_word_by_stem_and_by_letter() -> None:
    kin = Kin({"ikke": "inte"}, {"kjøp": "köp"})
    assert [kin.alike(word, "nb") for word in ("ikke", "kjøpte", "hvem", "værst")] == ["inte", "köpte", "vem", "värst"]
    assert kin.alike("ikke", "sv") == "ikke"
    assert kin.alike("tack", "sv") == "takk"


def test_a_long_text_is_read_to_its_limit_only() -> None:
    assert len(clean("word " * 1000)) <= LONGEST
