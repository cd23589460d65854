"""``agentdesk`` without a command: the desk."""

import os
import sys
from functools import partial

import click

from agentdesk.cli.session import Session, desk_name
from agentdesk.errors import InvalidInput, Refused


def run_desk(session: Session) -> None:
    """Open the desk for whoever acts. Raises Refused where there is no terminal, InvalidInput where nobody is named."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("The desk needs a terminal.", "Commands work without one: agentdesk --help", code="no-terminal")
    if session.name is None:
        raise InvalidInput("Who are you?", "Start with: agentdesk --as NAME", code="usage")
    from agentdesk.staff.actions import named

    actor = session.actor()
    person = named(session.connection, session.name)
    open_desk(session, person_id=person.id, desk=actor.desk)


def _copy(session: Session) -> None:
    from agentdesk.work.first_copy import copy_in_background

    copy_in_background(session.store_path, session.settings, session.store.clock)


def open_desk(session: Session, *, person_id: int, desk: str | None = None) -> None:
    """Run the desk for a person until they leave."""
    from agentdesk.desk.app import DeskApp  # 400 ms: Textual
    from agentdesk.desk.counter import Counter
    from agentdesk.desk.keyboard import take_any_bytes
    from agentdesk.staff.records import by_id

    person = by_id(session.connection, person_id)
    assert person is not None
    counter = Counter(
        session.store, session.settings, person, desk or desk_name(), in_spare_time=partial(_copy, session)
    )
    app = DeskApp(counter)
    take_any_bytes()
    try:
        app.run()
    finally:
        if counter.left.is_set():
            session.say("agentdesk: Left while another desk was writing: the last key was not done.")
            os._exit(1)  # its turn may never come, and a thread that waits in the kernel cannot be ended otherwise
        counter.close()
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)
