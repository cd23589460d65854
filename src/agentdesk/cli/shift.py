"""``agentdesk shift``: opening, pausing and closing a shift."""

import click

from agentdesk.cli.handover import accept_command, handover_command, report_command, return_command, rows_of
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
    from agentdesk.work.closing import copy_of_the_day

    if trouble := copy_of_the_day(here.store, here.settings):
        here.say(trouble)
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
    """Close your shift. What is open waits, item by item, until somebody takes it."""
    here = session()
    from agentdesk.work.closing import close_shift

    whose = None
    if absent is None:
        actor = here.actor()
    else:
        from agentdesk.staff.actions import named

        whose = named(here.connection, absent).id
        actor = here.authorise("shift.close")
    closed = close_shift(here.store, actor, here.settings, note, staff=whose)
    row, offered = _row(here, closed.shift), rows_of(here, closed.items)
    lines = [f"Shift {closed.shift.id} of {row['name']} is closed: from {row['opened']} until {row['closed']}."]
    lines += [", ".join(closed.figures)] if closed.figures else []
    lines += ["It leaves for the next shift:"] if offered else []
    lines += [f"  {each['item']}  {each['what']}  {each['name'] or ''}".rstrip() for each in offered]
    lines += [f"Page for people: agentdesk shift report {closed.shift.id}"] if closed.figures else []
    if closed.trouble:
        here.say(closed.trouble)
    here.answer(
        {**row, "handover": offered, "figures": list(closed.figures), "short": closed.head},
        [*lines, f"Head of the chain: {closed.head}. Note it elsewhere."],
    )


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
