"""Customers from other systems' files, a million as well as ten.

Rows are checked and their index terms made before any act; new customers are inserted many at a time and reach the
index a good many thousand at a time. A row is known again by the fingerprint of what it says, so that the same file
changes nothing, not even what was corrected at the desk since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agentdesk.customers import bulk_records, records
from agentdesk.customers.actions import change_to, existing, ref_digest
from agentdesk.customers.checking import TEXTS, Checked, check_said, terms_of
from agentdesk.customers.folding import is_cjk, words
from agentdesk.customers.headings import HEADINGS
from agentdesk.customers.lookup.indexing import Begin, Collected
from agentdesk.customers.lookup.postings import Postings
from agentdesk.customers.lookup.terms import EMAIL, NUMBER, number
from agentdesk.store import Act
from agentdesk.tables import BadRow, Ready, Rejected, Row
from agentdesk.tables.cells import known_by

_COLLECTED = 40_000  # customers between two writes to the index
_PLACEHOLDERS = frozenset({"-", "--", "?", "n/a", "na", "null", "none", "nan", "saknas", "mangler", "なし"})
_TEXT_FIELDS = tuple(name for name in TEXTS if name not in {"ref", "name", "address", "banner", "since"})
_NAME, _REF, _EMAIL, _LOYALTY = (TEXTS.index(field) for field in ("name", "ref", "email", "loyalty"))
_KANA = ("last_kana", "first_kana")
_SPLIT_TAGS = str.maketrans(";|、", ",,,")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer as a row says."""

    said: Checked
    digest: bytes
    terms: frozenset[str]

    @property
    def ref(self) -> str | None:
        """The id in the other system."""
        return self.said.values[_REF]


