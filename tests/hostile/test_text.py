"""What comes in is kept or refused, what goes out cannot steer a terminal: for every string."""

import re
import unicodedata

import pytest
from tests.hostile.strings import NAMED, flood

from agentdesk.errors import InvalidInput
from agentdesk.text import accept, visible

HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        longest = max(longest, run)
    return longest


@pytest.mark.parametrize("what", NAMED)
def test_named_strings_are_refused_or_harmless(what: str) -> None:
    _kept_or_refused(NAMED[what])


def test_a_flood_of_strings() -> None:
    refused = sum(not _kept_or_refused(text) for text in flood(3000))
    assert 300 < refused < 3000  # the flood is hostile, and not all of it


def _kept_or_refused(text: str) -> bool:
    shown = visible(text)
    assert not HARMFUL.search(shown)
    assert _longest_run_of_marks(shown) <= 4
    shown.encode("utf-8")
    try:
        kept = accept(text, "The name")
    except InvalidInput:
        return False
    assert not HARMFUL.search(kept)
    assert len(kept) <= 500
    assert _longest_run_of_marks(kept) <= 4
    assert unicodedata.is_normalized("NFC", kept)
    assert accept(kept, "The name") == kept
    return True


def test_the_check_itself_can_fail() -> None:
    assert HARMFUL.search(NAMED["clipboard (OSC 52)"])
    assert _longest_run_of_marks(NAMED["marks of class zero"]) > 4
