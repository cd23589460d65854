"""People and roles."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """Roles, ordered: a higher one may do what a lower one may."""

    AGENT = 1
    SENIOR = 2
    SUPERVISOR = 3
    OWNER = 4

    @property
    def word(self) -> str:
        """The word for files, commands and the store: ``agent``."""
        return self.name.lower()


ROLE_WORDS = tuple(role.word for role in Role)


def role_of(word: str) -> Role:
    """Return the role of a word. Raises KeyError for others; the store's CHECK admits only these."""
    return Role[word.upper()]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here. ``pin`` is the encoded Argon2id hash, or None."""

    id: int
    name: str
    role: Role
    pin: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class PinTry:
    """One try at a PIN: when (UTC stamp) and whether it was right."""

    at: str
    ok: bool
