"""Reading the facts of the screen from the store, on a connection of the reader's thread."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority import above
from agentdesk.authority import actions as authority
from agentdesk.authority import records as authority_records
from agentdesk.authority.model import Headroom, Remedy
from agentdesk.catalog import order_records as orders
from agentdesk.catalog import records as catalog
from agentdesk.catalog.rules import days_late
from agentdesk.clock import moment, shop_day, stamp
from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Contact
from agentdesk.customers import records as customers
from agentdesk.desk.facts import Card, Do, Glance, LogLine, Owed
from agentdesk.holds import view
from agentdesk.holds.dates import Hours
from agentdesk.log import reading as log
from agentdesk.log import words
from agentdesk.log.phrases import Money
from agentdesk.promises import records as promises
from agentdesk.settings import Settings
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.store import Connection

LATELY = timedelta(hours=2)
ORDERS_SHOWN = 3
CONTACTS_SHOWN = 3


def glance(connection: Connection, person: int, now: datetime, zone: str, money: Money) -> Glance:
    """Return what the top line and the log show."""
    people = staff.names(connection)
    shift = shifts.open_of(connection, person)
    entries = [_log_line(connection, entry, people, person, zone, money) for entry in log.last(connection, 12)]
    return Glance(
        contacts.how_many_parked(connection),
        promises.overdue(connection, stamp(now)),
        _clock_time(shift.opened_at, zone) if shift else "",
        people.get(person, "installer"),
        tuple(entries),
    )


def _clock_time(at: str, zone: str) -> str:
    return moment(at).astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _log_line(
    connection: Connection, entry: log.Entry, people: dict[int, str], person: int, zone: str, money: Money
) -> LogLine:
    detail = words.words(entry, money)
    if entry.customer:
        known = customers.by_id(connection, entry.customer)
        detail = f"{(known.name if known else '') or 'erased'}  {detail}"
    elif entry.contact:
        detail = f"C-{entry.contact}, walk-in  {detail}"
    return LogLine(
        _clock_time(entry.at, zone), people.get(entry.actor, "?"), entry.words, detail.strip(), entry.actor == person
    )


def do_facts(
    connection: Connection,
    settings: Settings,
    person: int,
    contact: Contact | None,
    marked: str | None,
    base: int | None,
    now: datetime,
) -> Do:
    """Return what the Do panel shows; ``marked`` is the article number of the ▸ item, ``base`` the money at stake."""
    zone = settings.timezone
    customer = contact.customer if contact else None
    room = authority.headroom(
        connection, person, customer, contact.id if contact else None, base, now, zone, settings.currency
    )
    product = catalog.by_sku(connection, marked) if marked else None
    held = view.do_facts(connection, product.id if product else None, customer, Hours.of(settings), now)
    return Do(
        room,
        _above(connection, person, room, settings.currency),
        held,
        tuple(authority_records.of_contact(connection, contact.id)) if contact else (),
        *_requests(connection, person, now, settings.currency),
    )


def _above(connection: Connection, person: int, room: Headroom, currency: str) -> str:
    """Return who says yes to more; empty for whoever needs no yes."""
    if room.percent is None and room.amount is None:
        return ""
    found = above.somebody_above(connection, person, currency)
    return f"ask {found.words}" if found else "nobody may say yes yet"


def _requests(
    connection: Connection, person: int, now: datetime, currency: str
) -> tuple[tuple[tuple[Remedy, str], ...], tuple[tuple[Remedy, str], ...]]:
    """Return the requests that wait, one's own and those one may answer, and one's own that were answered of late."""
    people = staff.names(connection)
    me = staff.by_id(connection, person)
    answers = me is not None and authority.current_limits(connection, currency).roles[me.role.word].approves != 0
    found = authority_records.waiting(connection, stamp(now), None if answers else person)
    waiting = tuple((each, "" if each.staff == person else people.get(each.staff, "?")) for each in found)
    answered = authority_records.answered(connection, person, stamp(now - LATELY), stamp(now))
    return waiting, tuple((each, people.get(each.approver, "") if each.approver else "") for each in answered)


def card(
    connection: Connection,
    customer: int,
    contact: int | None,
    now: datetime,
    zone: str,
    *,
    orders_shown: int = ORDERS_SHOWN,
    contacts_shown: int = CONTACTS_SHOWN,
) -> Card | None:
    """Return a customer's card, or None where they are gone."""
    found = customers.by_id(connection, customer)
    if found is None:
        return None
    people = staff.names(connection)
    today = shop_day(now, zone)
    owed = tuple(
        Owed(
            promise,
            people.get(promise.owner, "?"),
            (today - shop_day(moment(promise.due_at), zone)).days if promise.due_at else None,
        )
        for promise in promises.open_of(connection, customer)
    )
    talks = [each for each in contacts.with_customer(connection, customer, contacts_shown + 1) if each.id != contact]
    others = contacts.others_with(connection, customer, contact or 0)
    ordered = orders.of_customer(connection, customer, orders_shown)
    return Card(
        found,
        ordered,
        owed,
        tuple((each, people.get(each.owner, "?")) for each in talks[:contacts_shown]),
        tuple(people.get(each.owner, "?") for each in others),
        orders.how_many(connection, customer),
        contacts.how_many(connection, customer),
        days_late(ordered[0], today) if ordered else 0,
    )


def marked_item(card: Card | None) -> str | None:
    """Return the article number of the first item of the newest order."""
    if card is None or not card.orders or not card.orders[0].lines:
        return None
    return card.orders[0].lines[0].sku


def amount_at_stake(card: Card | None) -> int | None:
    """Return what the marked item cost, in minor units."""
    if card is None or not card.orders or not card.orders[0].lines:
        return None
    line = card.orders[0].lines[0]
    return line.price * max(line.quantity, 1) if line.price else None
