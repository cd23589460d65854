"""What one may do with holds: place, collect, cancel, extend. Each takes an open act and the shop's hours."""

from dataclasses import replace
from datetime import date
from typing import Final

from agentdesk.catalog.actions import check_units
from agentdesk.catalog.model import Product
from agentdesk.clock import moment, shop_day
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Aside, Expected, Hold, Place, Placed, State, Tell
from agentdesk.holds.moving import change, existing, note, product_of, release, serve, settle, split
from agentdesk.holds.outlook import outlook
from agentdesk.holds.risks import lift, risk
from agentdesk.holds.rules import check_may, place_in_queue
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.store import Act
from agentdesk.text import accept

CANCEL_REASONS: Final = ("customer", "elsewhere", "alternative", "mistake", "unreachable", "other")


def place(
    act: Act,
    product: int,
    quantity: int,
    hours: Hours,
    *,
    customer: int | None,
    needed_by: date | None = None,
    tell: Tell = Tell.CALL,
    contact: int | None = None,
) -> Placed:
    """Promise units to a customer (None: a walk-in, who is told nothing and keeps the label).

    Free units are set aside at once; what is not free goes into the queue, as a part of its own. Makes the promise: to
    keep them until the window ends, or to tell the customer by the day that can honestly be said. Raises NotFound,
    InvalidInput, and Refused (``discontinued``) where units would have to come that never will.
    """
    check_units(quantity, least=1)
    today = shop_day(act.now, act.zone)
    if needed_by is not None and needed_by < today:
        raise InvalidInput(f"{needed_by} has passed.", "Give a later --needed-by, or none.")
    if customer is None:
        tell = Tell.NONE
    article = product_of(act.connection, product)
    if article.stock.queue and serve(act, article, hours, cause="free"):
        article = product_of(act.connection, product)
    ready = min(article.stock.free, quantity)
    if ready < quantity and article.discontinued:
        left = f"only {ready} can be had" if ready else "none is left"
        raise Refused(
            f"{article.name} is discontinued: {left}.",
            "Offer an alternative: agentdesk stock show shows some.",
            code="discontinued",
        )
    turn, expected = _at_the_end(act, article, quantity - ready, hours, today) if ready < quantity else (None, None)
    end = hours.closing(window_end(hours, today, needed_by)) if ready else None
    told_by = hours.closing(expected.say) if expected and expected.say else None
    due = told_by if ready < quantity else end
    what = f"{quantity} × {article.name[:200]}"
    promise = promises.make(act, Kind.HOLD, customer=customer, contact=contact, what=what, due_at=due)
    hold = Hold(
        0, promise.id, customer, product, quantity, State.WAITING, records.next_queued(act.connection), tell,
        act.actor.staff, act.at, needed_by=needed_by, said=expected.say if expected else None, contact=contact,
    )  # fmt: skip
    placed = _kept(act, hold, ready, article.sku, end, turn, expected)
    if ready < quantity:
        promises.flag(act, promise.id, risk(expected, needed_by, None))
    return placed


def _at_the_end(act: Act, article: Product, units: int, hours: Hours, today: date) -> tuple[Place, Expected | None]:
    """Return the place in the queue of units that must wait, behind everybody, and when they can honestly be expected."""
    stock = article.stock
    expected = outlook(act.connection, article.id, hours, today).at(stock.waiting + units)
    return place_in_queue(stock.queue, stock.waiting, stock.queue + 1, None), expected


def _kept(
    act: Act, hold: Hold, ready: int, sku: str, end: str | None, turn: Place | None, expected: Expected | None
) -> Placed:
    parts: list[Placed] = []
    if ready:
        if not records.take(act, hold.product, ready):
            raise Refused("Somebody else took the last units just now.", "Look again.", code="changed-meanwhile")
        aside = replace(hold, quantity=ready, state=State.ASIDE, aside_at=act.at, collect_by=end)
        parts.append(Placed(replace(aside, id=records.add(act, aside))))
    if ready < hold.quantity:
        waits = replace(hold, quantity=hold.quantity - ready)
        records.count_in(act, hold.product, waits.quantity, 1)
        parts.append(Placed(replace(waits, id=records.add(act, waits)), turn, expected))
    for part in parts:
        note(act, "hold.placed", part.hold, sku=sku, data=_placed_data(part), contact=hold.contact)
    return replace(parts[0], rest=parts[1]) if len(parts) == 2 else parts[0]


