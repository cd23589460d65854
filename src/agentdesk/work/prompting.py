"""The next sentence for this customer: library, recogniser and what works here, with the store's facts. For screen and
command line alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from agentdesk.authority import actions as authority
from agentdesk.contacts.model import Contact, Mood
from agentdesk.customers.model import Customer
from agentdesk.responses import records
from agentdesk.responses.known import Locale
from agentdesk.responses.learning import Learned
from agentdesk.responses.library import Library, load
from agentdesk.responses.model import LANGUAGES, FilledLine, Mark, Recogniser, Suggestion
from agentdesk.responses.ranking import Talk
from agentdesk.responses.shop import fingerprint
from agentdesk.responses.suggest import lines_for, suggest
from agentdesk.settings import Settings
from agentdesk.staff.model import Person
from agentdesk.store import Connection
from agentdesk.work import facts

_COUNTRY = {"sv": "SE", "nb": "NO", "ja": "JP", "en": "GB"}


LOOK_AGAIN = 2.0  # seconds between looks at the shop's own lines; a change is in use within five


def lines_folder(store: Path) -> Path | None:
    """Return the folder of a shop's own lines and cues, ``lines`` beside the store, where there is one."""
    folder = store.with_name("lines")
    return folder if folder.is_dir() else None


@dataclass
class Prompter:
    """Loaded once a process; ``learned`` is read again when asked, not at every key."""

    settings: Settings
    library: Library
    recogniser: Recogniser
    store: Path
    loaded: tuple[tuple[str, int, int], ...] = ()
    learned: Learned | None = None

    @classmethod
    def load(cls, settings: Settings, store: Path) -> "Prompter":
        """Load the shipped library with the shop's own lines (``lines/`` beside the store), and the recogniser."""
        from agentdesk.responses.recogniser import load as load_recogniser

        folder = lines_folder(store)
        return cls(settings, load(folder), load_recogniser(folder), store, fingerprint(folder))

    def changed(self) -> bool:
        """Say whether the shop's own lines or cues are no longer as they were loaded."""
        return fingerprint(lines_folder(self.store)) != self.loaded

    def take_note(self) -> None:
        """Take the shop's files as they are now for seen."""
        self.loaded = fingerprint(lines_folder(self.store))

    def edited(self, words: str, line: FilledLine) -> tuple[Mark, ...]:
        """Return what is found on a line that was edited before it is said: E blocks, W marks."""
        from agentdesk.responses.lint.run import edited_marks  # the rules cost 60 ms, at the first edited line

        concept, text = self.library.concepts.get(line.id), self.library.line(line.id, line.lang)
        if concept is None or text is None:
            return ()
        return edited_marks(words, line.text, concept, text, self.library.situations)

    def learn(self, connection: Connection, now: datetime) -> None:
        """Read what works here."""
        self.learned = Learned(records.statistics(connection, now), self.library.concepts, self.library.sensitivity)

    def locale(self, language: str) -> Locale:
        """Return how lines of a language are written here: in the shop's country where it is that language's."""
        home = self.settings.country if self.settings.language == language else ""
        return Locale(language, home or _COUNTRY.get(language, ""))

    def suggest(
        self,
        connection: Connection,
        person: Person,
        text: str,
        language: str,
        mood: Mood | None,
        customer: Customer | None,
        contact: Contact | None,
        now: datetime,
        *,
        spoken: str | None = None,
        usual: str | None = None,
    ) -> Suggestion:
        """Return situations, mood and at most five filled lines in ``language`` for a few words.

        ``spoken`` is the language of the words where somebody has named it. Else they are read in the one that is ``usual``
        here (``language`` where none is given), unless they plainly are in another: an agent may jot in any of them. With
        no words, lines come for what the contact was noted to be about.
        """
        if self.learned is None:
            self.learn(connection, now)
        known = facts.gather(connection, self.settings, person, customer, contact, now)
        room = authority.headroom(
            connection,
            person.id,
            customer.id if customer else None,
            contact.id if contact else None,
            known.amount.units if known.amount else None,
            now,
            self.settings.timezone,
            self.settings.currency,
        )
        known = facts.with_headroom(known, room, self.settings.currency)
        said: Sequence[str] = records.said_in(connection, contact.id) if contact else ()
        recent = records.recent(connection, customer.id, now, contact.id if contact else 0) if customer else {}
        talk = Talk((), mood or Mood.CALM, tuple(said), recent, str(contact.id) if contact else "")
        if not text.strip() and contact is not None and contact.situation:
            felt = mood or (Mood(contact.mood_in) if contact.mood_in else Mood.CALM)
            noted = replace(talk, situations=((contact.situation, 1.0),), mood=felt)
            return lines_for(noted, self.library, self.locale(language), known, self.learned)
        if spoken not in LANGUAGES:
            spoken = self.recogniser.language(text, usual if usual in LANGUAGES else language)
        heard_in = self.locale(spoken)
        found = suggest(text, self.recogniser, self.library, heard_in, known, mood, talk, self.learned)
        if heard_in.lang == language:
            return found
        there = replace(talk, situations=found.situations, mood=found.mood)
        return replace(lines_for(there, self.library, self.locale(language), known, self.learned), moods=found.moods)
