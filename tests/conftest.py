"""A shop to test in: a fresh store, a clock that stands, and people who work there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentdesk.clock import SetClock
from agentdesk.store import Store, create_store


@pytest.fixture
def clock() -> SetClock:
    """Saturday 28 November 2026, 14:05 in Stockholm."""
    return SetClock(datetime(2026, 11, 28, 13, 5, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty store, as its first start leaves it."""
    opened = create_store(tmp_path / "desk.db", clock, zone="Europe/Stockholm", currency="SEK")
    yield opened
    opened.close()
