"""A customer: who they are, how to reach them."""

from dataclasses import dataclass

from agentdesk.customers.phones import Phone

__all__ = ["Customer", "Phone"]


@dataclass(frozen=True, slots=True)
class Customer:
    """Everything on the card but what is owed. ``ref`` is the id in the importing system; ``emails`` all of them."""

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
    emails: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # refs of customers that were merged into this one
    erased: bool = False
