"""Hostile words on the command line: an answer or a refusal, never a traceback, never a raw control byte."""

import io
import json
import re
from pathlib import Path

import pytest
from tests.conftest import Program
from tests.hostile.strings import NAMED, flood
from tests.terminal import Terminal
from tests.terminal import agentdesk as command

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HUGE = "9" * 30


@pytest.fixture
def shop(agentdesk: Program) -> Program:
    """A shop with one agent, Aino."""
    agentdesk.open_shop("Aino")
    return agentdesk


def _words(text: str) -> list[list[str]]:
    return [
        ["lookup", text],
        ["staff", "add", text],
        ["contact", "open", text],
        ["contact", "finish", "--outcome", text],
        ["hold", "place", "--customer", text, "--item", text],
        ["hold", "list", "--item", text],
        ["hold", "cancel", text],
        ["delivery", "expect", "--item", text, "--quantity", "1", "--date", text, "--supplier", text],
        ["delivery", "receive", text],
        ["stock", "show", text],
        ["remedy", "check", "--kind", "amount", "--walk-in", "--value", text],
        ["import", "customers", text],
        ["import", "customers", "x.csv", "--map", text],
        ["shift", "show", text],
        ["--as", text, "shift", "open"],
        [text],
    ]


def _try(shop: Program, words: list[str]) -> None:
    answer = shop(*words)
    assert "should not (error" not in shop.messages, (words, shop.messages)
    assert "Traceback" not in shop.messages
    assert not RAW.search(shop.messages), (words, shop.messages)
    if shop.status:
        assert shop.status in (1, 2, 3, 4, 5), words
        if shop.status not in (3, 4) or "error" in answer:
            assert set(answer["error"]) == {"code", "what", "next"}, words


WORST = (
    "markup closes",
    "clipboard (OSC 52)",
    "bidi override",
    "surrogate escape",
    "10,000 characters",
    "marks of class zero",
)


def test_every_command_takes_the_worst_words(shop: Program) -> None:
    for what in WORST:
        for words in _words(NAMED[what]):
            _try(shop, words)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_every_command_takes_every_hostile_word(shop: Program) -> None:
    for text in (*NAMED.values(), *flood(60)):
        for words in _words(text.replace("\0", "")):  # no argument can hold a NUL
            _try(shop, words)


def test_numbers_that_are_too_large(shop: Program) -> None:
    for words in (*_words(HUGE), ["log", "show", "--shift", HUGE], ["log", "show", "--limit", HUGE],
                  ["hold", "place", "--walk-in", "--item", "X", "--quantity", HUGE], ["stock", "set", "X", HUGE],
                  ["contact", "finish", f"C-{HUGE}"], ["delivery", "receive", f"D-{HUGE}"]):  # fmt: skip
        _try(shop, words)


def test_a_batch_of_hostile_lookups(shop: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from agentdesk.cli.__main__ import run

    queries = [re.sub(r"[\r\n]", " ", text) for text in flood(300)]
    printed: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(queries) + "\n"))
    monkeypatch.setattr("click.echo", lambda message="", **_: printed.append(str(message)))
    assert run(["lookup", "--batch"]) == 0
    assert len(printed) == len(queries)
    assert all(isinstance(json.loads(line), list) for line in printed)


def test_a_batch_of_hostile_suggestions(shop: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from agentdesk.cli.__main__ import run

    printed: list[str] = []
    asked = "".join(json.dumps({"text": text}) + "\n" for text in [*NAMED.values(), *flood(30)])
    monkeypatch.setattr("sys.stdin", io.StringIO(asked))
    monkeypatch.setattr("click.echo", lambda message="", **_: printed.append(str(message)))
    assert run(["suggest", "--batch"]) == 0
    assert len(printed) == len(NAMED) + 30
    assert not any(RAW.search(line) for line in printed)


def test_nothing_raw_on_the_wire_of_a_terminal(shop: Program, tmp_path: Path) -> None:
    for text in ("\x1b]52;c;cm0=\x07", "\x1b[2J", "abc\u202egnp"):
        for words in (["hold", "list", "--item", text], ["import", "customers", str(tmp_path / text)]):
            with Terminal([*command(shop.store, *words)]) as terminal:
                terminal.ended()
                said = terminal.raw.decode()
            assert "agentdesk: " in said
            assert not RAW.search(said.replace("\r\n", "\n")), words
