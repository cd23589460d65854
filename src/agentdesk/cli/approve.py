"""``agentdesk approve``, ``refuse`` and ``code``: a named person's answer to one exact request."""

import sys
from typing import Any

import click

from agentdesk.authority import requests
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import Remedy
from agentdesk.cli.remedy_rows import decision_row, in_full, remedy_number, remedy_row
from agentdesk.cli.session import Session, session
from agentdesk.errors import Denied


def _row(here: Session, remedy: Remedy, approver: str) -> dict[str, Any]:
    from agentdesk.staff.records import names

    row = remedy_row(here, remedy, names(here.connection))
    return {**row, "request": remedy.word, "approver": approver}


def _pin(here: Session, number: int, label: str) -> str:
    """Return the PIN; on a terminal, after everything that is asked was shown."""
    if sys.stdin.isatty() and not here.pin_stdin:
        from agentdesk.staff.records import names

        with here.store.reading() as connection:
            asked = requests.waiting(connection, number, here.store.clock.now())
            people = names(connection)
        for line in in_full(here, asked, people):
            here.say(line)
    return here.pin(label)


@click.command("approve")
@click.argument("request")
@click.option("--code", help="The eight digits that the approver reads out, instead of a PIN.")
def approve_command(request: str, code: str | None) -> None:
    """Say yes to a request. With the PIN of somebody who may, or the code they read out; it is given at once."""
    from agentdesk.work import approval

    here = session()
    actor = here.actor(pin_follows=True)
    number = remedy_number(request)
    if code is not None:
        remedy, decision, person = approval.approve_by_code(here.store, actor, number, code)
    else:
        remedy, decision, person = approval.approve_by_pin(
            here.store, actor, number, _pin(here, number, "PIN of who approves")
        )
    row = _row(here, remedy, person.name)
    row["headroom"] = decision_row(decision, remedy.currency)["headroom"]
    words = [f"{remedy.word}: {remedy.kind} {row['value']} {remedy.currency}, approved by {person.name}."]
    if remedy.code:
        row["voucher"] = shown_voucher_code(remedy.code)
        words.append(f"  voucher: {row['voucher']}")
    here.answer(row, words)


@click.command("refuse")
@click.argument("request")
def refuse_command(request: str) -> None:
    """Say no to a request (the PIN of somebody who answers requests)."""
    from agentdesk.work import approval

    here = session()
    actor = here.actor(pin_follows=True)
    number = remedy_number(request)
    remedy, person = approval.refuse_by_pin(here.store, actor, number, _pin(here, number, "PIN of who refuses"))
    row = _row(here, remedy, person.name)
    here.answer({**row, "refused_by": person.name, "approver": None}, f"{remedy.word} is refused by {person.name}.")


@click.command("code")
@click.argument("request")
def code_command(request: str) -> None:
    """Show the code to read out for a request (the approver's PIN). Eight digits, with everything they say yes to."""
    from agentdesk.staff.records import names
    from agentdesk.work import approval
    from agentdesk.work.authorise import authorise

    here = session()
    number = remedy_number(request)
    actor = here.actor(pin_follows=True)
    people = approval.may_approve_now(here.store, number)
    if not people:
        raise Denied(
            f"Nobody here may approve R-{number}.",
            "It takes more people: agentdesk limits show says where nobody can.",
            code="no-approver",
        )
    person = authorise(here.store, actor, _pin(here, number, "PIN of who approves"), "code-shown", among=people)
    with here.store.reading() as connection:
        digits, asked = approval.code_for(
            connection, here.store_path, number, person, here.store.clock.now(), here.settings.timezone
        )
    row = _row(here, asked, person.name)
    words = [
        *in_full(here, asked, names(here.connection)),
        f"  code: {digits[:4]} {digits[4:]}  (five minutes, once, for exactly this)",
    ]
    here.answer({**row, "code": digits}, words)
