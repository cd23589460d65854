"""What an entry says in the few words that fit a line: people's words, no names of fields."""

import re
from pathlib import Path
from typing import Any

import pytest

import agentdesk
from agentdesk.log.reading import Entry
from agentdesk.log.words import SAID, words


def _entry(kind: str, item: str | None = None, **record: Any) -> Entry:
    texts = record.pop("texts", {})
    facts = {"item": item, "data": {}, "before": {}, "after": {}, "text": dict.fromkeys(texts, ""), **record}
    return Entry(1, "2026-11-28T13:05:00.000Z", "act", 1, 1, kind, None, None, facts, texts, b"")


def _kronor(units: int) -> str:
    return f"{units // 100},{units % 100:02d} kr"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            _entry(
                "customer.changed",
                data={"fields": ["banner", "email"]},
                texts={"banner after": "Ring etter 18", "email before": "a@x.no", "email after": "b@x.no"},
            ),
            "banner “Ring etter 18”  email “a@x.no” → “b@x.no”",
        ),
        (_entry("customer.added", texts={"name": "Liv Hagen", "phones": "22 33"}), "phone “22 33”"),
        (
            _entry(
                "delivery.received",
                "KET-011",
                data={"delivery": 39, "new": 3, "ordered": 6},
                before={"received": 0, "damaged": 0},
                after={"received": 3, "damaged": 1},
            ),
            "D-39  KET-011  3 of 6  1 damaged",
        ),
        (
            _entry(
                "delivery.moved",
                data={"delivery": 39, "supplier": "Norrkök"},
                before={"expected": "2026-11-28"},
                after={"expected": "2026-12-04"},
            ),
            "D-39  Norrkök  28 Nov → 4 Dec",
        ),
        (
            _entry(
                "hold.set-aside",
                "KET-011",
                data={"hold": 1, "quantity": 1, "cause": "D-39"},
                before={"state": "waiting"},
                after={"state": "aside"},
            ),
            "H-1  KET-011 × 1  waiting → aside  from D-39",
        ),
        (
            _entry(
                "remedy.asked",
                data={
                    "remedy": 3,
                    "kind": "amount",
                    "value": 30000,
                    "currency": "SEK",
                    "reason": "late",
                    "why": "above the 150.00 SEK that you may give in one contact",
                },
            ),
            "R-3  amount 300,00 kr  reason late  above the 150,00 kr that you may give in one contact",
        ),
        (
            _entry("handover.accepted", data={"item": 119, "what": "contact", "subject": 10}),
            "I-119  C-10",
        ),
        (_entry("handover.accepted", data={"item": 120, "what": "note", "subject": None}), "I-120  note"),
        (
            _entry(
                "stock.set",
                "KET-012",
                data={"as_of": "2026-10-23T06:12:21.682Z", "said": 9, "short": 0},
                before={"on_hand": 0},
                after={"on_hand": 9},
            ),
            "KET-012  0 → 9  as of 23 Oct",
        ),
    ],
    ids=lambda each: each.kind if isinstance(each, Entry) else "",
)
def test_an_entry_is_said_in_words(entry: Entry, said: str) -> None:
    assert words(entry, _kronor) == said


def test_every_kind_of_entry_has_its_words() -> None:
    package = Path(agentdesk.__file__).parent
    written = set()
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        written |= set(re.findall(r"(?:log\.append|note)\([^()]*?\"([a-z-]+\.[a-z-]+)\"", text))
    assert len(written) > 40, "the search finds what is logged"
    assert written - set(SAID) == set()


def test_an_entry_of_another_version_says_its_facts_one_by_one() -> None:
    assert words(_entry("hold.placed", "KET-011", data={"held": 7}), _kronor) == "KET-011  held 7"
