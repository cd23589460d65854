"""Opening the sample shop: a throw-away store, filled and ready in a second or two."""

from datetime import UTC, datetime
from pathlib import Path

from agentdesk.clock import SetClock, SystemClock
from agentdesk.sample.story import ME, SHOP, Story
from agentdesk.settings import settings_path, settings_text
from agentdesk.store import Store, create_store, open_store
from agentdesk.work.setup import found_with

PIN = "482915"  # Mira's, shown where the demo is opened; a throw-away store guards nothing


def open_sample(folder: Path, now: datetime | None = None) -> Store:
    """Make the sample shop in a folder and open it, with a clock that runs (or stands at ``now``)."""
    from agentdesk.staff.pins import hash_pin

    path = folder / "desk.db"
    moment = now or datetime.now(UTC)
    clock = SetClock(moment)
    store = create_store(path, clock, zone=SHOP.timezone, currency=SHOP.currency)
    try:
        found_with(store, SHOP)
        from agentdesk.sample.story import hire

        hire(store, hash_pin(PIN))
        Story(store, clock, moment).fill()
    finally:
        store.close()
    settings_path(path).write_text(settings_text(SHOP), encoding="utf-8")
    return open_store(path, SetClock(moment) if now else SystemClock(), zone=SHOP.timezone, currency=SHOP.currency)


__all__ = ["ME", "PIN", "SHOP", "open_sample"]
