"""The box's lookup, one for a desk: it remembers who is at hand, and asks again only when somebody has written."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from agentdesk.clock import stamp
from agentdesk.customers.lookup.at_hand import AtHand
from agentdesk.customers.lookup.candidates import Memory
from agentdesk.customers.lookup.find import Search
from agentdesk.customers.lookup.model import Found
from agentdesk.store import Connection
from agentdesk.store.connection import version_of


class Finder:
    """Looks up customers; people with open promises and today's contacts come before strangers who fit as well."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._known: tuple[int, int, str] | None = None
        self._at_hand = AtHand()
        self._memory = Memory()

    def look_up(self, connection: Connection, text: str, now: datetime, limit: int = 10) -> Found:
        """Look up whatever was typed: customers and products, best first. Never raises for what was typed."""
        midnight = datetime.combine(now.astimezone(self._zone).date(), time(), self._zone)
        since = stamp(midnight)
        written = version_of(connection)
        known = (id(connection), written, since)
        if known != self._known:
            self._at_hand.read(connection, since)
            self._memory = Memory()
            self._known = known
        return Search(connection, text, limit, self._at_hand, self._memory).run()


def warm_up() -> None:
    """Load what the first misspelt word would wait for (50 ms); for a background thread when the desk starts."""
    import rapidfuzz.distance
    import rapidfuzz.process  # noqa: F401 - loaded, not used
