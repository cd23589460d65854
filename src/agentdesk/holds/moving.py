"""How holds move, for every action alike: guarded, counted, logged; free units go to the head of the queue."""

from dataclasses import replace
from datetime import date

from agentdesk import log
from agentdesk.catalog import deliveries
from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import Lateness, Product
from agentdesk.clock import shop_day
from agentdesk.errors import DeskError, NotFound
from agentdesk.holds import records, rules
from agentdesk.holds.dates import Hours, Outlook, window_end
from agentdesk.holds.model import Aside, Hold, State, Tell
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.store import Act, Connection


class Changed(DeskError):
    """Units or holds are not as they were read: a write outside its transaction. Nothing of the act is kept."""

    code = "changed-meanwhile"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has changed meanwhile.", "Look again, then repeat the step.")


def existing(connection: Connection, hold: int) -> Hold:
    """Return a hold. Raises NotFound."""
    found = records.by_id(connection, hold)
    if found is None:
        raise NotFound(f"There is no hold H-{hold}.", "See them: agentdesk hold list", code="no-such-hold")
    return found


def product_of(connection: Connection, product: int) -> Product:
    """Return the product of a hold. Raises NotFound."""
    found = catalog.by_id(connection, product)
    if found is None:
        raise NotFound("There is no such item.", "Import products first.", code="no-such-item")
    return found


def change(act: Act, hold: Hold, **changes: object) -> Hold:
    """Store a hold's new values, guarded by those it had. Raises Changed."""
    changed = replace(hold, **changes)  # type: ignore[arg-type]
    if not records.keep(act, hold, changed):
        raise Changed(hold.word)
    return changed


def split(act: Act, hold: Hold, units: int) -> tuple[Hold, Hold]:
    """Part a hold in two under one promise: ``units`` keep its id, the rest get one of their own and the same place.

    Returns both. A rest that waits is counted as one more in the queue.
    """
    first = change(act, hold, quantity=units)
    rest = replace(hold, quantity=hold.quantity - units)
    rest = replace(rest, id=records.add(act, rest))
    if rest.state is State.WAITING:
        records.count_in(act, rest.product, 0, 1)
    note(act, "hold.split", first, data={"rest": rest.id, "rest_quantity": rest.quantity})
    return first, rest


def note(
    act: Act,
    kind: str,
    hold: Hold,
    *,
    sku: str | None = None,
    data: dict[str, object] | None = None,
    before: Hold | None = None,
) -> None:
    """Log an act on a hold, with what changed since ``before``."""
    names = ("state", "quantity", "collect_by", "told_at", "next_try", "reason", "queued") if before else ()
    changed = [name for name in names if getattr(before, name) != getattr(hold, name)]
    log.append(
        act,
        kind,
        contact=hold.contact,
        customer=hold.customer,
        item=sku if sku is not None else product_of(act.connection, hold.product).sku,
        data={"hold": hold.id, "quantity": hold.quantity, **(data or {})},
        before={name: getattr(before, name) for name in changed},
        after={name: getattr(hold, name) for name in changed},
    )


def serve(act: Act, product: Product, hours: Hours, *, cause: str) -> list[Aside]:
    """Set free units aside for who waits, first come first served; returns who got some, in that order.

    ``cause`` is a code for the log: why units came free. Call it in every act that may leave units free.
    """
    free = product.stock.free
    if free <= 0 or product.stock.queue == 0:
        return []
    waiting = records.queue(act.connection, product.id, free)
    by_id = {hold.id: hold for hold in waiting}
    given = rules.allocate(free, waiting)
    units = sum(each.units for each in given)
    if not records.take(act, product.id, units):
        raise Changed(product.name)
    served = [_set_aside(act, by_id[each.hold], each.units, product, hours, cause) for each in given]
    records.count_in(act, product.id, -units, -len(given))
    return served


def _set_aside(act: Act, hold: Hold, units: int, product: Product, hours: Hours, cause: str) -> Aside:
    rest = None
    if units < hold.quantity:
        hold, rest = split(act, hold, units)
    knows = hold.tell is Tell.NONE
    today = shop_day(act.now, act.zone)
    collect_by = hours.closing(window_end(hours, today, hold.needed_by)) if knows else None
    aside = change(act, hold, state=State.ASIDE, aside_at=act.at, collect_by=collect_by)
    note(act, "hold.set-aside", aside, sku=product.sku, data={"cause": cause}, before=hold)
    return Aside(aside, product, rest.id if rest else None)


def release(act: Act, hold: Hold, hours: Hours, *, cause: str) -> list[Aside]:
    """Free the units of a hold that had them; they go to the head of the queue at once."""
    if not records.give_back(act, hold.product, hold.quantity):
        raise Changed(hold.word)
    return serve(act, product_of(act.connection, hold.product), hours, cause=cause)


def settle(act: Act, promise: int, reason: str) -> None:
    """End a promise whose parts are all over: kept where any of it was collected. Else follow what is still owed."""
    parts = records.of_promise(act.connection, promise)
    owed = [part for part in parts if not part.state.over]
    if not owed:
        if any(part.state is State.COLLECTED for part in parts):
            promises.keep(act, promise)
        else:
            promises.cancel(act, promise, reason)
    elif all(part.collect_by for part in owed):
        promise_records.set_due(act, promise, max(part.collect_by or "" for part in owed))


def outlook(connection: Connection, product: int, hours: Hours, today: date) -> Outlook:
    """Return what is planned to come of a product, and how its suppliers keep their days."""
    incoming = deliveries.incoming(connection, product)
    usual: dict[str, Lateness] = {}
    for supplier in {each.supplier for each in incoming}:
        habit = deliveries.usual_lateness(connection, supplier, hours.zone)
        if habit is not None:
            usual[supplier] = habit
    return Outlook(tuple(incoming), usual, hours, today)
