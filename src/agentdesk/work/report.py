"""The shift report's facts: one page of what one shift was, from the store alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from agentdesk.authority import records as authority
from agentdesk.authority.model import Remedy
from agentdesk.clock import moment
from agentdesk.contacts import records as contacts
from agentdesk.errors import NotFound
from agentdesk.log.checkpoints import short_head
from agentdesk.shift import handover_records as handover
from agentdesk.shift import records
from agentdesk.shift.model import Shift
from agentdesk.staff.records import names
from agentdesk.store import Connection
from agentdesk.work import report_records
from agentdesk.work.handover import Described, describe

PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class Report:
    """Counts and sums of one shift; amounts in minor units, ``worked`` in seconds (pauses not taken off)."""

    shift: Shift
    name: str
    worked: int
    channels: dict[str, int] = field(default_factory=dict)
    situations: dict[str, int] = field(default_factory=dict)
    moods: dict[tuple[str, str], int] = field(default_factory=dict)
    made: int = 0
    kept: int = 0
    holds: dict[str, int] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    approvers: dict[int, str] = field(default_factory=dict)
    praise: int = 0
    handed_over: tuple[Described, ...] = ()
    entries: int = 0
    head: str = ""

    @property
    def contacts(self) -> int:
        """How many contacts there were."""
        return sum(self.channels.values())


def report(connection: Connection, shift: int, now: datetime) -> Report:
    """Return a shift's report, open or closed. Raises NotFound."""
    found = records.by_id(connection, shift)
    if found is None:
        raise NotFound(f"There is no shift {shift}.", "See: agentdesk shift show", code="no-shift")
    until = moment(found.closed_at) if found.closed_at else now
    opened = [contacts.by_id(connection, each) for each in report_records.contacts(connection, shift)]
    talks = [each for each in opened if each is not None]
    done = report_records.counts(connection, shift)
    people = names(connection)
    asked = [authority.by_id(connection, each) for each in report_records.remedies(connection, shift)]
    given = tuple(
        each for each in asked if each is not None and each.state in ("given", "redeemed", "refused", "asked")
    )
    return Report(
        found,
        people.get(found.staff, "?"),
        int((until - moment(found.opened_at)).total_seconds()),
        dict(Counter(str(each.channel) for each in talks)),
        dict(Counter(each.situation for each in talks if each.situation).most_common()),
        dict(Counter((each.mood_in, each.mood_out) for each in talks if each.mood_in and each.mood_out).most_common()),
        done.get("promise.made", 0),
        done.get("promise.kept", 0),
        {kind.removeprefix("hold."): count for kind, count in done.items() if kind.startswith("hold.")},
        given,
        people,
        sum(each.situation == PRAISE for each in talks),
        tuple(describe(connection, handover.of_shift(connection, shift))),
        sum(done.values()),
        short_head(connection),
    )
