"""Closing a shift and handing it over: what is open becomes items, and each item lands with a named person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agentdesk import log
from agentdesk.authority import records as authority
from agentdesk.clock import stamp
from agentdesk.contacts import actions as contact_actions
from agentdesk.contacts import records as contacts
from agentdesk.customers import records as customers
from agentdesk.errors import NotFound, Refused
from agentdesk.holds import records as holds
from agentdesk.promises import actions as promise_actions
from agentdesk.promises import records as promises
from agentdesk.promises.model import Kind
from agentdesk.shift import actions as shift_actions
from agentdesk.shift import handover_records as handover
from agentdesk.shift import records
from agentdesk.shift.model import Item, Shift
from agentdesk.staff.records import names
from agentdesk.store import Act, Connection
from agentdesk.text import accept


@dataclass(frozen=True, slots=True)
class Described:
    """An item in words: what it is, whose, for which customer (an id, and the name; empty for a walk-in)."""

    item: Item
    owner: str
    what: str
    customer: int | None = None
    name: str = ""
    due_at: str | None = None


def close(act: Act, note: str | None = None, *, staff: int | None = None) -> tuple[Shift, list[Item]]:
    """Close the actor's shift, or ``staff``'s, and offer what is open to the next. Raises Refused where none is open.

    A contact still open is parked first, so that its customer is not lost. Vouchers are the shop's to honour, whoever is
    there: they are nobody's errand.
    """
    owner = act.actor.staff if staff is None else staff
    shift = records.open_of(act.connection, owner)
    if shift is None:
        raise Refused("No shift is open.", "Open one: agentdesk shift open", code="no-shift")
    act.shift = shift.id
    note = accept(note, "The note", limit=1000, lines=True) if note else None
    current = contacts.open_of(act.connection, owner)
    if current is not None:
        contact_actions.park(act, current, current.note or "parked when the shift was closed")
    offered = _offered(act.connection, owner, act.at)
    items = [handover.add(act, shift.id, owner, kind, subject) for kind, subject in offered]
    if note:
        items.append(handover.add(act, shift.id, owner, "note", None, note))
    log.append(
        act,
        "handover.offered",
        data={"shift": shift.id, "owner": owner, "items": [f"{kind} {subject}" for kind, subject in offered]},
        text={"note": note} if note else {},
    )
    closed = shift_actions.close(act, note, staff=owner)
    found = [handover.by_id(act.connection, item) for item in items]
    return closed, [item for item in found if item is not None]


def _offered(connection: Connection, owner: int, at: str) -> list[tuple[str, int]]:
    return [
        *(("promise", each.id) for each in promises.open_owned(connection, owner) if each.kind is not Kind.VOUCHER),
        *(("contact", each.id) for each in contacts.parked(connection, owner)),
        *(("request", each.id) for each in authority.waiting(connection, at, owner)),
    ]


def left_open(connection: Connection, owner: int, now: datetime) -> list[tuple[str, str]]:
    """Return in words what closing somebody's shift now would hand over, each with its customer's name."""
    found = [_words_of(connection, kind, subject) for kind, subject in _offered(connection, owner, stamp(now))]
    return [(words[0], _name(connection, words[1])) for words in found if words is not None]


def take(act: Act, item: int) -> Item:
    """Accept an item: from now on it is the actor's. Raises NotFound, Refused where it was taken or is over."""
    found = _waiting(act, item)
    if found.kind == "promise" and found.subject is not None:
        owed = promises.by_id(act.connection, found.subject)
        if owed is not None and owed.state == "open":
            promise_actions.move(
                act, owed.id, due_at=owed.due_at, owner=act.actor.staff, at_risk=owed.at_risk, reason="handed over"
            )
    elif found.kind == "contact" and found.subject is not None:
        talk = contacts.by_id(act.connection, found.subject)
        if talk is not None and talk.state == "parked":
            assert act.shift is not None, "an item is taken in a shift"
            contacts.keep(act, replace(talk, owner=act.actor.staff, shift=act.shift))
            log.append(
                act,
                "contact.handed-over",
                contact=talk.id,
                customer=talk.customer,
                before={"owner": talk.owner},
                after={"owner": act.actor.staff},
            )
    handover.accepted(act, item)
    log.append(
        act,
        "handover.accepted",
        customer=_customer(act.connection, found),
        data=_said(found),
        before={"owner": found.owner},
        after={"owner": act.actor.staff},
    )
    return replace(found, state="accepted", taken_by=act.actor.staff)


def hand_back(act: Act, item: int, reason: str) -> Item:
    """Hand an item back to its owner, with a reason. Raises NotFound, Refused, InvalidInput for no reason."""
    found = _waiting(act, item)
    if found.owner == act.actor.staff:
        raise Refused(f"{found.word} is yours: there is nobody to hand it back to.", "Accept it.", code="own-item")
    reason = accept(reason, "The reason", limit=300)
    if not reason:
        raise Refused("An item is handed back with a reason.", "Say why, in a few words.", code="no-reason")
    handover.returned(act, item, reason)
    customer = _customer(act.connection, found)
    log.append(act, "handover.returned", customer=customer, data=_said(found), text={"reason": reason})
    return replace(found, state="returned", taken_by=act.actor.staff, reason=reason)


def _customer(connection: Connection, item: Item) -> int | None:
    words = _words(connection, item)
    return words[1] if words else None


def _said(item: Item) -> dict[str, object]:
    return {"item": item.id, "what": item.kind, "subject": item.subject, "owner": item.owner, "from_shift": item.shift}


def _waiting(act: Act, item: int) -> Item:
    found = handover.by_id(act.connection, item)
    if found is None:
        raise NotFound(f"There is no item I-{item}.", "See them: agentdesk shift handover", code="no-such-item")
    if found.state not in ("waiting", "returned"):
        raise Refused(f"I-{item} is {found.state} already.", "See: agentdesk shift handover", code="item-ended")
    return found


def describe(connection: Connection, items: Sequence[Item]) -> list[Described]:
    """Return items in words, leaving out what has been settled meanwhile."""
    people = names(connection)
    found = []
    for item in items:
        words = _words(connection, item)
        if words is not None:
            what, customer, due_at = words
            name = _name(connection, customer)
            found.append(Described(item, people.get(item.owner, "?"), what, customer, name, due_at))
    return found


def _name(connection: Connection, customer: int | None) -> str:
    known = customers.by_id(connection, customer) if customer is not None else None
    return known.name if known is not None else ""


def _words(connection: Connection, item: Item) -> tuple[str, int | None, str | None] | None:
    if item.kind == "note":
        return item.note or "", None, None
    assert item.subject is not None
    return _words_of(connection, item.kind, item.subject)


def _words_of(connection: Connection, kind: str, subject: int) -> tuple[str, int | None, str | None] | None:
    if kind == "promise":
        owed = promises.by_id(connection, subject)
        if owed is None or owed.state != "open":
            return None
        held = holds.of_promise(connection, owed.id) if owed.kind is Kind.HOLD else []
        states = [f"{each.word} {each.state}" for each in held if not each.state.over]
        return f"{', '.join(states) or f'{owed.word} {owed.kind}'}: {owed.what}", owed.customer, owed.due_at
    if kind == "contact":
        talk = contacts.by_id(connection, subject)
        if talk is None or talk.state != "parked":
            return None
        return f"{talk.word} parked: {talk.note or talk.situation or ''}".rstrip(": "), talk.customer, None
    asked = authority.by_id(connection, subject)
    if asked is None or asked.state != "asked":
        return None
    return f"{asked.word} asked for: {asked.kind}, reason {asked.reason}", asked.customer, asked.expires_at
