"""``agentdesk contact``: opening, parking, resuming and finishing contacts."""

import click

from agentdesk.cli.session import Session, session
from agentdesk.contacts import actions, records
from agentdesk.contacts.model import Channel, Contact, Mood
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.store import Act
from agentdesk.work.attend import on_shift


@click.group("contact")
def contact_command() -> None:
    """One conversation with one customer or walk-in."""


def _answer(here: Session, contact: Contact) -> None:
    here.answer({"contact": contact.word, "state": contact.state}, f"{contact.word} is {contact.state}.")


@contact_command.command("open")
@click.argument("ref", required=False)
@click.option("--walk-in", is_flag=True, help="Somebody who gave no name.")
@click.option(
    "--channel", type=click.Choice([channel.value for channel in Channel]), default="phone", show_default=True
)
def open_(ref: str | None, *, walk_in: bool, channel: str) -> None:
    """Open a contact with a customer (REF) or a walk-in."""
    here = session()
    if walk_in == (ref is not None):
        raise InvalidInput("Give a customer's REF, or --walk-in.", "One of the two.", code="usage")
    customer = None
    if ref is not None:
        from agentdesk.customers.records import by_ref

        found = by_ref(here.connection, ref)
        if found is None:
            raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
        customer = found.id
    with on_shift(here.store, here.actor()) as act:
        contact = actions.open_contact(act, customer, Channel(channel))
    _answer(here, contact)


@contact_command.command("park")
@click.argument("contact", required=False)
@click.option("--note", help="How far you got, for whoever goes on.")
def park(contact: str | None, note: str | None) -> None:
    """Park a contact: yours, or the one named."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        parked = actions.park(act, _named_or_open(act, contact), note)
    _answer(here, parked)


@contact_command.command("resume")
@click.argument("contact", required=False)
def resume(contact: str | None) -> None:
    """Go on with a parked contact. The one named, or the one that has waited longest."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        if contact is None:
            waiting = records.parked(act.connection, act.actor.staff) or records.parked(act.connection)
            if not waiting:
                raise NotFound("Nobody is parked.", "Open a contact: agentdesk contact open REF", code="none-parked")
            found = waiting[0]
        else:
            found = actions.existing(act, contact_number(contact))
        resumed = actions.resume(act, found)
    _answer(here, resumed)


@contact_command.command("finish")
@click.argument("contact", required=False)
@click.option("--mood-out", type=click.Choice([mood.value for mood in Mood]), help="How the customer left.")
@click.option("--outcome", help="What came of it, in a few words.")
def finish(contact: str | None, mood_out: str | None, outcome: str | None) -> None:
    """Finish a contact: yours, or the one named."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        finished = actions.finish(act, _named_or_open(act, contact), mood_out, outcome)
    _answer(here, finished)


def contact_number(word: str) -> int:
    """Return the number of ``C-311`` or ``311``. Raises InvalidInput."""
    digits = word.upper().removeprefix("C-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        raise InvalidInput(f"{word!r} is not a contact.", "Contacts look like C-311.")
    return int(digits)


def _named_or_open(act: Act, word: str | None) -> Contact:
    if word is not None:
        return actions.existing(act, contact_number(word))
    found = records.open_of(act.connection, act.actor.staff)
    if found is None:
        raise NotFound("You have no open contact.", "Open one: agentdesk contact open REF", code="no-contact")
    return found
