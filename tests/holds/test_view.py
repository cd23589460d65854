"""What the desk shows before anything is done."""

from datetime import date

import pytest

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.model import DeliveryState
from agentdesk.clock import stamp
from agentdesk.holds import actions
from agentdesk.holds.model import Tell
from agentdesk.holds.view import Asked, do_facts, look, read_typed

from .conftest import HOURS, Shop


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("KTL-17", Asked("KTL-17")),
        ("emalj x2", Asked("emalj", 2)),
        ("emalj 2", Asked("emalj", 2)),
        ("emalj 2st sms", Asked("emalj", 2, None, Tell.SMS)),
        ("vatt emal 2026-12-04 ring ×3", Asked("vatt emal", 3, date(2026, 12, 4), Tell.CALL)),
        ("7310865004703", Asked("7310865004703")),
        ("x2", Asked("x2")),
        ("emalj 2026-13-44", Asked("emalj 2026-13-44")),
        ("", Asked("")),
    ],
)
def test_what_was_typed_is_read(typed: str, asked: Asked) -> None:
    assert read_typed(typed) == asked


def late_supplier(shop: Shop, times: int = 14) -> None:
    for _ in range(times):
        with shop.act() as act:
            made = deliveries.add(act, "Norrkök", date(2026, 10, 2), {2: 1})
            deliveries.set_state(
                act, made, DeliveryState.RECEIVED, stamp(shop.clock.now().replace(month=10, day=5, hour=8))
            )


def test_the_honest_day_counts_the_suppliers_habit(shop: Shop) -> None:
    late_supplier(shop)
    shop.delivery(quantity=6)
    view = look(shop.store.read(), "emalj", HOURS, shop.clock.now())
    assert view.prospect is not None
    assert view.prospect.sentence == (
        "Expected Fri 4 Dec from Norrkök; usually 3 days late (14 deliveries): say Mon 7 Dec."
    )
    assert view.prospect.place is not None
    assert view.prospect.place.reason == "first in the queue"


def test_without_a_delivery_no_day_is_said(shop: Shop) -> None:
    view = look(shop.store.read(), "emalj x2 2026-12-01", HOURS, shop.clock.now())
    assert view.prospect is not None
    assert view.prospect.sentence == "No delivery is planned: say no date."
    assert view.prospect.at_risk == "needed by 2026-12-01: no delivery is planned"


def test_what_is_discontinued_is_refused_with_what_else_there_is(shop: Shop) -> None:
    shop.stock(2, 4)
    view = look(shop.store.read(), "LMP-1", HOURS, shop.clock.now())
    assert view.prospect is not None
    assert view.prospect.refused is not None
    assert [(each.product.sku, each.why) for each in view.prospect.alternatives] == [("MUG-3", "also Kök, 4 free")]


def test_the_panel_knows_the_item_and_the_customers_holds(shop: Shop) -> None:
    shop.delivery(quantity=6)
    with shop.act() as act:
        actions.place(act, 1, 4, HOURS, customer=2)
        actions.place(act, 1, 1, HOURS, customer=1)
        actions.place(act, 2, 1, HOURS, customer=1)
    facts = do_facts(shop.store.read(), 1, 1, HOURS, shop.clock.now())
    assert facts.product is not None
    assert (facts.product.stock.on_hand, facts.product.stock.waiting) == (0, 5)
    mug, kettle = facts.holds[1], facts.holds[0]
    assert kettle.place is not None
    assert (kettle.place.position, kettle.place.of) == (2, 2)
    assert kettle.expected is not None
    assert kettle.expected.say == date(2026, 12, 4)
    assert mug.expected is None


def test_text_that_fits_nothing_shows_nothing(shop: Shop) -> None:
    for text in ("", "zzz", "[/]", "%", "'"):
        assert look(shop.store.read(), text, HOURS, shop.clock.now()).prospect is None


def test_a_window_says_its_last_day_and_that_it_ends_soon(shop: Shop) -> None:
    shop.stock(1, 1)
    with shop.act() as act:
        actions.place(act, 1, 1, HOURS, customer=1)

    def facts() -> tuple[date | None, bool]:
        (each,) = do_facts(shop.store.read(), None, 1, HOURS, shop.clock.now()).holds
        return each.until, each.ends_soon

    assert facts() == (date(2026, 12, 7), False)
    shop.clock.advance(days=7)  # Saturday; Sunday is closed
    assert facts() == (date(2026, 12, 7), True)
