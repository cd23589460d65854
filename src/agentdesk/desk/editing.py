"""Reading an edit of a customer's card: the field's name, then its new value. Pure."""

from dataclasses import replace

from agentdesk.customers.actions import Details
from agentdesk.customers.model import Customer
from agentdesk.errors import InvalidInput

_WORDS = {
    "name": ("name", "namn", "navn", "名前"),
    "kana": ("kana", "かな", "カナ"),
    "company": ("company", "företag", "firma", "会社"),
    "phone": ("phone", "tel", "telefon", "mobil", "mobile", "電話"),
    "email": ("email", "e-mail", "mail", "mejl", "epost", "e-post", "メール"),
    "language": ("language", "lang", "språk", "言語"),
    "loyalty": ("loyalty", "card", "kort", "会員"),
    "address": ("address", "adress", "adresse", "住所"),
    "postcode": ("postcode", "zip", "postnummer", "postnr", "郵便番号"),
    "city": ("city", "town", "stad", "ort", "by", "sted", "市"),
    "notes": ("note", "notes", "anteckning", "notat", "メモ"),
    "banner": ("banner", "warn", "注意"),
    "tags": ("tag", "tags", "tagg", "タグ"),
}
_FIELDS = {word: field for field, words in _WORDS.items() for word in words}
FIELDS = tuple(_WORDS)


def field_and_value(text: str) -> tuple[str, str]:
    """Return the field and the new value that ``phone 070-174 06 35`` means. Raises InvalidInput for no field."""
    word, _, value = text.strip().partition(" ")
    field = _FIELDS.get(word.rstrip(":=").casefold())
    if field is None:
        raise InvalidInput(
            f"“{word[:30]}” is not a field of the card.",
            "Such as: phone 070…, email …, note …, banner …",
            code="no-field",
        )
    return field, value.strip(" :=")


def details(customer: Customer, field: str, value: str) -> Details:
    """Return what an edit says of a customer. Raises InvalidInput for an empty value.

    A telephone number goes in front of the others, ``-070…`` takes one away; a note is added below what is there;
    ``-`` alone clears a field. A tag joins the others, ``-vip`` takes one away.
    """
    if not value:
        step = f"Type it behind {field}" + ("." if field == "name" else "; - alone clears it.")
        raise InvalidInput(f"The new {field} is missing.", step, code="no-value")
    if field == "phone":
        return Details(phones=_phones(customer, value))
    if field == "tags":
        return _tag(customer, value)
    if value == "-":
        if field == "name":
            raise InvalidInput("A customer needs a name.", "Type another one behind name.", code="no-value")
        return replace(Details(), **{field: ""})  # type: ignore[arg-type]  # a text
    if field == "notes":
        return Details(notes="\n".join(part for part in (customer.notes, value) if part))
    return replace(Details(), **{field: value})  # type: ignore[arg-type]  # a text


def _phones(customer: Customer, value: str) -> tuple[str, ...]:
    texts = [phone.text for phone in customer.phones]
    if not value.startswith("-"):
        return (value, *(text for text in texts if _digits(text) != _digits(value)))
    gone = _digits(value)
    left = tuple(text for text in texts if not gone or not _digits(text).endswith(gone.lstrip("0")))
    if len(left) == len(texts):
        raise InvalidInput(f"{value[1:]} is not one of their numbers.", "Type it as it stands.", code="no-such-number")
    if not left:
        raise InvalidInput("That is their only number.", "Type the new one first: phone 070…", code="only-number")
    return left


def _tag(customer: Customer, value: str) -> Details:
    if not value.startswith("-"):
        return Details(tags=(value,))
    gone = value[1:].strip()
    if gone and gone not in customer.tags:
        raise InvalidInput(f"{gone} is not one of their tags.", "Type it as it stands.", code="no-such-tag")
    return Details(without_tags=(gone,) if gone else customer.tags)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def before(customer: Customer, change: Details) -> Details:
    """Return what the card said where a change touched it, to take the change back."""
    several = {"phone", "tags"}
    fields = [field for field in FIELDS if field not in several and getattr(change, field) is not None]
    values = {field: getattr(customer, field) or "" for field in fields}
    phones = tuple(phone.text for phone in customer.phones) if change.phones else ()
    new = tuple(tag for tag in change.tags if tag not in customer.tags)
    return replace(Details(phones=phones, tags=change.without_tags, without_tags=new), **values)  # type: ignore[arg-type]  # texts
