"""A shift: one person at one desk, from opening to closing; and the items that it hands over when it ends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shift:
    """Stamps are UTC; None where it has not happened."""

    id: int
    staff: int
    desk: str
    opened_at: str
    paused_at: str | None = None
    closed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing handed over: its owner's until somebody takes it, so that nothing is ever nobody's.

    ``kind`` is promise, contact, request or note; ``subject`` its id (a note has none).

    ``state`` is waiting, accepted, returned or over; ``note`` the closing note, ``reason`` why it was handed back.
    """

    id: int
    shift: int
    owner: int
    kind: str
    subject: int | None
    state: str
    taken_by: int | None
    note: str | None
    reason: str | None
    at: str
    ended_at: str | None

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"I-{self.id}"
