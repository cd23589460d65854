"""A shift: one person at one desk, from opening to closing."""

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
