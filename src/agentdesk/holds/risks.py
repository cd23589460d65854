"""Promises at risk: a day that was said or needed, and a delivery that cannot meet it any more."""

from collections.abc import Sequence
from datetime import date

from agentdesk.clock import moment, shop_day
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, Outlook
from agentdesk.holds.model import Expected, InLine
from agentdesk.holds.outlook import outlook
from agentdesk.promises import actions as promises
from agentdesk.store import Act

SHORT = "short"  # queue_reason of a hold whose units were set aside and were not there at a count
NOT_THERE = "set aside before, and not there at the count"


def risk(expected: Expected | None, needed_by: date | None, promised: date | None) -> str | None:
    """Return why a waiting hold may come too late, or None while it should not. Days are the shop's."""
    deadline = min((day for day in (needed_by, promised) if day is not None), default=None)
    if deadline is None:
        return None
    word = "needed" if deadline == needed_by else "promised"
    if expected is None:
        return f"{word} by {deadline}: no delivery is planned"
    if expected.say is None:
        return f"{word} by {deadline}: the delivery of {expected.day} is {expected.overdue} days overdue"
    if expected.say > deadline:
        return f"{word} by {deadline}: expected {expected.say}"
    return None


def reassess(act: Act, product: int, hours: Hours) -> list[int]:
    """Flag who in a product's queue can no longer be served in time, and lift flags that are over.

    Returns the holds whose flag changed. Call it whenever a delivery moves or comes short, or the queue grows in front.
    """
    queue = records.in_line(act.connection, product)
    if not queue:
        return []
    coming = outlook(act.connection, product, hours, shop_day(act.now, act.zone))
    return _flag(act, queue, coming, hours)


def _flag(act: Act, queue: Sequence[InLine], coming: Outlook, hours: Hours) -> list[int]:
    changed = []
    for each in queue:
        promised = shop_day(moment(each.due_at), hours.zone) if each.due_at else None
        why = NOT_THERE if each.queue_reason == SHORT else risk(coming.at(each.through), each.needed_by, promised)
        if why != each.at_risk:
            promises.flag(act, each.promise, why)
            changed.append(each.hold)
    return changed


def look_again(act: Act, hours: Hours) -> list[int]:
    """Reassess every queue: once a day, since a delivery that does not come moves nothing. Returns changed holds."""
    return [hold for product in records.products_waited_for(act.connection) for hold in reassess(act, product, hours)]
