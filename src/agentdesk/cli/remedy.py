"""``agentdesk remedy``: what may be given, and giving it."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from agentdesk.authority import actions
from agentdesk.authority.model import REASONS, Decision, Headroom, Kind, Request, Verdict
from agentdesk.cli.session import Session, session
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.money import decimal_text, minor, percent_points, percent_text
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask, talk_of

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
        click.option("--order", metavar="REF", help="The order it is given on."),
        click.option("--on", "base", metavar="AMOUNT", help="The amount it is given on."),
        click.option("--value", metavar="V", required=True, help="An amount; with --kind percent a percentage."),
        click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True),
    ):
        command = option(command)
    return command


@remedy_command.command("check")
@_wish
def check(
    kind: str, value: str, base: str | None, order: str | None, customer: str | None, reason: str, *, walk_in: bool
) -> None:
    """Say whether it may be given, what is left, and what can be given instead. Nothing is kept.

    Exit status 0: allowed, 3: needs approval, 4: denied.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=walk_in)
    wanted = wish(here, kind, value, base, order, reason)
    actor = here.actor()
    with here.store.reading() as connection:
        talk = talk_of(connection, actor.staff, who)
        decision = actions.check(
            connection, actor.staff, wanted, who, talk.id if talk else None, here.store.clock.now(),
            here.settings.timezone, here.settings.currency,
        )  # fmt: skip
    _finish(here, decision, wanted, {})


@remedy_command.command("give")
@_wish
def give(
    kind: str, value: str, base: str | None, order: str | None, customer: str | None, reason: str, *, walk_in: bool
) -> None:
    """Give it within your authority; above it, ask for approval and print the request.

    Exit status 0: given, 3: waits for approval, 4: denied.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=walk_in)
    wanted = wish(here, kind, value, base, order, reason)
    with on_shift(here.store, here.actor()) as act:
        outcome = give_or_ask(act, wanted, who)
    extra: dict[str, Any] = {"contact": f"C-{outcome.contact}"} if outcome.contact else {}
    if outcome.remedy is not None:
        extra["remedy" if outcome.decision.verdict is Verdict.ALLOWED else "request"] = outcome.remedy.word
    _finish(here, outcome.decision, wanted, extra)


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


def wish(here: Session, kind: str, value: str, base: str | None, order: str | None, reason: str) -> Request:
    """Return the request that the options make. Raises InvalidInput, NotFound."""
    currency = here.settings.currency
    if base is not None and order is not None:
        raise InvalidInput("Give --on AMOUNT or --order REF.", "Not both.", code="usage")
    on = minor(base, currency) if base is not None else None
    if order is not None:
        on = _order_total(here.connection, order)
    if kind == Kind.PERCENT:
        return actions.request(Kind.PERCENT, reason, value=None, points=percent_points(value), base=on)
    return actions.request(Kind(kind), reason, value=minor(value, currency), points=None, base=on)


def _order_total(connection: Connection, ref: str) -> int:
    rows = connection.execute(
        "SELECT l.price * l.quantity AS amount FROM orders o JOIN order_lines l ON l.order_id = o.id"
        " WHERE o.ref = ? AND l.price IS NOT NULL",
        (ref,),
    ).fetchall()
    if not rows:
        raise NotFound(f"No order {ref} with prices is known.", "Give the amount with --on.", code="no-such-order")
    return sum(row["amount"] for row in rows)


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


def _finish(here: Session, decision: Decision, wanted: Request, extra: dict[str, Any]) -> None:
    currency = here.settings.currency
    row = decision_row(decision, currency) | extra
    words = [f"{decision.verdict.value}: {wanted.kind.value} {row['value']} {currency}: {decision.why}"]
    words += [f"  instead: {each['kind']} {each['value'] or ''}  {each['why']}" for each in row["instead"]]
    words += [f"  {name}: {extra[name]}" for name in ("remedy", "request") if name in extra]
    here.answer(row, words)
    if STATUS[decision.verdict]:
        raise click.exceptions.Exit(STATUS[decision.verdict])
