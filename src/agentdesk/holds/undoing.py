"""Undo: taking back what one act did to holds and deliveries, entry by entry from its last, under the rules of any act.

Refused with a reason where something depends on it by now: then another act has to put it right.
"""

from collections.abc import Callable, Sequence
from datetime import date

from agentdesk import log
from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog import records as catalog
from agentdesk.catalog.actions import existing_delivery
from agentdesk.catalog.model import DeliveryState
from agentdesk.errors import Refused
from agentdesk.holds import records
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Hold, State
from agentdesk.holds.moving import change, existing, note, product_of, release, serve, settle
from agentdesk.holds.risks import reassess
from agentdesk.log.reading import Entry
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.store import Act


def undo(act: Act, entries: Sequence[Entry], hours: Hours) -> str:
    """Undo the entries of one act that holds, deliveries and their promises left; returns in words what was undone.

    Entries of other capabilities are the caller's. Raises Refused (``depends``, ``not-undoable``), NotFound.
    """
    undone: list[str] = []
    products: set[int] = set()
    for entry in reversed(entries):
        how = _HOW.get(entry.kind)
        if how is not None:
            word, product = how(act, entry, hours)
            if word not in undone:
                undone.append(word)
            if product:
                products.add(product)
        elif entry.kind.startswith(("hold.", "stock.")) and entry.kind not in _NOTHING:
            raise Refused(f"“{entry.words}” cannot be undone.", "Put it right by another act.", code="not-undoable")
        else:
            promises.undo_entry(act, entry)
    for product in sorted(products):
        serve(act, product_of(act.connection, product), hours, cause="undone")
        reassess(act, product, hours)
    return ", ".join(reversed(undone))


def _as_left(act: Act, entry: Entry) -> Hold:
    """Return the hold of an entry, as long as it is still as that act left it."""
    hold = existing(act.connection, int(entry.record["data"]["hold"]))
    left = entry.record["after"].get("state", entry.record["data"].get("state", hold.state))
    if hold.state != left or hold.quantity != entry.record["data"]["quantity"]:
        raise Refused(f"{hold.word} has moved on: it is {hold.state}.", "Put it right by another act.", code="depends")
    return hold


def _placed(act: Act, entry: Entry, hours: Hours) -> tuple[str, int]:
    hold = _as_left(act, entry)
    cancelled = change(act, hold, state=State.CANCELLED, ended_at=act.at, reason="undone")
    note(act, "hold.undone", cancelled, before=hold)
    settle(act, hold.promise, "undone", hours)
    if hold.state is State.WAITING:
        records.count_in(act, hold.product, -hold.quantity, -1)
    else:
        release(act, hold, hours, cause="undone")
    return hold.word, hold.product


def _back(act: Act, entry: Entry, hours: Hours) -> tuple[str, int]:
    """Put a hold back into the state it had, if its units can be had again; without them it waits at its old place."""
    hold = _as_left(act, entry)
    before = entry.record["before"]
    was = State(before.get("state", hold.state))
    values = {name: before[name] for name in before if name != "state"}
    if "said" in values:
        values["said"] = records.day_of(values["said"])
    if was is State.WAITING and hold.state is not State.WAITING:
        _leave_shelf(act, hold)
        records.count_in(act, hold.product, hold.quantity, 1)
        values |= {"aside_at": None, "told_at": None, "collect_by": None, "next_try": None}
        if entry.record["data"].get("tell_by"):
            promise_records.set_due(act, hold.promise, None)
    elif was.takes_stock and not hold.state.takes_stock and not _take_again(act, hold):
        raise Refused(f"The units of {hold.word} are no longer free.", "Place a new hold.", code="depends")
    ended_at = None if not was.over else hold.ended_at
    again = change(act, hold, state=was, ended_at=ended_at, **values)
    note(act, "hold.undone", again, before=hold)
    return hold.word, hold.product


def _leave_shelf(act: Act, hold: Hold) -> None:
    if hold.state.takes_stock and not records.give_back(act, hold.product, hold.quantity):
        raise Refused(f"{hold.word} is not on the shelf.", "Check the stock: agentdesk doctor", code="not-aside")


