"""A PIN check: the try is kept first, the PIN is checked outside any transaction, then the answer is kept.

Killing the program between the steps leaves a wrong try behind, never a free one.
"""

from collections.abc import Sequence

from agentdesk import log
from agentdesk.errors import Denied
from agentdesk.staff import pins
from agentdesk.staff import records as staff
from agentdesk.staff.model import Person, Role
from agentdesk.staff.rules import locked_until
from agentdesk.store import Actor, Store


class WrongPin(Denied):
    """The PIN is nobody's who may say yes, or tries are refused for a while."""

    code = "wrong-pin"


def authorise(
    store: Store,
    actor: Actor,
    pin: str,
    purpose: str,
    *,
    whose: Person | None = None,
    among: Sequence[Person] | None = None,
) -> Person:
    """Return the supervisor or owner whose PIN it is (or ``whose``, or one of ``among``, whatever their role).

    ``purpose`` is a code for the log (``staff.add``). Takes 50 to 100 ms a candidate, never under the write lock.
    Raises WrongPin.
    """
    with store.act(actor) as act:
        until = locked_until(staff.tries(act.connection, actor.staff), act.now)
        if until is None:
            try_id = staff.add_try(act, whose.id if whose else None, purpose)
        candidates = [whose] if whose else among
        if candidates is None:
            candidates = staff.everybody(act.connection, at_least=Role.SUPERVISOR)
        log.append(
            act, "pin.tried", data={"purpose": purpose, "whose": whose.id if whose else None, "locked": bool(until)}
        )
    if until is not None:
        minutes = max(1, round((until - store.clock.now()).total_seconds() / 60))
        raise WrongPin(
            "Too many wrong PINs.", f"Wait {minutes} minutes, or ask a supervisor to approve elsewhere.", code="locked"
        )
    for person in candidates:
        if person.pin and not person.retired and pins.is_pin(person.pin, pin):
            with store.act(actor) as act:
                staff.try_was_right(act, try_id)
            return person
    raise WrongPin("That PIN is not right.", "Try again; after five wrong ones in a row there is a wait.")
