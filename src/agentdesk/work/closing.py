"""The end of a shift as the shop does it, by one action for the desk and the command line, and the copy of each day.

Closing offers what is open to the next shift, signs the chain, and leaves a fresh copy of the store. A copy that cannot be
made never keeps a shift open: what went wrong is said instead.
"""

from dataclasses import dataclass

from agentdesk.errors import DeskError
from agentdesk.log.checkpoints import short_head
from agentdesk.money import money_text
from agentdesk.settings import Settings
from agentdesk.shift.model import Shift
from agentdesk.store import Actor, Store
from agentdesk.work.backing_up import daily_copy
from agentdesk.work.handover import Described, close, describe
from agentdesk.work.report import report


@dataclass(frozen=True, slots=True)
class Closed:
    """What whoever closed a shift is shown: items for the next shift, a few figures (none where closing is blind).

    ``head`` is the chain's, to be noted elsewhere; ``trouble`` why no copy of the day was made, else empty.
    """

    shift: Shift
    name: str
    items: tuple[Described, ...]
    figures: tuple[str, ...]
    head: str
    trouble: str = ""


def close_shift(
    store: Store, actor: Actor, settings: Settings, note: str | None = None, *, staff: int | None = None
) -> Closed:
    """Close the actor's shift, or ``staff``'s, offer what is open, and make the copy of the day anew.

    Whether the actor may close somebody else's is the caller's PIN check. Raises Refused where no shift is open,
    InvalidInput for a note that cannot be kept. Not for the thread that draws: the copy takes its time.
    """
    with store.act(actor) as act:
        shift, items = close(act, note, staff=staff)
    trouble = copy_of_the_day(store, settings, anew=True)
    with store.reading() as connection:
        found = report(connection, shift.id, store.clock.now())
        offered = tuple(describe(connection, items))
        head = short_head(connection)
    figures: tuple[str, ...] = ()
    if not settings.blind_close:  # who closes blind does not see what is counted
        given = sum(each.value for each in found.remedies if each.state in ("given", "redeemed"))
        figures = (
            f"{found.contacts} {'contact' if found.contacts == 1 else 'contacts'}",
            f"{found.made} {'promise' if found.made == 1 else 'promises'} made, {found.kept} kept",
            f"{money_text(given, settings.currency, settings.locale)} given",
        )
    return Closed(shift, found.name, offered, figures, head, trouble)


def copy_of_the_day(store: Store, settings: Settings, *, anew: bool = False) -> str:
    """Make the day's copy where there is none yet, or ``anew``; returns what went wrong, in words, else nothing."""
    try:
        daily_copy(store, settings, anew=anew)
    except DeskError as error:
        return f"No copy of the store was made today. {error}"
    return ""
