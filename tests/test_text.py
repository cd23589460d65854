"""Names from anywhere are kept; what could move a cursor, hide or overflow is refused on the way in, visible on the way out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.errors import InvalidInput
from agentdesk.text import accept, visible


@pytest.mark.parametrize(
    "name", ["[/]", "O'Brien", "Åsa Öhman", "佐藤 花子", "Nguyễn Thị", "👩‍👩‍👧 Ng", "X Æ A-12", "عمر"]
)
def test_names_are_kept_as_they_are(name: str) -> None:
    assert accept(name, "The name") == name
    assert visible(name) == name


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b[2J",
        "\x1b]52;c;aGk=\x07",
        "\x9b31m",
        "a\x00b",
        "\u202etxt.exe",
        "\ud800",
        "\u2066x",
        "e" + "\u0301" * 40,
        "x" * 501,
    ],
)
def test_what_could_harm_a_terminal_is_refused(attack: str) -> None:
    with pytest.raises(InvalidInput, match="The name"):
        accept(attack, "The name")


def test_line_breaks_become_spaces_unless_lines_are_wanted() -> None:
    assert accept("a\r\nb\tc", "The note") == "a b c"
    assert accept("a\r\nb\tc", "The note", lines=True) == "a\nb c"


@given(st.text(st.characters(codec=None), max_size=80))
def test_nothing_raw_ever_comes_out(text: str) -> None:
    shown = visible(text)
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs")
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@given(st.text(max_size=80))
def test_what_is_accepted_is_shown_unchanged(text: str) -> None:
    try:
        kept = accept(text, "The name")
    except InvalidInput:
        return
    assert visible(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


def test_what_is_looked_at_for_floods_leaves_no_mark_out() -> None:
    """Most text is passed on without a look at each character: no mark may hide among what is taken for none."""
    marks = [chr(each) for each in range(0x300, 0x110000) if unicodedata.category(chr(each)) in ("Mn", "Me")]
    assert len(marks) > 1800
    for mark in marks:
        if mark in visible(f"a{mark}"):  # else it is dropped or shown as a placeholder anyway
            assert visible("a" + mark * 40) == "a" + mark * 4
