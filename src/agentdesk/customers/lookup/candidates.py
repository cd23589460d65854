"""From words to the few customers worth looking at: sets of ids from the index, the rarest word first."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from agentdesk.customers.lookup import rows
from agentdesk.customers.lookup.bags import Bag, Listed, fitting
from agentdesk.customers.lookup.model import Reason
from agentdesk.customers.lookup.nicknames import others
from agentdesk.customers.lookup.postings import Postings
from agentdesk.customers.lookup.query import Slot
from agentdesk.customers.lookup.ranking import Fields
from agentdesk.customers.lookup.spelling import Spelling, mistyped
from agentdesk.customers.lookup.terms import (
    BEGUN,
    EMAIL,
    END,
    NAME,
    NUMBER,
    ORDER,
    PHONE,
    PLACE,
    SHORT,
    SHORTEST_READ,
    SPELT,
)
from agentdesk.store import Connection

_MOST_BLOCKS = 3000  # of names and places, read at most for a beginning: 1 ms
_MOST_SINGLE = 500  # of numbers and addresses
_LARGE = 2000  # ids that are narrowed without looking first for those who have the words whole
_FIELDS = 1000  # records kept apart from key to key
_EMAIL_FROM = 3  # letters
_ORDERS = 50
_AS_LETTERS = str.maketrans("0134568", "oleasbb") | {ord("9"): "g", ord("7"): "t"}  # as a scanned list confuses them
_CODE = 8  # letters and digits of a postcode that may be mistyped


@dataclass(slots=True)
class Memory:
    """What one desk's lookups remember from key to key, for as long as nobody writes: the words before the last stay."""

    bags: dict[Slot, Bag] = field(default_factory=dict)
    exact: dict[Slot, Bag] = field(default_factory=dict)
    near: dict[tuple[Slot, int, bool], Bag] = field(default_factory=dict)
    orders: dict[Slot, dict[int, Reason]] = field(default_factory=dict)
    fields: dict[tuple[int, bool], Fields] = field(default_factory=dict)

    def keep(self, slots: Collection[Slot]) -> None:
        """Forget every word but these."""
        self.bags = {slot: bag for slot, bag in self.bags.items() if slot in slots}
        self.exact = {slot: bag for slot, bag in self.exact.items() if slot in slots}
        self.near = {key: bag for key, bag in self.near.items() if key[0] in slots}
        self.orders = {slot: orders for slot, orders in self.orders.items() if slot in slots}
        if len(self.fields) > _FIELDS:
            self.fields.clear()