class Seen:
    """Which customers this import has met: a bit for each id."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def __contains__(self, one: int) -> bool:
        byte = one >> 3
        return byte < len(self._bits) and bool(self._bits[byte] & 1 << (one & 7))

    def add(self, one: int) -> bool:
        """Note an id; says whether it is the first time."""
        byte, bit = one >> 3, 1 << (one & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 4096 - len(self._bits)))
        first = not self._bits[byte] & bit
        self._bits[byte] |= bit
        return first


class Customers:
    """Customers by the id that the other system gives them; without one, by what else tells them apart."""

    name = "customers"
    fields: Mapping[str, Sequence[str]] = HEADINGS
    repeats: Sequence[str] = ("phone", "address", "tags")
    piece = 200

    def __init__(self, region: str) -> None:
        self._region = region
        self._seen = Seen()
        self._collected = Collected()
        self._first: int | None = None  # of the customers collected and not in the index yet
        self._any_erased: bool | None = None

    def prepare(self, row: Row) -> Incoming:
        """Check a row and make what it will be found by. Raises Rejected, BadField."""
        ref = known_by(row.get("ref") or "") or None
        given = row.values
        values = {field: _said(given.get(field) or None) for field in _TEXT_FIELDS if field in given}
        values["kana"] = values.get("kana") or " ".join(part for part in map(row.get, _KANA) if part) or None
        if (contact := _said(row.get("contact"))) and not values.get("company"):
            values["company"] = _said(row.get("name"))  # the customer is the firm; who calls is the contact
        address = ", ".join(dict.fromkeys(row.all("address"))) or None
        values |= {"ref": ref, "name": contact or _name(row, values, ref), "address": address}
        tags = [tag for cell in row.all("tags") for tag in cell.translate(_SPLIT_TAGS).split(",")]
        said = check_said(values, row.all("phone"), tags, self._region)
        terms = terms_of(
            name=said.values[_NAME] or "",
            kana=said.get("kana"),
            company=said.get("company"),
            city=said.get("city"),
            postcode=said.get("postcode"),
            numbers_of=(said.values[_REF], said.values[_LOYALTY]),
            emails=(said.values[_EMAIL],),
            phones=said.phones,
        )
        return Incoming(said, said.digest, frozenset(terms))

    def keep(self, act: Act, rows: Sequence[Ready]) -> Iterator[str | BadRow]:
        """Keep rows: the first of a file that speaks of a customer counts; another that says otherwise is bad."""
        known = self._known(act, [row.value for row in rows])
        gone = self._erased(act, [row.value for row in rows])
        fresh: dict[str | bytes, bytes] = {}
        new: list[Incoming] = []
        outcomes: list[str | BadRow] = []
        for row in rows:
            incoming: Incoming = row.value
            key = incoming.ref or incoming.digest
            if key in gone:
                outcomes.append(BadRow(row.line, "ref", incoming.ref or "", "was erased at the customer's wish"))
            elif key in known:
                one, digest = known[key]
                outcomes.append(self._again(act, row.line, incoming, one, digest))
                if not isinstance(outcomes[-1], BadRow):
                    known[key] = (one, incoming.digest)
            elif key in fresh:
                outcomes.append("unchanged" if fresh[key] == incoming.digest else _twice(row.line, incoming))
            else:
                fresh[key] = incoming.digest
                new.append(incoming)
                outcomes.append("added")
        if new:
            self._insert(act, new)
        yield from outcomes

    def _known(self, act: Act, rows: Sequence[Incoming]) -> dict[str | bytes, tuple[int, bytes | None]]:
        """Return the customers that rows speak of: by ref, else by fingerprint, else by number or address and name."""
        refs = [row.ref for row in rows if row.ref]
        found: dict[str | bytes, tuple[int, bytes | None]] = {}
        for one, ref, digest in bulk_records.by_refs(act, refs):
            found[ref] = (one, digest)
        without = [row for row in rows if not row.ref]
        if without:
            for one, digest in bulk_records.by_digests(act, [row.digest for row in without]):
                found[digest] = (one, digest)
            for row in without:
                if row.digest not in found and (other := _namesake(act, row)) is not None:
                    found[row.digest] = (other, None)
        return found

    def _erased(self, act: Act, rows: Sequence[Incoming]) -> set[str | bytes]:
        if self._any_erased is None:
            self._any_erased = records.any_erased(act.connection)
        if not self._any_erased:
            return set()
        by_digest = {ref_digest(row.ref): row.ref for row in rows if row.ref}
        return {by_digest[digest] for digest in records.erased(act.connection, list(by_digest))}

    def _again(self, act: Act, line: int, incoming: Incoming, one: int, digest: bytes | None) -> str | BadRow:
        if digest == incoming.digest:
            self._seen.add(one)
            return "unchanged"
        if not self._seen.add(one):
            return _twice(line, incoming)
        customer = existing(act.connection, one)
        if customer.id != one:  # an alias: its own ref and name stay what they are
            values = tuple(None if at in {_REF, _NAME} else text for at, text in enumerate(incoming.said.values))
            said = Checked(values, incoming.said.phones, incoming.said.tags)
        else:
            said = incoming.said
        changed = change_to(act, customer, said, phones_said=bool(said.phones), quietly=True)
        bulk_records.set_imported(act, one, incoming.digest)
        return "updated" if changed else "unchanged"

    def _insert(self, act: Act, new: Sequence[Incoming]) -> None:
        ids = bulk_records.insert(act, [(row.said, row.digest) for row in new])
        for one, row in zip(ids, new, strict=True):
            self._seen.add(one)
            self._collected.add(one, row.terms)
        if self._first is None:
            self._first = ids[0]
        bulk_records.set_pending(act, self._first, ids[-1])

    def settle(self, begin: Begin, *, last: bool) -> None:
        """Write the index once enough customers wait for it."""
        if self._first is not None and (last or self._collected.records >= _COLLECTED):
            self._collected.write(begin)
            with begin() as act:
                bulk_records.end_pending(act, self._first)
            self._first = None


def _twice(line: int, incoming: Incoming) -> BadRow:
    return BadRow(
        line, "ref", incoming.ref or "", "an earlier row has this id and says something else; that one counts"
    )


def _said(text: str | None) -> str | None:
    return None if text is None or text.casefold() in _PLACEHOLDERS else text


def _name(row: Row, values: Mapping[str, str | None], ref: str | None) -> str:
    whole = _said(row.get("name"))
    if whole is None:
        first, last = _said(row.get("first_name")), _said(row.get("last_name"))
        in_order = (last, first) if is_cjk(last or "x") else (first, last)
        whole = " ".join(part for part in in_order if part)
    name = whole or values.get("company") or values.get("email") or next(iter(row.all("phone")), None) or ref
    if not name:
        raise Rejected("name", "", "nothing says who this is")
    return name


def _namesake(act: Act, row: Incoming) -> int | None:
    """Return the customer without a ref who has the same name, and the same loyalty number or e-mail address."""
    loyalty, email = row.said.values[_LOYALTY], row.said.values[_EMAIL]
    terms = [NUMBER + number(loyalty)] if loyalty else []
    terms += [EMAIL + email.casefold()] if email else []
    ids = Postings(act.connection).of_any(terms).tolist() if terms else []
    plain = words(row.said.values[_NAME] or "")
    return next((one for one, name in bulk_records.names_without_ref(act, ids) if words(name) == plain), None)


def with_email(act: Act, email: str) -> list[int]:
    """Return the customers who are reached at an address."""
    return Postings(act.connection).of(EMAIL + email.strip().casefold()).tolist()
