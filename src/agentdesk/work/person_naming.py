"""Where a person is named beside their own rows: notes of shifts, of other customers' contacts, on other cards.

Somebody is known by a full name (two words or more), an e-mail address or a phone number: one word alone would be half the
shop. What names them in a row that stays loses the name; a text of the log that names them is erased whole, on record.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from agentdesk.customers import records as customers
from agentdesk.store import Act, Connection
from agentdesk.work import person_records as kept

GONE = "[erased]"
_APART = re.compile(r"[\s()/.\-‐‑–]+")
_SHORTEST = 7  # digits of a phone number that is somebody's alone


@dataclass(frozen=True, slots=True)
class Named:
    """Texts that name somebody: of the log by (seq, field), of rows by (table, column, id); refs of others' cards."""

    log: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, str, int], ...]
    cards: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.log) + len(self.rows)


def naming(connection: Connection, customer: int) -> Callable[[str], bool]:
    """Return a function that says whether a text names a customer."""
    known = customers.by_id(connection, customer)
    if known is None:
        return lambda text: False
    words = {
        each.casefold() for each in (known.name, known.kana, *known.emails) if each and (" " in each or "@" in each)
    }
    numbers = {_APART.sub("", each) for phone in known.phones for each in (phone.text, phone.e164 or "")}
    numbers = {each for each in numbers if len(each) >= _SHORTEST}

    def names(text: str) -> bool:
        folded = text.casefold()
        if any(word in folded for word in words):
            return True
        bare = _APART.sub("", text) if numbers else ""
        return any(number in bare for number in numbers)

    return names


def find(connection: Connection, customer: int) -> Named:
    """Return every text beside a customer's own rows that names them. Reads every free text there is."""
    names = naming(connection, customer)
    rows = [(table, column, number) for table, column, number, text in kept.free_texts(connection) if names(text)]
    on_cards = [ref for ref, text in kept.texts_of_other_cards(connection, customer) if names(text)]
    return Named(tuple(in_the_log(connection, names)), tuple(rows), tuple(on_cards))


def in_the_log(connection: Connection, names: Callable[[str], bool], after: int = 0) -> list[tuple[int, str]]:
    """Return the texts of the log after an entry that name somebody, as (seq, field)."""
    return [(seq, field) for seq, field, text in kept.texts_of_the_log(connection, after) if names(text)]


def take_names_out(act: Act, customer: int, named: Named) -> None:
    """Take the names out of rows that stay; a phone number that is written in another way takes its text along."""
    names = naming(act.connection, customer)
    known = customers.by_id(act.connection, customer)
    assert known is not None
    said = (known.name, known.kana, *known.emails, *(phone.text for phone in known.phones))
    parts = [each for each in said if each and (" " in each or "@" in each or len(_APART.sub("", each)) >= _SHORTEST)]
    for table, column, number in named.rows:
        text = kept.free_text(act.connection, table, column, number)
        if not text:
            continue
        for part in parts:
            text = re.sub(re.escape(part), GONE, text, flags=re.IGNORECASE)
        left = GONE if names(text) else text
        kept.set_free_text(act, table, column, number, left)
