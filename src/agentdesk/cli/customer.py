"""``agentdesk customer``: the card, adding, changing, and two that are one."""

from collections.abc import Sequence
from typing import Any

import click

from agentdesk.cli.person import erase_command, existing, export_command
from agentdesk.cli.session import Session, session
from agentdesk.customers import actions
from agentdesk.customers.actions import Details
from agentdesk.customers.alike import alike
from agentdesk.customers.checking import TEXTS, WORDS
from agentdesk.customers.lookup.model import Hit
from agentdesk.customers.model import Customer
from agentdesk.work import merging
from agentdesk.work.attend import on_shift

_SHOWN = [field for field in TEXTS if field != "email"]


@click.group("customer")
def customer_command() -> None:
    """One customer: show, add, edit, merge, export, erase."""


customer_command.add_command(export_command)
customer_command.add_command(erase_command)


_UNTAG = click.option("--untag", "without_tags", multiple=True, metavar="TAG", help="A tag to take away; may repeat.")


def _details(command: click.decorators.FC) -> click.decorators.FC:
    """Add a flag for every field of a customer."""
    for field in reversed([name for name in TEXTS if name not in {"ref", "name"}]):
        command = click.option(f"--{field}", metavar="TEXT", help=f"{WORDS[field]}; empty text clears it.")(command)
    command = click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may repeat.")(command)
    return click.option("--phone", "phones", multiple=True, metavar="NUMBER", help="A number; may repeat.")(command)


@customer_command.command("show")
@click.argument("ref")
def show(ref: str) -> None:
    """Show what is known of a customer."""
    here = session()
    _tell(here, existing(here.connection, ref))


@customer_command.command("add")
@click.option("--name", metavar="TEXT", help="The name; a company or a number will do.")
@click.option("--ref", metavar="REF", help="The id in the other system.")
@_details
def add(name: str | None, ref: str | None, phones: tuple[str, ...], tags: tuple[str, ...], **texts: str | None) -> None:
    """Add a customer."""
    here = session()
    details = Details(
        name=here.ask(name, "--name", "Name"), ref=ref, phones=phones, tags=tags, without_tags=(), **texts
    )
    with here.store.reading() as connection:
        same = alike(connection, details)
    with on_shift(here.store, here.actor()) as act:
        added = actions.add(act, details, here.settings.country)
    _tell(here, added, same)


@customer_command.command("edit")
@click.argument("ref")
@click.option("--name", metavar="TEXT", help="The name.")
@click.option("--new-ref", metavar="REF", help="Another id in the other system.")
@_UNTAG
@_details
def edit(
    ref: str,
    name: str | None,
    new_ref: str | None,
    phones: tuple[str, ...],
    tags: tuple[str, ...],
    without_tags: tuple[str, ...],
    **texts: str | None,
) -> None:
    """Change what the card says. Phone numbers given here replace the ones on the card."""
    here = session()
    details = Details(name=name, ref=new_ref, phones=phones, tags=tags, without_tags=without_tags, **texts)
    with on_shift(here.store, here.actor()) as act:
        customer = existing(act.connection, ref)
        actions.change(act, customer, details, here.settings.country)
        changed = actions.existing(act.connection, customer.id)
    _tell(here, changed)


@customer_command.command("merge")
@click.argument("ref")
@click.argument("other")
def merge(ref: str, other: str) -> None:
    """Merge two customers. REF stays and gets everything OTHER has; OTHER's id stays as an alias."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        one, two = existing(act.connection, ref), existing(act.connection, other)
        merged = merging.merge(act, one.id, two.id)
    _tell(here, merged)


def _tell(here: Session, customer: Customer, same: Sequence[Hit] = ()) -> None:
    row: dict[str, Any] = {"id": customer.id} | {field: getattr(customer, field) for field in _SHOWN}
    row["phones"] = [{"number": phone.text, "e164": phone.e164} for phone in customer.phones]
    row["emails"] = list(customer.emails)
    row["tags"] = list(customer.tags)
    row["aliases"] = list(customer.aliases)
    lines = [f"{field}: {row[field]}" for field in ("id", *_SHOWN) if row[field] is not None]
    lines += [f"phone: {phone.text}" for phone in customer.phones]
    lines += [f"e-mail: {text}" for text in customer.emails]
    lines += [f"tag: {text}" for text in customer.tags] + [f"also known as: {text}" for text in customer.aliases]
    row["may_be"] = [{"id": hit.id, "ref": hit.ref, "name": hit.name, "why": hit.why} for hit in same]
    here.answer(row, lines)
    if same and not here.json:
        for hit in same:
            here.say(f"May be the same person as {hit.name} ({hit.ref or hit.id}): {hit.why}.")
        here.say(f"If so: agentdesk customer merge {same[0].ref or same[0].id} {customer.ref or customer.id}")
