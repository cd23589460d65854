"""``agentdesk voucher``: vouchers for the next visit."""

from typing import Any

import click

from agentdesk.authority import vouchers
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import Verdict, Voucher
from agentdesk.cli.remedy import customer_of, purchase_of
from agentdesk.cli.remedy_rows import finish, outcome_row
from agentdesk.cli.session import Session, session
from agentdesk.clock import local_iso, stamp
from agentdesk.money import decimal_text, percent_text
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask


@click.group("voucher")
def voucher_command() -> None:
    """Vouchers for the next visit, each good once, until its day."""


def voucher_row(here: Session, voucher: Voucher) -> dict[str, Any]:
    """Return a voucher as commands print it."""
    expired = voucher.state == "open" and voucher.valid_until < stamp(here.store.clock.now())
    return {
        "voucher": shown_voucher_code(voucher.code),
        "state": "expired" if expired else voucher.state,
        "value": decimal_text(voucher.value, voucher.currency),
        "percent": None if voucher.points is None else percent_text(voucher.points),
        "currency": voucher.currency,
        "valid_until": local_iso(voucher.valid_until, here.settings.timezone),
        "remedy": f"R-{voucher.remedy}",
        "used": None if voucher.used_value is None else decimal_text(voucher.used_value, voucher.currency),
        "ended": local_iso(voucher.ended_at, here.settings.timezone) if voucher.ended_at else None,
    }


@voucher_command.command("show")
@click.argument("code")
def show(code: str) -> None:
    """Show what a voucher is worth and whether it can be used."""
    here = session()
    row = voucher_row(here, vouchers.of_code(here.connection, code))
    worth = f"{row['percent']} %, at most {row['value']}" if row["percent"] else row["value"]
    here.answer(
        row, f"{row['voucher']}: {worth} {row['currency']}, {row['state']}, valid until {row['valid_until'][:10]}."
    )


@voucher_command.command("redeem")
@click.argument("code")
@click.option("--on", "base", metavar="AMOUNT", help="The amount it is taken off.")
@click.option("--order", metavar="REF", help="The order it is taken off.")
@click.option("--customer", metavar="REF", help="Who uses it; a walk-in if left out.")
def redeem(code: str, base: str | None, order: str | None, customer: str | None) -> None:
    """Use a voucher, once. What it is worth above the purchase is lost.

    Exit status 0: used, 3: on top of something else it waits for approval, 4: denied or no such voucher.
    """
    here = session()
    who = customer_of(here.connection, customer, walk_in=customer is None)
    number, on = purchase_of(here, base, order, None)
    with on_shift(here.store, here.actor()) as act:
        voucher = vouchers.of_code(act.connection, code)
        wanted = vouchers.to_use(
            act.connection, voucher, act.now, customer=who, on=on, order=number, currency=act.currency
        )
        outcome = give_or_ask(act, wanted, who)
    extra = outcome_row(outcome)
    if outcome.decision.verdict is Verdict.ALLOWED and outcome.voucher is not None:
        extra |= voucher_row(here, vouchers.of_code(here.connection, code))
        extra["value"] = decimal_text(wanted.value, here.settings.currency)
    finish(here, outcome.decision, wanted, extra)


@voucher_command.command("cancel")
@click.argument("code")
@click.option("--reason", type=click.Choice(vouchers.CANCEL_REASONS), default="customer", show_default=True)
def cancel(code: str, reason: str) -> None:
    """Cancel a voucher that was not used. What it cost still counts."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        voucher = vouchers.cancel(act, vouchers.of_code(act.connection, code), reason)
    here.answer(voucher_row(here, voucher), f"{shown_voucher_code(voucher.code)} is cancelled.")