def _placed_data(part: Placed) -> dict[str, object]:
    say = part.expected.say if part.expected else None
    return {
        "state": part.hold.state.value,
        "promise": part.hold.promise,
        "position": part.place.position if part.place else None,
        "expected": say.isoformat() if say else None,
        "needed_by": part.hold.needed_by.isoformat() if part.hold.needed_by else None,
        "tell": part.hold.tell.value,
    }


def collect(
    act: Act, hold: int, hours: Hours, quantity: int | None = None, *, contact: int | None = None
) -> tuple[Hold, Hold | None]:
    """Hand units to the customer: all of a hold, or ``quantity`` of it; returns what was collected and what is left.

    A hold collected already is left alone, so that a second scan counts nothing. Raises NotFound, Refused and
    InvalidInput.
    """
    found = existing(act.connection, hold)
    if found.state is State.COLLECTED and quantity in (None, found.quantity):
        act.notices.append(f"{found.word} was collected before; nothing was counted again.")
        return found, None
    check_may("collect", found)
    rest = None
    if quantity is not None and quantity != found.quantity:
        if not 0 < quantity < found.quantity:
            raise InvalidInput(f"{found.word} is {found.quantity} units.", f"Collect 1 to {found.quantity}.")
        found, rest = split(act, found, quantity, contact)
    sku = records.hand_out(act, found.product, found.quantity, found.id)
    if sku is None:
        raise Refused(f"{found.word} is not on the shelf.", "Check the stock: agentdesk doctor", code="not-aside")
    collected = change(act, found, state=State.COLLECTED, ended_at=act.at)
    note(act, "hold.collected", collected, sku=sku, before=found, contact=contact)
    settle(act, collected.promise, "collected", hours)
    return collected, rest


def cancel(act: Act, hold: int, hours: Hours, reason: str, *, contact: int | None = None) -> tuple[Hold, list[Aside]]:
    """End a hold with a reason code; its units pass to the next in the queue: returns who got them.

    Raises NotFound, Refused where it is over already.
    """
    found = existing(act.connection, hold)
    check_may("cancel", found)
    reason = accept(reason, "The reason", limit=60) or "other"
    cancelled = change(act, found, state=State.CANCELLED, ended_at=act.at, reason=reason)
    note(act, "hold.cancelled", cancelled, before=found, contact=contact)
    settle(act, found.promise, reason, hours)
    if found.state is State.WAITING:
        records.count_in(act, found.product, -found.quantity, -1)
        served: list[Aside] = []
    else:
        served = release(act, found, hours, cause="cancelled")
    lift(act, found.product, hours)
    return cancelled, served


def extend(act: Act, hold: int, hours: Hours, until: date | None = None, *, contact: int | None = None) -> Hold:
    """Give the customer longer to collect: until a day, or a whole window more. Raises NotFound, Refused, InvalidInput.

    A hold whose customer does not know yet has no window to extend.
    """
    found = existing(act.connection, hold)
    check_may("extend", found)
    today = shop_day(act.now, act.zone)
    if found.collect_by is None:
        raise Refused(
            f"{found.word} has no end yet: its customer was not told.", "Tell them first.", code="window-not-begun"
        )
    last = shop_day(moment(found.collect_by), hours.zone)
    day = window_end(hours, max(today, last), None) if until is None else until
    if day < today:
        raise InvalidInput(f"{day} has passed.", "Give a later day.")
    extended = change(act, found, collect_by=hours.closing(day))
    note(act, "hold.extended", extended, before=found, contact=contact)
    settle(act, found.promise, "extended", hours)
    return extended
