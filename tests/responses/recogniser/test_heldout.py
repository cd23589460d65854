"""Texts by other authors, hard on purpose: shares that must be reached. Totals only, never single texts (see benchmarks)."""

import pytest
from benchmarks.heldout import LEAST, shares, texts

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser import load


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["", "-hard"])
def test_enough_of_what_nobody_has_seen_is_recognised(lang: str, name: str) -> None:
    table, recogniser = texts(lang, name), load()
    assert len(table) == 195 + 60
    found = [[slug for slug, _ in recogniser.recognise(text, lang).situations] for _, text in table]
    reached = shares([slug for slug, _ in table], found)
    assert reached.first >= LEAST.first
    assert reached.three >= LEAST.three
    assert reached.none >= LEAST.none
    assert reached.wrong <= LEAST.wrong
