"""``agentdesk shift``: opening, pausing and closing a shift."""

import click

from agentdesk.cli.session import Session, session
from agentdesk.clock import local_iso
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
def close(note: str | None) -> None:
    """Close your shift."""
    here = session()
    with here.store.act(here.actor()) as act:
        shift = actions.close(act, note)
    _copy_of_the_day(here)
    _answer(here, shift)


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
