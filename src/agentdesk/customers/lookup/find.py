"""The lookup: what was typed in, the likeliest customers out. Exact before near, people at hand before strangers.

Each step asks the index for few ids and ranks few rows; the next step runs only where the ones before found too little.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

from agentdesk.customers import phones
from agentdesk.customers.lookup import query as queries
from agentdesk.customers.lookup import rows
from agentdesk.customers.lookup.at_hand import AtHand
from agentdesk.customers.lookup.bags import Bag, fitting, joined
from agentdesk.customers.lookup.candidates import Candidates, Memory
from agentdesk.customers.lookup.hits import Scored, band_of, hit_of, same
from agentdesk.customers.lookup.model import Band, Found, Hit, Item, Reason
from agentdesk.customers.lookup.nicknames import others
from agentdesk.customers.lookup.query import Slot
from agentdesk.customers.lookup.ranking import Fields, Match, score
from agentdesk.customers.lookup.rows import Record
from agentdesk.customers.lookup.spelling import errors_forgiven, mistyped
from agentdesk.customers.lookup.terms import BEGUN, EMAIL, NUMBER, ORDER, PHONE, SPELT
from agentdesk.customers.spare import spare_fields
from agentdesk.store import Connection

_RANKED = 50  # rows at most that one step reads and ranks
_FITTING = 80  # people with every word that are looked for: some were ranked already, some are merged
_PARTIAL = 250  # rows in all, where some of the words are left out
_TOO_COMMON = 5000  # people with the words that were kept: too many to guess among
_ENOUGH = 5  # rows that fit; with fewer, words with typing errors are tried too
_DIALLED = 7  # digits of a number from which one may be wrong
_ORDERED = 0.9  # how much an order's number counts beside a name
_UNKNOWN = 50  # people that a word nobody has is taken to be as rare as


class Search:
    """One query over one connection."""

    def __init__(
        self, connection: Connection, text: str, limit: int, at_hand: AtHand | None = None, memory: Memory | None = None
    ) -> None:
        self._connection = connection
        self._text = text[: queries.LONGEST]
        self._query = queries.read(text)
        self._limit = limit
        self._at_hand = at_hand or AtHand()
        self._warm = self._at_hand.ids
        self._memory = memory or Memory()
        self._candidates = Candidates(connection, self._memory)
        self._postings = self._candidates.postings
        self._found: dict[int, Scored] = {}
        self._seen: set[int] = set()
        self._weights: dict[Slot, float] = {}
        self._size = 0

    def run(self) -> Found:
        """Return the hits, best first."""
        query = self._query
        if not query.text:
            return Found("")
        self._memory.keep({*query.merged, *query.slots})
        self._same()
        self._fitting(query.merged)
        if query.slots != query.merged and not self._found:
            self._fitting(query.slots)
        for slots in queries.regrouped(query) if not self._found else ():
            self._fitting(slots)
        items = self._items()
        if not items and not self._known():
            self._guess()
        best = sorted(self._found.values(), key=lambda one: one.order)
        spare = spare_fields(self._text) if not best and not items else {}
        return Found(query.text, self._hits(best[: self._limit]), items, more=len(best) > self._limit, spare=spare)

    def _known(self) -> bool:
        """Say whether enough was found, or a number or address that cannot be meant otherwise."""
        if len(self._found) >= _ENOUGH or (self._found and self._query.email):
            return True
        return any(one.band is Band.SAME for one in self._found.values())

    def _guess(self) -> None:
        """Try typing errors, then fewer words. Beside a hit that fits only where every word typed is somebody's."""
        query = self._query
        if query.phone:
            if not self._found:
                self._misdialled()
            if not self._found:
                self._by_ending()
        elif self._found:
            if all(self._candidates.exact(slot).size for slot in query.merged):
                self._near(query.merged, most=1, finished=True)
        else:
            self._near(query.merged)
            if not self._found:
                self._misread()
            if len(self._found) < _ENOUGH and len(query.merged) > 1:
                self._part(query.merged)

    # each step

    def _same(self) -> None:
        """Numbers and addresses, typed whole or from their end or start."""
        query = self._query
        if query.number:
            self._add_same(self._postings.of(NUMBER + query.number).tolist(), "number")
            self._ordered(query.number)
        if query.email:
            ids, _ = self._postings.starting(EMAIL + query.email, _RANKED)
            self._add_same(ids.tolist(), "e-mail")
        for digits in query.phone:
            ids, _ = self._postings.starting(PHONE + digits, _RANKED)
            self._add_same(ids.tolist(), "phone")
        if query.begun[1]:
            self._begun(*query.begun)

    def _ordered(self, typed: str) -> None:
        """Add whoever ordered under a number, typed whole; from four signs also one that begins so."""
        ids = self._postings.of(ORDER + typed)
        if not ids and len(typed) >= SPELT and any(map(str.isdigit, typed)):
            ids, _ = self._postings.starting(ORDER + typed, _RANKED)
        for customer, reason, whole in rows.named_orders(self._connection, ids[:_RANKED].tolist(), typed):
            for record in self._records([customer]):
                self._put(record, Band.SAME if whole else Band.FITS, 1.0 if whole else 0.8, (reason,))

    def _begun(self, code: str, national: str) -> None:
        """Add whoever has a number that begins as typed: it may be on its way to the whole."""
        ids, _ = self._postings.starting(BEGUN + national, max(_RANKED - len(self._found), 0))
        for record in self._records(ids.tolist()):
            shown = next((text for text, digits in record.phones if phones.begins(digits, code, national)), None)
            if shown is not None:
                self._put(record, Band.FITS, 0.8, (Reason("phone", shown),))

    def _items(self) -> tuple[Item, ...]:
        """Products by their code or barcode."""
        text = self._query.text
        if not text or " " in text:
            return ()
        found = []
        for one, sku, name, barcode in rows.items(self._connection, {text, text.upper(), text.lower()}):
            reason = Reason("barcode", barcode) if barcode == text else Reason("product code", sku)
            found.append(Item(one, sku, name, reason))
        return tuple(found)

    def _fitting(self, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        at_hand = set.intersection(*(self._at_hand_with(slot) for slot in slots))
        if self._query.email and len(self._found) >= _ENOUGH:  # strangers were found by their address
            few = list(at_hand)[:_RANKED]
        elif len(slots) == 1:  # without going through everybody it fits
            few = list(dict.fromkeys([*at_hand, *self._candidates.few(slots[0], _RANKED)]))[:_RANKED]
        else:
            few = self._few(self._candidates.fitting(slots, _FITTING) | at_hand, slots, _RANKED)
        self._rank(few, slots, Band.FITS)

    def _at_hand_with(self, slot: Slot) -> set[int]:
        return self._at_hand.fitting(self._candidates.beginnings(slot)) if self._warm else set()

    def _near(self, slots: Sequence[Slot], *, most: int = 2, finished: bool = False) -> None:
        """Let each word have typing errors, ``most`` at most."""
        if slots:
            bags = [self._widened(slot, most, last=slot is slots[-1] and not finished) for slot in slots]
            chosen = fitting(bags, _FITTING + len(self._seen)) - self._seen
            self._rank(self._few(chosen, slots, _RANKED), slots, Band.NEAR)

    def _widened(self, slot: Slot, most: int, *, last: bool) -> Bag:
        errors = min(errors_forgiven(slot.word), most)
        if not errors and not others(slot.word):
            return self._candidates.bag(slot)
        return joined(self._candidates.bag(slot), self._candidates.near(slot, errors, ended=not last))

    def _part(self, slots: Sequence[Slot]) -> None:
        """Leave out one word, then two, and rank whoever has the rest by how the whole resembles them."""
        left = _PARTIAL
        for left_out in range(1, min(len(slots), 3)):
            for kept in combinations(slots, len(slots) - left_out):
                if left <= 0 or all(len(slot.word) < 2 for slot in kept):
                    continue
                bags = [self._widened(slot, 2, last=slot is slots[-1]) for slot in kept]
                chosen = fitting(bags, _TOO_COMMON + 1)
                chosen -= self._seen
                if len(chosen) <= _TOO_COMMON:
                    few = self._few(chosen, kept, left)
                    left -= len(few)
                    self._rank(few, slots, Band.PART)
            if len(self._found) >= _ENOUGH:
                break

    def _misread(self) -> None:
        """Take words apart and together, characters one by one, an address letter by letter."""
        slots = self._query.merged
        for each in queries.glued(slots):
            self._near(each)
        for each in queries.parted(slots):
            if all(self._candidates.exact(slot).size for slot in each):
                self._rank(self._few(self._candidates.fitting(each, _FITTING), each, _RANKED), each, Band.NEAR)
        for each in queries.spelt_out(slots):
            self._rank(self._few(self._candidates.fitting(each, _FITTING), each, _RANKED), slots, Band.PART)
        email = self._query.email
        if not self._found and "." in email.partition("@")[2]:
            terms = [EMAIL + other for other in mistyped(email, "-._")]
            for record in self._records(self._postings.of_any(terms).tolist()):
                self._put(record, Band.NEAR, 0.9, (Reason("e-mail", record.email or "", near=True),))

    def _misdialled(self) -> None:
        """A whole number nobody has: whoever has one with one digit wrong, missing or too many, or two swapped."""
        typed = self._query.phone[0]
        for digits in mistyped(typed) if len(typed) >= _DIALLED else ():
            for record in self._records(self._postings.starting(PHONE + digits, 2)[0].tolist()):
                shown = next((text for text, known in record.phones if known.endswith(digits[::-1])), "")
                self._put(record, Band.NEAR, 0.7, (Reason("phone", shown, near=True),))

    def _by_ending(self) -> None:
        """A number nobody has: whoever has one with the same end."""
        for digits in phones.endings(self._query.text):
            ids, _ = self._postings.starting(PHONE + digits, _RANKED)
            for record in self._records(ids.tolist()):
                shown = next((text for text, known in record.phones if known.endswith(digits[::-1])), "")
                self._put(record, Band.NEAR, 0.5, (Reason("phone", shown, near=True),))
            if ids:
                break

    # rows

    def _few(self, chosen: set[int], slots: Sequence[Slot], most: int) -> list[int]:
        """Return the ids worth reading: people at hand, then those with every word whole, then the newest."""
        if len(chosen) <= most:
            return list(chosen)
        few = list(chosen & self._warm)[:most]
        whole = chosen
        for slot in slots:
            whole = self._candidates.exact(slot).among(whole) or whole
        for group in (whole, chosen):
            if len(few) < most:
                few += sorted(group.difference(few), reverse=True)[: most - len(few)]
        return few

    @property
    def _with_phones(self) -> bool:
        return bool(self._query.phone) or any(slot.phone for slot in self._query.slots)

    def _records(self, ids: Sequence[int]) -> list[Record]:
        return rows.records(self._connection, list(dict.fromkeys(ids)), with_phones=self._with_phones)

    def _fields(self, ids: Sequence[int]) -> list[Fields]:
        """Return records taken apart; those that the last keys looked at are at hand."""
        kept, digits = self._memory.fields, self._with_phones
        for record in self._records([one for one in ids if (one, digits) not in kept]):
            kept[record.id, digits] = Fields(record)
        return [kept[one, digits] for one in dict.fromkeys(ids) if (one, digits) in kept]

    def _rank(self, ids: Sequence[int], slots: Sequence[Slot], band: Band) -> None:
        fresh = [one for one in ids if one not in self._seen]
        self._seen.update(fresh)
        weights = [self._weight(slot) for slot in slots] if len(slots) > 1 else [1.0]
        for fields in self._fields(fresh):
            record = fields.record
            matches = [self._best(fields, slot) for slot in slots]
            if any(matches):
                value = score(matches, weights, fields)
                self._put(record, band_of(matches, band), value, (match.reason for match in matches if match))

    def _best(self, fields: Fields, slot: Slot) -> Match | None:
        ordered = self._candidates.orders(slot).get(fields.record.id)
        found = fields.best(slot)
        return Match(_ORDERED, ordered) if ordered and (found is None or found.reason.near) else found

    def _weight(self, slot: Slot) -> float:
        """Return how much a word says: more the fewer people have it."""
        if slot not in self._weights:
            self._size = self._size or rows.customers(self._connection)
            many = self._candidates.exact(slot).size or min(self._candidates.bag(slot).size, _UNKNOWN)
            self._weights[slot] = math.log(2 + self._size / (1 + many))
        return self._weights[slot]

    def _put(self, record: Record, band: Band, value: float, reasons: Iterable[Reason]) -> None:
        known = self._found.get(record.id)
        if known is None or known.band > band:
            why = tuple(dict.fromkeys(reasons))
            self._found[record.id] = Scored(band, record.id in self._warm, value, record, why)

    def _add_same(self, ids: Sequence[int], field: str) -> None:
        for record in self._records(ids[:_RANKED]):
            whole, reason = same(record, self._query, field)
            self._put(record, Band.SAME if whole else Band.FITS, 1.0 if whole else 0.9, (reason,))

    def _hits(self, best: Sequence[Scored]) -> tuple[Hit, ...]:
        missing = [one.record.id for one in best if not one.record.phones]
        numbers = rows.phones(self._connection, missing)
        return tuple(hit_of(one, one.record.phones or tuple(numbers.get(one.record.id, ()))) for one in best)


def find(connection: Connection, text: str, *, limit: int = 10) -> Found:
    """Look up whatever was typed. Never raises for what was typed."""
    return Search(connection, text, limit).run()
