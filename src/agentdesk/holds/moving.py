"""How holds move, for every action alike: guarded, counted, logged; free units go to the head of the queue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agentdesk import log
from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import Product
from agentdesk.clock import shop_day
from agentdesk.errors import DeskError, NotFound
from agentdesk.holds import records, rules
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Aside, Hold, State, Tell, Waiting
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.store import Act, Connection

_LOGGED = ("state", "quantity", "collect_by", "told_at", "next_try", "reason", "queued", "queue_reason", "said")


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
    if not records.keep(act, hold, changes):
        raise Changed(hold.word)
    return replace(hold, **changes)  # type: ignore[arg-type]  # callers name fields


def split(act: Act, hold: Hold, units: int, contact: int | None = None) -> tuple[Hold, Hold]:
    """Part a hold in two under one promise: ``units`` keep its id, the rest get one of their own and the same place.

    Returns both. A rest that waits is counted as one more in the queue.
    """
    first = change(act, hold, quantity=units)
    rest = replace(hold, quantity=hold.quantity - units)
    rest = replace(rest, id=records.add(act, rest))
    if rest.state is State.WAITING:
        records.count_in(act, rest.product, 0, 1)
    note(act, "hold.split", first, data={"rest": rest.id, "rest_quantity": rest.quantity}, contact=contact)
    return first, rest


def note(
    act: Act,
    kind: str,
    hold: Hold,
    *,
    sku: str | None = None,
    data: dict[str, object] | None = None,
    before: Hold | None = None,
    contact: int | None = None,
) -> None:
    """Log an act on a hold, with what changed since ``before``; ``contact`` is the conversation it happened in."""
    changed = [name for name in _LOGGED if before and getattr(before, name) != getattr(hold, name)]
    log.append(
        act,
        kind,
        contact=contact,
        customer=hold.customer,
        item=sku if sku is not None else product_of(act.connection, hold.product).sku,
        data={"hold": hold.id, "quantity": hold.quantity, **(data or {})},
        before={name: _plain(getattr(before, name)) for name in changed},
        after={name: _plain(getattr(hold, name)) for name in changed},
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def serve(act: Act, product: Product, hours: Hours, *, cause: str) -> list[Aside]:
    """Set free units aside for who waits, first come first served; returns who got some, in that order.

    ``cause`` is a code for the log: why units came free. Call it in every act that may leave units free.
    """
    free = product.stock.free
    if free <= 0 or product.stock.queue == 0:
        return []
    waiting = records.queue(act.connection, product.id, free)
    given = rules.allocate(free, [each.quantity for each in waiting])
    if not records.take(act, product.id, sum(given)):
        raise Changed(product.name)
    whole = [each for each, units in zip(waiting, given, strict=False) if each.plain and units == each.quantity]
    _set_all_aside(act, whole, product, cause)
    served = [
        Aside(each.hold, each.customer, units, product)
        if each.plain and units == each.quantity
        else _set_aside(act, each, units, product, hours, cause)
        for each, units in zip(waiting, given, strict=False)
    ]
    records.count_in(act, product.id, -sum(given), -len(given))
    return served


def _set_all_aside(act: Act, whole: Sequence[Waiting], product: Product, cause: str) -> None:
    """Set holds aside whole: a delivery may serve ten thousand, so they share one statement and one form of entry."""
    if not records.set_aside(act, whole):
        raise Changed(product.name)
    log.append_many(
        act,
        "hold.set-aside",
        [(each.customer, {"hold": each.hold, "quantity": each.quantity, "cause": cause}) for each in whole],
        item=product.sku,
        before={"state": State.WAITING.value},
        after={"state": State.ASIDE.value},
    )


def _set_aside(act: Act, waiting: Waiting, units: int, product: Product, hours: Hours, cause: str) -> Aside:
    hold, rest = existing(act.connection, waiting.hold), None
    if units < hold.quantity:
        hold, rest = split(act, hold, units)
    collect_by = None
    if hold.tell is Tell.NONE:  # they come by themselves: the window runs from now
        collect_by = hours.closing(window_end(hours, shop_day(act.now, act.zone), hold.needed_by))
    aside = change(act, hold, state=State.ASIDE, aside_at=act.at, collect_by=collect_by, queue_reason=None)
    tell_by = _follow(act, aside, hours)
    note(act, "hold.set-aside", aside, sku=product.sku, data={"cause": cause, "tell_by": tell_by}, before=hold)
    return Aside(hold.id, hold.customer, units, product, rest.id if rest else None)


def _follow(act: Act, hold: Hold, hours: Hours) -> str | None:
    """Let a promise follow units that are here: nothing is at risk, and where no day was said, tell on an open day."""
    promise = promises.open_promise(act, hold.promise)
    today = shop_day(act.now, act.zone)
    if promise.at_risk is not None and (hold.needed_by is None or today <= hold.needed_by):
        promises.flag(act, hold.promise, None)
    if promise.due_at is not None:
        return None
    closing = hours.closing(hours.open_day(today))
    tell_by = closing if closing > act.at else hours.closing(hours.after_open_days(today, 1))
    promise_records.set_due(act, hold.promise, tell_by)
    return tell_by


def release(act: Act, hold: Hold, hours: Hours, *, cause: str) -> list[Aside]:
    """Free the units of a hold that had them; they go to the head of the queue at once."""
    if not records.give_back(act, hold.product, hold.quantity):
        raise Changed(hold.word)
    return serve(act, product_of(act.connection, hold.product), hours, cause=cause)


def settle(act: Act, promise: int, reason: str, hours: Hours) -> None:
    """End a promise whose parts are all over: kept where any of it was collected. Else it is due when the next part is.

    While a part is here and its customer does not know, the promise stays as it is: telling them is what is due.
    """
    parts = records.of_promise(act.connection, promise)
    owed = [part for part in parts if not part.state.over]
    if not owed:
        if any(part.state is State.COLLECTED for part in parts):
            promises.keep(act, promise)
        else:
            promises.cancel(act, promise, reason)
    elif not any(part.state is State.ASIDE and part.collect_by is None for part in owed):
        due_at = min(filter(None, (due_of(part, hours) for part in owed)), default=None)
        found = promises.open_promise(act, promise)
        if found.due_at != due_at:
            promises.move(act, promise, due_at=due_at, reason=reason, at_risk=found.at_risk)


def due_of(part: Hold, hours: Hours) -> str | None:
    """Return when a part is owed: told, until its window ends; waiting, by the day that was said."""
    if part.collect_by is not None:
        return part.collect_by
    return hours.closing(part.said) if part.said is not None else None
