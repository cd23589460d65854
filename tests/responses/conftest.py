"""Karin Öhman's late kettle at Björk & Kök: facts, and a small library of lines that stands still."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agentdesk.responses.build import from_toml
from agentdesk.responses.known import Amount, Facts, Forms, Item, Locale, Percent, Person
from agentdesk.responses.library import Library
from agentdesk.responses.reading import Source

_SITUATIONS = """
[backorder-late]
group = "availability"
means = "late"
failure = "service"
[waited-too-long]
group = "service"
means = "waited"
failure = "attention"
[abuse]
group = "people"
means = "threats"
sensitivity = "fixed"
failure = "none"
"""

_CONCEPTS = """
[late-paraphrase]
situations = ["backorder-late"]
moods = ["angry", "frustrated"]
phase = "open"
channel = "say"
moves = ["paraphrase", "act"]
slots = ["item", "promised"]
optional = ["calls"]
why = "angry: paraphrase, then act"
[late-fact]
situations = ["backorder-late"]
moods = ["worried", "calm"]
phase = "open"
channel = "say"
moves = ["thank", "act"]
why = "worried: fact first"
[late-walk-in]
situations = ["backorder-late"]
moods = ["angry"]
phase = "open"
channel = "say"
moves = ["paraphrase", "act"]
why = "angry: paraphrase, then act"
[late-own-fault]
situations = ["backorder-late"]
moods = ["angry"]
phase = "middle"
channel = "say"
moves = ["apologise-own-fault", "explain"]
slots = ["eta", "honest_date"]
why = "own fault: apologise once"
[late-queue]
situations = ["backorder-late"]
phase = "middle"
channel = "say"
moves = ["act", "deadline"]
slots = ["item", "next_update"]
optional = ["queue_place"]
promise = { what = "call-back", by = "next_update" }
why = "a deadline you own"
[late-remedy]
situations = ["backorder-late"]
moods = ["angry"]
phase = "middle"
channel = "say"
moves = ["offer"]
slots = ["headroom_amount", "item"]
remedy = { kind = "amount", value = "headroom_amount" }
why = "within your authority"
[late-ask]
situations = ["backorder-late"]
phase = "middle"
channel = "say"
moves = ["offer", "hand-over"]
slots = ["remedy", "approver"]
remedy = { kind = "amount", value = "remedy", approver = true }
why = "above your limit: say who must agree"
[late-thanks]
situations = ["backorder-late", "waited-too-long"]
phase = "close"
channel = "say"
moves = ["thank", "close"]
optional = ["customer"]
why = "thanks beats apology"
[late-sms]
situations = ["backorder-late"]
phase = "close"
channel = "send"
moves = ["thank", "deadline", "close"]
slots = ["item", "next_update", "agent", "shop"]
optional = ["customer"]
promise = { what = "message", by = "next_update" }
why = "in writing"
[wait-start]
situations = ["waited-too-long"]
phase = "open"
channel = "say"
moves = ["thank", "act"]
optional = ["wait"]
why = "thanks beats apology after a wait"
[abuse-boundary]
situations = ["abuse"]
phase = "open"
channel = "say"
register = "formal"
moves = ["act", "boundary"]
why = "fixed: the boundary"
[abuse-end]
situations = ["abuse"]
phase = "close"
channel = "say"
register = "formal"
moves = ["boundary", "close"]
why = "fixed: end it"
"""

_TEXTS = {
    "late-paraphrase": {
        "sv": "Du skulle ha fått {item.definite} den {promised}[[ och ringer nu för {calls} gången]]. "
        "Jag tar hand om det nu.",
        "en": "You should have had {item.definite} on {promised} [[and this is the {calls} time you call]]. "
        "I'm on it now.",
        "nb": "Du skulle ha fått {item.definite} {promised}[[, og ringer nå for {calls} gang]]. Jeg tar det nå.",
        "ja": "{promised}に{item.name}をお届けするはずでした[[。{calls}のお電話ですね]]。ただいまお調べいたします。",
    },
    "late-fact": {"sv": "Bra att du frågar. Jag tittar nu.", "en": "Good that you ask. I'll look now."},
    "late-walk-in": {"sv": "Du har väntat för länge. Jag tar reda på det nu."},
    "late-own-fault": {
        "sv": "Jag ber om ursäkt, det är vi som är sena. Leveransen väntas {eta}, jag räknar med {honest_date}."
    },
    "late-queue": {
        "sv": "Jag har ställt dig i kö för {item.indefinite}[[, nummer {queue_place}]]. "
        "Jag ringer dig senast {next_update}.",
        "en": "I've put you in line for {item.indefinite}. I'll call you by {next_update}.",
        "nb": "Jeg har satt deg i kø for {item.indefinite}. Jeg ringer deg senest {next_update}.",
        "ja": "{item.name}のご予約を承りました。{next_update}までに私からお電話いたします。",
    },
    "late-remedy": {
        "sv": "Du får {headroom_amount} av på {item.definite} av mig i dag.",
        "en": "I'll take {headroom_amount} off {item.definite} today.",
        "nb": "Du får {headroom_amount} i avslag på {item.definite} av meg i dag.",
        "ja": "{item.name}を{headroom_amount}お値引きいたします。",
    },
    "late-ask": {"sv": "Jag vill ge dig {remedy}. {approver} måste säga ja, och jag frågar nu."},
    "late-thanks": {
        "sv": "Tack för ditt tålamod[[, {customer}]].",
        "en": "Thank you for your patience [[, {customer}]].",
        "nb": "Takk for tålmodigheten[[, {customer}]].",
        "ja": "{customer}、お待ちいただきありがとうございます。",
    },
    "late-sms": {"sv": "Hej[[ {customer}]]! {item.name}: jag hör av mig senast {next_update}. {agent}, {shop}"},
    "wait-start": {"sv": "Tack för att du har väntat[[ {wait}]]. Jag är din nu."},
    "abuse-boundary": {"sv": "Jag vill hjälpa dig. Jag fortsätter när vi talar lugnt."},
    "abuse-end": {"sv": "Jag avslutar samtalet nu. Skriv gärna till oss."},
}


def source(text: str, path: str = "lines.toml") -> Source:
    """Return a text as a file that was read."""
    return Source(Path(path), text, tomllib.loads(text))


@pytest.fixture(scope="session")
def library() -> Library:
    """Three situations, twelve concepts, the texts a shop's day needs."""
    parts = {"situations": source(_SITUATIONS), "concepts": source(_CONCEPTS)}
    for lang in ("sv", "en", "nb", "ja"):
        texts = {name: found[lang] for name, found in _TEXTS.items() if lang in found}
        parts[lang] = Source(Path(f"{lang}.toml"), "", {name: {"text": text} for name, text in texts.items()})
    return from_toml(parts)


