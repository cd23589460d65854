"""Telling customers that their units are here: what came of each try, and when to try again."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from agentdesk.clock import shop_day, stamp
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Hold, Result, State
from agentdesk.holds.moving import change, existing, note, settle
from agentdesk.holds.rules import check_may
from agentdesk.store import Act

_AGAIN_AFTER = timedelta(hours=2)
_FIRST_CALL = time(10, 0)


def tell(act: Act, hold: int, result: Result, hours: Hours) -> Hold:
    """Note a try to tell a customer. Reached, voicemail and message mean told: the pick-up window runs from now.

    No answer sets when to try next; a wrong number waits until somebody has a new one. Raises NotFound, Refused.
    """
    found = existing(act.connection, hold)
    check_may("tell", found)
    records.add_call(act, hold, result)
    if result.told:
        end = window_end(hours, shop_day(act.now, act.zone), found.needed_by)
        changed = change(act, found, state=State.TOLD, told_at=act.at, collect_by=hours.closing(end), next_try=None)
        note(act, "hold.told", changed, data={"result": result.value}, before=found)
        settle(act, found.promise, "told")
        return changed
    again = None if result is Result.WRONG_NUMBER else stamp(next_try(act.now, hours))
    changed = change(act, found, next_try=again)
    note(act, "hold.tried", changed, data={"result": result.value}, before=found)
    return changed


def next_try(now: datetime, hours: Hours) -> datetime:
    """Return when to call again somebody who did not answer: in two hours, else at ten on the next open day."""
    zone = ZoneInfo(hours.zone)
    later = (now + _AGAIN_AFTER).astimezone(zone)
    today = now.astimezone(zone).date()
    if hours.is_open(today) and later.date() == today and later.time() < hours.open_until:
        return later
    return datetime.combine(hours.open_day(today + timedelta(days=1)), _FIRST_CALL, zone)
