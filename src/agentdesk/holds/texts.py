"""What a customer is told about a hold, in their language: a line to say, a text message, an e-mail."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from agentdesk.customers.model import Customer
from agentdesk.days import day_text

FALLBACK = "en"


class About(StrEnum):
    """What a customer is told: all of it is here, a part is, it was not there after all, or the window ends."""

    READY = "ready"
    PARTLY = "partly"
    SHORT = "short"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Telling:
    """The facts that a text needs. ``window`` is the last day to collect; ``coming`` the next day that can be said."""

    about: About
    hold: str
    item: str
    units: int
    promised: int  # units in all under the same promise
    window: date
    coming: date | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """One thing to tell, three ways: said, sent as a text message (also the body of an e-mail), and its subject."""

    say: str
    send: str
    subject: str


@lru_cache(maxsize=1)
def _library() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def language_of(customer: Customer | None, shop_language: str) -> str:
    """Return the language to talk in: the customer's own where there are texts in it, else the shop's."""
    for language in ((customer.language if customer else None) or "", shop_language):
        if language in _library()["day"]:
            return language
    return FALLBACK


def day_phrase(day: date, language: str) -> str:
    """Return a day as the language says it, with its weekday: ``måndag den 7 december``."""
    return day_text(day, _library()["day"][language], language)


def called(customer: Customer | None, language: str) -> str:
    """Return how a customer is addressed: by first name, in Japanese by family name and 様."""
    parts = customer.name.replace("\u3000", " ").split() if customer else []
    if language == "ja":
        return f"{parts[0]}様" if parts else "お客様"
    return parts[0] if parts else ""


def fill(telling: Telling, language: str, customer: Customer | None, *, agent: str, shop: str) -> Texts:
    """Return the texts of one thing to tell; with no ``agent`` it is the shop that says so."""
    library = _library()
    some = "one" if telling.units == 1 else "units"
    coming = library["coming" if telling.coming else "unknown"][language]
    values = {
        "customer": called(customer, language),
        "who": library["who"][language].format(agent=agent, shop=shop) if agent else shop,
        "signed": library["signed"][language].format(agent=agent, shop=shop) if agent else shop,
        "item": telling.item,
        "Item": telling.item[:1].upper() + telling.item[1:],
        "hold": telling.hold,
        "units": library[some][language].format(n=telling.units),
        "some": str(telling.units),
        "all": str(telling.promised),
        "window": day_phrase(telling.window, language),
        "coming": coming.format(day=day_phrase(telling.coming, language)) if telling.coming else coming,
    }
    forms = library[telling.about.value]
    return Texts(*(_tidy(forms[form][language].format(**values)) for form in ("say", "send", "subject")))


def _tidy(text: str) -> str:
    # a walk-in has no name: "Hej , det är" becomes "Hej, det är"
    return text.replace(" ,", ",").replace(" !", "!").replace("  ", " ").strip()
