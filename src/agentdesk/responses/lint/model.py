"""What the linter sees and says: a text with its concept, and findings with place, reason and better wording."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from agentdesk.responses.filling import fill
from agentdesk.responses.known import Amount, Facts, Forms, Item, Locale, Percent, Person
from agentdesk.responses.lint.words import Words, words_for
from agentdesk.responses.model import Channel, Concept, Line, Move, Sensitivity, Situation
from agentdesk.responses.template import Template, parsed


class Severity(StrEnum):
    """E blocks, W warns, I advises."""

    ERROR = "E"
    WARNING = "W"
    ADVICE = "I"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``accepted`` is the author's reason to leave it as it is, or empty."""

    rule: str
    severity: Severity
    what: str
    better: str
    id: str = ""
    lang: str = ""
    file: str = ""
    line: int = 0
    accepted: str = ""


_ITEM = Item(
    "Emalj 1,7 l",
    {
        "sv": Forms("en vattenkokare", "vattenkokaren", "den"),
        "nb": Forms("en vannkoker", "vannkokeren", "den"),
        "en": Forms("a kettle", "the kettle", "it"),
        "ja": Forms("やかん", "やかん", "そちら"),
    },
)
_PRICE = Amount(15000, "SEK")
SAMPLE = Facts(  # facts of usual length, so that sentences can be counted as they will be said
    customer=Person("Kim Berg", "Kim", "Berg"), item=_ITEM, alternative=Item("Stål 1,5 l"), order="48211",
    promised=date(2026, 11, 21), eta=date(2026, 12, 4), honest_date=date(2026, 12, 7), window=date(2026, 12, 11),
    next_update=datetime(2026, 12, 7, 17, 0, tzinfo=ZoneInfo("UTC")), queue_place=5, hold="H-1042", remedy=_PRICE,
    headroom={
        kind: Percent(1000) if kind == "percent" else _PRICE
        for kind in ("amount", "percent", "voucher", "gift", "price-match", "refund")
    },
    approver="Mira", amount=_PRICE, wait=20, calls=3, last_contact="…", agent="Aino", shop="Kök", department="Kassan",
    phone="070-174 06 35", today=date(2026, 11, 28),
)  # fmt: skip
_YEN = Amount(1500, "JPY")
SAMPLE_JA = replace(  # the same day in a Japanese shop: foreign names and money would read as hard words
    SAMPLE, customer=Person("佐藤 花子", "花子", "佐藤"), item=replace(_ITEM, name="やかん"),
    alternative=Item("てつのやかん"), remedy=_YEN, amount=_YEN, approver="田中", agent="鈴木", shop="台所屋",
    headroom={kind: value if isinstance(value, Percent) else _YEN for kind, value in SAMPLE.headroom.items()},
)  # fmt: skip
# the countries whose norms the words follow
COUNTRY = {"en": "GB", "sv": "SE", "nb": "NO", "ja": "JP"}


@dataclass(frozen=True)
class Text:
    """A line as a check sees it: what was declared, the text taken apart, and how it will sound."""

    concept: Concept
    line: Line
    situations: tuple[Situation, ...]
    said: str = ""  # an edited text; empty: the line filled with sample facts
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", words_for(self.line.lang))

    @cached_property
    def template(self) -> Template:
        """The text taken apart."""
        return parsed(self.line.text)

    @cached_property
    def plain(self) -> str:
        """The text as it will be said, in small letters where a language has them."""
        return (self.said or self.spoken).casefold()

    @cached_property
    def spoken(self) -> str:
        """The text as it will be said, filled with facts of usual length."""
        if self.said:
            return self.said
        lang = self.line.lang
        return fill(self.concept, self.line, SAMPLE_JA if lang == "ja" else SAMPLE, Locale(lang, COUNTRY[lang])).text

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text as it will be said."""
        parts = re.split(r"(?<=[.!?])\s+(?![a-zåäöæøé])|(?<=[。！？])|\n+", self.spoken)  # 7. desember is one sentence
        return tuple(part.strip() for part in parts if part.strip())

    @property
    def say(self) -> bool:
        """Whether the line is spoken."""
        return self.concept.channel is Channel.SAY

    @property
    def fixed(self) -> bool:
        """Whether a fixed situation uses the line."""
        return any(each.sensitivity is Sensitivity.FIXED for each in self.situations)

    @property
    def care(self) -> bool:
        """Whether a situation to be careful in uses the line."""
        return any(each.sensitivity is Sensitivity.CARE for each in self.situations)

    def does(self, *moves: Move) -> bool:
        """Whether the line declares one of these moves."""
        return any(move in self.concept.moves for move in moves)

    def uses(self, *slots: str) -> bool:
        """Whether the text has a place for one of these facts."""
        return any(fact.slot in slots for fact in self.template.facts)

    def found(self, pattern: str) -> str:
        """Return the first words that match a pattern of small letters, or nothing."""
        match = re.search(pattern, self.plain) if pattern else None
        return match.group().strip() if match else ""


Found = Iterator[tuple[str, str]]  # what is wrong, and a better wording


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule."""

    rule: str
    severity: Severity
    title: str
    find: Callable[[Text], Found]


CHECKS: list[Check] = []


def check(rule: str, severity: Severity, title: str) -> Callable[[Callable[[Text], Found]], Callable[[Text], Found]]:
    """Name a function as the check of a rule."""

    def named(find: Callable[[Text], Found]) -> Callable[[Text], Found]:
        CHECKS.append(Check(rule, severity, title, find))
        return find

    return named
