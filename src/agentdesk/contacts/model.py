"""A contact: one conversation with one customer or walk-in."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How they talk."""

    COUNTER = "counter"
    PHONE = "phone"


class Mood(StrEnum):
    """How the customer feels, coming in and going out."""

    CALM = "calm"
    HAPPY = "happy"
    HURRIED = "hurried"
    CONFUSED = "confused"
    WORRIED = "worried"
    DISAPPOINTED = "disappointed"
    FRUSTRATED = "frustrated"
    ANGRY = "angry"


@dataclass(frozen=True, slots=True)
class Contact:
    """Stamps are UTC. ``customer`` is None for a walk-in who gave no name."""

    id: int
    customer: int | None
    owner: int
    shift: int
    channel: Channel
    state: str
    opened_at: str
    situation: str | None = None
    mood_in: str | None = None
    mood_out: str | None = None
    outcome: str | None = None
    language: str | None = None
    note: str | None = None
    parked_at: str | None = None
    finished_at: str | None = None

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"C-{self.id}"
