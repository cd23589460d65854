"""How contacts are kept."""

from agentdesk.contacts.model import Channel, Contact
from agentdesk.store import Act, Connection, Row

_NAMES = (
    "id", "customer", "owner", "shift", "channel", "state", "opened_at", "situation", "mood_in", "mood_out", "outcome",
    "language", "note", "parked_at", "finished_at",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)


def _contact(row: Row) -> Contact:
    values = {name: row[name] for name in _NAMES}
    values["channel"] = Channel(values["channel"])
    return Contact(**values)


def _all(connection: Connection, where: str, values: tuple[object, ...]) -> list[Contact]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM contacts WHERE {where}", values).fetchall()
    return [_contact(row) for row in rows]


def by_id(connection: Connection, contact: int) -> Contact | None:
    """Return one contact."""
    found = _all(connection, "id = ?", (contact,))
    return found[0] if found else None


def open_of(connection: Connection, owner: int) -> Contact | None:
    """Return the contact somebody is in."""
    found = _all(connection, "owner = ? AND state = 'open'", (owner,))
    return found[0] if found else None


def parked(connection: Connection, owner: int | None = None, limit: int = -1) -> list[Contact]:
    """Return parked contacts, the one that waited longest first; of one person or of everybody."""
    where = "state = 'parked' AND (? IS NULL OR owner = ?) ORDER BY parked_at, id LIMIT ?"
    return _all(connection, where, (owner, owner, limit))


def how_many_parked(connection: Connection) -> int:
    """Return how many contacts are parked, everybody's."""
    return int(connection.execute("SELECT count(*) FROM contacts WHERE state = 'parked'").fetchone()[0])


def with_customer(connection: Connection, customer: int, limit: int = 3, before: str = "9999") -> list[Contact]:
    """Return a customer's latest contacts opened before a stamp, newest first."""
    return _all(
        connection, "customer = ? AND opened_at < ? ORDER BY opened_at DESC, id DESC LIMIT ?", (customer, before, limit)
    )


def how_many(connection: Connection, customer: int) -> int:
    """Return how many contacts a customer has had."""
    return int(connection.execute("SELECT count(*) FROM contacts WHERE customer = ?", (customer,)).fetchone()[0])


def others_with(connection: Connection, customer: int, contact: int) -> list[Contact]:
    """Return who else is in an open contact with the same customer."""
    return _all(connection, "customer = ? AND state = 'open' AND id <> ?", (customer, contact))


def add(act: Act, customer: int | None, channel: Channel, language: str | None) -> int:
    """Insert an open contact of the actor's; returns its id."""
    return act.insert(
        "INSERT INTO contacts (customer, owner, shift, channel, state, language, opened_at)"
        " VALUES (?, ?, ?, ?, 'open', ?, ?)",
        (customer, act.actor.staff, act.shift, channel, language, act.at),
    )


def keep(act: Act, contact: Contact) -> None:
    """Store what can change of a contact."""
    act.execute(
        "UPDATE contacts SET customer = ?, channel = ?, owner = ?, shift = ?, state = ?, situation = ?, mood_in = ?, mood_out = ?,"
        " outcome = ?, language = ?, note = ?, parked_at = ?, finished_at = ? WHERE id = ?",
        (
            contact.customer, contact.channel, contact.owner, contact.shift, contact.state, contact.situation, contact.mood_in,
            contact.mood_out, contact.outcome, contact.language, contact.note, contact.parked_at, contact.finished_at,
            contact.id,
        ),
    )  # fmt: skip
