"""What the store knows for a line: of an item that never comes back nothing more is promised."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentdesk.customers import records as customers
from agentdesk.responses.filling import fill
from agentdesk.responses.known import Facts, Locale
from agentdesk.responses.library import load
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.staff.records import by_id
from agentdesk.store import Store
from agentdesk.work.facts import gather

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
PROMISING = ("soldout-check-now", "soldout-no-date-yet", "soldout-queue-call", "soldout-gift-for-wait", "soldout-close")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_sample(Path(tmp_path_factory.mktemp("facts")), NOW)
    yield store
    store.close()


def _facts(shop: Store, ref: str) -> Facts:
    me, customer = by_id(shop.read(), ME), customers.by_ref(shop.read(), ref)
    assert me is not None
    assert customer is not None
    return gather(shop.read(), SHOP, me, customer, None, NOW)


def _owner_of_something(shop: Store, where: str) -> str:
    row = (
        shop.read()
        .execute(
            "SELECT c.ref FROM customers c JOIN orders o ON o.customer = c.id JOIN order_lines l ON l.order_id = o.id"
            f" JOIN products p ON p.sku = l.sku WHERE {where} AND l.line = 1"
            " AND o.date = (SELECT max(date) FROM orders WHERE customer = c.id) ORDER BY c.id"
        )
        .fetchone()
    )
    assert row is not None, "the sample shop has one"
    return str(row["ref"])


@pytest.mark.parametrize("lang", ["en", "sv", "nb", "ja"])
def test_no_line_promises_a_delivery_of_what_is_discontinued(shop: Store, lang: str) -> None:
    known = _facts(shop, _owner_of_something(shop, "p.discontinued AND p.on_hand = 0"))
    library = load(None)
    for name in PROMISING:
        line = library.line(name, lang)
        assert line is not None
        filled = fill(library.concepts[name], line, known, Locale(lang, "SE"))
        assert "supply" in filled.blocked, name
        assert filled.promise is None


def test_what_is_only_sold_out_can_be_waited_for(shop: Store) -> None:
    known = _facts(shop, "K-1001")
    assert known.supply is not None
    library = load(None)
    line = library.line("soldout-check-now", "sv")
    assert line is not None
    assert fill(library.concepts["soldout-check-now"], line, known, Locale("sv", "SE")).sayable
