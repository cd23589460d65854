"""Promises at risk: a day that was said or needed, and a delivery that cannot meet it any more."""

from datetime import date

from agentdesk.catalog import records as catalog
from agentdesk.clock import shop_day
from agentdesk.holds import records
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Expected
from agentdesk.holds.outlook import outlook
from agentdesk.promises import actions as promises
from agentdesk.store import Act

SHORT = "short"  # queue_reason of a hold whose units were set aside and were not there at a count
SHORT_TOLD = "short-told"  # and its customer knows
NOT_THERE = "set aside before, and not there at the count"


def risk(
    expected: Expected | None, needed_by: date | None, said: date | None, *, discontinued: bool = False
) -> str | None:
    """Return why a waiting hold may come too late, or never; None while it should not. Days are the shop's."""
    if discontinued and expected is None:
        return "discontinued: no more of it will come"
    deadline = min((day for day in (needed_by, said) if day is not None), default=None)
    if deadline is None:
        return None
    word = "needed" if deadline == needed_by else "said"
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
    article = catalog.by_id(act.connection, product)
    gone = article is not None and article.discontinued
    changed = []
    why: dict[int, str | None] = {}  # parts of one promise share its flag: the first reason counts
    for each in queue:
        reason = risk(coming.at(each.through), each.needed_by, each.said, discontinued=gone)
        reason = NOT_THERE if each.queue_reason == SHORT else reason
        why[each.promise] = why.get(each.promise) or reason
    for each in queue:
        if each.promise in why and why[each.promise] != each.at_risk:
            promises.flag(act, each.promise, why.pop(each.promise))
            changed.append(each.hold)
    return changed


def lift(act: Act, product: int, hours: Hours) -> None:
    """Look again at a queue that somebody left in front, where anybody in it is flagged."""
    if records.any_at_risk(act.connection, product):
        reassess(act, product, hours)


def look_again(act: Act, hours: Hours) -> list[int]:
    """Reassess every queue: once a day, since a delivery that does not come moves nothing. Returns changed holds."""
    return [hold for product in records.products_waited_for(act.connection) for hold in reassess(act, product, hours)]
