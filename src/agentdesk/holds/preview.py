"""Before a receipt is confirmed: what came, who waits, who gets it and why. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from agentdesk.catalog import records as catalog
from agentdesk.catalog.actions import existing_delivery
from agentdesk.catalog.model import DeliveryLine, Product
from agentdesk.errors import NotFound
from agentdesk.holds import records, rules
from agentdesk.holds.model import Waiting
from agentdesk.holds.receiving import Count
from agentdesk.holds.words import these_because
from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class LinePreview:
    """One line as it would be received. ``over`` came above what was ordered, ``missing`` is still to come.

    ``served`` says which holds get how many, in queue order; ``left`` units wait on; ``free`` can be sold afterwards.
    """

    product: Product
    new: int
    damaged: int
    over: int
    missing: int
    served: tuple[tuple[Waiting, int], ...]
    left: int
    free: int
    sentence: str


def preview(connection: Connection, delivery: int, totals: Mapping[int, Count]) -> list[LinePreview]:
    """Return what ``receive`` with the same totals would do, line by line. Raises NotFound."""
    found = existing_delivery(connection, delivery)
    lines = {line.product: line for line in found.lines}
    return [_line(connection, lines.get(product), product, count) for product, count in totals.items()]


def _line(connection: Connection, line: DeliveryLine | None, product: int, count: Count) -> LinePreview:
    article = catalog.by_id(connection, product)
    if article is None:
        raise NotFound("There is no such item.", "Import products first.", code="no-such-item")
    line = line or DeliveryLine(product, article.sku, article.name, 0)
    received, damaged = max(line.received, count.received), max(line.damaged, count.damaged)
    new = received - line.received
    free = article.stock.free + new
    queue = records.queue(connection, product, free) if free > 0 else []
    given = rules.allocate(free, [each.quantity for each in queue])
    served = tuple(zip(queue, given, strict=False))
    units = sum(given)
    names = [f"H-{each.hold}" + (f" ({got} of {each.quantity})" if got < each.quantity else "") for each, got in served]
    return LinePreview(
        article,
        new,
        damaged - line.damaged,
        max(0, received + damaged - line.quantity),
        max(0, line.quantity - received - damaged),
        served,
        article.stock.waiting - units,
        free - units,
        these_because(new, article.stock.waiting, names, article.stock.waiting - units),
    )
