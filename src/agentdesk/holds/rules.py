"""What may happen to holds, without looking anything up."""

from collections.abc import Iterable

from agentdesk.errors import Refused
from agentdesk.holds.model import Hold, Place, State

_MAY = {
    "collect": (State.ASIDE, State.TOLD),
    "extend": (State.ASIDE, State.TOLD),
    "cancel": (State.WAITING, State.ASIDE, State.TOLD),
    "expire": (State.ASIDE, State.TOLD),
}
_NEXT = {
    State.WAITING: "It waits for a delivery: see agentdesk delivery list.",
    State.ASIDE: "Its units are set aside.",
    State.TOLD: "The customer has been told already.",
    State.COLLECTED: "Nothing more is owed on it.",
    State.EXPIRED: "Place a new hold.",
    State.CANCELLED: "Place a new hold.",
}


_MOVED = {
    "short": "set aside before, not there at the count",
    "short-told": "set aside before, not there at the count; the customer knows",
}


def check_may(what: str, hold: Hold) -> None:
    """Raise Refused where a hold's state does not allow an act."""
    if hold.state not in _MAY[what]:
        raise Refused(f"{hold.word} is {hold.state}: it cannot {what}.", _NEXT[hold.state], code=f"hold-{hold.state}")


def allocate(free: int, quantities: Iterable[int]) -> list[int]:
    """Return how many of ``free`` units each in the queue gets, first come first served; the last perhaps a part.

    Who gets nothing is left out, so the answer may be shorter than the queue.
    """
    given: list[int] = []
    for quantity in quantities:
        if free <= 0:
            break
        given.append(min(free, quantity))
        free -= quantity
    return given


def place_in_queue(before: int, units_before: int, waiting: int, reason: str | None) -> Place:
    """Return a place with ``before`` holds in front of it, of ``waiting`` in all; ``reason`` is the code of a move."""
    if reason is not None:
        why = f"{before} before it; {_MOVED.get(reason, reason)}"
    elif before == 0:
        why = "first in the queue"
    else:
        why = f"first come, first served: {before} before, {units_before} units"
    return Place(before + 1, waiting, units_before, why)
