"""What the view knows, as frozen facts: read off the UI thread, one view at a time, and drawn by ``views``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the view is on screen before most of these are needed
    from agentdesk.authority.model import Remedy
    from agentdesk.contacts.model import Contact
    from agentdesk.holds.model import Hold
    from agentdesk.log.reading import Entry
    from agentdesk.promises.model import Promise
    from agentdesk.shift.model import Shift
    from agentdesk.work.handover import Described


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who: staff and customers by id, products and orders by id."""

    staff: dict[int, str] = field(default_factory=dict)
    customers: dict[int, str] = field(default_factory=dict)
    products: dict[int, str] = field(default_factory=dict)
    orders: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request for a yes, with who may say it."""

    remedy: "Remedy"
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """The shop's day so far: contacts by channel, situation and mood in to mood out; promises; what was given (minor units)."""

    channels: dict[str, int] = field(default_factory=dict)
    situations: dict[str, int] = field(default_factory=dict)
    moods: dict[tuple[str, str], int] = field(default_factory=dict)
    made: int = 0
    kept: int = 0
    given: int = 0
    remedies: int = 0


@dataclass(frozen=True, slots=True)
class Waited:
    """An article that customers wait for: holds, units, and what the next delivery brings when (a date)."""

    name: str
    holds: int
    units: int
    units_coming: int = 0
    comes: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What somebody has used of what they may give in this shift, in minor units; no limit: None."""

    staff: int
    used: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the views draw from; a view reads its own part only."""

    now: datetime
    names: Names = field(default_factory=Names)
    on_shift: "tuple[tuple[Shift, Contact | None], ...]" = ()
    parked: "tuple[Contact, ...]" = ()
    asking: tuple[Asking, ...] = ()
    overdue: int = 0
    handed: "tuple[Described, ...]" = ()
    today: Today = field(default_factory=Today)
    promises: "tuple[Promise, ...]" = ()
    hold_counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    short: int = 0
    short_ones: "tuple[Hold, ...]" = ()
    waited: tuple[Waited, ...] = ()
    to_tell: "tuple[Hold, ...]" = ()
    ending: "tuple[Hold, ...]" = ()
    budgets: tuple[Budget, ...] = ()
    usage: dict[str, Any] = field(default_factory=dict)
    entries: "tuple[Entry, ...]" = ()
    days: tuple[str, ...] = ()
    trends: tuple[tuple[str, tuple[int, ...], bool], ...] = ()  # name, a figure a day, whether it is money
