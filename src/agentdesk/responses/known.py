"""What is known when a line is filled: this customer, their item, what may be given, and how the locale writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in minor units with its ISO 4217 currency."""

    units: int
    currency: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in hundredths of a percent: 10 % is 1000."""

    points: int


@dataclass(frozen=True, slots=True)
class Forms:
    """How a product is named in a sentence of one language; stored, never inflected."""

    indefinite: str
    definite: str
    pronoun: str


@dataclass(frozen=True, slots=True)
class Item:
    """A product as sentences need it: its name, and its forms by language where the store has them."""

    name: str
    forms: Mapping[str, Forms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's name. ``first`` and ``family`` may be empty; ``full`` is the name as the card shows it."""

    full: str
    first: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store knows for this customer and contact; every fact may be missing. Dates are the shop's days."""

    customer: Person | None = None
    item: Item | None = None
    alternative: Item | None = None
    order: str | None = None
    promised: date | None = None
    eta: date | None = None
    honest_date: date | None = None
    window: date | None = None
    supply: str | None = "a next delivery"  # None: the item never comes back, and nothing more of it may be promised
    next_update: datetime | None = None  # aware, in the shop's zone
    told_by: datetime | None = None  # the same, for a line about a hold that waits: its honest date
    queue_place: int | None = None
    hold: str | None = None
    remedy: Amount | Percent | str | None = None  # what the agent wants to give
    # what this agent may give alone, here and now, by kind of remedy; a kind that is not in it needs a yes from above
    headroom: Mapping[str, Amount | Percent] = field(default_factory=dict)
    approver: str | None = None  # who can say yes, on shift
    amount: Amount | None = None  # the money at stake
    wait: int | None = None  # minutes
    calls: int | None = None  # which contact about this matter this is: 3 is the third
    last_contact: str | None = None
    agent: str | None = None
    shop: str | None = None
    department: str | None = None
    phone: str | None = None  # as it is shown
    today: date | None = None  # a date of another year carries its year


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of the lines, the shop's country, and how a customer is named: ``first`` or ``full``."""

    lang: str
    country: str = ""
    names: str = "first"
