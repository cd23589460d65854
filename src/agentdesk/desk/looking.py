"""Looking around: what other desks wrote, what fails in the background, and whether anybody is still here."""

from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.worker import Worker, WorkerState

from agentdesk.desk.facts import Card, Do, Glance
from agentdesk.desk.keys import shown
from agentdesk.errors import DeskError
from agentdesk.store import Connection
from agentdesk.store.connection import version_of

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

SIGNING_NEAR = 100  # entries before one that signs: a look at the store comes well before so many are written
WAITING = "Another desk is writing: this waits for its turn, nothing is lost."


class Looking:
    """Keeps what the panels show as it is in the store."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self._seen = 0
        self._looking = False
        self._rounded: date | None = None
        self._signs = False  # what signs is loaded: 6 MB, for one entry in a thousand
        self._typed_at = desk.counter.store.clock.monotonic()

    async def again(self) -> None:
        """Read the card and the glance again."""
        from agentdesk.desk import reading
        from agentdesk.log import checkpoints

        desk = self.desk
        now, zone, person = desk.counter.now(), desk.counter.settings.timezone, desk.counter.person.id
        contact = desk.contact

        def everything(connection: Connection) -> tuple[Glance, Card | None, Do, int | None]:
            # noted with what is read: what this place wrote and has read itself is not read once more by the next look
            self._seen = version_of(connection)
            seen = reading.glance(connection, person, now, zone, desk.style_of.money)
            known = None
            if contact is not None and contact.customer is not None:
                known = reading.card(connection, contact.customer, contact.id, now, zone)
            marked, base = reading.marked_item(known), reading.amount_at_stake(known)
            facts = reading.do_facts(connection, desk.counter.settings, person, contact, marked, base, now)
            return seen, known, facts, checkpoints.left(connection, desk.counter.store.checkpoint_every)

        was, before = desk.facts, desk.card
        desk.glance, desk.card, desk.facts, unsigned = await desk.counter.read(everything)
        if unsigned is not None and unsigned <= SIGNING_NEAR:
            self.prepare_to_sign()
        desk.known = True
        gone = desk.card is not None and desk.card.customer.erased
        if gone and before is not None and not before.customer.erased:
            # what was typed, heard and offered names them
            desk.say.forget()
            desk.box.take_quietly()
            desk.surprise("This customer was erased meanwhile: finish the contact (F12).")
        if desk.facts.answered:
            desk.remedy.tell_answers(was)
        desk.redraw()

    def prepare_to_sign(self) -> None:
        """Load what signs: else whoever writes the entry that signs would, and everybody would wait behind them."""
        if not self._signs:
            from agentdesk.log import keys

            self._signs = True
            self.desk.run_worker(self.desk.counter.think(keys.load), group="warm", exit_on_error=False)

    def around(self) -> None:
        """Look whether anybody wrote, in the background."""
        # a look that takes longer than a tick is waited for: cancelled by the next one, none would ever end
        if not self._looking:
            self._looking = True
            self.desk.run_worker(self._look(), group="look", exit_on_error=False)

    async def _look(self) -> None:
        desk = self.desk
        try:
            version = await desk.counter.think(desk.counter.store.version)
            if not desk.carried_on:
                await desk.carry_on()
            elif version != self._seen:
                await self.again()
                await self._leave_what_ended()
            if desk.carried_on and desk.local_now().date() != self._rounded:
                self._rounded = desk.local_now().date()
                await self._go_round()
        except DeskError as error:
            desk.tell(str(error), bad=True)
            desk.redraw()
        finally:
            self._looking = False

    async def _leave_what_ended(self) -> None:
        """Let go of a contact that this person, or somebody who took it over, has ended at another desk."""
        from agentdesk.contacts.records import open_of

        desk = self.desk
        here = desk.contact
        if here is None or desk.steps.running:
            return
        there = await desk.counter.read(lambda connection: open_of(connection, desk.counter.person.id))
        if desk.steps.running or desk.contact is not here or (there is not None and there.id == here.id):
            return
        await desk.drafting.keep_box()
        desk.box.take_quietly()
        await desk.take_contact(there)
        desk.surprise(f"{here.word} was ended on another desk; what you had typed is kept with it.")
        desk.redraw()

    async def _go_round(self) -> None:
        """Once a day, by whichever desk is first: see whose window is over and which promises are at risk."""
        counter = self.desk.counter

        def go() -> str:
            from agentdesk.work.rounds import daily_round  # once a day, off the UI thread

            return daily_round(counter.store, counter.settings, counter.actor.desk).words

        words = await counter.write(go, slow=True)
        if words:
            await self.again()
            self.desk.tell(f"{words[0].upper()}{words[1:]}.")
            self.desk.redraw()

    def worker_ended(self, event: Worker.StateChanged) -> None:
        """Say what ended something in the background: what is expected in words, anything else by its id."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, DeskError):
            self.desk.tell(str(error), bad=True)
        else:
            from agentdesk.unexpected import keep_details

            name, where = keep_details(error)
            self.desk.tell(f"Something went wrong in the background (error {name}). {where}", bad=True)
        self.desk.redraw()

    def told_of_waiting(self) -> None:
        """Say that another process is writing, while it keeps this place waiting."""
        if self.desk.counter.waiting:
            self.desk.tell(WAITING, bad=True)
        else:
            self.desk.ahead.queued.clear()
            if self.desk.message == WAITING:
                self.desk.tell("")
        self.desk.redraw()

    def key_came(self, event: events.Key) -> None:
        """Show a key that has to wait behind an act that waits; ctrl+q twice leaves all the same."""
        desk = self.desk
        if not desk.counter.waiting:
            return
        readable = event.is_printable and event.character and not desk.mode.secret and not desk.style_of.masked
        hidden = "•" if event.is_printable else shown(event.key)
        desk.ahead.queued.append(event.character if readable and event.character else hidden)
        if desk.ahead.queued[-2:] == ["ctrl+q", "ctrl+q"]:
            desk.counter.left.set()
            desk.app.exit()
        desk.redraw()

    def is_here(self) -> None:
        """Note that a key was pressed: somebody is at the desk."""
        self._typed_at = self.desk.counter.store.clock.monotonic()

    def tidy_when_idle(self) -> None:
        """Look for garbage once nobody has pressed a key for a second."""
        if self.desk.counter.store.clock.monotonic() - self._typed_at >= 1:
            self.desk.desk_app.collector.collect()

    def hide_when_idle(self) -> None:
        """Mask personal data once nobody has pressed a key for as long as the settings say."""
        # what was hidden stays so until F8: whoever comes by and presses a key sees nothing
        minutes = self.desk.counter.settings.mask_after_minutes
        idle = self.desk.counter.store.clock.monotonic() - self._typed_at
        if minutes and idle >= 60 * minutes and not self.desk.style_of.masked:
            self.desk.mask(True)
            self.desk.box.password = bool(self.desk.box.value)
            self.desk.tell(f"Hidden after {minutes} min without a key: F8 shows personal data.")
            self.desk.redraw()
