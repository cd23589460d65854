"""What the view knows, as frozen facts: read off the UI thread, one view at a time, and drawn by ``views``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agentdesk.authority.model import Remedy
from agentdesk.contacts.model import Contact
from agentdesk.holds.model import Hold
from agentdesk.log.reading import Entry
from agentdesk.promises.model import Promise
from agentdesk.shift.model import Shift


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who: staff and customers by id, products by id."""

    staff: dict[int, str] = field(default_factory=dict)
    customers: dict[int, str] = field(default_factory=dict)
    products: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request for a yes, with who may say it."""

    remedy: Remedy
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the views draw from; a view reads its own part only."""

    now: datetime
    names: Names = field(default_factory=Names)
    on_shift: tuple[tuple[Shift, Contact | None], ...] = ()
    parked: tuple[Contact, ...] = ()
    asking: tuple[Asking, ...] = ()
    overdue: int = 0
    promises: tuple[Promise, ...] = ()
    hold_counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    short: int = 0
    to_tell: tuple[Hold, ...] = ()
    ending: tuple[Hold, ...] = ()
    usage: dict[str, Any] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    days: tuple[str, ...] = ()
    trends: tuple[tuple[str, tuple[int, ...], bool], ...] = ()  # name, a figure a day, whether it is money
