"""The end of the pick-up window: units that nobody collected pass to the next in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agentdesk.clock import moment
from agentdesk.errors import DeskError
from agentdesk.holds import records
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Aside, Hold, State
from agentdesk.holds.moving import change, note, release, settle
from agentdesk.holds.risks import lift
from agentdesk.store import Act

_STRANGE = timedelta(days=14)  # past the window: whoever opens the shop every day never sees one as old
_FEW = 3  # of a small shop's holds may end together


class AskFirst(DeskError):
    """So many holds would expire that the clock may be wrong. Nothing has expired."""

    code = "many-would-expire"
    exit_status = 3


@dataclass(frozen=True, slots=True)
class Expiry:
    """What expiring did: which holds ended, and who got their units."""

    expired: tuple[Hold, ...]
    aside: tuple[Aside, ...]


def expire(act: Act, hours: Hours, *, ask_above: int, confirmed: bool = False) -> Expiry:
    """End every hold whose window is over. Raises AskFirst, and nothing expires, where that looks like a wrong clock.

    It asks where more than ``ask_above`` would end at once, or most of those that there are, or one whose window ended
    two weeks ago; ``confirmed`` says that somebody has looked at the clock.
    """
    due = records.overdue(act.connection, act.at)
    ends = [moment(hold.collect_by or act.at) for hold in due]
    if due and not confirmed and looks_wrong(ends, act.now, ask_above, of=records.count_windows(act.connection)):
        raise AskFirst(
            f"{len(due)} holds would expire at once, by a clock that says {act.now:%d %B %Y %H:%M} UTC.",
            "Check the clock; if it is right, confirm: agentdesk hold expire --confirm",
        )
    aside: list[Aside] = []
    expired = []
    for hold in due:
        ended = change(act, hold, state=State.EXPIRED, ended_at=act.at)
        note(act, "hold.expired", ended, before=hold)
        settle(act, hold.promise, "not-collected", hours)
        aside += release(act, hold, hours, cause="expired")
        expired.append(ended)
    for product in sorted({hold.product for hold in expired}):
        lift(act, product, hours)
    return Expiry(tuple(expired), tuple(aside))


def looks_wrong(ends: Sequence[datetime], now: datetime, ask_above: int, *, of: int) -> bool:
    """Say whether windows that ended at these moments, ``of`` so many, are too many or too long past for the clock."""
    most = len(ends) > _FEW and 2 * len(ends) > of
    return len(ends) > ask_above or most or any(now - end > _STRANGE for end in ends)
