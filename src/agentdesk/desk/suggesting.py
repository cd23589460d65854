"""The desk's way to the suggested lines, on the reader's thread: a keystroke never waits for a file or the store."""

from agentdesk.contacts.model import Contact, Mood
from agentdesk.desk.counter import Counter
from agentdesk.desk.facts import Card
from agentdesk.responses.model import Suggestion
from agentdesk.store import Connection
from agentdesk.work.prompting import Prompter


class Suggester:
    """Loads library and recogniser when they are first needed."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._prompter: Prompter | None = None

    async def load(self) -> None:
        """Load library and recogniser while the agent reads the first card."""
        counter = self._counter

        def make() -> None:
            if self._prompter is None:
                self._prompter = Prompter.load(counter.settings, counter.store.path)

        await counter.think(make)

    async def suggest(
        self, text: str, spoken: str, language: str, mood: Mood | None, contact: Contact, card: Card | None
    ) -> Suggestion:
        """Return lines in ``language`` for what was heard in ``spoken``, filled with what the store knows now."""
        counter = self._counter
        customer = card.customer if card else None

        def question(connection: Connection) -> Suggestion:
            if self._prompter is None:
                self._prompter = Prompter.load(counter.settings, counter.store.path)
            return self._prompter.suggest(
                connection, counter.person, text, language, mood, customer, contact, counter.now(), spoken=spoken
            )

        return await counter.read(question)
