"""The lookup: what was typed in, the likeliest customers out. Exact before near, people at hand before strangers.

Each step asks the index for few ids and ranks few rows; the next step runs only where the ones before found too little.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from agentdesk.customers import phones
from agentdesk.customers.lookup import query as queries
from agentdesk.customers.lookup.candidates import Bag, Candidates, joined
from agentdesk.customers.lookup.model import Band, Found, Hit, Reason
from agentdesk.customers.lookup.query import Query, Slot
from agentdesk.customers.lookup.ranking import Fields, Match, Record, score
from agentdesk.customers.lookup.spelling import errors_forgiven
from agentdesk.customers.lookup.terms import EMAIL, NUMBER, ORDER, PHONE
from agentdesk.store import Connection

_RANKED = 80  # rows at most that one step reads and ranks
_PARTIAL = 300
_ENOUGH = 5  # rows that fit; with fewer, words with typing errors are tried too


@dataclass(slots=True)
class _Scored:
    band: Band
    warm: bool
    score: float
    record: Record
    reasons: tuple[Reason, ...]

    @property
    def order(self) -> tuple[int, bool, float, int]:
        return (self.band, not self.warm, -self.score, self.record.id)


class Search:
    """One query over one connection."""

    def __init__(self, connection: Connection, text: str, limit: int, warm: frozenset[int] = frozenset()) -> None:
        self._run = connection.execute
        self._query = queries.read(text)
        self._limit = limit
        self._warm = warm
        self._candidates = Candidates(connection)
        self._postings = self._candidates.postings
        self._found: dict[int, _Scored] = {}
        self._seen: set[int] = set()
        self._weights: dict[Slot, float] = {}
        self._size = 0

    def run(self) -> Found:
        """Return the hits, best first."""
        query = self._query
        if query.text:
            self._same()
            self._fitting(query.merged)
            if query.slots != query.merged and not self._found:
                self._fitting(query.slots)
            if len(self._found) < _ENOUGH:
                self._near(query.merged)
            if len(self._found) < _ENOUGH:
                for slots in queries.glued(query.merged):
                    self._near(slots)
            if not self._found and query.phone:
                self._by_ending()
            if len(self._found) < _ENOUGH and len(query.slots) > 1:
                self._part(query.merged)
        best = sorted(self._found.values(), key=lambda one: one.order)
        return Found(query.text, tuple(map(_hit, best[: self._limit])), more=len(best) > self._limit)

    # each step

    def _same(self) -> None:
        query = self._query
        for field, term in (("customer number", NUMBER), ("order", ORDER)):
            if query.number:
                known = self._postings.of(term + query.number).tolist()
                if term == ORDER:
                    self._add_orders(known)
                else:
                    self._add_same(known, field)
        if "@" in query.email:
            ids, _ = self._postings.starting(EMAIL + query.email, 50)
            self._add_same(ids.tolist(), "e-mail")
        for digits in query.phone:
            ids, _ = self._postings.starting(PHONE + digits, 50)
            self._add_same(ids.tolist(), "phone")

    def _fitting(self, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        chosen = self._candidates.fitting([self._candidates.bag(slot) for slot in slots])
        self._rank(self._few(chosen, slots, _RANKED), slots, Band.FITS)

    def _near(self, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        for more in (0, 1) if len(slots) > 1 else (0,):
            bags = [self._widened(slot, more, last=slot is slots[-1]) for slot in slots]
            chosen = self._candidates.fitting(bags) - self._seen
            self._rank(self._few(chosen, slots, _RANKED), slots, Band.NEAR)
            if len(self._found) >= _ENOUGH:
                break

    def _widened(self, slot: Slot, more: int, *, last: bool) -> Bag:
        errors = errors_forgiven(slot.word)
        if not errors:
            return self._candidates.bag(slot)
        return joined(
            self._candidates.bag(slot), self._candidates.near(slot, errors + more, ended=not last or bool(more))
        )

    def _part(self, slots: Sequence[Slot]) -> None:
        """Leave out one word, then two, and rank whoever has the rest by how the whole resembles them."""
        for left_out in range(1, min(len(slots), 3)):
            for kept in combinations(slots, len(slots) - left_out):
                bags = [self._widened(slot, 0, last=False) for slot in kept]
                chosen = self._candidates.fitting(bags) - self._seen
                if len(chosen) <= 20 * _PARTIAL:
                    self._rank(self._few(chosen, kept, _PARTIAL), slots, Band.PART)
            if len(self._found) >= _ENOUGH:
                break

    def _by_ending(self) -> None:
        for digits in phones.endings(self._query.text):
            ids, _ = self._postings.starting(PHONE + digits, 20)
            self._add_same(ids.tolist(), "phone", Band.NEAR)
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
            narrowed = self._candidates.exact(slot).among(whole)
            whole = narrowed or whole
        for group in (whole, chosen):
            if len(few) < most:
                few += sorted(group.difference(few), reverse=True)[: most - len(few)]
        return few

    def _records(self, ids: Sequence[int]) -> list[Record]:
        marks = ",".join("?" * len(ids))
        numbers: dict[int, list[tuple[str, str]]] = {}
        for row in self._run(
            f"SELECT customer, text, digits FROM phones WHERE customer IN ({marks}) ORDER BY customer, place",  # noqa: S608
            ids,
        ).fetchall():
            numbers.setdefault(row[0], []).append((row[1], row[2]))
        rows = self._run(
            "SELECT id, ref, name, kana, company, email, loyalty, postcode, city FROM customers"  # noqa: S608 - question marks only
            f" WHERE id IN ({marks}) AND merged_into IS NULL",
            ids,
        ).fetchall()
        return [Record(*tuple(row)[:9], tuple(numbers.get(row[0], ()))) for row in rows]  # type: ignore[call-arg]

    def _rank(self, ids: Sequence[int], slots: Sequence[Slot], band: Band) -> None:
        fresh = [one for one in ids if one not in self._seen]
        self._seen.update(fresh)
        weights = [self._weight(slot) for slot in slots]
        for record in self._records(fresh):
            fields = Fields(record)
            matches = [fields.best(slot) for slot in slots]
            if not any(matches):
                continue
            value = score(slots, matches, weights, fields)
            self._put(record, _band(matches, band), value, tuple(match.reason for match in matches if match))

    def _weight(self, slot: Slot) -> float:
        if slot not in self._weights:
            many = self._candidates.exact(slot).size
            if not many:
                many = min(self._candidates.bag(slot).size, 50)
            self._weights[slot] = math.log(2 + self._customers() / (1 + many))
        return self._weights[slot]

    def _customers(self) -> int:
        if not self._size:
            self._size = self._run("SELECT max(id) FROM customers").fetchone()[0] or 1
        return self._size

    def _put(self, record: Record, band: Band, value: float, reasons: Iterable[Reason]) -> None:
        known = self._found.get(record.id)
        if known is None or known.band > band:
            self._found[record.id] = _Scored(
                band, record.id in self._warm, value, record, tuple(dict.fromkeys(reasons))
            )

    def _add_same(self, ids: Sequence[int], field: str, band: Band = Band.SAME) -> None:
        for record in self._records(list(dict.fromkeys(ids))[:_RANKED]):
            match = _same_field(record, self._query, field)
            if match:
                whole, reason = match
                self._put(record, band if whole else max(band, Band.FITS), 1.0 if whole else 0.9, (reason,))

    def _add_orders(self, orders: Sequence[int]) -> None:
        marks = ",".join("?" * len(orders))
        rows = self._run(
            f"SELECT customer, ref, tracking FROM orders WHERE id IN ({marks}) AND customer IS NOT NULL",  # noqa: S608
            orders,
        ).fetchall()
        for row in rows:
            for record in self._records([row[0]]):
                self._put(record, Band.SAME, 1.0, (Reason("order", row[1]),))


def _same_field(record: Record, query: Query, field: str) -> tuple[bool, Reason] | None:
    """Return whether the whole of a field was typed, and what it says; None where it does not match after all."""
    if field == "e-mail":
        email = record.email or ""
        return email.casefold() == query.email, Reason("e-mail", email)
    if field == "phone":
        for shown, digits in record.phones:
            for typed in query.phone:
                if digits.endswith(typed[::-1]):
                    return len(digits) - len(typed) <= 3, Reason("phone", shown)
        return False, Reason("phone", record.phones[0][0]) if record.phones else Reason("phone")
    from agentdesk.customers.lookup.terms import number

    for name, text in (("customer number", record.ref), ("loyalty", record.loyalty)):
        if text and number(text).endswith(query.number):
            return True, Reason(name, text)
    return None


def _band(matches: Sequence[Match | None], band: Band) -> Band:
    """Return where a record belongs by its words, never above the step that found it."""
    if any(match is None or match.errors is None for match in matches):
        return Band.PART if band is Band.PART else max(band, Band.NEAR)
    return max(band, Band.NEAR) if any(match and match.reason.near for match in matches) else band


def _hit(scored: _Scored) -> Hit:
    record = scored.record
    phone = next((reason.shown for reason in scored.reasons if reason.field == "phone"), None)
    return Hit(
        id=record.id,
        ref=record.ref,
        name=record.name,
        kana=record.kana,
        company=record.company,
        phone=phone or (record.phones[0][0] if record.phones else None),
        email=record.email,
        place=" ".join(filter(None, (record.postcode, record.city))),
        band=scored.band,
        warm=scored.warm,
        score=round(scored.score, 4),
        reasons=scored.reasons,
    )


def find(connection: Connection, text: str, *, limit: int = 10, warm: frozenset[int] = frozenset()) -> Found:
    """Look up whatever was typed. Never raises for what was typed."""
    return Search(connection, text, limit, warm).run()
