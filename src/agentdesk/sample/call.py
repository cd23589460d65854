"""One scripted call through the program's own acts, for where there is no terminal: from ring to log."""

from collections.abc import Sequence
from typing import Any

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Kind
from agentdesk.catalog import records as catalog
from agentdesk.catalog.order_records import of_customer
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Mood
from agentdesk.customers import records as customers
from agentdesk.customers.lookup.find import Search
from agentdesk.holds import actions as holds
from agentdesk.holds.dates import Hours
from agentdesk.holds.view import prospect
from agentdesk.log import reading
from agentdesk.log.reading import Entry
from agentdesk.log.words import words
from agentdesk.money import money_text
from agentdesk.responses import records
from agentdesk.responses.ranking import with_promise
from agentdesk.sample.story import ME
from agentdesk.settings import Settings
from agentdesk.staff import records as staff
from agentdesk.store import Actor, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.closing import close_shift
from agentdesk.work.prompting import Prompter
from agentdesk.work.say import Said, say

NUMBER, HEARD = "1740635", "sen kokare, tredje samtalet, arg"


def play(store: Store, settings: Settings) -> tuple[dict[str, Any], list[str]]:
    """Play the call on an open sample shop; returns it as data and as lines to print."""
    actor, hours, connection = Actor(ME, "phone 2"), Hours.of(settings), store.read()
    person = staff.by_id(connection, ME)
    hit = Search(connection, NUMBER, 5).run().hits[0]
    customer = customers.by_id(connection, hit.id)
    assert person is not None
    assert customer is not None
    lines = [f"The display shows {NUMBER}.", f"  {hit.name}: {hit.why}", f"Shorthand: {HEARD}"]
    with on_shift(store, actor) as act:
        contact = contacts.open_contact(act, customer.id, Channel.PHONE, customer.language)
    prompter = Prompter.load(settings, store.path)

    def next_line(*, dated: bool = False) -> None:
        nonlocal contact
        offered = prompter.suggest(
            connection, person, HEARD, customer.language or "sv", None, customer, contact, store.clock.now()
        )
        said = tuple(records.said_in(connection, contact.id))
        at = with_promise(offered.lines, said) if dated else None
        line = offered.lines[offered.highlight if at is None else at]
        with on_shift(store, actor) as act:
            contact = contacts.describe(act, contact, situation=offered.situations[0][0], mood_in=offered.mood)
            shown = [each.id for each in offered.lines]
            said_now = Said(line, line.text, offered.situations[0][0], offered.mood, shown)
            say(act, contact, said_now, hours.open_until)
        lines.append(f"Says: {line.text}")

    next_line()
    item = of_customer(connection, customer.id, 1)[0].lines[0]
    product = catalog.by_sku(connection, item.sku or "")
    assert product is not None
    seen = prospect(connection, product.id, hours, store.clock.now())
    with on_shift(store, actor) as act:
        placed = holds.place(act, product.id, 1, hours, customer=customer.id, contact=contact.id)
    lines.append(f"Hold {placed.hold.word}: {seen.sentence if seen else ''}")
    next_line(dated=True)
    wanted = authority.request(Kind.AMOUNT, "late", value=15000, points=None, base=item.price)
    with on_shift(store, actor) as act:
        given, decision = authority.give(act, wanted, customer.id, contact.id)
        contacts.finish(act, contacts.existing(act, contact.id), Mood.CALM, "Hold placed, 150 off")
    lines.append(f"Gives {given.word}: 150 kr off, {decision.why}.")
    closed = close_shift(store, actor, settings)
    entries = reading.of_contact(connection, contact.id)[::-1]
    lines += ["The log:", *_in_words(entries, settings)]
    lines += [f"Shift {closed.shift.id} is closed: {', '.join(closed.figures)}; {len(closed.items)} handed over."]
    lines += [f"Head of the chain: {closed.head}."]
    head = reading.head(connection)
    data = {
        "customer": customer.ref,
        "contact": contact.word,
        "hold": placed.hold.word,
        "remedy": given.word,
        "log": [{"seq": entry.seq, "kind": entry.kind} for entry in entries],
        "head": head[1].hex() if head else None,
    }
    return data, lines


def _in_words(entries: Sequence[Entry], settings: Settings) -> list[str]:
    def money(units: int) -> str:
        return money_text(units, settings.currency, settings.locale)

    return [f"  {entry.seq:>4}  {entry.words}  {words(entry, money)}"[:118] for entry in entries]
