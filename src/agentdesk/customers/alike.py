"""Who may be the same person as somebody about to be added or changed: the same number, address or name."""

from collections.abc import Iterable

from agentdesk.customers.actions import Details
from agentdesk.customers.folding import words
from agentdesk.customers.lookup.find import find
from agentdesk.customers.lookup.model import Band, Hit
from agentdesk.store import Connection

MOST = 5  # people named at once


def alike(connection: Connection, details: Details, but: int | None = None) -> tuple[Hit, ...]:
    """Return customers who may be the one that details describe, likeliest first; ``but`` is the one they are of.

    A number, an e-mail address or a loyalty number says so on its own; a name only where it is the whole name, and the
    place is the same or not known. Reads only; never raises for what was typed.
    """
    found: dict[int, Hit] = {}
    for text in (*details.phones, details.email, details.loyalty):
        if text and len(text.strip()) > 3:
            for hit in find(connection, text, limit=MOST).hits:
                if hit.band is Band.SAME:
                    found.setdefault(hit.id, hit)
    for hit in _namesakes(connection, details):
        found.setdefault(hit.id, hit)
    found.pop(but or 0, None)
    return tuple(found.values())[:MOST]


def _namesakes(connection: Connection, details: Details) -> Iterable[Hit]:
    name = (details.name or "").strip()
    if len(name.split()) < 2 and not any(letter > "\u3000" for letter in name):
        return []  # one western name is too little
    place = details.postcode or details.city or ""
    hits = find(connection, f"{name} {place}".strip(), limit=MOST).hits
    return [hit for hit in hits if hit.band is Band.FITS and _whole_name(hit, name)]


def _whole_name(hit: Hit, name: str) -> bool:
    typed = words(name)
    return sorted(words(hit.name)) == sorted(typed) or "".join(typed) in {
        "".join(words(known)) for known in (hit.name, hit.kana or "")
    }
