"""``agentdesk remedy``: what may be given, and giving it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from agentdesk.authority import actions, given_records, records
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import FAILURE_OF_REASON, REASONS, Decision, Headroom, Kind, Remedy, Request, Verdict
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso, stamp
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.money import decimal_text, minor, percent_points, percent_text
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift
from agentdesk.work.give import Outcome, give_or_ask, talk_of

STATUS = {Verdict.ALLOWED: 0, Verdict.APPROVAL: 3, Verdict.DENIED: 4}

F = TypeVar("F", bound=Callable[..., None])


@click.group("remedy")
def remedy_command() -> None:
    """What is given to put something right."""


def _wish(command: F) -> F:
    for option in (
        click.option("--reason", type=click.Choice(REASONS), default="goodwill", show_default=True),
        click.option("--walk-in", is_flag=True, help="For somebody who gave no name."),
        click.option("--customer", metavar="REF", help="Who gets it."),
        click.option("--days", type=click.IntRange(1, 3650), help="How long a voucher is valid."),
        click.option(
            "--line", type=click.IntRange(1), help="The order's line, 1 2 3 …; the whole order where left out."
        ),
        click.option("--order", metavar="REF", help="The order it is given on."),
        click.option("--on", "base", metavar="AMOUNT", help="The amount it is given on."),
        click.option(
            "--value", metavar="V", required=True, help="What it takes off or is worth; 10 or 10% in percent."
        ),
        click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True),
    ):
        command = option(command)
    return command


@remedy_command.command("check")
@_wish
def check(
    kind: str, value: str, base: str | None, order: str | None, line: int | None, days: int | None, customer: str | None,
    reason: str, *, walk_in: bool,
) -> None:  # fmt: skip
    """Say whether it may be given, what is left, and what can be given instead. Nothing is kept.

    Exit status 0: allowed, 3: needs approval, 4: denied.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=walk_in)
    wanted = wish(here, kind, value, base, order, reason, line, days)
    actor = here.actor()
    with here.store.reading() as connection:
        talk = talk_of(connection, actor.staff, who)
        decision = actions.check(
            connection, actor.staff, wanted, who, talk.id if talk else None, here.store.clock.now(),
            here.settings.timezone, here.settings.currency,
        )  # fmt: skip
    finish(here, decision, wanted, {})


@remedy_command.command("give")
@_wish
def give(
    kind: str, value: str, base: str | None, order: str | None, line: int | None, days: int | None, customer: str | None,
    reason: str, *, walk_in: bool,
) -> None:  # fmt: skip
    """Give it within your authority; above it, ask for approval and print the request.

    Exit status 0: given, 3: waits for approval, 4: denied.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=walk_in)
    wanted = wish(here, kind, value, base, order, reason, line, days)
    with on_shift(here.store, here.actor()) as act:
        outcome = give_or_ask(act, wanted, who)
    finish(here, outcome.decision, wanted, outcome_row(outcome))


@remedy_command.command("undo")
@click.argument("remedy")
def undo(remedy: str) -> None:
    """Take back what you gave, in a contact that is not finished; withdraw what you asked for."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        actions.undo(act, remedy_number(remedy))
        state = actions.existing(act.connection, remedy_number(remedy)).state
    here.answer({"remedy": f"R-{remedy_number(remedy)}", "state": state}, f"R-{remedy_number(remedy)} is {state}.")


