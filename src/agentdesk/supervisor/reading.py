"""Reading the facts of one view, from one snapshot on a connection that cannot write."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.authority import fairness, requests
from agentdesk.authority import records as authority
from agentdesk.authority.judging import current_limits
from agentdesk.catalog import records as catalog
from agentdesk.clock import shop_day, stamp
from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Mood
from agentdesk.customers import records as customers
from agentdesk.errors import DeskError
from agentdesk.holds import lists
from agentdesk.log import reading as log
from agentdesk.promises import records as promises
from agentdesk.settings import Settings
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.store import Connection
from agentdesk.supervisor import records
from agentdesk.supervisor.facts import Asking, Facts, Names

DAYS = 14
USAGE_DAYS = 30
PAGE = 200
_GLAD = {Mood.CALM, Mood.HAPPY}
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?:-(\d{1,2}):(\d\d))?\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def facts(connection: Connection, settings: Settings, view: str, filter_text: str, now: datetime) -> Facts:
    """Return what a view draws, and the counts of the top line."""
    found = Facts(
        now,
        on_shift=tuple((shift, contacts.open_of(connection, shift.staff)) for shift in shifts.all_open(connection)),
        parked=tuple(contacts.parked(connection)),
        asking=tuple(Asking(each) for each in authority.waiting(connection, stamp(now))),
        overdue=promises.overdue(connection, stamp(now)),
    )
    if view == "now":
        found = replace(
            found,
            asking=tuple(_with_approvers(connection, each, now, settings) for each in found.asking),
            entries=tuple(log.last(connection, 60)),
        )
    elif view == "promises":
        found = replace(found, promises=tuple(promises.all_open(connection, PAGE)))
    elif view == "holds":
        found = replace(
            found,
            hold_counts=records.hold_counts(connection),
            short=records.short_holds(connection),
            to_tell=tuple(lists.to_tell(connection, 50)),
            ending=tuple(lists.ending(connection, stamp(now + timedelta(days=2)))[:50]),
        )
    elif view == "authority":
        found = replace(found, usage=_usage(connection, settings, now))
    elif view == "log":
        wanted = wanted_of(connection, filter_text, now, settings.timezone)
        found = replace(found, entries=tuple(log.wanted(connection, wanted, PAGE)))
    elif view == "trends":
        found = _trends(connection, found, settings, now)
    return replace(found, names=_names(connection, found))


def _with_approvers(connection: Connection, asking: Asking, now: datetime, settings: Settings) -> Asking:
    try:
        able = requests.approvers(connection, asking.remedy, now, settings.timezone)
    except DeskError:
        return asking  # what was asked has changed since; it can only be asked anew
    return replace(asking, approvers=tuple(person.name for person in able))


def _usage(connection: Connection, settings: Settings, now: datetime) -> dict[str, object]:
    try:
        limits = current_limits(connection, settings.currency)
    except DeskError:
        return {}
    return fairness.usage_of(connection, limits, now, USAGE_DAYS).row(settings.currency)


def wanted_of(connection: Connection, text: str, now: datetime, zone: str) -> log.Wanted:
    """Read a filter: a person, a kind of act, a customer's number, a day, a time or a span of times, in any order."""
    wanted = log.Wanted()
    day = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    span = None
    people = {name.casefold(): number for number, name in staff.names(connection).items()}
    for word in text.split():
        if word.casefold() in people:
            wanted = replace(wanted, actor=people[word.casefold()])
        elif _DAY.match(word):
            day = datetime.fromisoformat(word).replace(tzinfo=ZoneInfo(zone))
            span = span or (0, 0, 24, 0)
        elif time := _TIME.match(word):
            start = (int(time[1]), int(time[2]))
            span = (*start, *((int(time[3]), int(time[4])) if time[3] else (24, 0)))
        elif (customer := records.customer_of_ref(connection, word)) is not None:
            wanted = replace(wanted, customer=customer)
        else:
            wanted = replace(wanted, kind=word.casefold())
    if span:
        midnight = day.replace(hour=0, minute=0)
        wanted = replace(
            wanted,
            start=stamp(midnight + timedelta(hours=span[0], minutes=span[1])),
            end=stamp(midnight + timedelta(hours=span[2], minutes=span[3])),
        )
    return wanted


def _trends(connection: Connection, found: Facts, settings: Settings, now: datetime) -> Facts:
    zone = settings.timezone
    today = shop_day(now, zone)
    days = [(today - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    since = stamp(datetime.fromisoformat(days[0]).replace(tzinfo=ZoneInfo(zone)))
    talks = records.contacts_by_moment(connection, since)
    given = records.remedies_by_moment(connection, since)
    kept = records.promises_by_moment(connection, since)

    def by_day(moments: Iterable[tuple[str, int]]) -> tuple[int, ...]:
        sums = dict.fromkeys(days, 0)
        for at, figure in moments:
            day = shop_day(datetime.fromisoformat(at), zone).isoformat()
            if day in sums:
                sums[day] += figure
        return tuple(sums.values())

    calmer = ((at, 1) for at, came, left in talks if left in _GLAD and came is not None and came not in _GLAD)
    return replace(
        found,
        days=tuple(days),
        trends=(
            ("contacts", by_day((at, 1) for at, _, _ in talks), False),
            ("came unhappy, left calm or happy", by_day(calmer), False),
            ("given", by_day(given), True),
            ("remedies", by_day((at, 1) for at, _ in given), False),
            ("promises kept in time", by_day((at, 1) for at, timely in kept if timely), False),
            ("promises kept late", by_day((at, 1) for at, timely in kept if not timely), False),
        ),
    )


def _names(connection: Connection, found: Facts) -> Names:
    wanted: set[int | None] = {each.customer for each in found.parked}
    wanted |= {contact.customer for _, contact in found.on_shift if contact}
    wanted |= {each.remedy.customer for each in found.asking} | {each.customer for each in found.promises}
    wanted |= {each.customer for each in (*found.to_tell, *found.ending)} | {each.customer for each in found.entries}
    people = {}
    for number in wanted - {None}:
        assert number is not None
        known = customers.by_id(connection, number)
        if known is not None:
            people[number] = known.name
    goods = {}
    for hold in (*found.to_tell, *found.ending):
        product = catalog.by_id(connection, hold.product)
        if product is not None:
            goods[hold.product] = product.name
    return Names(staff.names(connection), people, goods)
