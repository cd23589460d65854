"""What may be given, by whom, up to what: requests, limits, what was given before, and the decision on all three."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What may be given."""

    PERCENT = "percent"
    AMOUNT = "amount"
    PRICE_MATCH = "price-match"
    VOUCHER = "voucher"
    GIFT = "gift"
    RESCIND = "rescind"
    REFUND = "refund"


class Rule(StrEnum):
    """What a role's section says of a kind: give it up to the limits, always ask, or never."""

    ALLOWED = "allowed"
    APPROVAL = "approval"
    DENIED = "denied"


class Verdict(StrEnum):
    """The decision on one request."""

    ALLOWED = "allowed"
    APPROVAL = "approval"
    DENIED = "denied"


REASONS = ("goodwill", "late", "damaged", "wrong-item", "defect", "price", "service")
FAILURE_OF_REASON = {
    "goodwill": "attention",
    "late": "service",
    "damaged": "product",
    "wrong-item": "product",
    "defect": "product",
    "price": "money",
    "service": "service",
}


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """What one role may give alone. Money in minor units, percentages in hundredths of a percent; None: no limit.

    A limit of 0 means: always ask.
    """

    role: str
    rules: dict[Kind, Rule] = field(default_factory=dict)
    percent: int | None = 0  # a contact, of what it is given on
    amount: int | None = 0  # a contact, everything together
    customer_sum: int | None = 0
    customer_count: int | None = 0
    customer_days: int = 90
    shift: int | None = 0
    day: int | None = None
    week: int | None = None
    month: int | None = None
    approves: int | None = 0  # up to what this role may say yes to others; None: anything


@dataclass(frozen=True, slots=True)
class Limits:
    """A version of the limits file. ``margin_floor`` is the share of the price that must stay above cost."""

    version: int
    hash: str
    roles: dict[str, RoleLimits]
    margin_floor: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One exact remedy. ``value`` is what it costs the shop, ``base`` what it is given on; both in minor units."""

    kind: Kind
    value: int
    reason: str
    points: int | None = None
    base: int | None = None
    cost: int | None = None  # the shop's own cost of what it is given on


@dataclass(frozen=True, slots=True)
class Given:
    """What was given before and counts: sums in minor units. Undone remedies count for fairness, not here."""

    contact: int = 0
    customer: int = 0
    customer_count: int = 0
    shift: int = 0
    day: int = 0
    week: int = 0
    month: int = 0
    known_customer: bool = True


@dataclass(frozen=True, slots=True)
class Headroom:
    """What is left, now, for this agent and this customer; None: no limit. Percent in hundredths."""

    percent: int | None
    amount: int | None
    shift_left: int | None
    customer_left: int | None
    shift_limit: int | None = None
    gestures_left: int | None = None
    days: int = 90


@dataclass(frozen=True, slots=True)
class Alternative:
    """What can be given instead, best first. ``value`` in minor units, or None for one that costs nothing."""

    kind: str
    value: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its reason in words, headroom before and after, and what can be given instead."""

    verdict: Verdict
    value: int
    why: str
    before: Headroom
    after: Headroom
    instead: tuple[Alternative, ...] = ()
    limits_hash: str = ""
    limits_version: int = 0
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy as it is kept. Stamps are UTC."""

    id: int
    kind: Kind
    state: str
    value: int
    points: int | None
    base: int | None
    currency: str
    reason: str
    customer: int | None
    contact: int | None
    staff: int
    shift: int
    approver: int | None
    at: str

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"R-{self.id}"