@remedy_command.command("list")
@click.option("--waiting", is_flag=True, help="Only requests that wait for a yes.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def list_(limit: int, *, waiting: bool) -> None:
    """List what was given and asked, newest first."""
    from agentdesk.staff.records import names

    here = session()
    with here.store.reading() as connection:
        now = stamp(here.store.clock.now())
        found = records.waiting(connection, now) if waiting else records.latest(connection, limit)
        people = names(connection)
    rows = [remedy_row(here, each, people) for each in found]
    here.answer(rows, table(rows, ["remedy", "at", "agent", "kind", "value", "reason", "state", "approver"]))


def remedy_row(here: Session, remedy: Remedy, people: Mapping[int, str]) -> dict[str, Any]:
    """Return a remedy or request as commands print it."""
    return {
        "remedy": remedy.word,
        "at": local_iso(remedy.at, here.settings.timezone),
        "agent": people.get(remedy.staff),
        "kind": remedy.kind.value,
        "value": decimal_text(remedy.value, remedy.currency),
        "percent": None if remedy.points is None else percent_text(remedy.points),
        "on": None if remedy.base is None else decimal_text(remedy.base, remedy.currency),
        "currency": remedy.currency,
        "reason": remedy.reason,
        "failure": FAILURE_OF_REASON[remedy.reason],
        "state": remedy.state,
        "customer": remedy.customer,
        "contact": f"C-{remedy.contact}" if remedy.contact else None,
        "approver": people.get(remedy.approver) if remedy.approver is not None else None,
        "how": remedy.how,
        "expires": local_iso(remedy.expires_at, here.settings.timezone) if remedy.expires_at else None,
    }


def remedy_number(word: str) -> int:
    """Return the number of ``R-87`` or ``87``. Raises InvalidInput."""
    digits = word.upper().removeprefix("R-")
    if not digits.isdecimal() or len(digits) > 15:
        raise InvalidInput(f"{word!r} is no remedy or request.", "They look like R-87.", code="usage")
    return int(digits)


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a wish to give, beside the decision."""
    row: dict[str, Any] = {"contact": f"C-{outcome.contact}"} if outcome.contact else {}
    if outcome.remedy is not None:
        row["remedy" if outcome.decision.verdict is Verdict.ALLOWED else "request"] = outcome.remedy.word
        if outcome.remedy.code:
            row["voucher"] = shown_voucher_code(outcome.remedy.code)
    return row


def customer_of(connection: Connection, ref: str | None, *, walk_in: bool) -> int | None:
    """Return the id of the customer whom the importing system calls ``ref``, None for a walk-in. Raises NotFound."""
    from agentdesk.customers.records import by_ref

    if walk_in == (ref is not None):
        raise InvalidInput("Give a customer's REF, or --walk-in.", "One of the two.", code="usage")
    if ref is None:
        return None
    found = by_ref(connection, ref)
    if found is None:
        raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
    return found.id


def wish(
    here: Session, kind: str, value: str, base: str | None, order: str | None, reason: str, line: int | None = None,
    days: int | None = None,
) -> Request:  # fmt: skip
    """Return the request that the options make. Raises InvalidInput, NotFound."""
    currency = here.settings.currency
    number, on = purchase_of(here, base, order, line)
    if days is not None and kind != Kind.VOUCHER:
        raise InvalidInput("--days is a voucher's.", "Leave it out.", code="usage")
    in_percent = kind == Kind.PERCENT or (kind == Kind.VOUCHER and value.rstrip().endswith("%"))
    return actions.request(
        Kind(kind), reason, value=None if in_percent else minor(value, currency),
        points=percent_points(value.rstrip(" %")) if in_percent else None, base=on, order=number, line=line, days=days,
    )  # fmt: skip


def purchase_of(here: Session, base: str | None, order: str | None, line: int | None) -> tuple[int | None, int | None]:
    """Return the order's id and the amount that ``--order`` or ``--on`` say. Raises InvalidInput, NotFound."""
    if base is not None and order is not None:
        raise InvalidInput("Give --on AMOUNT or --order REF.", "Not both.", code="usage")
    if line is not None and order is None:
        raise InvalidInput("--line needs --order.", "Say which order.", code="usage")
    if order is None:
        return None, minor(base, here.settings.currency) if base is not None else None
    number = given_records.order_of_ref(here.connection, order)
    bought = given_records.purchase(here.connection, number, line) if number is not None else None
    if bought is None or bought.total <= 0:
        raise NotFound(f"No order {order} with prices is known.", "Give the amount with --on.", code="no-such-order")
    return number, bought.total


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
    if STATUS[decision.verdict]:
        raise click.exceptions.Exit(STATUS[decision.verdict])
