"""A request that waits, and the ways to a yes."""

import pytest
from tests.authority.conftest import Shop, shop

from agentdesk.authority import actions
from agentdesk.authority.model import Remedy
from agentdesk.staff import actions as staff
from agentdesk.work import approval

__all__ = ["asked", "by_code", "by_pin", "code_of", "shop", "state"]


@pytest.fixture
def asked(shop: Shop) -> Remedy:
    """Aino asks for a voucher of 400.00 for customer 2: R-1."""
    return shop.ask("Aino", shop.wish("voucher", 40000, reason="damaged"), 2)


def code_of(shop: Shop, name: str, request: int) -> str:
    """The eight digits that somebody reads out."""
    with shop.store.reading() as connection:
        person = staff.named(connection, name)
        return approval.code_for(connection, shop.store.path, request, person, shop.clock.now(), shop.store.zone)[0]


def by_pin(shop: Shop, desk: str, request: int, pin: str) -> Remedy:
    return approval.approve_by_pin(shop.store, shop.desks[desk], request, pin)[0]


def by_code(shop: Shop, desk: str, request: int, code: str) -> Remedy:
    return approval.approve_by_code(shop.store, shop.desks[desk], request, code)[0]


def state(shop: Shop, request: int = 1) -> str:
    return actions.existing(shop.store.read(), request).state
