"""Adding, changing, merging and erasing customers; the lookup index is brought up to date in the same act."""

from hashlib import sha256

from agentdesk import log
from agentdesk.customers import records
from agentdesk.customers.checking import TEXTS, Checked, Details, check, terms_of
from agentdesk.customers.lookup.indexing import index
from agentdesk.customers.model import Customer, Phone
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.store import Act, Connection

__all__ = ["Details", "add", "change", "erase", "existing", "merge", "terms"]


def existing(connection: Connection, customer: int) -> Customer:
    """Return a customer; of one that was merged into another, the other. Raises NotFound."""
    found = records.by_id(connection, customer)
    if found is None:
        raise NotFound("There is no such customer.", "Find them: agentdesk lookup", code="no-such-customer")
    return found


def terms(customer: Customer) -> set[str]:
    """Return what a customer is found by."""
    return terms_of(
        name=customer.name,
        kana=customer.kana,
        company=customer.company,
        city=customer.city,
        postcode=customer.postcode,
        numbers_of=(customer.ref, customer.loyalty, *customer.aliases),
        emails=customer.emails,
        phones=customer.phones,
    )


def add(act: Act, details: Details, region: str, *, quietly: bool = False) -> Customer:
    """Add a customer. ``region`` (ISO 3166) is where numbers without a country code belong.

    ``quietly`` leaves the log to the caller, as an import does for all its rows at once. Raises InvalidInput.
    """
    said = check(details, region)
    if not said.get("name"):
        raise InvalidInput("A customer needs a name.", "Type one; a company or a number will do.")
    _check_ref(act, said, None)
    values = {field: value or None for field, value in zip(TEXTS, said.values, strict=True)}
    customer = records.insert(act, values)
    records.set_phones(act, customer, said.phones)
    records.set_tags(act, customer, said.tags)
    found = existing(act.connection, customer)
    index(act, customer, set(), terms(found))
    if not quietly:
        log.append(act, "customer.added", customer=customer, text=_texts("", found, [*values, "phones", "tags"]))
    return found


def change(act: Act, customer: Customer, details: Details, region: str, *, quietly: bool = False) -> bool:
    """Take over what is said of a customer; says whether anything changed. Raises InvalidInput, Refused."""
    return change_to(act, customer, check(details, region), phones_said=bool(details.phones), quietly=quietly)


def change_to(act: Act, customer: Customer, said: Checked, *, phones_said: bool, quietly: bool = False) -> bool:
    """Take over what is said of a customer and was checked; says whether anything changed. Raises Refused."""
    before = existing(act.connection, customer.id)
    if before.erased:
        raise Refused("This customer was erased.", "Add them anew if they come back.", code="erased")
    changes = {
        field: value or None
        for field, value in zip(TEXTS, said.values, strict=True)
        if value is not None and (value or None) != getattr(before, field) and not (field == "name" and not value)
    }
    new_phones = phones_said and said.phones != before.phones
    tags = tuple(sorted({*before.tags, *said.tags}.difference(said.without_tags)))
    new_tags = tags != tuple(sorted(before.tags))
    if not (changes or new_phones or new_tags):
        return False
    _check_ref(act, said, before.id)
    records.update(act, before.id, changes)
    if new_phones:
        records.set_phones(act, before.id, said.phones)
    if new_tags:
        records.set_tags(act, before.id, tags)
    after = existing(act.connection, before.id)
    index(act, before.id, terms(before), terms(after))
    if not quietly:
        changed = [*changes, *(["phones"] if new_phones else []), *(["tags"] if new_tags else [])]
        texts = _texts(" before", before, changed) | _texts(" after", after, changed)
        log.append(act, "customer.changed", customer=before.id, data={"fields": sorted(changed)}, text=texts)
    return True


def merge(act: Act, customer: int, other: int) -> Customer:
    """Make one of two customers who are the same person: the first stays, with everything that the other owns.

    What the first does not know is taken from the other; the other's id and ref stay as an alias. Raises NotFound,
    Refused.
    """
    kept, gone = existing(act.connection, customer), existing(act.connection, other)
    if kept.id == gone.id:
        raise Refused("These are one customer already.", "There is nothing to merge.", code="same-customer")
    if kept.erased or gone.erased:
        raise Refused("One of them was erased.", "An erased customer stays erased.", code="erased")
    for each in (kept, gone):
        index(act, each.id, terms(each), set())
    moved = {}
    for table, column in records.owned_columns(act.connection):
        if count := records.move(act, table, column, gone.id, kept.id):
            moved[f"{table}.{column}"] = count
    records.make_alias(act, gone.id, kept.id)
    _take_over(act, kept, gone)
    after = existing(act.connection, kept.id)
    index(act, kept.id, set(), terms(after))
    log.append(
        act,
        "customer.merged",
        customer=kept.id,
        data={"other": gone.id, "moved": moved},
        text=_texts(" before", gone, [*TEXTS, "phones", "tags"]),
    )
    return after


def _take_over(act: Act, kept: Customer, gone: Customer) -> None:
    missing = {
        field: getattr(gone, field)
        for field in TEXTS
        if field not in {"ref", "notes"} and getattr(kept, field) is None and getattr(gone, field) is not None
    }
    notes = "\n".join(dict.fromkeys(filter(None, (kept.notes, gone.notes))))
    if notes != (kept.notes or ""):
        missing["notes"] = notes[:2000]
    records.update(act, kept.id, missing)
    numbers: dict[str, Phone] = {}
    for phone in (*kept.phones, *gone.phones):
        numbers.setdefault(phone.digits or phone.text, phone)
    records.set_phones(act, kept.id, numbers.values())
    addresses = {text.casefold(): text for text in reversed((*kept.emails, *gone.emails))}
    first = kept.email or gone.email
    records.set_more_emails(act, kept.id, [text for text in reversed(addresses.values()) if text != first])
    records.set_tags(act, kept.id, (*kept.tags, *gone.tags))


def erase(act: Act, customer: int) -> int:
    """Erase everything personal of a customer and of whoever was merged into them; returns the id. Raises NotFound.

    Ids, amounts and dates stay. An import that brings the same ref again is told so. The texts of the log are the log's
    to erase.
    """
    known = existing(act.connection, customer)
    if known.erased:
        return known.id
    index(act, known.id, terms(known), set())
    for ref in records.refs(act.connection, known.id):
        records.remember_erased(act, ref_digest(ref))
    records.blank(act, known.id)
    return known.id


def ref_digest(ref: str) -> bytes:
    """Return what is kept of an erased customer's ref: enough to know it when it comes again."""
    return sha256(ref.encode()).digest()


def _check_ref(act: Act, said: Checked, customer: int | None) -> None:
    ref = said.get("ref")
    if not ref:
        return
    if records.holder_of_ref(act.connection, ref) not in (None, customer):
        raise InvalidInput(
            f"The number {ref} is another customer's.", "Give another, or merge the two.", code="ref-taken"
        )


def _texts(when: str, customer: Customer, fields: list[str]) -> dict[str, str]:
    found = {field: getattr(customer, field) for field in fields}
    if "phones" in found:
        found["phones"] = ", ".join(phone.text for phone in customer.phones)
    if "tags" in found:
        found["tags"] = ", ".join(customer.tags)
    return {f"{field}{when}": value for field, value in found.items() if value}
