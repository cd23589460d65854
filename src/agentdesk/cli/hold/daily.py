"""The day's work on holds: whom to call, labels, windows that end, what is at risk, reports."""

from typing import Any

import click

from agentdesk.catalog import records as catalog
from agentdesk.cli.hold.answers import answer_hold, aside_row, hold_number, hold_row, local, talk, today
from agentdesk.cli.session import Session, desk_name, session, table
from agentdesk.holds import calls as call_lists
from agentdesk.holds import list_records as lists
from agentdesk.holds import records, reports
from agentdesk.holds.dates import Hours
from agentdesk.holds.expiring import AskFirst
from agentdesk.holds.expiring import expire as expire_holds
from agentdesk.holds.labels import label as label_text
from agentdesk.holds.model import Result
from agentdesk.holds.moving import existing, product_of
from agentdesk.holds.risks import look_again
from agentdesk.holds.telling import tell as tell_customer
from agentdesk.holds.view import hold_facts
from agentdesk.holds.words import expected_sentence
from agentdesk.work.attend import on_shift


@click.command("calls")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def calls(limit: int) -> None:
    """Print whom to call, with the number and what to say.

    The first time each day, pick-up windows that are over end before the list is made.
    """
    here = session()
    _go_round(here)
    with here.store.reading() as connection:
        found = call_lists.call_list(connection, here.settings, _agent(here), here.store.clock.now())
    _print_calls(here, found[:limit])


@click.command("ending")
def ending() -> None:
    """Print whose pick-up window ends by the next open day. With the number and what to say."""
    here = session()
    with here.store.reading() as connection:
        found = call_lists.ending(connection, here.settings, _agent(here), here.store.clock.now())
    _print_calls(here, found)


def _go_round(here: Session) -> None:
    from agentdesk.work.rounds import daily_round

    try:
        words = daily_round(here.store, here.settings, desk_name()).words
    except AskFirst as error:
        words = str(error)
    if words:
        here.say(words)


def _agent(here: Session) -> str:
    return here.name or ""


def _print_calls(here: Session, found: list[call_lists.Call]) -> None:
    rows = [_call(here, each) for each in found]
    lines: list[str] = []
    for row in rows:
        number = "ask for a new number" if row["wrong_number"] else row["phone"] or row["email"] or "no number"
        again = f", not before {row['not_before']}" if row["not_before"] else ""
        lines.append(f"{', '.join(row['holds'])}  {row['name'] or 'walk-in'}  {number}  ({row['tell']}{again})")
        lines += [f"  {text}" for text in (row["send"] if row["tell"] in ("sms", "email") else row["say"])]
    here.answer(rows, lines or ["There is nobody to call."])


def _call(here: Session, each: call_lists.Call) -> dict[str, Any]:
    return {
        "holds": [hold.word for matter in each.matters for hold in matter.holds],
        "customer": each.customer.ref if each.customer else None,
        "name": each.customer.name if each.customer else None,
        "phone": each.phones[0] if each.phones else None,
        "phones": list(each.phones),
        "email": each.customer.email if each.customer else None,
        "tell": each.tell.value,
        "language": each.language,
        "about": [matter.about.value for matter in each.matters],
        "say": [matter.texts.say for matter in each.matters],
        "send": [matter.texts.send for matter in each.matters],
        "subject": each.matters[0].texts.subject,
        "due": local(here, each.due_at),
        "not_before": local(here, each.not_before),
        "wrong_number": each.wrong_number,
        "tries": [{"at": local(here, tried.at), "result": tried.result.value} for tried in each.tries],
    }


