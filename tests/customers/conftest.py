"""A shop with customers from four countries, written the way people write."""

from collections.abc import Callable
from typing import Any

import pytest

from agentdesk.clock import SetClock
from agentdesk.customers.actions import Details, add
from agentdesk.customers.lookup.finder import Finder
from agentdesk.customers.lookup.model import Found
from agentdesk.customers.model import Customer
from agentdesk.store import Actor, Store

AINO = Actor(1, "phone 2")
Known = Callable[..., Customer]
Lookup = Callable[[str], Found]


@pytest.fixture
def staffed(store: Store) -> Store:
    """The store with Aino at its phone."""
    with store.act(Actor()) as act:
        act.execute("INSERT INTO staff (id, name, role, added_at) VALUES (1, 'Aino', 'agent', ?)", (act.at,))
        act.execute("INSERT INTO shifts (id, staff, desk, opened_at) VALUES (1, 1, 'phone 2', ?)", (act.at,))
    return store


@pytest.fixture
def known(staffed: Store) -> Known:
    """Add a customer as the desk does: ``known("Karin Öhman", phones=("070-174 06 35",))``."""

    def put(name: str, region: str = "SE", **details: Any) -> Customer:
        with staffed.act(AINO) as act:
            return add(act, Details(name=name, **details), region)

    return put


@pytest.fixture
def lookup(staffed: Store, clock: SetClock) -> Lookup:
    """Type into the box."""
    finder = Finder("Europe/Stockholm")
    return lambda text: finder.look_up(staffed.read(), text, clock.now())


def names(found: Found) -> list[str]:
    """Who was found, best first."""
    return [hit.name for hit in found.hits]
