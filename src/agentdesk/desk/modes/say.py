"""Say: a few words of what was heard, and the next sentence to say."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Contact, Mood
from agentdesk.desk.detail import Detail
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.suggesting import Suggester, Talk
from agentdesk.desk.views.say import Offer, offered
from agentdesk.desk.writing import Line, cut
from agentdesk.errors import Refused
from agentdesk.promises import records as promises
from agentdesk.promises.model import Promise
from agentdesk.responses.model import LANGUAGES, Channel, FilledLine, Phase
from agentdesk.responses.ranking import with_promise
from agentdesk.responses.slots import SLOTS
from agentdesk.store import Act
from agentdesk.work.say import Said, refuse_erased, say

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Say(Mode):
    """Type what the customer said, in a few words: the desk offers lines.

    Enter says the highlighted line: it is logged, and a promise in it is made. A line to send goes to the clipboard.
    → takes the line into the box, to edit it first. ↑ and ↓ choose. F7 changes the mood, ctrl+l the language.
    ctrl+b shows more or less of each line. A blocked line names the fact that is missing; Enter on it goes to where that
    fact is entered.
    """

    name = "Say"
    title = "Say"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.suggester = Suggester(desk.counter)
        self.talk = Talk()
        self.detail = Detail.DELIVERY if desk.counter.settings.novice else Detail.LINES
        self._asked = False  # how much of a line this person likes to see has been looked up
        self.editing: FilledLine | None = None
        self._edited = ""  # what the edited line has become, while another mode has the box

    def forget(self) -> None:
        """Begin anew: another contact."""
        self.talk = Talk()
        self.editing = None
        self.at = 0

    @property
    def lines(self) -> tuple[FilledLine, ...]:
        """The lines on offer."""
        return self.talk.suggestion.lines if self.talk.suggestion else ()

    @property
    def language(self) -> str:
        """The language of the lines: chosen, the customer's, or the shop's."""
        return self.talk.language or self._usual

    @property
    def _usual(self) -> str:
        # ctrl+l changes what is said to the customer, not the language that words are typed in here
        card = self.desk.card
        return (card.customer.language if card else None) or self.desk.counter.settings.language

    @property
    def situation(self) -> str:
        """What the words typed last are most likely about; empty where they fit nothing."""
        found = self.talk.suggestion.situations if self.talk.suggestion else ()
        return found[0][0] if found else ""

    @property
    def mood(self) -> Mood:
        """The mood, set by hand or guessed."""
        return self.talk.mood or (self.talk.suggestion.mood if self.talk.suggestion else Mood.CALM)

    def put_aside(self) -> None:
        """Keep what is in the box while another mode has it: the words heard, or a line that is being edited."""
        text = self.desk.box.value.strip()
        if self.editing is not None:
            self._edited = text
        elif text:
            self.talk.heard = text
        self.desk.box.take_quietly()

    async def begin(self) -> None:
        """Make ready: the first time this loads the library, while the agent is reading the card."""
        if self._edited and self.editing is not None and not self.desk.box.value:
            self.desk.box.put(self._edited)
            self.desk.box.password = self.desk.style_of.masked
        self._edited = ""
        if not self._asked:
            self._asked = True
            liked = await self.desk.counter.habit("detail")
            self.detail = Detail.__members__.get(liked or "", self.detail)
        contact = self.desk.contact
        if contact is not None and contact.situation and not self.talk.said:  # gone on with after a break
            self.talk.said = dict.fromkeys(await self.suggester.said_in(contact), "earlier")
        await self.refill(keep=True)

    async def changed(self, text: str) -> None:
        """Offer lines for what was typed; an empty box keeps the last offer."""
        if self.editing is not None or not text.strip():
            return
        await self._suggest(text)

    async def refill(self, *, keep: bool = False) -> None:
        """Fill the lines anew: a fact has changed. ``keep``: the line that was highlighted stays so, where it is there."""
        kept = self.lines[min(self.at, len(self.lines) - 1)].id if keep and self.lines else ""
        self.talk.answers = None
        typed = "" if self.editing or self.desk.mode is not self else self.desk.box.value
        await self._suggest(typed if typed.strip() else self.talk.heard or self.talk.words)
        self.at = next((at for at, line in enumerate(self.lines) if line.id == kept), self.at)

    async def _suggest(self, text: str) -> None:
        contact = self.desk.contact
        if contact is None or text == self.talk.answers or not (text.strip() or contact.situation):
            return
        talk = self.talk
        suggestion = await self.suggester.suggest(text, self._usual, self.language, talk.mood, contact, self.desk.card)
        if talk is self.talk and (text == self.desk.box.value or not self.desk.box.value or self.desk.mode is not self):
            talk.suggestion, talk.answers, talk.words = suggestion, text, text
            self.at = suggestion.highlight

    async def enter(self, text: str) -> None:
        """Say the highlighted line."""
        self.desk.in_contact()
        if self.editing is not None:
            await self._say_edited(self.editing, text.strip())
            return
        if text.strip():
            self.talk.heard = text.strip()
        if not self.lines:
            fits = "No situation fits these words: say it in your own, or type more."
            self.desk.surprise(fits if text.strip() else "Type what was said, in a few words: then lines are offered.")
            self.desk.box.put(text)
            return
        line = self.lines[min(self.at, len(self.lines) - 1)]
        if not line.sayable:
            await self._enter_what_is_missing(line)
            return
        await self._say(line, line.text)

    async def _say_edited(self, line: FilledLine, words: str) -> None:
        marks = await self.suggester.edited(words, line) if words else ()
        faults = [mark for mark in marks if mark.severity == "E"]
        if faults:
            self.desk.box.put(words)
            self.desk.surprise(f"Not like this: {faults[0].what}")
            return
        self.editing = None
        await self._say(line, words or line.text, "".join(f"! {mark.what} · " for mark in marks[:1]))

    async def _say(self, line: FilledLine, words: str, warned: str = "") -> None:
        contact, talk = self.desk.in_contact(), self.talk
        if line.kind is Channel.SEND and self.desk.style_of.masked:
            raise Refused("Personal data is hidden.", "F8 shows it; then Enter copies the text.", code="hidden")
        assert talk.suggestion is not None
        situation, mood, card = self.situation, self.mood, self.desk.card
        said = Said(line, words, situation, mood, [each.id for each in self.lines], talk.suggestion.eligible)

        def deed(act: Act) -> tuple[Contact, Promise | None, bool]:
            fresh = contacts.at_hand(act, contact.id)
            refuse_erased(act, fresh, seen_erased=card is not None and card.customer.erased)
            known = contacts.describe(
                act, fresh, situation=situation or fresh.situation, mood_in=fresh.mood_in or mood, language=line.lang
            )
            owed = promises.open_in(act.connection, contact.id)
            promise = say(act, known, said, self.desk.hold.hours.open_until)
            return known, promise, promise not in owed

        known, promise, new = await self.desk.counter.act(deed)
        self.desk.contact = known
        talk.said[line.id] = f"{self.desk.local_now():%H:%M}"
        if line.kind is Channel.SEND:
            self.desk.copy(words)
        await self.desk.look_again()
        done = "copied to the clipboard" if line.kind is Channel.SEND else "said"
        due = f"{promise.word} {'made' if new else 'stands'} · " if promise else ""
        self.desk.tell(f"{done.capitalize()}: {cut(words, 80)}   {warned}{due}ctrl+z undoes it")
        self._step_on(line)
        if line.remedy is not None:
            await self.desk.deeds.open_remedy(line.remedy)

    def note_heard(self, act: Act, contact: Contact) -> Contact:
        """Keep what a contact is about and how the customer came, where words were heard and no line was said for them."""
        if not self.lines:
            return contact
        situation, mood_in = contact.situation or self.situation or None, contact.mood_in or self.mood
        return contacts.describe(act, contact, situation=situation, mood_in=mood_in)

    def _step_on(self, line: FilledLine) -> None:
        # the highlight goes on to the next phase; lines to send come last
        waiting = [
            (each.kind is Channel.SEND, _PHASES.index(each.phase) < _PHASES.index(line.phase.after), number)
            for number, each in enumerate(self.lines)
            if each.id not in self.talk.said and each.sayable
        ]
        if waiting:
            self.at = min(waiting)[2]

    def point_at_promise(self) -> None:
        """Highlight the line that says the date, after a hold was placed."""
        at = with_promise(self.lines, tuple(self.talk.said))
        if at is not None:
            self.at = at

    async def _enter_what_is_missing(self, line: FilledLine) -> None:
        if not line.blocked:
            self.desk.surprise(f"This line cannot be said: {line.marks[0].what}")
            return
        slot = SLOTS[line.blocked[0]]
        self.desk.surprise(f"Line {line.position} waits for {slot.words}.")
        await self.desk.deeds.go_to(slot.entered)

    async def right(self) -> bool:
        """Take the highlighted line into the box, to edit it first."""
        if not self.lines or self.editing is not None:
            return False
        if self.desk.box.value.strip():
            self.talk.heard = self.desk.box.value.strip()
        self.editing = self.lines[self.at]
        self.desk.box.put(self.editing.text)
        self.desk.box.password = self.desk.style_of.masked
        return True

    async def escape(self) -> bool:
        """Give up editing."""
        was, self.editing = self.editing, None
        return was is not None

    async def next_mood(self) -> None:
        """Change the mood: likeliest first, then the others in turn."""
        guessed = self.talk.suggestion.moods if self.talk.suggestion else ()
        moods = list(dict.fromkeys([*guessed, *Mood]))
        self.talk.mood = moods[(moods.index(self.mood) + 1) % len(moods)]
        await self.refill()

    async def next_language(self) -> None:
        """Change the language of the lines; the concepts stay."""
        now = self.language
        after = LANGUAGES.index(now) + 1 if now in LANGUAGES else 0
        self.talk.language = LANGUAGES[after % len(LANGUAGES)]
        await self.refill(keep=True)

    def rows(self) -> int:
        """Return how many lines are on offer."""
        return len(self.lines)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.desk.contact is None:
            return "No contact: F2 finds a customer"
        if self.editing is not None:
            return "Enter says it as it stands here  ·  Esc Esc leaves the line as it was"
        if not self.lines:
            return "Type what was said, in a few words" if not text else "No situation fits yet: type more"
        line = self.lines[min(self.at, len(self.lines) - 1)]
        if line.blocked:
            return f"Enter goes to {SLOTS[line.blocked[0]].words}, which line {line.position} needs  ·  ↑↓ choose"
        does = "copies" if line.kind is Channel.SEND else "says"
        promise = ", makes its promise" if line.promise else ""
        return f"Enter {does} line {line.position}{promise}  ·  ↑↓ choose  ·  → edit first  ·  Esc clear"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return situation, mood and the lines; on a small screen only the highlighted line whole."""
        if self.desk.contact is None:
            return []
        typed = self.desk.box.value if self.desk.mode is self and not self.editing else ""
        offer = Offer(
            heard=typed.strip() or self.talk.heard,
            suggestion=self.talk.suggestion,
            mood=self.mood,
            guessed=self.talk.mood is None,
            at=self.at,
            said=self.talk.said,
            tight=self.desk.narrow,
            detail=self.detail,
        )
        return offered(offer, self._shown, width, height)

    def _shown(self, text: str) -> str:
        card = self.desk.card
        return self.desk.style_of.without(text, card.customer if card else None)

    def recall(self, contact: Contact) -> None:
        """Take up a contact that was parked or left: its mood and language."""
        self.forget()
        mood = Mood(contact.mood_in) if contact.mood_in else None
        self.talk = replace(self.talk, mood=mood, language=contact.language)


_PHASES = (Phase.OPEN, Phase.MIDDLE, Phase.CLOSE)
