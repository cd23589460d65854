"""A delivery morning: what came is counted once, and set aside in queue order before anybody can sell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agentdesk import log
from agentdesk.catalog import actions as catalog_actions
from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog import records as catalog
from agentdesk.catalog.actions import check_units, existing_delivery, open_delivery
from agentdesk.catalog.model import Delivery, DeliveryLine, DeliveryState
from agentdesk.errors import Refused
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Aside
from agentdesk.holds.moving import Changed, product_of, serve
from agentdesk.holds.risks import lift, reassess
from agentdesk.store import Act


@dataclass(frozen=True, slots=True)
class Count:
    """Totals counted so far on one line: good units, and damaged ones apart."""

    received: int
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving did: who got units, in queue order, and how many of each product (by id) were new."""

    delivery: Delivery
    aside: tuple[Aside, ...]
    new: Mapping[int, int]


def receive(act: Act, delivery: int, totals: Mapping[int, Count], hours: Hours, *, complete: bool = False) -> Received:
    """Count what came of a delivery, by product id, and set it aside for who waits, in queue order.

    Numbers are totals so far on the line: the same or a lower number changes nothing, so that a repeat counts once.
    More than ordered, and products that nobody ordered, are taken as they come. ``complete``: the rest will not come.
    Raises NotFound, Refused where it was cancelled, InvalidInput.
    """
    found = open_delivery(act.connection, delivery)
    lines = {line.product: line for line in found.lines}
    aside: list[Aside] = []
    new: dict[int, int] = {}
    for product, count in totals.items():
        check_units(count.received)
        check_units(count.damaged)
        line = lines.get(product) or _unordered(act, found, product)
        came = _count(act, found, line, count)
        if came:
            new[product] = came
            catalog.came(act, product, came, found.id)
            aside += serve(act, product_of(act.connection, product), hours, cause=found.word)
    _close(act, found, hours, complete=complete)
    return Received(existing_delivery(act.connection, delivery), tuple(aside), new)


def _unordered(act: Act, delivery: Delivery, product: int) -> DeliveryLine:
    article = product_of(act.connection, product)
    deliveries.add_line(act, delivery.id, product, 0)
    return DeliveryLine(product, article.sku, article.name, 0)


def _count(act: Act, delivery: Delivery, line: DeliveryLine, count: Count) -> int:
    received, damaged = max(line.received, count.received), max(line.damaged, count.damaged)
    if count.received < line.received:
        act.notices.append(f"{line.sku}: {line.received} were received before; {count.received} changes nothing.")
    if (received, damaged) == (line.received, line.damaged):
        return 0
    if not deliveries.set_received(act, delivery.id, line, received, damaged):
        raise Changed(delivery.word)
    log.append(
        act,
        "delivery.received",
        item=line.sku,
        data={"delivery": delivery.id, "ordered": line.quantity, "new": received - line.received},
        before={"received": line.received, "damaged": line.damaged},
        after={"received": received, "damaged": damaged},
    )
    return received - line.received


def _close(act: Act, before: Delivery, hours: Hours, *, complete: bool) -> None:
    now = existing_delivery(act.connection, before.id)
    whole = complete or not any(line.missing for line in now.lines)
    begun = any(line.received or line.damaged for line in now.lines)
    state = DeliveryState.RECEIVED if whole else DeliveryState.PARTLY if begun else now.state
    if state is not now.state:
        deliveries.set_state(act, now.id, state, act.at if whole else None)
        log.append(
            act,
            "delivery.complete" if whole else "delivery.begun",
            data={"delivery": now.id, "expected": now.expected.isoformat(), "supplier": now.supplier},
            before={"state": now.state.value, "received_at": now.received_at},
            after={"state": state.value},
        )
    for line in now.lines:
        if whole and line.received < line.quantity:  # some came damaged, or will not come at all
            reassess(act, line.product, hours)
        else:
            lift(act, line.product, hours)


def everything(delivery: Delivery) -> dict[int, Count]:
    """Return the totals that say: all of it came as ordered."""
    return {line.product: Count(max(line.quantity - line.damaged, line.received)) for line in delivery.lines}


def expect(
    act: Act, supplier: str, expected: date, lines: Mapping[int, int], hours: Hours, ref: str | None = None
) -> Delivery:
    """Expect a delivery of product ids and quantities; promises it saves lose their flag. Raises InvalidInput."""
    made = catalog_actions.expect(act, supplier, expected, lines, ref)
    _look_again(act, made, hours)
    return made


def move(act: Act, delivery: int, expected: date, hours: Hours) -> Delivery:
    """Expect a delivery on another day; promises that it can no longer meet are flagged. Raises NotFound, Refused."""
    found = _still_open(act, delivery)
    if found.expected == expected:
        act.notices.append(f"{found.word} is expected on {expected} already.")
        return found
    deliveries.set_expected(act, found.id, expected)
    log.append(
        act,
        "delivery.moved",
        data={"delivery": found.id, "supplier": found.supplier},
        before={"expected": found.expected.isoformat()},
        after={"expected": expected.isoformat()},
    )
    _look_again(act, found, hours)
    return existing_delivery(act.connection, delivery)


def call_off(act: Act, delivery: int, hours: Hours) -> Delivery:
    """Expect no more of a delivery: cancelled, or complete with what came. Raises NotFound, Refused once it is over."""
    found = _still_open(act, delivery)
    if found.state is DeliveryState.PARTLY:
        return receive(act, delivery, {}, hours, complete=True).delivery
    deliveries.set_state(act, found.id, DeliveryState.CANCELLED, None)
    log.append(
        act,
        "delivery.cancelled",
        data={"delivery": found.id, "supplier": found.supplier},
        before={"state": found.state.value},
        after={"state": DeliveryState.CANCELLED.value},
    )
    _look_again(act, found, hours)
    return existing_delivery(act.connection, delivery)


def _still_open(act: Act, delivery: int) -> Delivery:
    found = existing_delivery(act.connection, delivery)
    if not found.state.open:
        raise Refused(f"{found.word} is {found.state}.", "Expect a new delivery.", code="delivery-over")
    return found


def _look_again(act: Act, delivery: Delivery, hours: Hours) -> None:
    for line in delivery.lines:
        reassess(act, line.product, hours)