def _take_again(act: Act, hold: Hold) -> bool:
    if hold.state is State.COLLECTED:
        catalog.came(act, hold.product, hold.quantity, None, "undone")
    return records.take(act, hold.product, hold.quantity)


def _split(act: Act, entry: Entry, _hours: Hours) -> tuple[str, int | None]:
    """Join the parts of a split again, where both are still the same; else they stay two, which does no harm."""
    first = existing(act.connection, int(entry.record["data"]["hold"]))
    rest = existing(act.connection, int(entry.record["data"]["rest"]))
    if first.state is rest.state and not first.state.over and rest.quantity == entry.record["data"]["rest_quantity"]:
        joined = change(act, rest, state=State.CANCELLED, ended_at=act.at, reason="joined")
        note(act, "hold.joined", joined, data={"with": first.id}, before=rest)
        change(act, first, quantity=first.quantity + rest.quantity)
        if rest.state is State.WAITING:
            records.count_in(act, rest.product, 0, -1)
    return first.word, None


def _received(act: Act, entry: Entry, _hours: Hours) -> tuple[str, int]:
    data, before, after = entry.record["data"], entry.record["before"], entry.record["after"]
    delivery = existing_delivery(act.connection, int(data["delivery"]))
    line = next((each for each in delivery.lines if each.sku == entry.record["item"]), None)
    if line is None or (line.received, line.damaged) != (after["received"], after["damaged"]):
        raise Refused(f"{delivery.word} has been counted again since.", "Count it once more.", code="depends")
    new = int(data["new"])
    if new and not catalog.went(act, line.product, new, delivery.id):
        raise Refused(
            f"Some of the {new} × {line.name} are gone already.", "Count the stock: agentdesk stock set", code="depends"
        )
    deliveries.set_received(act, delivery.id, line, before["received"], before["damaged"])
    log.append(
        act, "delivery.undone", item=line.sku, data={"delivery": delivery.id, "new": -new}, before=after, after=before
    )
    return delivery.word, line.product


def _delivery(act: Act, entry: Entry, _hours: Hours) -> tuple[str, None]:
    delivery = existing_delivery(act.connection, int(entry.record["data"]["delivery"]))
    before = entry.record["before"]
    if "expected" in before:
        deliveries.set_expected(act, delivery.id, date.fromisoformat(before["expected"]))
    if "state" in before:
        deliveries.set_state(act, delivery.id, DeliveryState(before["state"]), before.get("received_at"))
    log.append(act, "delivery.undone", data={"delivery": delivery.id}, before=entry.record["after"], after=before)
    return delivery.word, None


def _expected(act: Act, entry: Entry, _hours: Hours) -> tuple[str, None]:
    delivery = existing_delivery(act.connection, int(entry.record["data"]["delivery"]))
    if delivery.state is not DeliveryState.EXPECTED:
        raise Refused(f"{delivery.word} is {delivery.state} by now.", "Put it right by another act.", code="depends")
    deliveries.set_state(act, delivery.id, DeliveryState.CANCELLED, None)
    log.append(act, "delivery.undone", data={"delivery": delivery.id})
    return delivery.word, None


# what leaves nothing to take back: a customer once reminded stays so
_NOTHING = ("hold.reminded", "hold.undone", "hold.joined")
_HOW: dict[str, Callable[[Act, Entry, Hours], tuple[str, int | None]]] = {
    "hold.placed": _placed,
    "hold.set-aside": _back,
    "hold.told": _back,
    "hold.tried": _back,
    "hold.told-short": _back,
    "hold.moved-up": _back,
    "hold.extended": _back,
    "hold.collected": _back,
    "hold.cancelled": _back,
    "hold.expired": _back,
    "hold.split": _split,
    "delivery.received": _received,
    "delivery.begun": _delivery,
    "delivery.complete": _delivery,
    "delivery.moved": _delivery,
    "delivery.cancelled": _delivery,
    "delivery.expected": _expected,
}
