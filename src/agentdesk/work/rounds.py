"""The daily round: what a shop would have to remember every morning, done once a day by whichever desk is first.

A delivery that does not come moves nothing, and a window that ends rings no bell: somebody has to look.
"""

from dataclasses import dataclass

from agentdesk.clock import shop_day
from agentdesk.holds.dates import Hours
from agentdesk.holds.expiring import Expiry, expire
from agentdesk.holds.risks import look_again
from agentdesk.settings import Settings
from agentdesk.store import Actor, Store


@dataclass(frozen=True, slots=True)
class Round:
    """What the round found: holds that expired and who got their units, and how many promises' risk has changed."""

    expiry: Expiry
    changed: int

    @property
    def words(self) -> str:
        """What is worth saying; nothing where nothing has changed."""
        ended, passed = len(self.expiry.expired), len(self.expiry.aside)
        parts = [f"{ended} {'hold' if ended == 1 else 'holds'} not collected in time"] if ended else []
        parts += [f"passed on to {passed}, to be told"] if passed else []
        parts += (
            [f"{self.changed} {'promise' if self.changed == 1 else 'promises'} newly at risk or safe again"]
            if self.changed
            else []
        )
        return ", ".join(parts)


def daily_round(store: Store, settings: Settings, desk: str) -> Round:
    """Flag promises that can no longer be kept, and end pick-up windows that are over; once on each of the shop's days.

    Nobody's act: it opens no shift. Raises AskFirst where so many windows would end that the clock may be wrong; the
    rest of the round is done by then, and the windows are asked about again at the next one.
    """
    today, hours = shop_day(store.clock.now(), settings.timezone), Hours.of(settings)
    changed: list[int] = []
    done = Expiry((), ())
    if not store.was_done(key := f"holds.look {today}"):
        with store.act(Actor(desk=desk), key=key) as act:
            changed = look_again(act, hours) if act.earlier is None else []
    if not store.was_done(key := f"holds.expire {today}"):
        with store.act(Actor(desk=desk), key=key) as act:
            if act.earlier is None:
                done = expire(act, hours, ask_above=settings.expiry_ask_above)
    return Round(done, len(changed))
