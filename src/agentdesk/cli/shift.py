"""``agentdesk shift``: opening, pausing and closing a shift."""

import click

from agentdesk.cli.handover import accept_command, handover_command, item_rows, report_command, return_command
from agentdesk.cli.session import Session, session
from agentdesk.clock import local_iso
from agentdesk.log.checkpoints import short_head
from agentdesk.shift import actions, records
from agentdesk.shift.model import Shift
from agentdesk.staff.records import names


@click.group("shift")
def shift_command() -> None:
    """Who works when."""


def _row(here: Session, shift: Shift) -> dict[str, object]:
    zone = here.settings.timezone
    state = "closed" if shift.closed_at else "paused" if shift.paused_at else "open"
    return {
        "shift": shift.id,
        "name": names(here.connection)[shift.staff],
        "desk": shift.desk,
        "state": state,
        "opened": local_iso(shift.opened_at, zone),
        "closed": local_iso(shift.closed_at, zone) if shift.closed_at else None,
    }


def _answer(here: Session, shift: Shift) -> None:
    row = _row(here, shift)
    ended = f" until {row['closed']}" if row["closed"] else ""
    here.answer(row, f"Shift {shift.id} of {row['name']} is {row['state']}: from {row['opened']}{ended}.")


@shift_command.command("open")
def open_() -> None:
    """Open your shift, or go on with a paused one."""
    here = session()
    with here.store.act(here.actor()) as act:
        shift = actions.attend(act)
    _answer(here, shift)


@shift_command.command("pause")
def pause() -> None:
    """Pause your shift until your next act."""
    here = session()
    with here.store.act(here.actor()) as act:
        shift = actions.pause(act)
    _answer(here, shift)


@shift_command.command("close")
@click.option("--note", help="A word for the next shift.")
@click.option(
    "--of", "absent", metavar="NAME", help="Close the shift of somebody who is not here (a supervisor's PIN)."
)
def close(note: str | None, absent: str | None) -> None:
    """Close your shift; what is open waits, item by item, for somebody to take it."""
    here = session()
    from agentdesk.work.handover import close as close_and_offer

    whose = None
    if absent is None:
        actor = here.actor()
    else:
        from agentdesk.staff.actions import named

        whose = named(here.connection, absent).id
        actor = here.authorise("shift.close")
    with here.store.act(actor) as act:
        shift, items = close_and_offer(act, note, staff=whose)
    _copy_of_the_day(here)
    row = _row(here, shift)
    blind = here.settings.blind_close  # who closes blind does not see what is counted
    offered = [] if blind else item_rows(here, items)
    head = short_head(here.connection)
    lines = [f"Shift {shift.id} of {row['name']} is closed: from {row['opened']} until {row['closed']}."]
    lines += [f"  {each['item']}  {each['what']}" for each in offered]
    lines += [] if blind else [f"Page for people: agentdesk shift report {shift.id}"]
    here.answer({**row, "handover": offered, "short": head}, [*lines, f"Head of the chain: {head}. Note it elsewhere."])


def _copy_of_the_day(here: Session) -> None:
    """Make the day's copy of the store; the shift is closed whatever comes of it."""
    from agentdesk.errors import DeskError
    from agentdesk.work.backing_up import daily_copy

    try:
        daily_copy(here.store, here.settings)
    except DeskError as error:
        here.say(f"No copy of the store was made today. {error}")


@shift_command.command("show")
@click.argument("shift", type=int, required=False)
def show(shift: int | None) -> None:
    """Show a shift: yours, or the one opened last."""
    here = session()
    connection = here.connection
    if shift is not None:
        found = records.by_id(connection, shift)
    elif here.name is not None:
        found = records.latest(connection, here.actor(pin_follows=True).staff)
    else:
        found = records.latest(connection)
    if found is None:
        from agentdesk.errors import NotFound

        raise NotFound("There is no such shift.", "Open one: agentdesk shift open", code="no-shift")
    _answer(here, found)


for _command in (handover_command, accept_command, return_command, report_command):
    shift_command.add_command(_command)
