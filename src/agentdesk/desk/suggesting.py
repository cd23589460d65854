"""The desk's way to the suggested lines, on the reader's thread: a keystroke never waits for a file or the store."""

from dataclasses import dataclass, field

from agentdesk.contacts.model import Contact, Mood
from agentdesk.desk.counter import Counter
from agentdesk.desk.facts import Card
from agentdesk.responses import records
from agentdesk.responses.model import FilledLine, Mark, Suggestion
from agentdesk.store import Connection
from agentdesk.work.prompting import LOOK_AGAIN, Prompter


@dataclass
class Talk:
    """What this contact has come to: the words heard, what was offered for them, what was said when."""

    heard: str = ""
    mood: Mood | None = None  # set by hand; else the guess
    language: str | None = None
    suggestion: Suggestion | None = None
    answers: str | None = None  # the text that the suggestion is for; None: it must be filled anew
    words: str = ""  # what was typed last, whether a line was said for it or not
    said: dict[str, str] = field(default_factory=dict)


class Suggester:
    """Loads library and recogniser when they are first needed."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._prompter: Prompter | None = None
        self._looked_at = 0.0
        self._learned_for: int | None = None  # the contact at whose first words what works here was read

    async def load(self) -> None:
        """Load library and recogniser while the agent reads the first card."""
        await self._counter.think(self._ready)

    def _ready(self) -> Prompter:
        # a shop's own lines are looked at every two seconds of typing, and loaded anew where they have changed
        now = self._counter.store.clock.monotonic()
        if self._prompter is not None and now - self._looked_at >= LOOK_AGAIN:
            self._looked_at = now
            if self._prompter.changed():
                self._prompter.take_note()  # a mistake in them is told once; the lines from before go on being offered
                self._prompter = self._loaded()
        if self._prompter is None:
            self._prompter = self._loaded()
        return self._prompter

    def _loaded(self) -> Prompter:
        self._learned_for = None
        return Prompter.load(self._counter.settings, self._counter.store.path)

    async def edited(self, words: str, line: FilledLine) -> tuple[Mark, ...]:
        """Return what is found on a line that was edited before it is said."""
        return await self._counter.think(lambda: self._ready().edited(words, line))

    async def said_in(self, contact: Contact) -> tuple[str, ...]:
        """Return the lines that were said in a contact so far."""
        return await self._counter.read(lambda connection: records.said_in(connection, contact.id))

    async def suggest(
        self, text: str, usual: str, language: str, mood: Mood | None, contact: Contact, card: Card | None
    ) -> Suggestion:
        """Return lines in ``language`` for what was heard, most likely in ``usual``, filled with what the store knows now."""
        counter = self._counter
        customer = card.customer if card else None

        def question(connection: Connection) -> Suggestion:
            ready = self._ready()
            if self._learned_for != contact.id:
                self._learned_for, ready.learned = contact.id, None
            return ready.suggest(
                connection, counter.person, text, language, mood, customer, contact, counter.now(), usual=usual
            )

        return await counter.read(question)