class Candidates:
    """Reads ids for the words of one query; what it read stays in the memory."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.postings = Postings(connection)
        self._spelling = Spelling(connection)
        self._bags, self._exact, self._near = memory.bags, memory.exact, memory.near
        self._orders = memory.orders

    def bag(self, slot: Slot) -> Bag:
        """Return whoever a word fits: whole or begun, in any field it can stand in."""
        if slot not in self._bags:
            bag = self._bags[slot] = Bag()
            for term in self.beginnings(slot):
                if (short := _short(slot, term)) is not None:
                    bag.lists.append(Listed(self.postings, short))
                    continue
                most = _MOST_BLOCKS if term[0] in SHORT else _MOST_SINGLE
                ids, whole = self.postings.starting(term, most)
                bag.read.append(ids)
                bag.whole &= whole or term[0] in NUMBER + EMAIL  # of these the name is the likelier reading
            bag.read.append(array("I", self.orders(slot)))
        return self._bags[slot]

    def few(self, slot: Slot, most: int) -> list[int]:
        """Return some whom a word fits, first those who have it whole, without going through everybody."""
        found: dict[int, None] = {}
        for term in self._whole(slot):
            found |= dict.fromkeys(reversed(self.postings.newest(term, 1)[0]))
        for term in self.beginnings(slot) if len(found) < most else ():
            if (short := _short(slot, term)) is not None:
                ids, _ = self.postings.newest(short, 1)
            else:
                ids, _ = self.postings.starting(term, most)
            found |= dict.fromkeys(reversed(ids))
        if len(found) < most:
            found |= dict.fromkeys(self.orders(slot))
        return list(found)[:most]

    def beginnings(self, slot: Slot) -> Iterable[str]:
        """Return what the terms begin with that a word fits."""
        if slot.cjk:
            yield END + slot.word
            return
        for form in slot.forms:
            yield NAME + form
            yield PLACE + form
        if slot.digits:
            yield from (PHONE + digits for digits in slot.phone)
            if slot.begun[1]:
                yield BEGUN + slot.begun[1]
            if len(slot.digits) >= SPELT:
                yield NUMBER + slot.digits
        elif len(slot.word) >= _EMAIL_FROM:
            yield EMAIL + slot.word
            if not slot.word.isalpha():
                yield NUMBER + slot.word

    def orders(self, slot: Slot) -> dict[int, Reason]:
        """Return the customers with an order or tracking number that is or begins with a word, and which it is."""
        if slot not in self._orders:
            self._orders[slot] = {}
            if len(slot.word) >= SPELT and not slot.cjk and any(map(str.isdigit, slot.word)):
                orders = self.postings.starting(ORDER + slot.word, _ORDERS)[0][:_ORDERS].tolist()
                self._orders[slot] = {
                    one: reason for one, reason, _ in rows.named_orders(self._connection, orders, slot.word)
                }
        return self._orders[slot]

    def near(self, slot: Slot, errors: int, *, ended: bool) -> Bag:
        """Return whoever has a word within so many typing errors, besides those that ``bag`` has."""
        key = (slot, errors, ended)
        if key not in self._near:
            self._near[key] = Bag(
                read=[
                    self.postings.of_any(
                        [kind + word for word in self._words_near(slot, errors, ended=ended) for kind in (NAME, PLACE)]
                    )
                ]
            )
        return self._near[key]

    def _words_near(self, slot: Slot, errors: int, *, ended: bool) -> list[str]:
        if slot.digits or any(letter.isdigit() for letter in slot.word):
            codes = mistyped(slot.word) if SPELT <= len(slot.word) <= _CODE else []
            scanned = slot.word.translate(_AS_LETTERS)
            if not scanned.isalpha() or sum(map(str.isdigit, slot.word)) > 2:
                return codes
            return [*codes, scanned, *(word for word, _ in self._spelling.near(scanned, errors, ended=True))]
        if slot.cjk and len(slot.word) < SPELT:
            return []
        found = [self._spelling.near(form, errors, ended=True) for form in slot.forms if errors]
        if errors and not ended and len(slot.word) > SPELT:
            found += [self._spelling.near(form, 1, ended=False) for form in slot.forms[:1]]
        return list(dict.fromkeys([*others(slot.word), *(word for words in found for word, _ in words)]))

    def exact(self, slot: Slot) -> Bag:
        """Return whoever has the word whole, in name or place."""
        if slot not in self._exact:
            self._exact[slot] = Bag([Listed(self.postings, term) for term in self._whole(slot)])
        return self._exact[slot]

    def _whole(self, slot: Slot) -> list[str]:
        return [kind + form for form in slot.forms for kind in ((END, NAME) if slot.cjk else (NAME, PLACE))]

    def fitting(self, slots: Sequence[Slot], most: int) -> set[int]:
        """Return whoever has every word; where they are more than ``most``, first those with the words whole."""
        bags = [self.bag(slot) for slot in slots]
        found: set[int] = set()
        if all(bag.size > _LARGE for bag in bags):
            whole = [self.exact(slot) for slot in slots]
            for these in (whole, [*whole[:-1], bags[-1]]):
                if all(bag.size for bag in these) and len(found) < most:
                    found |= fitting(these, most)
        return found if len(found) >= most else found | fitting(bags, most)


def _short(slot: Slot, term: str) -> str | None:
    """Return the term of everybody with a word that begins so, where that is kept."""
    return SHORT[term[0]] + term[1:] if term[0] in SHORT and len(term) <= SHORTEST_READ[slot.cjk] else None
