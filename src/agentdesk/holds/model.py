"""A hold: units promised to a customer, from the queue to the customer's hands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from agentdesk.catalog.model import Product


class State(StrEnum):
    """Where the units are. ``aside`` and ``told`` take up stock, ``waiting`` stands in the queue, the rest is over."""

    WAITING = "waiting"
    ASIDE = "aside"
    TOLD = "told"
    COLLECTED = "collected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"

    @property
    def takes_stock(self) -> bool:
        """Whether its units lie on the shelf with a label."""
        return self in (State.ASIDE, State.TOLD)

    @property
    def over(self) -> bool:
        """Whether nothing more is owed."""
        return self in (State.COLLECTED, State.EXPIRED, State.CANCELLED)


class Tell(StrEnum):
    """How the customer wants to hear of it."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"
    NONE = "none"


class Result(StrEnum):
    """What came of trying to reach somebody."""

    REACHED = "reached"
    VOICEMAIL = "voicemail"
    MESSAGE = "message"
    NO_ANSWER = "no-answer"
    WRONG_NUMBER = "wrong-number"

    @property
    def told(self) -> bool:
        """Whether the customer now knows, and the pick-up window runs."""
        return self in (Result.REACHED, Result.VOICEMAIL, Result.MESSAGE)


@dataclass(frozen=True, slots=True)
class Tried:
    """One try to reach somebody: when (UTC stamp), who tried, what came of it."""

    at: str
    staff: int
    result: Result


@dataclass(frozen=True, slots=True)
class Hold:
    """Stamps are UTC, days the shop's. Holds of one ``promise`` are parts of what was promised once.

    ``needed_by`` is the customer's day, ``said`` the day that the customer was told to count on while it waits.
    ``queued`` orders the queue; parts of a split keep it. ``collect_by`` ends the pick-up window.
    """

    id: int
    promise: int
    customer: int | None
    product: int
    quantity: int
    state: State
    queued: int
    tell: Tell
    placed_by: int
    placed_at: str
    queue_reason: str | None = None
    needed_by: date | None = None
    said: date | None = None
    contact: int | None = None
    aside_at: str | None = None
    told_at: str | None = None
    collect_by: str | None = None
    next_try: str | None = None
    ended_at: str | None = None
    reason: str | None = None

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"H-{self.id}"


@dataclass(frozen=True, slots=True)
class Expected:
    """When units for a place in the queue should come, by the deliveries planned and the supplier's habit.

    ``day`` is the delivery's, ``say`` the day that can honestly be promised; None where no date may be said. ``late``
    and ``deliveries`` are the supplier's usual lateness in days and over how many deliveries (0: not known).
    """

    delivery: int
    supplier: str
    day: date
    say: date | None
    late: int = 0
    deliveries: int = 0
    overdue: int = 0  # days past its day already


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue, from 1, with the reason why it is this one."""

    position: int
    of: int
    units_before: int
    reason: str


class Waiting(NamedTuple):
    """What setting aside needs to know of a waiting hold; light, since a delivery may serve ten thousand."""

    hold: int
    quantity: int
    customer: int | None
    plain: bool  # nothing about it changes but where its units are


@dataclass(frozen=True, slots=True)
class InLine:
    """A waiting hold as risk sees it. ``through``: units up to and with it; ``at_risk``: what is said of it so far."""

    hold: int
    promise: int
    through: int
    needed_by: date | None
    said: date | None
    at_risk: str | None
    queue_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A hold as it was just placed. ``rest`` is the part in the queue where only some units were free."""

    hold: Hold
    place: Place | None = None
    expected: Expected | None = None
    rest: "Placed | None" = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Units that were just set aside for a hold. ``rest`` is the hold that took over what still waits of it."""

    hold: int
    customer: int | None
    units: int
    product: Product
    rest: int | None = None

    @property
    def word(self) -> str:
        """The hold's id as people say it."""
        return f"H-{self.hold}"
