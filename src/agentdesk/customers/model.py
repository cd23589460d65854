"""A customer: who they are, how to reach them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was written, and in E.164 where it could be read."""

    text: str
    e164: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Everything on the card but what is owed. ``ref`` is the id in the importing system."""

    id: int
    ref: str | None
    name: str
    kana: str | None = None
    company: str | None = None
    phones: tuple[Phone, ...] = ()
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
