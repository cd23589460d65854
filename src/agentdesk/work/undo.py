"""Undo: a compensating act for one's own last act in this contact, under the same rules as the act itself.

Nothing is taken back that something else depends on; what was undone stays in the log, and counts for fairness.
"""

from collections.abc import Callable

from agentdesk import log
from agentdesk.authority import actions as authority
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Contact
from agentdesk.errors import Refused
from agentdesk.holds import undoing as holds
from agentdesk.holds.dates import Hours
from agentdesk.log import reading
from agentdesk.log.reading import Entry
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.responses import records as responses
from agentdesk.store import Act

Undoing = Callable[[Act, Contact, list[Entry], Hours], str]


def undo_last(act: Act, contact: Contact, hours: Hours) -> str:
    """Undo the actor's last act in a contact that is still open; returns what was undone, in words.

    Raises Refused with the reason where there is nothing to undo or it cannot be.
    """
    if contact.state == "finished":
        raise Refused(f"{contact.word} is finished.", "Open a new contact to put something right.", code="finished")
    done = _undone(act, contact)
    for entry in reading.of_contact(act.connection, contact.id):
        if entry.actor != act.actor.staff or entry.act in done or entry.kind == "act.undone":
            continue
        entries = reading.of_act(act.connection, entry.act)
        kinds = {each.kind for each in entries}
        undoing = next((how for kind, how in _HOW.items() if kind in kinds), None)
        if undoing is None:
            raise Refused(f"“{entry.words}” cannot be undone.", "Put it right by another act.", code="not-undoable")
        what = undoing(act, contact, entries, hours)
        log.append(act, "act.undone", contact=contact.id, customer=contact.customer, data={"undone": entry.act})
        return what
    raise Refused(
        "There is nothing to undo in this contact.",
        "Only what was done in it can be undone here.",
        code="nothing-to-undo",
    )


def undo_act(act: Act, done: str, hours: Hours) -> str:
    """Undo an act outside contacts, on holds, deliveries or promises, by its id; returns what was undone, in words.

    Raises Refused where something depends on it by now.
    """
    entries = reading.of_act(act.connection, done)
    what = holds.undo(act, entries, hours)
    log.append(act, "act.undone", data={"undone": done})
    return what or ", ".join(dict.fromkeys(entry.words for entry in entries))


def _undone(act: Act, contact: Contact) -> set[str]:
    entries = reading.of_contact(act.connection, contact.id, 1000)
    undoings = [entry for entry in entries if entry.kind == "act.undone"]
    return {entry.act for entry in undoings} | {str(entry.record["data"]["undone"]) for entry in undoings}


def _said(act: Act, contact: Contact, entries: list[Entry], _hours: Hours) -> str:
    for entry in entries:
        if entry.kind == "promise.made":
            promise = int(entry.record["data"]["promise"])
            found = promise_records.by_id(act.connection, promise)
            if found is not None and found.state == "open":
                promises.cancel(act, promise, "undone")
    said = responses.last_said(act.connection, contact.id)
    if said is not None:
        responses.undo(act, said)
    return "the line, as not said"


def _promised(act: Act, contact: Contact, entries: list[Entry], _hours: Hours) -> str:
    promise = next(int(entry.record["data"]["promise"]) for entry in entries if entry.kind == "promise.made")
    promises.cancel(act, promise, "undone")
    return f"promise P-{promise}"


def _described(act: Act, contact: Contact, entries: list[Entry], _hours: Hours) -> str:
    entry = next(entry for entry in entries if entry.kind == "contact.changed")
    before = dict(entry.record["before"])
    if "note" in entry.record["text"]:
        before["note"] = _note_before(act, contact.id, entry.seq)
    contacts.describe(act, contacts.existing(act, contact.id), **before)
    return "what was changed of the contact"


def _note_before(act: Act, contact: int, seq: int) -> str | None:
    # notes are free text, kept with the entries that set them
    noted = (each for each in reading.of_contact(act.connection, contact, 1000) if "note" in each.record["text"])
    return next((each.texts.get("note") for each in noted if each.seq < seq), None)


def _held(act: Act, contact: Contact, entries: list[Entry], hours: Hours) -> str:
    # the hold's own rules decide: what was collected since cannot be taken back
    return holds.undo(act, entries, hours)


def _given(act: Act, contact: Contact, entries: list[Entry], _hours: Hours) -> str:
    number = next(int(e.record["data"]["remedy"]) for e in entries if e.kind in ("remedy.given", "remedy.asked"))
    taken = authority.undo(act, number)
    return f"remedy {taken.word}" if taken.state == "given" else f"the request {taken.word}, withdrawn"


def _used_up(_act: Act, _contact: Contact, entries: list[Entry], _hours: Hours) -> str:
    ended = "used" if any(entry.kind == "voucher.redeemed" for entry in entries) else "cancelled"
    raise Refused(
        f"The voucher stays {ended}: nothing frees it again, no undo either.", "Give something new instead: F5.",
        code=f"voucher-{ended}",
    )  # fmt: skip


# the first kind that an act's entries hold decides how it is undone
_HOW: dict[str, Undoing] = {
    "hold.placed": _held,
    "remedy.given": _given,
    "remedy.asked": _given,
    "voucher.redeemed": _used_up,
    "voucher.cancelled": _used_up,
    "line.said": _said,
    "line.sent": _said,
    "promise.made": _promised,
    "contact.changed": _described,
}
