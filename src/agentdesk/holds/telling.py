"""Telling customers that their units are here, or are not after all: what came of each try, and when to try again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from agentdesk.clock import shop_day, stamp
from agentdesk.errors import Refused
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Hold, Result, State
from agentdesk.holds.moving import change, existing, note, product_of, settle
from agentdesk.holds.outlook import outlook
from agentdesk.holds.risks import SHORT, SHORT_TOLD, risk
from agentdesk.promises import actions as promises
from agentdesk.store import Act

_AGAIN_AFTER = timedelta(hours=2)
_FIRST_CALL = time(10, 0)


def tell(act: Act, hold: int, result: Result, hours: Hours, *, contact: int | None = None) -> Hold:
    """Note a try to tell a customer. Reached, voicemail and message mean told: the pick-up window runs from now.

    No answer sets when to try next; a wrong number waits until somebody has a new one. Who was told before is warned
    that the window ends: it stays as it is. Raises NotFound, Refused where there is nothing to tell.
    """
    found = existing(act.connection, hold)
    short = found.state is State.WAITING and found.queue_reason == SHORT
    if not (found.state.takes_stock or short):
        raise Refused(
            f"{found.word} is {found.state}: there is nothing to tell.",
            "See who is to be called: agentdesk hold calls",
            code=f"hold-{found.state}",
        )
    records.add_call(act, hold, result)
    data: dict[str, object] = {"result": result.value}
    again = None if result.told or result is Result.WRONG_NUMBER else stamp(next_try(act.now, hours))
    if found.collect_by is not None and result.told:
        changed = change(act, found, next_try=None)
        note(act, "hold.reminded", changed, data=data, before=found, contact=contact)
        return changed
    if not result.told:
        changed = change(act, found, next_try=again)
        note(act, "hold.tried", changed, data=data, before=found, contact=contact)
        return changed
    if short:
        return _told_short(act, found, hours, data, contact)
    end = window_end(hours, shop_day(act.now, act.zone), found.needed_by)
    changed = change(act, found, state=State.TOLD, told_at=act.at, collect_by=hours.closing(end), next_try=None)
    note(act, "hold.told", changed, data=data, before=found, contact=contact)
    settle(act, found.promise, "told", hours)
    return changed


def _told_short(act: Act, hold: Hold, hours: Hours, data: dict[str, object], contact: int | None) -> Hold:
    """Note that a customer knows: what was set aside was not there; the next day that can be said is promised anew."""
    _, units = records.before(act.connection, hold)
    today = shop_day(act.now, act.zone)
    expected = outlook(act.connection, hold.product, hours, today).at(units + hold.quantity)
    said = expected.say if expected else None
    changed = change(act, hold, queue_reason=SHORT_TOLD, next_try=None, said=said)
    note(act, "hold.told-short", changed, data=data, before=hold, contact=contact)
    gone = product_of(act.connection, hold.product).discontinued
    promises.flag(act, hold.promise, risk(expected, hold.needed_by, said, discontinued=gone))
    settle(act, hold.promise, "short", hours)
    return changed


def next_try(now: datetime, hours: Hours) -> datetime:
    """Return when to call again somebody who did not answer: in two hours, else at ten on the next open day."""
    zone = ZoneInfo(hours.zone)
    later = (now + _AGAIN_AFTER).astimezone(zone)
    today = now.astimezone(zone).date()
    if hours.is_open(today) and later.date() == today and later.time() < hours.open_until:
        return later
    return datetime.combine(hours.open_day(today + timedelta(days=1)), _FIRST_CALL, zone)
