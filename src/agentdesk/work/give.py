"""Giving a remedy in a contact: the one the actor is in with this customer, or one that is opened for it."""

from dataclasses import dataclass

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Decision, Remedy, Request, Verdict, Voucher
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Channel, Contact
from agentdesk.store import Act, Connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish to give: ``remedy`` is the one given, or the request that waits; None where denied.

    ``voucher`` is the one that was used.
    """

    decision: Decision
    contact: int | None
    remedy: Remedy | None = None
    voucher: Voucher | None = None


def talk_of(connection: Connection, person: int, customer: int | None) -> Contact | None:
    """Return the contact that somebody is in, where it is with this customer (None: a walk-in)."""
    found = contact_records.open_of(connection, person)
    return found if found is not None and found.customer == customer else None


def give_or_ask(act: Act, wanted: Request, customer: int | None) -> Outcome:
    """Give a remedy, or use a voucher, within authority; else ask for approval in the same act.

    Nothing is kept of what is denied. Opens a contact at the counter where the actor is in none with this customer.
    """
    talk = talk_of(act.connection, act.actor.staff, customer)
    decision = authority.check(
        act.connection, act.actor.staff, wanted, customer, talk.id if talk else None, act.now, act.zone, act.currency
    )
    if decision.verdict is Verdict.DENIED:
        return Outcome(decision, talk.id if talk else None)
    if talk is None:
        talk = contacts.open_contact(act, customer, Channel.COUNTER)
    if decision.verdict is Verdict.APPROVAL:
        asked, decision = authority.ask(act, wanted, customer, talk.id)
        return Outcome(decision, talk.id, asked)
    if wanted.redeems is not None:
        voucher, decision = authority.redeem(act, wanted, customer, talk.id)
        return Outcome(decision, talk.id, None, voucher)
    remedy, decision = authority.give(act, wanted, customer, talk.id)
    return Outcome(decision, talk.id, remedy)
