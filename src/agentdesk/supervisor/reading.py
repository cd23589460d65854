"""Reading the facts of one view, from one snapshot on a connection that cannot write.

What only one view needs is imported when that view is read: the first picture does not wait for it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from agentdesk.clock import shop_day, stamp
from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Mood
from agentdesk.customers import records as customers
from agentdesk.errors import DeskError
from agentdesk.log import reading as log
from agentdesk.promises import records as promises
from agentdesk.settings import Settings
from agentdesk.shift import handover_records as handover
from agentdesk.shift import records as shifts
from agentdesk.staff import records as staff
from agentdesk.store import Connection
from agentdesk.supervisor import records
from agentdesk.supervisor.facts import Asking, Budget, Facts, Names, Today, Waited

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
        asking=_asking(connection, now),
        overdue=promises.overdue(connection, stamp(now)),
    )
    if view == "now":
        found = _now(connection, found, settings)
    elif view == "promises":
        found = replace(found, promises=tuple(promises.all_open(connection, PAGE)))
    elif view == "holds":
        found = _holds(connection, found)
    elif view == "authority":
        found = _authority(connection, found, settings)
    elif view == "log":
        wanted = wanted_of(connection, filter_text, now, settings.timezone)
        found = replace(found, entries=tuple(log.wanted(connection, wanted, PAGE)))
    elif view == "trends":
        found = _trends(connection, found, settings, now)
    return replace(found, names=_names(connection, found))


def _asking(connection: Connection, now: datetime) -> tuple[Asking, ...]:
    if not records.anything_asked(connection):
        return ()
    from agentdesk.authority import records as authority  # 20 ms with what it needs

    return tuple(Asking(each) for each in authority.waiting(connection, stamp(now)))


def _now(connection: Connection, found: Facts, settings: Settings) -> Facts:
    midnight = stamp(
        found.now.astimezone(ZoneInfo(settings.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    talks = records.talks(connection, midnight)
    given = records.remedies_by_moment(connection, midnight)
    waiting = handover.waiting(connection)
    if waiting:
        from agentdesk.work.handover import describe

        found = replace(found, handed=tuple(describe(connection, waiting)))
    return replace(
        found,
        asking=tuple(_with_approvers(connection, each, found.now, settings) for each in found.asking),
        entries=tuple(log.last(connection, 60)),
        today=Today(
            dict(Counter(each.channel for each in talks)),
            dict(Counter(each.situation for each in talks if each.situation).most_common(6)),
            dict(Counter((each.came, each.left) for each in talks if each.came and each.left).most_common(6)),
            records.promises_made(connection, midnight),
            len(records.promises_by_moment(connection, midnight)),
            sum(value for _, value in given),
            len(given),
        ),
    )


def _with_approvers(connection: Connection, asking: Asking, now: datetime, settings: Settings) -> Asking:
    from agentdesk.authority import requests

    try:
        able = requests.approvers(connection, asking.remedy, now, settings.timezone)
    except DeskError:
        return asking  # what was asked has changed since; it can only be asked anew
    return replace(asking, approvers=tuple(person.name for person in able))


def _holds(connection: Connection, found: Facts) -> Facts:
    from agentdesk.catalog import delivery_records as deliveries
    from agentdesk.holds import list_records as lists
    from agentdesk.holds import records as holds

    waited = []
    for product, name, count, units in records.waited_for(connection, 12):
        coming = deliveries.incoming(connection, product)
        first = coming[0] if coming else None
        waited.append(
            Waited(name, count, units, first.units if first else 0, first.expected.isoformat() if first else None)
        )
    short = records.short_holds(connection)
    ones = (holds.by_id(connection, each) for each in short[:8])
    return replace(
        found,
        hold_counts=records.hold_counts(connection),
        short=len(short),
        short_ones=tuple(each for each in ones if each is not None),
        waited=tuple(waited),
        to_tell=tuple(lists.to_tell(connection, 50)),
        ending=tuple(lists.ending(connection, stamp(found.now + timedelta(days=2)))[:50]),
    )


def _authority(connection: Connection, found: Facts, settings: Settings) -> Facts:
    from agentdesk.authority import actions, fairness
    from agentdesk.authority.judging import current_limits

    try:
        limits = current_limits(connection, settings.currency)
    except DeskError:
        return found
    budgets = []
    for shift, _ in found.on_shift:
        room = actions.headroom(
            connection, shift.staff, None, None, None, found.now, settings.timezone, settings.currency
        )
        used = room.shift_limit - room.shift_left if room.shift_limit is not None and room.shift_left is not None else 0
        budgets.append(Budget(shift.staff, used, room.shift_limit))
    usage = fairness.usage_of(connection, limits, found.now, USAGE_DAYS).row(settings.currency)
    return replace(found, budgets=tuple(budgets), usage=usage)


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
    talks = records.talks(connection, since)
    given = records.remedies_by_moment(connection, since)
    kept = records.promises_by_moment(connection, since)

    def by_day(moments: Iterable[tuple[str, int]]) -> tuple[int, ...]:
        sums = dict.fromkeys(days, 0)
        for at, figure in moments:
            day = shop_day(datetime.fromisoformat(at), zone).isoformat()
            if day in sums:
                sums[day] += figure
        return tuple(sums.values())

    calmer = ((each.at, 1) for each in talks if each.left in _GLAD and each.came and each.came not in _GLAD)
    return replace(
        found,
        days=tuple(days),
        trends=(
            ("contacts", by_day((each.at, 1) for each in talks), False),
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
    held = (*found.short_ones, *found.to_tell, *found.ending)
    wanted |= {each.customer for each in held} | {each.customer for each in found.entries}
    people = {}
    for number in wanted - {None}:
        assert number is not None
        known = customers.by_id(connection, number)
        if known is not None:
            people[number] = known.name
    orders = {
        each.remedy.order: records.order_ref(connection, each.remedy.order)
        for each in found.asking
        if each.remedy.order
    }
    return Names(staff.names(connection), people, _goods(connection, {hold.product for hold in held}), orders)


def _goods(connection: Connection, wanted: Iterable[int]) -> dict[int, str]:
    from agentdesk.catalog import records as catalog

    found = {number: catalog.by_id(connection, number) for number in wanted}
    return {number: product.name for number, product in found.items() if product is not None}
