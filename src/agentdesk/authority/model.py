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


DISCOUNTS = frozenset({Kind.PERCENT, Kind.AMOUNT, Kind.PRICE_MATCH})  # what makes a purchase cheaper
PAID_BACK = frozenset({Kind.RESCIND, Kind.REFUND})  # money that the customer had paid: no gesture


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


class How(StrEnum):
    """How a yes came: by PIN at the counter, from the approver's own terminal, by code over the phone."""

    PIN = "pin"
    TERMINAL = "terminal"
    CODE = "code"


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

    def rule(self, kind: Kind) -> Rule:
        """Return what this role may do with a kind."""
        return self.rules.get(kind, Rule.APPROVAL)


@dataclass(frozen=True, slots=True)
class Limits:
    """A version of the limits file. ``margin_floor`` is the share of the price that must stay above cost."""

    version: int
    hash: str
    roles: dict[str, RoleLimits]
    margin_floor: int | None = None
    currency: str = "SEK"
    voucher_days: int = 365
    request_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Request:
    """One exact remedy. ``value`` is what it costs the shop, ``base`` what it is given on; both in minor units.

    ``order`` and ``line`` say which purchase; base and cost are then read from it, whatever was said. ``days`` is a
    voucher's validity. ``redeems`` makes it the use of a voucher instead of something new.
    """

    kind: Kind
    value: int
    reason: str
    points: int | None = None
    base: int | None = None
    cost: int | None = None  # the shop's own cost of what it is given on
    order: int | None = None
    line: int | None = None
    days: int | None = None
    redeems: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What was given before and counts: sums in minor units. What was undone counts for fairness, not here.

    ``here`` is the effective stack: everything given in this contact or on this order, approved or not, and vouchers
    used. Shift, day, week and month are what was given alone: what somebody approved is on the approver.
    """

    here: int = 0
    customer: int = 0
    customer_count: int = 0
    shift: int = 0
    day: int = 0
    week: int = 0
    month: int = 0
    discounts: int = 0  # taken off this purchase before, vouchers used on it among them; of a line, with its share of
    paid_back: int = 0  # what was taken off the whole order; refunded of this purchase before, likewise
    known_customer: bool = True
    whole: int | None = None  # what is left of the whole order: its price less everything taken off and paid back


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
    """Something that can be given instead. ``value`` in minor units, or None for one that costs nothing."""

    kind: str
    value: int | None
    why: str
    points: int | None = None  # where it is a percentage


@dataclass(frozen=True, slots=True)
class Above:
    """Somebody who may say yes to what is asked now, and whether they are on shift."""

    name: str
    on_shift: bool

    @property
    def words(self) -> str:
        """Who it is and how to reach them."""
        return f"{self.name} (on shift)" if self.on_shift else f"{self.name} (by phone)"


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its reason in words, headroom before and after, and what can be given instead.

    ``above`` is who may say yes where approval is needed; nobody: then ``nobody`` says who could.
    """

    verdict: Verdict
    value: int
    why: str
    before: Headroom
    after: Headroom
    instead: tuple[Alternative, ...] = ()
    limits_hash: str = ""
    limits_version: int = 0
    above: tuple[Above, ...] = ()
    nobody: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy, or a request for one, as it is kept. Stamps are UTC. ``code`` is its voucher's."""

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
    order: int | None
    line: int | None
    days: int | None
    redeems: int | None
    staff: int
    shift: int
    limits: int
    at: str
    asked_seq: int | None = None
    expires_at: str | None = None
    digest: str | None = None
    tries: int = 0
    approver: int | None = None
    how: str | None = None
    code: str | None = None

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"R-{self.id}"

    @property
    def wanted(self) -> Request:
        """The request that this remedy answers."""
        return Request(
            self.kind, self.value, self.reason, self.points, self.base, order=self.order, line=self.line, days=self.days,
            redeems=self.redeems,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher. ``value`` is the most it takes off, in minor units; ``points`` where it takes a percentage off."""

    id: int
    code: str
    remedy: int
    promise: int
    customer: int | None
    given_contact: int | None
    value: int
    points: int | None
    currency: str
    valid_until: str
    state: str
    ended_at: str | None = None
    used_contact: int | None = None
    used_order: int | None = None
    used_value: int | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order, or a line of it, as it was sold: minor units. ``cost`` is None where some of it is not known.

    ``whole`` is the price of the whole order, of which ``line`` is a part.
    """

    order: int
    customer: int | None
    total: int
    cost: int | None
    line: int | None = None
    whole: int = 0
