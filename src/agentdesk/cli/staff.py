"""``agentdesk staff``: who works here."""

import click

from agentdesk.cli.session import session, table
from agentdesk.staff import actions, records
from agentdesk.staff.model import ROLE_WORDS, Role, role_of
from agentdesk.staff.pins import hash_pin
from agentdesk.staff.rules import check_pin_form


@click.group("staff")
def staff_command() -> None:
    """People and roles."""


@staff_command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLE_WORDS), default="agent", show_default=True)
def add(name: str, role: str) -> None:
    """Add a person, or change somebody's role.

    Needs a supervisor's PIN once the first shift was opened. A supervisor or owner gets a PIN of their own: the last
    line of --pin-stdin.
    """
    here = session()
    actor = here.authorise("staff.add")
    wanted = role_of(role)
    there = records.by_name(here.connection, name)
    pin = None
    if wanted >= Role.SUPERVISOR and (there is None or there.pin is None or here.pin_stdin):
        pin = hash_pin(check_pin_form(here.pin(f"PIN of {name}")))
    with here.store.act(actor) as act:
        person = actions.add(act, name, wanted, pin)
    here.answer(
        {"staff": person.id, "name": person.name, "role": person.role.word}, f"{person.name} works here as {role}."
    )


@staff_command.command("list")
def list_() -> None:
    """List who works here."""
    here = session()
    rows = [
        {"staff": person.id, "name": person.name, "role": person.role.word, "pin": person.pin is not None}
        for person in records.everybody(here.connection)
    ]
    here.answer(rows, table(rows, ["name", "role"]))


@staff_command.command("retire")
@click.argument("name")
def retire(name: str) -> None:
    """Retire a person: they can act no longer; what they did stays."""
    here = session()
    actor = here.authorise("staff.retire")
    with here.store.act(actor) as act:
        person = actions.retire(act, name)
    here.answer({"staff": person.id, "name": person.name, "retired": True}, f"{person.name} has retired.")
