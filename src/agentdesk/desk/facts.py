"""What the desk knows, as frozen facts: read off the UI thread, drawn by the panels.

Their types are imported for checking only: before anything is read, the empty facts cost no capability's import.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.authority.model import Headroom, Remedy
    from agentdesk.catalog.model import Order
    from agentdesk.contacts.model import Contact
    from agentdesk.customers.model import Customer
    from agentdesk.holds.view import DoFacts
    from agentdesk.promises.model import Promise


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to the customer. ``late`` in whole days, negative while there is time."""

    promise: "Promise"
    owner: str
    late: int | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the Who panel shows of a customer."""

    customer: "Customer"
    orders: "tuple[Order, ...]" = ()
    owed: tuple[Owed, ...] = ()
    contacts: "tuple[tuple[Contact, str], ...]" = ()  # with who talked
    elsewhere: tuple[str, ...] = ()  # who else is in a contact with them now
    more_orders: int = 0
    more_contacts: int = 0
    late: int = 0  # days that the newest order is over its promised day


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the Log panel: local time, who, what, and the rest."""

    time: str
    who: str
    what: str
    detail: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What the top line and the log say about the whole shop."""

    parked: int = 0
    overdue: int = 0
    shift_from: str = ""
    person: str = ""
    log: tuple[LogLine, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Do:
    """What the Do panel shows."""

    headroom: "Headroom | None" = None
    approver: str = ""  # who says yes to more
    holds: "DoFacts | None" = None
    remedies: "tuple[Remedy, ...]" = ()
    waiting: "tuple[tuple[Remedy, str], ...]" = ()  # requests for a yes, with who asked, empty for one's own
    answered: "tuple[tuple[Remedy, str], ...]" = ()  # one's own, answered of late, with who approved
