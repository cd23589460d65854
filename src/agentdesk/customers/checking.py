"""What may be kept of a customer: each field checked, numbers read, before any transaction is opened."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from unicodedata import is_normalized

from agentdesk.customers import phones as numbers
from agentdesk.customers.countries import region_of
from agentdesk.customers.lookup import terms
from agentdesk.customers.phones import Phone
from agentdesk.errors import InvalidInput
from agentdesk.text import accept

LIMITS = {
    "ref": 60, "name": 120, "kana": 120, "company": 120, "email": 200, "language": 8, "loyalty": 60, "address": 300,
    "postcode": 20, "city": 80, "country": 60, "notes": 2000, "banner": 120, "since": 20,
}  # fmt: skip
WORDS = {
    "ref": "The customer's number", "name": "The name", "kana": "The reading", "company": "The company",
    "email": "The e-mail address", "language": "The language", "loyalty": "The loyalty number",
    "address": "The address", "postcode": "The postcode", "city": "The city", "country": "The country",
    "notes": "The notes", "banner": "The banner", "since": "Customer since",
}  # fmt: skip
_MOST_PHONES = 12
_MOST_TAGS = 24
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*\Z")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_].*)?\Z")
_LANGUAGES = {
    "english": "en", "engelska": "en", "engelsk": "en", "英語": "en", "swedish": "sv", "svenska": "sv", "svensk": "sv",
    "スウェーデン語": "sv", "se": "sv", "norwegian": "nb", "norska": "nb", "norsk": "nb", "bokmål": "nb", "no": "nb",
    "nn": "nb", "ノルウェー語": "nb", "japanese": "ja", "japanska": "ja", "japansk": "ja", "日本語": "ja", "jp": "ja",
    "gb": "en", "uk": "en",
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
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()


TEXTS = tuple(each.name for each in fields(Details) if each.name not in {"phones", "tags", "without_tags"})


class BadField(InvalidInput):
    """A field cannot be kept as it is; ``field`` and ``value`` say which."""

    def __init__(self, field: str, value: str, error: InvalidInput) -> None:
        super().__init__(error.what, error.next)
        self.field, self.value = field, value


@dataclass(frozen=True, slots=True)
class Checked:
    """Details as they may be kept, numbers read; ``values`` in the order of ``TEXTS``, None for what was not said."""

    values: tuple[str | None, ...]
    phones: tuple[Phone, ...]
    tags: tuple[str, ...]
    without_tags: tuple[str, ...] = ()

    def get(self, field: str) -> str | None:
        """Return one text field."""
        return self.values[_PLACE[field]]

    @property
    def digest(self) -> bytes:
        """A fingerprint of everything that is said: 12 bytes of BLAKE2b."""
        parts = [value or "" for value in self.values]
        parts += [phone.text for phone in self.phones]
        parts += ["\x1e", *self.tags]
        return blake2b("\x1f".join(parts).encode(), digest_size=12).digest()


def check(details: Details, home: str) -> Checked:
    """Return the details as they may be kept. ``home`` (ISO 3166) is where numbers without a country code belong.

    Raises BadField.
    """
    said = {field: value for field in TEXTS if (value := getattr(details, field)) is not None}
    checked = check_said(said, details.phones, details.tags, home)
    return replace(checked, without_tags=_tags(details.without_tags)) if details.without_tags else checked


def check_said(said: Mapping[str, str | None], phones: Iterable[str], tags: Iterable[str], home: str) -> Checked:
    """Return fields by name, and numbers and tags, as they may be kept: ``check`` without the frame. Raises BadField."""
    values: list[str | None] = [None] * len(TEXTS)
    for field, value in said.items():
        if value is not None:
            values[_PLACE[field]] = _text(field, value)
    region = region_of(values[_COUNTRY], home)
    return Checked(tuple(values), _phones(phones, region), _tags(tags) if tags else ())


_PLACE = {field: at for at, field in enumerate(TEXTS)}
_COUNTRY = _PLACE["country"]
# nearly every cell: letters, digits and what stands between them, nothing to refuse
_USUAL = re.compile(r"[\w.,@+\-/()&'#:]+(?: [\w.,@+\-/()&'#:]+)*\Z")


def _text(field: str, value: str) -> str:
    limit = LIMITS[field]
    if len(value) > limit or not _USUAL.match(value) or not (value.isascii() or is_normalized("NFC", value)):
        try:
            value = accept(value, WORDS[field], limit=limit, lines=field == "notes")
        except InvalidInput as error:
            raise BadField(field, value, error) from error
    if field == "email" and value and not _EMAIL.match(value):
        problem = InvalidInput(f"{value!r} is not an e-mail address.", "Correct it, or leave it out.")
        raise BadField(field, value, problem)
    if field == "language" and value:
        return _language(value)
    return value


def _language(value: str) -> str:
    known = _LANGUAGES.get(value.casefold())
    if known:
        return known
    found = _LANGUAGE.match(value)
    if not found:
        problem = InvalidInput(f"{value!r} is not a language.", "Write a code such as en, sv, nb or ja.")
        raise BadField("language", value, problem)
    code = found[1].lower()
    return _LANGUAGES.get(code, code)


def _phones(texts: Iterable[str], region: str) -> tuple[Phone, ...]:
    found: dict[str, Phone] = {}
    for text in texts:
        for part in numbers.several(text):
            try:
                kept = part if part.isascii() and part.isprintable() else accept(part, "A phone number", limit=60)
                if len(kept) > 60:
                    accept(kept, "A phone number", limit=60)
            except InvalidInput as error:
                raise BadField("phone", part, error) from error
            phone = numbers.read(kept, region)
            if any(sign.isalnum() for sign in kept):  # "-" and "?" stand for none
                found.setdefault(phone.digits or kept, phone)
    return tuple(found.values())[:_MOST_PHONES]


def _tags(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        try:
            tag = accept(text, "A tag", limit=40)
        except InvalidInput as error:
            raise BadField("tags", text, error) from error
        if tag:
            found[tag] = None
    return tuple(sorted(found))[:_MOST_TAGS]


def terms_of(
    *,
    name: str,
    kana: str | None,
    company: str | None,
    city: str | None,
    postcode: str | None,
    numbers_of: Iterable[str | None],
    emails: Iterable[str | None],
    phones: Iterable[Phone],
) -> set[str]:
    """Return everything that a customer is found by, as terms of the lookup index."""
    found = terms.name_terms(name)
    if kana:
        found |= terms.name_terms(kana)
    if company:
        found |= terms.name_terms(company)
    found |= terms.place_terms(city or "", postcode or "")
    found |= terms.email_terms(emails)
    found |= terms.number_terms(terms.NUMBER, numbers_of)
    for phone in phones:
        found |= terms.phone_terms(numbers.keys(phone))
        found |= terms.begun_terms([numbers.beginning(phone)])
    return found
