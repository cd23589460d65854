"""What comes from the keyboard: nothing of it is lost, and only what nobody types is marked as pasted."""

import codecs

from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.desk.keyboard import TypedText

BEGIN, END = "\x1b[200~", "\x1b[201~"
CALL = "1740635\rsen kokare arg\r\r\x1bOS\r\r\r"


class Reader:
    """Reads pieces as the terminal's driver does, at a time of one's own."""

    def __init__(self) -> None:
        self.now = 100.0
        self._typed: codecs.IncrementalDecoder = TypedText(clock=lambda: self.now)

    def read(self, text: str) -> str:
        return self._typed.decode(text.encode())


def test_a_whole_call_in_one_breath_is_typed() -> None:
    assert Reader().read(CALL * 20) == CALL * 20


def test_letters_beyond_what_the_box_takes_are_pasted_in_their_place() -> None:
    read = Reader().read
    assert read("x" * 700 + "\r") == "x" * 500 + BEGIN + "x" * 200 + END + "\r"
    assert read("karin\r") == "karin\r"


def test_letters_are_counted_from_one_read_to_the_next() -> None:
    read = Reader().read
    assert [read("x" * 300), read("x" * 300), read("x" * 300)] == [
        "x" * 300, "x" * 200 + BEGIN + "x" * 100 + END, BEGIN + "x" * 300 + END,
    ]  # fmt: skip
    assert read("x") == "x", "the box says itself that it is full"
    assert read("\x1b[A") + read("x" * 300) == "\x1b[A" + "x" * 300


def test_a_page_of_lines_presses_no_enter() -> None:
    reader = Reader()
    page = "12 Main Street\r" * 100
    assert reader.read(page) == BEGIN + page + END
    assert reader.read("the rest\r") == BEGIN + "the rest\r" + END
    reader.now += 1
    assert reader.read("karin\r") == "karin\r"


def test_a_key_ends_a_page() -> None:
    reader = Reader()
    page = "12 Main Street\r" * 100
    assert reader.read(page + "\x1bOQ" + "karin\r") == BEGIN + page + END + "\x1bOQkarin\r"
    assert reader.read("karin\r") == "karin\r"


def test_what_the_terminal_marks_itself_stays_as_it_is() -> None:
    text = "12 Main Street\r" * 1000
    marked = BEGIN + text + END
    for cut in (3, 6, 20, 2000, len(marked) - 3, len(marked)):
        read = Reader().read
        assert read(marked[:cut]) + read(marked[cut:]) + read("karin\r") == marked + "karin\r"


def test_bytes_that_are_no_text_are_seen() -> None:
    assert TypedText().decode(b"Bj\xf6rk") == "Bj\ufffdrk"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="aå佐 \r\t\x1b", max_size=20).map(lambda piece: piece * 70), max_size=5),
    st.integers(1, 999),
)
def test_nothing_is_lost_however_it_is_cut(pieces: list[str], size: int) -> None:
    data = "".join(pieces).encode()
    typed = TypedText(clock=lambda: 0.0)
    read = "".join(typed.decode(data[at : at + size]) for at in range(0, len(data), size)) + typed.decode(b"", True)
    assert read.replace(BEGIN, "").replace(END, "").encode() == data
