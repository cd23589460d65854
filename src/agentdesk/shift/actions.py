"""Opening, pausing and closing a shift. An act that needs one opens one."""

from agentdesk import log
from agentdesk.errors import Refused
from agentdesk.log.checkpoints import checkpoint
from agentdesk.log.records import count_of_shift
from agentdesk.shift import records
from agentdesk.shift.model import Shift
from agentdesk.staff import records as staff_records
from agentdesk.store import Act


def attend(act: Act) -> Shift:
    """Put the act into the actor's open shift, opening or resuming it first where needed. Raises Refused if retired."""
    person = staff_records.by_id(act.connection, act.actor.staff)
    if person is None or person.retired:
        raise Refused("This person no longer works here.", "Choose another with --as NAME.", code="retired")
    shift = records.open_of(act.connection, act.actor.staff)
    if shift is None:
        shift = Shift(records.add(act, act.actor.staff, act.actor.desk), act.actor.staff, act.actor.desk, act.at)
        act.shift = shift.id
        log.append(act, "shift.opened", data={"shift": shift.id, "desk": act.actor.desk})
    act.shift = shift.id
    if shift.paused_at is not None:
        records.set_paused(act, shift.id, None)
        log.append(act, "shift.resumed", data={"shift": shift.id}, before={"paused_at": shift.paused_at})
    return shift


def pause(act: Act) -> Shift:
    """Pause the actor's shift until their next act. Raises Refused where none is open."""
    shift = _open(act)
    records.set_paused(act, shift.id, act.at)
    act.shift = shift.id
    log.append(act, "shift.paused", data={"shift": shift.id})
    return Shift(shift.id, shift.staff, shift.desk, shift.opened_at, act.at)


def close(act: Act, note: str | None = None, *, staff: int | None = None) -> Shift:
    """Close the actor's shift, or ``staff``'s. Raises Refused where none is open.

    What stays open (contacts, promises, holds) must have landed with somebody first: that is the caller's handover.
    """
    shift = _open(act, staff)
    records.close(act, shift.id, note)
    act.shift = shift.id
    entries = count_of_shift(act.connection, shift.id)
    log.append(
        act,
        "shift.closed",
        data={"shift": shift.id, "opened_at": shift.opened_at, "entries": entries},
        text={"note": note} if note else {},
    )
    checkpoint(act)
    return Shift(shift.id, shift.staff, shift.desk, shift.opened_at, None, act.at)


def _open(act: Act, staff: int | None = None) -> Shift:
    shift = records.open_of(act.connection, act.actor.staff if staff is None else staff)
    if shift is None:
        raise Refused("No shift is open.", "Open one: agentdesk shift open", code="no-shift")
    return shift
