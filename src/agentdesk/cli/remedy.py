"""``agentdesk remedy``: what may be given, and giving it."""

from collections.abc import Callable
from typing import TypeVar

import click

from agentdesk.authority import actions, given_records, records
from agentdesk.authority.model import REASONS, Kind, Request
from agentdesk.cli.remedy_rows import finish, outcome_row, remedy_number, remedy_row
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import stamp
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.money import minor, percent_points
from agentdesk.store import Connection
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask, talk_of

F = TypeVar("F", bound=Callable[..., None])


@click.group("remedy")
def remedy_command() -> None:
    """What is given to put something right."""


def _wish(command: F) -> F:
    for option in (
        click.option(
            "--reason", type=click.Choice(REASONS), default="goodwill", show_default=True, help="Why it is given."
        ),
        click.option("--walk-in", is_flag=True, help="For somebody who gave no name."),
        click.option("--customer", metavar="REF", help="Who gets it."),
        click.option("--days", type=click.IntRange(1, 3650), help="How many days a voucher is valid."),
        click.option("--line", type=click.IntRange(1), help="The order's line, 1 2 3 …; the whole order if left out."),
        click.option("--order", metavar="REF", help="The order it is given on."),
        click.option("--on", "base", metavar="AMOUNT", help="The amount it is given on."),
        click.option(
            "--value", metavar="V", required=True, help="What it takes off or is worth; for percent, 10 or 10%."
        ),
        click.option("--kind", type=click.Choice([kind.value for kind in Kind]), required=True, help="What is given."),
    ):
        command = option(command)
    return command


@remedy_command.command("check")
@_wish
def check(
    kind: str, value: str, base: str | None, order: str | None, line: int | None, days: int | None, customer: str | None,
    reason: str, *, walk_in: bool,
) -> None:  # fmt: skip
    """Say whether a remedy may be given. Also what is left, and what can be given instead; nothing is kept.

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
@click.option(
    "--instead-of", metavar="R-N", help="A request of yours that still waits: it is withdrawn in the same act."
)
def give(
    kind: str, value: str, base: str | None, order: str | None, line: int | None, days: int | None, customer: str | None,
    reason: str, instead_of: str | None, *, walk_in: bool,
) -> None:  # fmt: skip
    """Give a remedy, or ask for approval. Above your authority the request is made and printed.

    Exit status 0: given, 3: waits for approval, 4: denied.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=walk_in)
    wanted = wish(here, kind, value, base, order, reason, line, days)
    with on_shift(here.store, here.actor()) as act:
        if instead_of is not None:
            actions.withdraw(act, remedy_number(instead_of))
        outcome = give_or_ask(act, wanted, who)
    finish(here, outcome.decision, wanted, outcome_row(outcome))


@remedy_command.command("undo")
@click.argument("remedy")
def undo(remedy: str) -> None:
    """Take back what you gave, or withdraw what you asked for. Only while its contact is not finished."""
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
        raise InvalidInput("--days is only for vouchers.", "Leave it out.", code="usage")
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
