"""Opening, parking, resuming and finishing contacts. A person is in one at a time; any number may be parked."""

from dataclasses import replace

from agentdesk import log
from agentdesk.contacts import records
from agentdesk.contacts.model import Channel, Contact, Mood
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.store import Act
from agentdesk.text import accept


def open_contact(act: Act, customer: int | None, channel: Channel, language: str | None = None) -> Contact:
    """Open a contact for the actor, parking the one they are in. The act must be in a shift (``shift.attend``)."""
    current = records.open_of(act.connection, act.actor.staff)
    if current is not None:
        park(act, current)
    assert act.shift is not None, "a contact is opened in a shift"
    contact = records.add(act, customer, channel, language)
    log.append(
        act, "contact.opened", contact=contact, customer=customer, data={"channel": channel.value, "language": language}
    )
    return Contact(contact, customer, act.actor.staff, act.shift, channel, "open", act.at, language=language)


def park(act: Act, contact: Contact, note: str | None = None) -> Contact:
    """Park an open contact, with a word on where it stands. Raises Refused where it is not open."""
    _must_be(contact, "open")
    note = accept(note, "The note", limit=300) if note else contact.note
    parked = replace(contact, state="parked", parked_at=act.at, note=note)
    records.keep(act, parked)
    log.append(
        act,
        "contact.parked",
        contact=contact.id,
        customer=contact.customer,
        text={"note": note} if note else {},
    )
    return parked


def resume(act: Act, contact: Contact) -> Contact:
    """Go on with a parked contact, parking the one the actor is in; whoever resumes owns it. Raises Refused."""
    _must_be(contact, "parked")
    current = records.open_of(act.connection, act.actor.staff)
    if current is not None:
        park(act, current)
    assert act.shift is not None, "a contact is resumed in a shift"
    resumed = replace(contact, state="open", parked_at=None, owner=act.actor.staff, shift=act.shift)
    records.keep(act, resumed)
    log.append(
        act,
        "contact.resumed",
        contact=contact.id,
        customer=contact.customer,
        before={"owner": contact.owner, "parked_at": contact.parked_at},
        after={"owner": resumed.owner},
    )
    return resumed


def finish(act: Act, contact: Contact, mood_out: str | None = None, outcome: str | None = None) -> Contact:
    """Finish an open or parked contact with the mood the customer left in. Raises Refused where it has ended."""
    if contact.state == "finished":
        raise Refused(f"{contact.word} is already finished.", "Open a new contact.", code="contact-finished")
    outcome = accept(outcome, "The outcome", limit=300) if outcome else None
    finished = replace(
        contact, state="finished", parked_at=None, finished_at=act.at, mood_out=mood(mood_out), outcome=outcome
    )
    records.keep(act, finished)
    log.append(
        act,
        "contact.finished",
        contact=contact.id,
        customer=contact.customer,
        data={"channel": contact.channel.value, "situation": contact.situation, "opened_at": contact.opened_at},
        before={"mood": contact.mood_in},
        after={"mood": finished.mood_out},
        text={"outcome": outcome} if outcome else {},
    )
    return finished


def describe(act: Act, contact: Contact, **changes: str | int | None) -> Contact:
    """Set situation, moods, language, note or customer of a contact; what changed is logged."""
    changed = replace(contact, **changes)  # type: ignore[arg-type]  # callers name fields
    different = {key: value for key, value in changes.items() if getattr(contact, key) != value}
    if not different:
        return contact
    records.keep(act, changed)
    plain = {key: value for key, value in different.items() if key != "note"}
    note = different.get("note")
    log.append(
        act,
        "contact.changed",
        contact=contact.id,
        customer=changed.customer,
        before={key: getattr(contact, key) for key in plain},
        after=plain,
        text={"note": str(note)} if note else {},
    )
    return changed


def mood(word: str | None) -> str | None:
    """Return a mood's word, or None. Raises InvalidInput for a word that is none."""
    if word is None:
        return None
    if word not in set(Mood):
        raise InvalidInput(f"{word!r} is not a mood.", f"Choose from {', '.join(Mood)}.")
    return word


def existing(act: Act, contact: int) -> Contact:
    """Return a contact. Raises NotFound."""
    found = records.by_id(act.connection, contact)
    if found is None:
        raise NotFound(f"There is no contact C-{contact}.", "Open one: agentdesk contact open REF", code="no-contact")
    return found


def at_hand(act: Act, contact: int) -> Contact:
    """Return the open contact that the actor is in. Raises Refused where another desk has ended or taken it meanwhile."""
    found = existing(act, contact)
    if found.state != "open" or found.owner != act.actor.staff:
        how = "taken over" if found.state == "open" else found.state
        raise Refused(
            f"{found.word} was {how} on another desk.", "Nothing was done; F2 finds them again.", code="not-at-hand"
        )
    return found


def _must_be(contact: Contact, state: str) -> None:
    if contact.state != state:
        raise Refused(f"{contact.word} is {contact.state}, not {state}.", "Choose another contact.", code="wrong-state")