@pytest.fixture(scope="session")
def sv() -> Locale:
    """A Swedish shop's own language."""
    return Locale("sv", "SE")


@pytest.fixture(scope="session")
def kettle() -> Item:
    """A kettle, with its forms in two languages."""
    return Item(
        "Vattenkokare Emalj 1,7 l",
        {
            "sv": Forms("en vattenkokare", "vattenkokaren", "den"),
            "nb": Forms("en vannkoker", "vannkokeren", "den"),
            "en": Forms("a kettle", "the kettle", "it"),
        },
    )


@pytest.fixture(scope="session")
def facts(kettle: Item) -> Facts:
    """Karin Öhman on Saturday 28 November 2026: order a week late, third call, 150 kronor within authority."""
    return Facts(
        customer=Person("Karin Öhman", "Karin", "Öhman"),
        item=kettle,
        order="48211",
        promised=date(2026, 11, 21),
        eta=date(2026, 12, 4),
        honest_date=date(2026, 12, 7),
        next_update=datetime(2026, 12, 7, 17, 0, tzinfo=ZoneInfo("Europe/Stockholm")),
        queue_place=5,
        calls=3,
        headroom={"amount": Amount(15000, "SEK"), "percent": Percent(1000)},
        agent="Aino",
        shop="Björk & Kök",
        today=date(2026, 11, 28),
    )


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop's own folder of lines, empty."""
    folder = tmp_path / "lines"
    folder.mkdir()
    return folder