@click.command("tell")
@click.argument("hold")
@click.option("--result", type=click.Choice([result.value for result in Result]), required=True)
def tell(hold: str, result: str) -> None:
    """Note that a customer was told, or that somebody tried. The pick-up window runs from the day they are told."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        found = existing(act.connection, hold_number(hold))
        told = tell_customer(act, found.id, Result(result), Hours.of(here.settings), contact=talk(act, found.customer))
    if Result(result) is Result.WRONG_NUMBER:
        here.say("Ask for a new number, and write it on the customer's card.")
    again = f"; next try {local(here, told.next_try)}" if told.next_try else ""
    answer_hold(here, told, f"{told.word} is {told.state}{again}.")


@click.command("show")
@click.argument("hold")
def show(hold: str) -> None:
    """Show one hold. With its place and why, the other parts of its promise, and every try to reach the customer."""
    here = session()
    with here.store.reading() as connection:
        found = existing(connection, hold_number(hold))
        facts = hold_facts(connection, found, Hours.of(here.settings), today(here))
        parts = records.of_promise(connection, found.promise)
        tries = lists.tries(connection, [found.id])
    row = hold_row(here, found) | {
        "place": facts.place.reason if facts.place else None,
        "tell": found.tell.value,
        "parts": [{"hold": part.word, "quantity": part.quantity, "state": part.state.value} for part in parts],
        "tries": [{"at": local(here, tried.at), "result": tried.result.value} for tried in tries],
    }
    words = [f"{found.word}: {found.quantity} × {facts.product.name}, {found.state}."]
    if facts.place is not None:
        words.append(f"  place {facts.place.position} of {facts.place.of}: {facts.place.reason}")
        words.append(f"  {expected_sentence(facts.expected, today(here))}")
    words += [f"  also {part.word}: {part.quantity}, {part.state}" for part in parts if part.id != found.id]
    words += [f"  ! {facts.at_risk}"] if facts.at_risk else []
    here.answer(row, words)


@click.command("label")
@click.argument("hold")
def label(hold: str) -> None:
    """Print the shelf label of a hold: 40 columns of plain text."""
    from agentdesk.customers.records import by_id

    here = session()
    with here.store.reading() as connection:
        found = existing(connection, hold_number(hold))
        customer = by_id(connection, found.customer) if found.customer else None
        parts = [part for part in records.of_promise(connection, found.promise) if not part.state.over]
        product = product_of(connection, found.product)
    text = label_text(found, product, customer, Hours.of(here.settings), parts=len(parts))
    here.answer({"hold": found.word, "label": text.split("\n")}, text)


@click.command("expire")
@click.option("--confirm", is_flag=True, help="The clock is right: expire them however many they are.")
def expire(*, confirm: bool) -> None:
    """End holds whose pick-up window is over. Their units pass to the next in the queue."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        done = expire_holds(act, Hours.of(here.settings), ask_above=here.settings.expiry_ask_above, confirmed=confirm)
    rows = [aside_row(each) for each in done.aside]
    here.answer(
        {"expired": [hold.word for hold in done.expired], "allocations": rows},
        [
            f"{len(done.expired)} expired: {', '.join(hold.word for hold in done.expired) or 'none'}.",
            *(f"  {row['hold']}: {row['quantity']} × {row['item']} set aside, to be told." for row in rows),
        ],
    )


@click.command("check")
def check() -> None:
    """Look at every queue again. Flags promises that deliveries can no longer meet; lifts flags that are over."""
    here = session()
    with on_shift(here.store, here.actor()) as act:
        changed = look_again(act, Hours.of(here.settings))
    here.answer(
        {"changed": [f"H-{hold}" for hold in changed]},
        f"{len(changed)} changed; see agentdesk hold list --at-risk",
    )


@click.command("report")
@click.option("--by", type=click.Choice(["product", "age", "supplier"]), default="product", show_default=True)
def report(by: str) -> None:
    """Print open holds by product, age or supplier."""
    here = session()
    with here.store.reading() as connection:
        found = reports.open_holds(connection, by, here.store.clock.now(), here.settings.timezone)
    rows = [
        {
            by: row.name,
            "holds": row.holds,
            "waiting": row.waiting,
            "aside": row.aside,
            "oldest_days": row.oldest,
            "at_risk": row.at_risk,
        }
        for row in found
    ]
    here.answer(rows, table(rows, [by, "holds", "waiting", "aside", "oldest_days", "at_risk"]))


@click.command("alternative")
@click.argument("sku")
@click.argument("other")
@click.option("--kind", type=click.Choice(["substitute", "variant"]), default="substitute", show_default=True)
def alternative(sku: str, other: str, kind: str) -> None:
    """Say that OTHER may be offered when SKU is out of stock."""
    from agentdesk import log
    from agentdesk.catalog.actions import existing_product

    here = session()
    one, two = existing_product(here.connection, sku), existing_product(here.connection, other)
    with on_shift(here.store, here.actor()) as act:
        catalog.link(act, one.id, two.id, kind)
        log.append(act, "product.linked", item=one.sku, data={"other": two.sku, "kind": kind})
    here.answer({"item": one.sku, "other": two.sku, "kind": kind}, f"{two.name} may be offered instead of {one.name}.")


COMMANDS = (show, calls, tell, label, ending, expire, check, report, alternative)
