"""From words to the few customers worth looking at: sets of ids from the index, the rarest word first."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from agentdesk.customers.lookup.postings import Postings, among
from agentdesk.customers.lookup.query import Slot
from agentdesk.customers.lookup.ranking import Fields
from agentdesk.customers.lookup.spelling import Spelling
from agentdesk.customers.lookup.terms import BEGUN, EMAIL, END, NAME, NUMBER, ORDER, PHONE, PLACE, SPELT
from agentdesk.store import Connection

_BLOCKS = {1: 400, 2: 1000, 3: 2000}  # read at most for a beginning of so many letters: where more fit, any few will do
_MOST_BLOCKS = 3000  # for a longer one, or a kanji: 1 ms
_FIELDS = 1000  # records kept apart from key to key
_EMAIL_FROM = 3  # letters
_ORDERS = 200
_CODE = 8  # letters and digits of a postcode that may be mistyped


@dataclass(slots=True)
class Bag:
    """The ids that one word stands for, unsorted, and whether they are all of them."""

    ids: "list[array[int]]"
    whole: bool = True

    @property
    def size(self) -> int:
        """How many ids, counting some twice."""
        return sum(map(len, self.ids))

    def all(self) -> set[int]:
        """Return the ids as a set."""
        return set().union(*self.ids)

    def among(self, chosen: set[int] | frozenset[int]) -> set[int]:
        """Return those of the chosen that are in here."""
        return set().union(*(chosen.intersection(ids) for ids in self.ids))


@dataclass(slots=True)
class Memory:
    """What one desk's lookups remember from key to key, for as long as nobody writes: the words before the last stay."""

    bags: dict[Slot, Bag] = field(default_factory=dict)
    exact: dict[Slot, Bag] = field(default_factory=dict)
    near: dict[tuple[Slot, int, bool], Bag] = field(default_factory=dict)
    fields: dict[tuple[int, bool], Fields] = field(default_factory=dict)

    def keep(self, slots: Collection[Slot]) -> None:
        """Forget every word but these."""
        self.bags = {slot: bag for slot, bag in self.bags.items() if slot in slots}
        self.exact = {slot: bag for slot, bag in self.exact.items() if slot in slots}
        self.near = {key: bag for key, bag in self.near.items() if key[0] in slots}
        if len(self.fields) > _FIELDS:
            self.fields.clear()


class Candidates:
    """Reads ids for the words of one query; what it read stays in the memory."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._run = connection.execute
        self.postings = Postings(connection)
        self._spelling = Spelling(connection)
        self._bags, self._exact, self._near = memory.bags, memory.exact, memory.near

    def bag(self, slot: Slot) -> Bag:
        """Return whoever a word fits: whole or begun, in any field it can stand in."""
        if slot not in self._bags:
            most = _MOST_BLOCKS if slot.cjk else _BLOCKS.get(len(slot.word), _MOST_BLOCKS)
            found = [self.postings.starting(term, most) for term in self.beginnings(slot)]
            bag = Bag([ids for ids, _ in found if ids], all(whole for _, whole in found))
            if len(slot.digits) >= SPELT:
                bag.ids.append(self._of_orders(slot.word))
            self._bags[slot] = bag
        return self._bags[slot]

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

    def _of_orders(self, number: str) -> "array[int]":
        orders = self.postings.starting(ORDER + number, 2)[0][:_ORDERS].tolist()
        sql = among("SELECT DISTINCT customer FROM orders WHERE id IN (*) AND customer IS NOT NULL", orders)
        return array("I", [row[0] for row in self._run(sql, orders)])

    def near(self, slot: Slot, errors: int, *, ended: bool) -> Bag:
        """Return whoever has a word within so many typing errors, besides those that ``bag`` has."""
        key = (slot, errors, ended)
        if key not in self._near:
            self._near[key] = Bag(
                [
                    self.postings.of_any(
                        [kind + word for word in self._words_near(slot, errors, ended=ended) for kind in (NAME, PLACE)]
                    )
                ]
            )
        return self._near[key]

    def _words_near(self, slot: Slot, errors: int, *, ended: bool) -> list[str]:
        if any(letter.isdigit() for letter in slot.word):
            return mistyped(slot.word) if SPELT <= len(slot.word) <= _CODE else []
        if slot.cjk and len(slot.word) < SPELT:
            return []
        found = [self._spelling.near(form, errors, ended=True) for form in slot.forms]
        if not ended and len(slot.word) > SPELT:
            found += [self._spelling.near(form, 1, ended=False) for form in slot.forms[:1]]
        return list(dict.fromkeys(word for words in found for word, _ in words))

    def exact(self, slot: Slot) -> Bag:
        """Return whoever has the word whole, in name or place."""
        if slot not in self._exact:
            kinds = (END, NAME) if slot.cjk else (NAME, PLACE)
            self._exact[slot] = Bag([self.postings.of(kind + form) for form in slot.forms for kind in kinds])
        return self._exact[slot]

    def fitting(self, bags: Sequence[Bag]) -> set[int]:
        """Return whoever is in every bag. A bag that was not read whole only narrows where it leaves somebody."""
        ordered = sorted(bags, key=lambda bag: (not bag.whole, bag.size))
        chosen = ordered[0].all()
        for bag in ordered[1:]:
            if not chosen:
                break
            narrowed = bag.among(chosen)
            chosen = narrowed if bag.whole or narrowed else chosen
        return chosen


def joined(*bags: Bag) -> Bag:
    """Return the bags as one."""
    return Bag([ids for bag in bags for ids in bag.ids], all(bag.whole for bag in bags))


def mistyped(code: str) -> list[str]:
    """Return every code one typing error away: digits for digits, letters for letters."""
    signs = "0123456789" + ("" if code.isdigit() else "abcdefghijklmnopqrstuvwxyz")
    found = {code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in signs}
    found |= {code[:at] + code[at + 1 :] for at in range(len(code))}
    found |= {code[:at] + sign + code[at:] for at in range(len(code) + 1) for sign in signs}
    found |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)}
    return sorted(found - {code})
