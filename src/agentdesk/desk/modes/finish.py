"""Finish: how the customer left, and what came of it; one thing asked at most."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Contact, Mood
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain
from agentdesk.store import Act
from agentdesk.work.say import passed_over

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Finish(Mode):
    """Enter finishes the contact with the mood that is highlighted; ↑ and ↓ choose another.

    What you type is kept as the outcome, in your words.
    """

    name = "Finish"
    title = "Finish"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.moods: list[Mood] = list(Mood)

    @property
    def _came(self) -> Mood:
        # F7 after a line was said is how they are by now, not how they came
        noted = self.desk.contact.mood_in if self.desk.contact else None
        return Mood(noted) if noted else self.desk.say.mood

    async def begin(self) -> None:
        """Guess: who came in heated and was given something left calmer."""
        came = self._came
        helped = bool(self.desk.say.talk.said or self.desk.facts.remedies)
        guess = Mood.CALM if helped and came is not Mood.HAPPY else came
        self.moods = [guess, *(mood for mood in Mood if mood is not guess)]
        self.at = 0

    async def enter(self, text: str) -> None:
        """Finish the contact."""
        contact = self.desk.in_contact()
        mood = self.moods[self.at]
        talk = self.desk.say.talk
        unsaid = talk.suggestion if talk.suggestion and talk.suggestion.lines and not talk.said else None

        def deed(act: Act) -> Contact:
            if unsaid is not None:
                passed_over(act, contact, unsaid)
            known = self.desk.say.note_heard(act, contacts.existing(act, contact.id))
            return contacts.finish(act, known, mood, text.strip() or None)

        finished = await self.desk.counter.act(deed, inside=contact.id)
        await self.desk.take_contact(None)
        self.desk.tell(f"{finished.word} finished: {finished.mood_in or 'calm'} → {mood}.")

    def rows(self) -> int:
        """Return how many moods there are."""
        return len(self.moods)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return f"Enter finishes, customer left {self.moods[self.at]}  ·  ↑↓ another mood  ·  type what came of it"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the moods, the guess first."""
        lines: list[Line] = [plain(f" Came in {self._came}. How did they leave?", MUTED), []]
        for at, mood in enumerate(self.moods):
            chosen = at == self.at
            guess = ("  guessed", FAINT) if at == 0 else ("", "")
            lines.append([(" ▸ " if chosen else "   ", ACCENT), (mood.value, STRONG if chosen else ""), guess])
        return lines
