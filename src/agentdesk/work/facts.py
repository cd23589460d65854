"""What the store knows for a line: this customer, their order and item, what waits, who may give what.

Read from one snapshot; handed to the responses as frozen facts, so that they know no store.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority import above
from agentdesk.authority.model import Headroom
from agentdesk.catalog import order_records as orders
from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import Order
from agentdesk.catalog.rules import awaited
from agentdesk.clock import moment, shop_day
from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Contact
from agentdesk.customers.model import Customer
from agentdesk.holds import view
from agentdesk.holds.dates import Hours
from agentdesk.promises import records as promises
from agentdesk.promises.model import Kind
from agentdesk.responses.known import Amount, Facts, Forms, Item, Percent, Person
from agentdesk.settings import WEEKDAYS, Settings
from agentdesk.staff.model import Person as StaffPerson
from agentdesk.store import Connection

_SAME_MATTER = timedelta(days=30)


def person_of(customer: Customer) -> Person:
    """Return a name in its parts: Japanese names begin with the family's."""
    parts = customer.name.replace("\u3000", " ").split()
    if customer.language == "ja":
        return Person(customer.name, parts[-1] if len(parts) > 1 else "", parts[0] if parts else "")
    return Person(customer.name, parts[0] if parts else "", parts[-1] if len(parts) > 1 else "")


def gather(
    connection: Connection,
    settings: Settings,
    agent: StaffPerson,
    customer: Customer | None,
    contact: Contact | None,
    now: datetime,
) -> Facts:
    """Return the facts for a contact at a moment (UTC). A walk-in's, and an erased customer's, are the shop's own."""
    local = now.astimezone(ZoneInfo(settings.timezone))
    facts = Facts(
        agent=agent.name,
        shop=settings.shop,
        today=local.date(),
        next_update=next_update(local, settings),
        approver=approver_on_shift(connection, agent.id, settings.currency),
    )
    if contact is not None:
        facts = replace(facts, calls=_calls(connection, contact, moment(contact.opened_at)))
    if customer is None or customer.erased:
        return facts
    facts = replace(facts, customer=person_of(customer), phone=customer.phones[0].text if customer.phones else None)
    found = orders.of_customer(connection, customer.id, 1)
    if found:
        facts = _with_order(connection, facts, found[0], settings)
    facts = _with_holds(connection, facts, found[0] if found else None, customer.id, settings, now)
    for promise in promises.open_of(connection, customer.id):
        if promise.kind in (Kind.CALL_BACK, Kind.FIND_OUT) and promise.due_at and moment(promise.due_at) > now:
            facts = replace(facts, next_update=moment(promise.due_at).astimezone(local.tzinfo))
            break
    return replace(facts, last_contact=_last_words(connection, customer.id, contact))


def next_update(local: datetime, settings: Settings) -> datetime:
    """Return when an agent who promises to call back can honestly do so: an hour before closing, else noon next open day.

    ``local`` is the moment in the shop's zone. A promise the agent made, or a time typed, comes before this.
    """
    today = _end_of(local.date(), settings)
    if _is_open(local.date(), settings) and today - local >= timedelta(hours=1):
        return today
    day = local.date() + timedelta(days=1)
    for _ in range(30):  # a shop that is closed for a month has nobody to promise anything
        if _is_open(day, settings):
            break
        day += timedelta(days=1)
    return datetime.combine(day, time(12, 0), local.tzinfo)


def _end_of(day: date, settings: Settings) -> datetime:
    closes = datetime.combine(day, _hour(settings.open_until), ZoneInfo(settings.timezone))
    return closes - timedelta(hours=1)


def _is_open(day: date, settings: Settings) -> bool:
    return WEEKDAYS[day.weekday()] not in settings.closed_weekdays and day.isoformat() not in settings.closed_dates


def _hour(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _with_order(connection: Connection, facts: Facts, order: Order, settings: Settings) -> Facts:
    line = order.lines[0] if order.lines else None
    amount = None
    if line is not None and line.price is not None and line.price > 0:
        amount = Amount(line.price * max(line.quantity, 1), settings.currency)
    return replace(
        facts,
        order=order.ref,
        # what has come is not said to be late: a line with the promised day waits for one that is still open
        promised=awaited(order, facts.today) if facts.today else None,
        item=_item(connection, line.name, line.sku) if line is not None and line.name else None,
        amount=amount,
    )


def _item(connection: Connection, name: str, sku: str | None) -> Item:
    product = catalog.by_sku(connection, sku) if sku else None
    known = catalog.forms(connection, product.id) if product else {}
    return Item(name, {lang: Forms(each.indefinite, each.definite, each.pronoun) for lang, each in known.items()})


def _with_holds(
    connection: Connection, facts: Facts, order: Order | None, customer: int, settings: Settings, now: datetime
) -> Facts:
    """Add what waits: the ▸ item's delivery, and this customer's hold on it."""
    sku = order.lines[0].sku if order and order.lines else None
    product = catalog.by_sku(connection, sku) if sku else None
    seen = view.do_facts(connection, product.id if product else None, customer, Hours.of(settings), now)
    expected = seen.expected
    if seen.holds:
        first = seen.holds[0]
        expected = first.expected or expected
        window = first.hold.collect_by
        facts = replace(
            facts,
            hold=first.hold.word,
            queue_place=first.place.position if first.place else None,
            item=facts.item or _item(connection, first.product.name, first.product.sku),
            window=shop_day(moment(window), settings.timezone) if window else None,
            told_by=_end_of(expected.say, settings) if first.place and expected and expected.say else None,
        )
    if seen.product is not None and seen.product.discontinued and seen.product.stock.free <= 0 and expected is None:
        facts = replace(facts, supply=None)
    if seen.alternatives:
        other = seen.alternatives[0].product
        facts = replace(facts, alternative=_item(connection, other.name, other.sku))
    if expected is None:
        return facts
    return replace(facts, eta=expected.day, honest_date=expected.say)


def with_headroom(facts: Facts, room: Headroom, currency: str) -> Facts:
    """Add what may be given alone, by kind of remedy; what is not there needs a yes from above."""
    found: dict[str, Amount | Percent] = {}
    if room.amount:
        for kind in ("amount", "voucher", "gift", "price-match"):
            found[kind] = Amount(room.amount, currency)
    if room.percent:
        found["percent"] = Percent(room.percent)
    return replace(facts, headroom=found)


def _calls(connection: Connection, contact: Contact, since: datetime) -> int | None:
    if contact.customer is None:
        return None
    recent = contacts.with_customer(connection, contact.customer, 9, contact.opened_at)
    same = [each for each in recent if since - moment(each.opened_at) < _SAME_MATTER and each.id != contact.id]
    return len(same) + 1 if same else None


def _last_words(connection: Connection, customer: int, contact: Contact | None) -> str | None:
    for each in contacts.with_customer(connection, customer, 4):
        if contact is None or each.id != contact.id:
            words = each.outcome or each.note
            if words:
                return words
    return None


def approver_on_shift(connection: Connection, asking: int, currency: str) -> str | None:
    """Return the name of somebody who can say yes: one on shift first, never the one who asks."""
    found = above.somebody_above(connection, asking, currency)
    return found.name if found else None
