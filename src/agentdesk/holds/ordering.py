"""Who stands where, and whose hold it is: moving up with a reason, merging two cards, forgetting a customer."""

from agentdesk import log
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import records
from agentdesk.holds.actions import cancel
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Hold, State
from agentdesk.holds.moving import change, existing, note
from agentdesk.holds.risks import reassess
from agentdesk.store import Act
from agentdesk.text import accept


def move_up(act: Act, hold: int, reason: str, hours: Hours, *, contact: int | None = None) -> Hold:
    """Put a waiting hold first in its queue. Everybody it overtakes can see the reason. Raises NotFound, Refused.

    Whether the actor may is decided by the caller's PIN check.
    """
    found = existing(act.connection, hold)
    if found.state is not State.WAITING:
        raise Refused(
            f"{found.word} is {found.state}: it stands in no queue.",
            "Only a hold that waits can be put first.",
            code=f"hold-{found.state}",
        )
    reason = accept(reason, "The reason", limit=60)
    if not reason:
        raise InvalidInput("Moving somebody up needs a reason.", "Add --reason.")
    first = records.first_in_queue(act.connection, found.product)
    if first == found.queued:
        raise Refused(f"{found.word} is first already.", "Nothing needs to be done.", code="first-already")
    moved = change(act, found, queued=first - 1, queue_reason=f"moved up: {reason}")
    note(act, "hold.moved-up", moved, before=found, contact=contact)
    reassess(act, found.product, hours)
    return moved


def change_customer(act: Act, old: int, new: int) -> int:
    """Give every hold of one customer to another, as merging two cards does; returns how many."""
    holds = records.of_customer(act.connection, old)
    for hold in holds:
        records.set_customer(act, hold.id, new)
    if holds:
        log.append(
            act,
            "hold.customer-changed",
            customer=new,
            data={"holds": [hold.id for hold in holds]},
            before={"customer": old},
            after={"customer": new},
        )
    return len(holds)


def forget(act: Act, customer: int, hours: Hours) -> int:
    """Take a customer off all their holds, as erasing does: what is open is cancelled first. Returns how many it was."""
    holds = records.of_customer(act.connection, customer)
    for hold in holds:
        if not hold.state.over:
            cancel(act, hold.id, hours, "erased")
    for hold in holds:
        records.set_customer(act, hold.id, None)
    return len(holds)
