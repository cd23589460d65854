"""Adding and changing customers; the lookup index is brought up to date in the same act."""

from dataclasses import dataclass, field, replace

from agentdesk import log
from agentdesk.customers import phones as numbers
from agentdesk.customers import records
from agentdesk.customers.lookup import terms
from agentdesk.customers.lookup.indexing import index
from agentdesk.customers.model import Customer
from agentdesk.errors import InvalidInput
from agentdesk.store import Act
from agentdesk.text import accept

_LIMITS = {
    "ref": 60, "name": 120, "kana": 120, "company": 120, "email": 200, "language": 8, "loyalty": 60, "address": 300,
    "postcode": 20, "city": 80, "country": 60, "notes": 2000, "banner": 120,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a customer; None: nothing is said, what is known stays. ``phones`` as they were written."""

    name: str | None = None
    ref: str | None = None
    kana: str | None = None
    company: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    language: str | None = None
    loyalty: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    notes: str | None = None
    banner: str | None = None
    since: str | None = None
    tags: tuple[str, ...] = field(default_factory=tuple)


def checked(details: Details) -> Details:
    """Return the details as they may be kept. Raises InvalidInput naming the field."""
    changes: dict[str, str | None] = {}
    for name, limit in _LIMITS.items():
        value = getattr(details, name)
        if value is not None:
            changes[name] = accept(value, name.capitalize(), limit=limit, lines=name == "notes") or None
    email = changes.get("email")
    if email is not None and ("@" not in email or " " in email):
        raise InvalidInput(f"{email!r} is no e-mail address.", "Correct it, or leave it out.")
    phones = tuple(accept(text, "A phone number", limit=60) for text in details.phones)
    return replace(details, phones=tuple(text for text in phones if text), **changes)  # type: ignore[arg-type]


def add(act: Act, details: Details, region: str, *, quietly: bool = False) -> Customer:
    """Add a customer. ``region`` (ISO 3166) is where numbers without a country code belong.

    ``quietly`` leaves the log to the caller, as an import does for all its rows at once. Raises InvalidInput.
    """
    details = checked(details)
    if not details.name:
        raise InvalidInput("A customer needs a name.", "Type one; a company or a number will do.")
    customer = records.insert(act, details)
    _set_phones(act, customer, details.phones, region)
    index(act, customer, set(), _terms(act, customer))
    if not quietly:
        log.append(act, "customer.added", customer=customer, text={"name": details.name})
    found = records.by_id(act.connection, customer)
    assert found is not None
    return found


def change(act: Act, customer: Customer, details: Details, region: str, *, quietly: bool = False) -> bool:
    """Take over what is said of a customer; says whether anything changed. Raises InvalidInput."""
    details = checked(details)
    changes = {
        name: getattr(details, name)
        for name in (*_LIMITS, "since")
        if getattr(details, name) is not None and getattr(details, name) != getattr(customer, name)
    }
    new_phones = bool(details.phones) and details.phones != tuple(phone.text for phone in customer.phones)
    if not changes and not new_phones:
        return False
    before = _terms(act, customer.id)
    records.update(act, customer.id, changes)
    if new_phones:
        _set_phones(act, customer.id, details.phones, region)
    index(act, customer.id, before, _terms(act, customer.id))
    if not quietly:
        texts = {f"{name} before": str(getattr(customer, name)) for name in changes if getattr(customer, name)}
        texts |= {f"{name} after": str(value) for name, value in changes.items()}
        fields = [*changes, *(["phones"] if new_phones else [])]
        log.append(act, "customer.changed", customer=customer.id, data={"fields": sorted(fields)}, text=texts)
    return True


def _set_phones(act: Act, customer: int, texts: tuple[str, ...], region: str) -> None:
    found = [numbers.read(part, region) for text in texts for part in numbers.several(text)]
    records.set_phones(act, customer, [(phone.text, phone.e164, phone.digits or "") for phone in found])


def _terms(act: Act, customer: int) -> set[str]:
    known = records.by_id(act.connection, customer)
    if known is None:
        return set()
    found = terms.name_terms(known.name)
    for name in (known.kana, known.company):
        found |= terms.name_terms(name) if name else set()
    found |= terms.place_terms(known.city or "", known.postcode or "")
    found |= terms.email_terms([known.email])
    found |= terms.number_terms(terms.NUMBER, [known.ref, known.loyalty])
    for phone in records.phones(act.connection, customer):
        found |= terms.phone_terms(numbers.keys(numbers.Phone(phone["text"], phone["e164"], phone["digits"])))
    return found
