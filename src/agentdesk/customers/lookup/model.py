"""What a lookup answers: hits with the reason each was found, best first."""

from dataclasses import dataclass, field
from enum import IntEnum


class Band(IntEnum):
    """How surely a hit is meant: everything in one band comes before the next."""

    SAME = 0  # the whole of a number, address or code
    FITS = 1  # every word, whole or begun
    NEAR = 2  # every word, one with a typing error
    PART = 3  # some of the words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was found: the field that matched and what it says there; ``near`` where it was misspelt."""

    field: str
    shown: str = ""
    near: bool = False

    def __str__(self) -> str:
        words = f"{self.field} {self.shown}".strip()
        return f"like {words}" if self.near else words


@dataclass(frozen=True, slots=True)
class Hit:
    """A customer that was found. ``phone`` is the number that matched, else the first; ``warm``: owed or here today."""

    id: int
    ref: str | None
    name: str
    kana: str | None
    company: str | None
    phone: str | None
    email: str | None
    place: str
    band: Band
    warm: bool
    score: float
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> str:
        """The reasons in one line, as the list shows them."""
        return ", ".join(str(reason) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Item:
    """A product that was found by its code or barcode."""

    id: int
    sku: str
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one query: items where a code was scanned, then customers; ``more`` where others fit as well."""

    text: str
    hits: tuple[Hit, ...] = ()
    items: tuple[Item, ...] = ()
    more: bool = False
    spare: dict[str, str] = field(default_factory=dict)  # what was typed, as fields of a new customer

    @property
    def nothing(self) -> bool:
        """Nobody and nothing fits."""
        return not self.hits and not self.items
