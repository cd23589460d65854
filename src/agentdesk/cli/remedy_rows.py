"""How remedies, requests and decisions are printed: JSON as the contract has it, and in words."""

from collections.abc import Mapping
from typing import Any

import click

from agentdesk.authority import given_records, requests
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import FAILURE_OF_REASON, Decision, Headroom, Remedy, Request, Verdict
from agentdesk.cli.session import Session
from agentdesk.clock import local_iso
from agentdesk.errors import InvalidInput
from agentdesk.money import decimal_text, percent_text
from agentdesk.store import Connection
from agentdesk.work.give import Outcome

STATUS = {Verdict.ALLOWED: 0, Verdict.APPROVAL: 3, Verdict.DENIED: 4}


def remedy_row(here: Session, remedy: Remedy, people: Mapping[int, str]) -> dict[str, Any]:
    """Return a remedy or request as commands print it; customer and order as the importing system calls them."""
    connection = here.connection
    return {
        "remedy": remedy.word,
        "at": local_iso(remedy.at, here.settings.timezone),
        "agent": people.get(remedy.staff),
        "kind": remedy.kind.value,
        "value": decimal_text(remedy.value, remedy.currency),
        "percent": None if remedy.points is None else percent_text(remedy.points),
        "on": None if remedy.base is None else decimal_text(remedy.base, remedy.currency),
        "order": given_records.ref_of_order(connection, remedy.order) if remedy.order is not None else None,
        "line": remedy.line,
        "days": remedy.days,
        "currency": remedy.currency,
        "reason": remedy.reason,
        "failure": FAILURE_OF_REASON[remedy.reason],
        "state": remedy.state,
        "customer": _ref_of(connection, remedy.customer) if remedy.customer is not None else None,
        "contact": f"C-{remedy.contact}" if remedy.contact else None,
        "approver": people.get(remedy.approver) if remedy.approver is not None else None,
        "how": remedy.how,
        "expires": local_iso(remedy.expires_at, here.settings.timezone) if remedy.expires_at else None,
    }


def _ref_of(connection: Connection, customer: int) -> str:
    from agentdesk.customers.records import by_id

    found = by_id(connection, customer)
    return found.ref if found is not None and found.ref else str(customer)


def in_full(here: Session, asked: Remedy, people: Mapping[int, str]) -> list[str]:
    """Return everything that a yes to a request says yes to, for people."""
    row = remedy_row(here, asked, people)
    with here.store.reading() as connection:
        case = requests.case_of(connection, asked, here.store.clock.now(), here.settings.timezone)
    here_before, before = (decimal_text(units, asked.currency) for units in (case.given.here, case.given.customer))
    after = decimal_text(case.given.here + asked.value, asked.currency)
    percent = f" ({row['percent']} %)" if row["percent"] else ""
    on = f" on {row['on']}" if row["on"] else ""
    order = f", order {row['order']}" + (f" line {row['line']}" if row["line"] else "") if row["order"] else ""
    uses = ", using a voucher" if asked.redeems is not None else ""
    valid = f", valid {row['days']} days" if row["days"] else ""
    whole = f"; given to this customer before: {before}" if asked.customer is not None else ""
    return [
        f"{asked.word} for {row['agent']}: {asked.kind} {row['value']} {asked.currency}{percent}{on}{order}{uses}{valid}",
        f"  reason {row['reason']} ({row['failure']}), customer {row['customer'] or 'walk-in'}, {row['contact'] or 'no contact'}",
        f"  given here before: {here_before}, after: {after}{whole}",
        f"  waits until {row['expires']}",
    ]


def remedy_number(word: str) -> int:
    """Return the number of ``R-87`` or ``87``. Raises InvalidInput."""
    digits = word.upper().removeprefix("R-")
    if not digits.isdecimal() or len(digits) > 15:
        raise InvalidInput(f"{word!r} is not a remedy or request.", "They look like R-87.", code="usage")
    return int(digits)


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a wish to give, beside the decision."""
    row: dict[str, Any] = {"contact": f"C-{outcome.contact}"} if outcome.contact else {}
    if outcome.remedy is not None:
        row["remedy" if outcome.decision.verdict is Verdict.ALLOWED else "request"] = outcome.remedy.word
        if outcome.remedy.code:
            row["voucher"] = shown_voucher_code(outcome.remedy.code)
    return row


def headroom_row(headroom: Headroom, currency: str) -> dict[str, str | None]:
    """Return headroom as commands print it; null: no limit."""

    def money(units: int | None) -> str | None:
        return None if units is None else decimal_text(units, currency)

    return {
        "percent": None if headroom.percent is None else percent_text(headroom.percent),
        "amount": money(headroom.amount),
        "shift_left": money(headroom.shift_left),
        "customer_left": money(headroom.customer_left),
    }


def decision_row(decision: Decision, currency: str) -> dict[str, Any]:
    """Return a decision as commands print it."""
    return {
        "decision": decision.verdict.value,
        "value": decimal_text(decision.value, currency),
        "why": decision.why,
        "headroom": headroom_row(decision.before, currency),
        "headroom_after": headroom_row(decision.after, currency),
        "instead": [
            {
                "kind": each.kind,
                "value": None if each.value is None else decimal_text(each.value, currency),
                "why": each.why,
            }
            for each in decision.instead
        ],
        "approvers": [{"name": each.name, "on_shift": each.on_shift} for each in decision.above],
        "limits": decision.limits_hash,
    }


def finish(here: Session, decision: Decision, wanted: Request, extra: dict[str, Any]) -> None:
    """Print a decision and what became of it; leaves with the decision's exit status."""
    currency = here.settings.currency
    row = decision_row(decision, currency) | extra
    words = [f"{decision.verdict.value}: {wanted.kind.value} {row['value']} {currency}: {decision.why}"]
    words += [f"  instead: {each['kind']} {each['value'] or ''}  {each['why']}" for each in row["instead"]]
    words += [f"  {name}: {extra[name]}" for name in ("remedy", "request", "voucher") if name in extra]
    here.answer(row, words)
    if decision.nobody:
        step = "limits set FILE" if "no role may" in decision.nobody else "staff add NAME --role ROLE"
        here.say(f"{decision.nobody[0].upper()}{decision.nobody[1:]}.\n  agentdesk {step}")
    if STATUS[decision.verdict]:
        raise click.exceptions.Exit(STATUS[decision.verdict])
