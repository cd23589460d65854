"""Names meet in one plain form, whichever way they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.customers.folding import forms, is_cjk, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Öhman", "ohman"),
        ("Öhman", "OEHMAN"),
        ("Åse", "aase"),
        ("Sæther", "saether"),
        ("Sæther", "sather"),
        ("Sæther", "Säther"),
        ("Søren", "sören"),
        ("Müller", "mueller"),
        ("Strauß", "strauss"),
        ("José", "jose"),
        ("Łukasz", "lukasz"),
        ("İpek", "ipek"),
        ("さとう", "サトウ"),
        ("さとう", "ｻﾄｳ"),
        ("ショウジ", "シヨウジ"),
        ("髙﨑", "高崎"),
        ("Ａｎｎａ", "anna"),
        ("Oˈhman".replace("ˈ", "\u0308"), "öhman"),
    ],
)
def test_what_is_written_and_what_is_typed_share_a_form(written: str, typed: str) -> None:
    assert set(forms(written)) & set(forms(typed))


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("は", "ぱ"), ("Anna", "Anne")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert not set(forms(one)) & set(forms(other))


def test_apostrophes_close_up_and_hyphens_part() -> None:
    assert words("O'Brien") == ["obrien"]
    assert words("D’Angelo-Öhman") == ["dangelo", "ohman"]
    assert words("山田Hanako") == ["山田", "hanako"]
    assert is_cjk("山田")
    assert not is_cjk("hanako")


@given(st.text(max_size=40))
def test_folding_never_fails_and_settles(text: str) -> None:
    plain = words(text)
    assert words(" ".join(plain)) == [word for each in plain for word in words(each)]
    assert all(word and " " not in word for word in plain)
