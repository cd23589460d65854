"""A scan is known by its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.catalog.gtin import LENGTHS, check_digit, is_gtin, same_article


@pytest.mark.parametrize("code", ["96385074", "036000291452", "4006381333931", "7310865004703", "00012345600012"])
def test_real_codes_are_known(code: str) -> None:
    assert is_gtin(code)


@pytest.mark.parametrize(
    "text", ["", "4006381333932", "0701740635", "150", "４００６３８１３３３９３１", "123456789012a"]
)
def test_other_numbers_are_not(text: str) -> None:
    assert not is_gtin(text)


@given(st.sampled_from(LENGTHS), st.data())
def test_one_wrong_digit_never_passes(length: int, data: st.DataObject) -> None:
    body = data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    code = body + check_digit(body)
    assert is_gtin(code)
    place = data.draw(st.integers(0, length - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert not is_gtin(code[:place] + other + code[place + 1 :])


def test_a_upc_is_the_same_article_as_its_ean() -> None:
    assert "036000291452" in same_article("0036000291452")
