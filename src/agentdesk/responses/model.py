"""What a suggested line is made of: situations, concepts, their texts, and a line filled with this customer's facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from agentdesk.contacts.model import Mood
from agentdesk.responses.known import Amount, Percent

LANGUAGES = ("en", "sv", "nb", "ja")


class Phase(StrEnum):
    """Where in the conversation a line belongs: warm, competent, warm."""

    OPEN = "open"
    MIDDLE = "middle"
    CLOSE = "close"

    @property
    def after(self) -> "Phase":
        """The phase to highlight once a line of this one is said."""
        return Phase.MIDDLE if self is Phase.OPEN else Phase.CLOSE


class Channel(StrEnum):
    """A line is spoken, or sent as a text."""

    SAY = "say"
    SEND = "send"


class Move(StrEnum):
    """What a line does; moves are what evidence is about, not acronyms."""

    GREET = "greet"
    PARAPHRASE = "paraphrase"
    NAME_FEELING = "name-feeling"
    THANK = "thank"
    APOLOGISE_REGRET = "apologise-regret"
    APOLOGISE_OWN_FAULT = "apologise-own-fault"
    APOLOGISE_LIMITED = "apologise-limited"
    EXPLAIN = "explain"
    ACT = "act"
    OFFER = "offer"
    CHOICE = "choice"
    DEADLINE = "deadline"
    ASK_OPEN = "ask-open"
    REFUSE = "refuse"
    HAND_OVER = "hand-over"
    BOUNDARY = "boundary"
    CLOSE = "close"


class Failure(StrEnum):
    """What went wrong in kind; a remedy should answer in kind."""

    MONEY = "money"
    PRODUCT = "product"
    SERVICE = "service"
    ATTENTION = "attention"
    NONE = "none"


class Sensitivity(StrEnum):
    """How careful a situation is: ``care`` sells nothing and plays with no names, ``fixed`` has fixed lines only."""

    NONE = "none"
    CARE = "care"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Situation:
    """What can be going on; the slug is its identity everywhere."""

    slug: str
    group: str
    means: str
    excludes: str
    sensitivity: Sensitivity
    failure: Failure


@dataclass(frozen=True, slots=True)
class PromiseIn:
    """The dated promise that using a line makes. ``by`` names the slot that carries its date."""

    what: str  # call-back | find-out | message
    by: str


@dataclass(frozen=True, slots=True)
class RemedyIn:
    """What a line gives. ``value`` names the slot that carries it; ``approver``: somebody else must say yes first."""

    kind: str
    value: str = ""
    approver: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What a line does, in no language. ``waived`` are lint rules accepted here, each with its reason."""

    id: str
    situations: tuple[str, ...]
    moods: tuple[Mood, ...]  # none: any
    phase: Phase
    channel: Channel
    moves: tuple[Move, ...]
    slots: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    register: str = "plain"
    promise: PromiseIn | None = None
    remedy: RemedyIn | None = None
    gist: str = ""
    why: str = ""
    delivery: str = ""
    evidence: str = ""
    waived: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""  # the shop's file, or empty for the shipped library


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a concept in one language. ``waived`` are lint rules accepted here, each with its reason."""

    id: str
    lang: str
    text: str
    version: int = 1
    reviewed: bool = False
    waived: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """The promise that saying a filled line makes. ``kind`` is the store's word; ``due`` a day or a moment."""

    what: str
    kind: str
    due: date | datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """The remedy that saying a filled line opens. ``approver`` names who must agree, where the agent alone may not."""

    kind: str
    value: Amount | Percent | str | None
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on a filled line: ``E`` blocks it, ``W`` marks it."""

    rule: str
    severity: str
    what: str


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line ready to be said or sent, or blocked by the facts that are missing."""

    id: str
    kind: Channel
    lang: str
    text: str
    blocked: tuple[str, ...] = ()
    why: str = ""
    phase: Phase = Phase.OPEN
    moves: tuple[Move, ...] = ()
    promise: Promised | None = None
    remedy: Offered | None = None
    delivery: str = ""
    reviewed: bool = False
    facts: tuple[str, ...] = ()  # the slots that its text uses
    marks: tuple[Mark, ...] = ()
    position: int = 0

    @property
    def sayable(self) -> bool:
        """Whether nothing stands in the way of using the line."""
        return not self.blocked and not any(mark.severity == "E" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a few words seem to be about: situations best first with their confidence (0 to 1), and the mood."""

    situations: tuple[tuple[str, float], ...] = ()
    mood: Mood = Mood.CALM
    mood_confidence: float = 0.0
    moods: tuple[Mood, ...] = ()  # likeliest first

    @property
    def none(self) -> bool:
        """Whether nothing fits: a wrong suggestion costs more than none."""
        return not self.situations


class Recogniser(Protocol):
    """Whatever reads a situation and a mood from a few words."""

    def recognise(self, text: str, lang: str) -> Recognition:
        """Return ranked situations and the mood; no situations where nothing fits."""
        ...

    def language(self, text: str, usual: str) -> str:
        """Return the language of a text: the usual one unless it plainly is another."""
        ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the desk offers for a few words: situations, mood and five lines at most, in the order of the talk."""

    lang: str
    mood: Mood
    situations: tuple[tuple[str, float], ...] = ()
    lines: tuple[FilledLine, ...] = ()
    highlight: int = 0  # index into lines
    moods: tuple[Mood, ...] = ()  # as they were guessed, likeliest first
    eligible: tuple[str, ...] = ()  # ids of all lines that fit, best first; the five were chosen among them
