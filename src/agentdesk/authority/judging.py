"""What a decision needs, read in one go: the role as it is now, the limits in force, and what was given before."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from agentdesk.authority import given_records, records, rules, voucher_records
from agentdesk.authority import limits as limits_file
from agentdesk.authority.bounds import worth
from agentdesk.authority.model import Decision, Given, Kind, Limits, Purchase, Request, RoleLimits
from agentdesk.errors import InvalidInput, NotFound, Refused, StoreError
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.staff.model import Person
from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class Case:
    """One request with everything that decides it. ``request`` carries the purchase's own amounts."""

    request: Request
    role: RoleLimits
    given: Given
    limits: Limits

    def decide(self) -> Decision:
        """Return the decision."""
        return rules.decide(self.request, self.role, self.given, self.limits)


def current_limits(connection: Connection, currency: str) -> Limits:
    """Return the limits in force. Raises NotFound where none were set, StoreError where somebody altered them.

    The text must have the hash that its version has, and that the chained log says was set.
    """
    found = records.limits_in_force(connection)
    if found is None:
        raise NotFound("No limits are set.", "Run: agentdesk limits set FILE", code="no-limits")
    logged = json.loads(found["record"]) if found["kind"] == "limits.set" else {}
    hashes = {found["hash"], limits_file.text_hash(found["text"]), logged.get("after", {}).get("hash")}
    if len(hashes) != 1:
        raise StoreError(
            "The limits in the store are not those that were set.",
            "Set them again: agentdesk limits set FILE, then find out who changed the store: agentdesk log verify",
            code="limits-altered",
        )
    return limits_file.read_limits(found["text"], currency, found["version"])


def working(connection: Connection, person: int) -> Person:
    """Return a person who works here, as they are now. Raises Refused."""
    found = staff.by_id(connection, person)
    if found is None or found.retired:
        raise Refused("This person no longer works here.", "Choose another with --as NAME.", code="retired")
    return found


def case(
    connection: Connection, person: int, wanted: Request, customer: int | None, contact: int | None, now: datetime,
    zone: str, currency: str,
) -> Case:  # fmt: skip
    """Read a case as it is now. Raises NotFound, InvalidInput, Refused."""
    limits = current_limits(connection, currency)
    role = limits.roles[working(connection, person).role.word]
    shift = shifts.open_of(connection, person)
    bought = _bought(connection, wanted, customer)
    wanted = _on(wanted, bought)
    given = given_records.given(
        connection, person, shift.opened_at if shift else None, customer, contact, bought, role.customer_days, now, zone
    )
    if wanted.redeems is not None:
        voucher = voucher_records.by_id(connection, wanted.redeems)
        if voucher is not None and contact is not None and voucher.given_contact == contact:
            given = replace(given, here=given.here - voucher.value)  # what it is on top of is everything but itself
    return Case(wanted, role, given, limits)


def completed(connection: Connection, wanted: Request, customer: int | None) -> Request:
    """Return a request with base and cost of its purchase as the store knows them. Raises NotFound, InvalidInput."""
    return _on(wanted, _bought(connection, wanted, customer))


def _bought(connection: Connection, wanted: Request, customer: int | None) -> Purchase | None:
    if wanted.order is None:
        return None
    bought = given_records.purchase(connection, wanted.order, wanted.line)
    if bought is None or bought.total <= 0:
        raise NotFound("No price is known for that order.", "Give the amount it is given on.", code="no-such-order")
    if customer is not None and bought.customer not in (None, customer) and not given_records.same_customer(
        connection, customer, bought.customer
    ):  # fmt: skip
        raise InvalidInput("That order is another customer's.", "Choose one of this customer's.", code="wrong-order")
    return bought


def _on(wanted: Request, bought: Purchase | None) -> Request:
    if bought is not None:
        wanted = replace(wanted, base=bought.total, cost=bought.cost)
    return replace(wanted, value=worth(wanted)) if wanted.kind in (Kind.PERCENT, Kind.VOUCHER) else wanted
