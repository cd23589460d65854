"""What one may do with the catalog itself: keep products, expect deliveries. Receiving sets holds aside: see holds."""

from collections.abc import Mapping
from datetime import date

from agentdesk import log
from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog import records
from agentdesk.catalog.model import Delivery, DeliveryState, Product, ProductFacts
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.store import Act, Connection
from agentdesk.text import accept

_MOST = 1_000_000  # units: beyond, it is a bar code in the wrong field


def keep_product(act: Act, facts: ProductFacts) -> Product:
    """Add a product, or take over what another system now says of it; its words are found at once. Logged when new.

    Stock is set by ``holds.stocktaking``, since units may be set aside. Raises InvalidInput.
    """
    sku, name = accept(facts.sku, "The article number", limit=60), accept(facts.name, "The product's name", limit=200)
    if not sku or not name:
        raise InvalidInput("A product needs an article number and a name.", "Give both.")
    known = records.by_sku(act.connection, sku)
    product = records.put(
        act,
        ProductFacts(
            sku, name, facts.barcode, facts.price, facts.cost, facts.on_order, facts.supplier, facts.category,
            facts.discontinued,
        ),
    )  # fmt: skip
    if known is None or known.sku != sku:
        log.append(act, "product.added", item=sku, data={"product": product})
    found = records.by_id(act.connection, product)
    assert found is not None
    return found


def expect(act: Act, supplier: str, expected: date, lines: Mapping[int, int], ref: str | None = None) -> Delivery:
    """Expect a delivery of product ids and quantities on a day. Raises InvalidInput."""
    supplier = accept(supplier, "The supplier", limit=120)
    if not supplier:
        raise InvalidInput("A delivery needs a supplier.", "Add --supplier NAME.")
    if not lines:
        raise InvalidInput("A delivery needs at least one item.", "Add --item SKU --quantity N.")
    for quantity in lines.values():
        check_units(quantity, least=1)
    delivery = deliveries.add(act, supplier, expected, lines, ref)
    made = existing_delivery(act.connection, delivery)
    log.append(
        act,
        "delivery.expected",
        item=made.lines[0].sku if len(made.lines) == 1 else None,
        data={
            "delivery": delivery,
            "supplier": supplier,
            "expected": expected.isoformat(),
            "lines": [[line.sku, line.quantity] for line in made.lines],
        },
    )
    return made


def check_units(units: int, *, least: int = 0) -> int:
    """Return a number of units if it can be one. Raises InvalidInput."""
    if not least <= units <= _MOST:
        raise InvalidInput(f"{units} is not a number of units.", f"Give {least} to {_MOST:,}.")
    return units


def existing_delivery(connection: Connection, delivery: int) -> Delivery:
    """Return a delivery. Raises NotFound."""
    found = deliveries.by_id(connection, delivery)
    if found is None:
        raise NotFound(
            f"There is no delivery D-{delivery}.", "See them: agentdesk delivery list", code="no-such-delivery"
        )
    return found


def existing_product(connection: Connection, sku: str) -> Product:
    """Return the product of an article number or bar code. Raises NotFound."""
    from agentdesk.catalog.finding import exact_product

    found = exact_product(connection, sku)
    if found is None:
        raise NotFound(f"No item has the number {sku}.", "Check the SKU, or import products.", code="no-such-item")
    return found


def open_delivery(connection: Connection, delivery: int) -> Delivery:
    """Return a delivery of which more is expected. Raises NotFound, Refused."""
    found = existing_delivery(connection, delivery)
    if found.state is DeliveryState.CANCELLED:
        raise Refused(f"{found.word} was cancelled.", "Expect a new one.", code="delivery-cancelled")
    return found
