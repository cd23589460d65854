"""Two customers who are the same person: the card, and everything the capabilities keep of them, become one."""

from agentdesk.customers import actions as customers
from agentdesk.customers.model import Customer
from agentdesk.holds.ordering import change_customer
from agentdesk.store import Act


def merge(act: Act, customer: int, other: int) -> Customer:
    """Make one of two customers; the first stays, the other's number and ref stay as an alias. Raises NotFound, Refused.

    Their holds change hands first, on record as such, so that a hold's own story says whose it was.
    """
    kept, gone = customers.existing(act.connection, customer), customers.existing(act.connection, other)
    if kept.id != gone.id and not (kept.erased or gone.erased):
        change_customer(act, gone.id, kept.id)
    return customers.merge(act, kept.id, gone.id)
