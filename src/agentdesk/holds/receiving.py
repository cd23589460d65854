"""A delivery morning: what came is counted once, and set aside in queue order before anybody can sell it."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentdesk import log
from agentdesk.catalog import deliveries
from agentdesk.catalog import records as catalog
from agentdesk.catalog.actions import check_units, existing_delivery, open_delivery
from agentdesk.catalog.model import Delivery, DeliveryLine, DeliveryState
from agentdesk.errors import InvalidInput
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Aside
from agentdesk.holds.moving import Changed, product_of, serve
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
    _close(act, found, complete=complete)
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


def _close(act: Act, before: Delivery, *, complete: bool) -> None:
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
        )


def everything(delivery: Delivery) -> dict[int, Count]:
    """Return the totals that say: all of it came as ordered."""
    return {line.product: Count(max(line.quantity - line.damaged, line.received)) for line in delivery.lines}


def totals_by_sku(delivery: Delivery, counts: Mapping[str, int], products: Mapping[str, int]) -> dict[int, Count]:
    """Return totals by product id from totals by article number. Raises InvalidInput for a number nobody knows."""
    known = {line.sku: line.product for line in delivery.lines} | dict(products)
    for sku in counts:
        if sku not in known:
            raise InvalidInput(f"{delivery.word} has no {sku}.", "Check the SKU.", code="no-such-line")
    return {known[sku]: Count(units) for sku, units in counts.items()}
