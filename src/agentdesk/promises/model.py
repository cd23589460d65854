"""A promise: anything dated that somebody owes a customer."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was promised."""

    CALL_BACK = "call-back"
    FIND_OUT = "find-out"
    HOLD = "hold"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True)
class Promise:
    """``due_at`` is a UTC stamp, or None while no date can honestly be said."""

    id: int
    kind: Kind
    customer: int | None
    owner: int
    what: str
    due_at: str | None
    state: str
    made_at: str
    contact: int | None = None
    at_risk: str | None = None

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"P-{self.id}"
