"""The desk's one screen: the state of this place, and how it changes.

Steps run one after another in the box's own key handler (``steps.py``); the panels draw from the state (``drawing.py``).
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import Worker

from agentdesk.desk.ahead import SHOWN, Ahead
from agentdesk.desk.box import Box
from agentdesk.desk.chrome import WIDE, Drawn, Panel
from agentdesk.desk.counter import Counter
from agentdesk.desk.deeds import Deeds
from agentdesk.desk.drafting import Drafting
from agentdesk.desk.drawing import Drawing
from agentdesk.desk.facts import Card, Do, Glance
from agentdesk.desk.looking import Looking
from agentdesk.desk.modes.every import Modes, prepare_first, prepare_rest
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.modes.opening import Opening
from agentdesk.desk.steps import Steps
from agentdesk.desk.style import Style
from agentdesk.desk.tidying import give_back
from agentdesk.errors import DeskError, Refused

if TYPE_CHECKING:
    from agentdesk.contacts.model import Contact
    from agentdesk.desk.app import DeskApp

PANELS = ("who", "do")
START_AFTER = 0.1  # seconds after the first picture: a key that was typed before it is in the box by then
WARM_UP_AFTER = 0.3  # seconds after the first picture: the box takes keys first


class DeskScreen(Modes, Screen[None]):
    """One box, keys in order, and typing ahead that stops at the first surprise."""

    BLANK = True  # what is on it covers it

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter
        settings = counter.settings
        self.style_of = Style(settings.timezone, settings.locale, settings.currency)
        self.contact: Contact | None = None
        self.card: Card | None = None
        self.glance = Glance()
        self.facts = Do()
        self.message = ""
        self.message_is_bad = False
        self.copied = ""  # what went to the clipboard last, in this contact
        self.panel = ""  # the panel that ↑ ↓ scroll, entered with Tab; empty: the box's list
        self.scrolled = dict.fromkeys(PANELS, 0)
        self.known = False  # the store has been read: the panels have something to draw
        self.carried_on = False  # what was open was taken up
        self.started = asyncio.Event()  # the first try at it has ended, well or not
        self.helping = False
        self.ahead = Ahead()
        self.deeds, self.steps, self.looking = Deeds(self), Steps(self), Looking(self)
        self.drafting, self.drawing = Drafting(self), Drawing(self)
        self.mode: Mode = Opening(self)
        self.left: Mode | None = None  # the mode that the box had before
        counter.told_of_waiting = self.looking.told_of_waiting

    def compose(self) -> ComposeResult:
        """Lay the screen out, once."""
        return self.drawing.compose()

    @property
    def desk_app(self) -> "DeskApp":
        """The app that this is the screen of."""
        from agentdesk.desk.app import DeskApp

        assert isinstance(self.app, DeskApp)
        return self.app

    @property
    def narrow(self) -> bool:
        """Whether the screen is too narrow for the Do panel and the log."""
        return self.size.width < WIDE

    @property
    def box(self) -> Box:
        """The one box."""
        return self.query_one(Box)

    def redraw(self) -> None:
        """Draw everything that state can have changed."""
        prompt, words = self.query_one("#prompt", Static), f"{self.mode.name} ›"
        if prompt.content != words:  # it lays the whole screen out anew
            prompt.update(words)
        for region in self.query(Drawn):
            region.look()

    def redraw_answer(self) -> None:
        """Draw what typing changes: what was found for it, what Enter does now, what went wrong."""
        for region in self.drawing.answering:
            region.look()

    async def painted(self) -> None:
        """Wait until what changed so far is on the screen."""
        done = asyncio.Event()
        self.app.call_after_refresh(done.set)
        await done.wait()

    # -- life --------------------------------------------------------------------------------------------------------

    async def on_mount(self) -> None:
        """Take keys first; then what was open, and what was in the box."""
        self.set_focus(self.box)  # now: focus() would come after the keys that wait already
        await self.desk_app.open_for_keys()
        self.call_after_refresh(self.set_timer, START_AFTER, self._start)

    async def _start(self) -> None:
        await self.counter.think(prepare_first)
        await self.steps.step(self.carry_on())
        self.started.set()
        # not before: a look that finds nothing taken up yet takes it up as well, and the agent's next mode would be lost
        self.set_interval(0.25, self.looking.around)
        self.set_interval(1.0, self.looking.hide_when_idle)
        self.set_interval(1.0, self.looking.tidy_when_idle)
        self.set_interval(1.0, lambda: self.query_one("#top", Panel).look())
        self.set_timer(WARM_UP_AFTER, self._warm_up)

    @work(group="warm", exit_on_error=False)
    async def _warm_up(self) -> None:
        await self.counter.think(prepare_rest)
        await self.find.get_ready()
        self.desk_app.collector.leave_out_what_is_loaded()
        await self.counter.think(self.counter.in_spare_time)

    @work(group="warm", exit_on_error=False)
    async def _load_lines(self) -> None:
        await self.say.suggester.load()

    async def carry_on(self) -> None:
        """Take up what was open; where the store cannot be read now, again as soon as it can."""
        from agentdesk.contacts.records import open_of

        contact = await self.counter.read(lambda connection: open_of(connection, self.counter.person.id))
        await self.take_contact(contact)
        self.carried_on = True
        if self.box.value and not self.mode.secret:
            self.drafting.keep(self.box.value)
        self.redraw()

    async def take_contact(self, contact: "Contact | None") -> None:
        """Show a contact, or none, with its customer."""
        self.contact = contact
        self.copied = ""
        self.say.forget()
        if contact is not None:
            self.say.recall(contact)
        draft = await self.counter.draft(self.contact_id)
        await self.look_again()
        mode: Mode = self.say if contact else self.find
        if draft is not None and not self.box.value:
            kept = (self.say, self.find, self.hold, self.remedy, self.promise, self.finish, self.new)
            mode = next((each for each in kept if each.name == draft.mode), mode)
            self.box.put(draft.text)
        await self.switch(mode)
        if contact is not None:
            self._load_lines()
        elif self.carried_on:
            self.run_worker(self.counter.think(give_back), group="warm", exit_on_error=False)

    async def look_again(self) -> None:
        """Read the card and the glance again."""
        await self.looking.again()

    async def switch(self, mode: Mode) -> None:
        """Give the box another mode; its text stays, but for a secret one."""
        if self.mode.secret or mode.secret:
            self.box.take_quietly()
        self.box.password = mode.secret
        self.left, self.mode = self.mode, mode
        self.set_class(mode.whole, "-whole")
        await mode.begin()
        await mode.changed(self.box.value)
        self.redraw()

    async def leave(self) -> None:
        """Leave the desk; what is in the box is kept first. Raises StoreError where it cannot be; an empty box may go."""
        try:
            if not self.mode.secret:
                await self.drafting.keep_box()
        except DeskError:
            if self.box.value:
                raise
        self.app.exit()

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.steps.typed(event.value)

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        self.looking.worker_ended(event)

    # -- what is said to the agent ------------------------------------------------------------------------------------

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, and keep it at hand for terminals that take none."""
        self.app.copy_to_clipboard(text)
        self.copied = text

    def tell(self, message: str, *, bad: bool = False) -> None:
        """Show what a key did."""
        self.message, self.message_is_bad = message, bad

    def surprise(self, message: str) -> None:
        """Stop type-ahead: something came that the agent could not foresee."""
        self.ahead.stop()
        self.tell(message, bad=True)

    def pause(self) -> None:
        """Take no keys that were typed before what comes now could be read: another row stands where this one was."""
        self.ahead.stop()

    def leave_unused(self, key: str) -> None:
        """Show a key that was typed ahead of a surprise and not used."""
        if len(self.ahead.unused) < SHOWN:
            self.ahead.unused.append("•" if self.mode.secret else key)
            self.redraw()

    def noticed_typing(self) -> None:
        """Somebody is here: forget what was not used, and what went wrong before."""
        self.looking.is_here()
        if self.message_is_bad:
            self.tell("")
        self.ahead.unused.clear()

    # -- what the modes ask -------------------------------------------------------------------------------------------

    @property
    def contact_id(self) -> int:
        """The open contact's number, 0 where there is none."""
        return self.contact.id if self.contact else 0

    def in_contact(self) -> "Contact":
        """Return the open contact. Raises Refused where there is none."""
        if self.contact is None:
            raise Refused("There is no open contact.", "Find a customer, or Enter takes a walk-in.", code="no-contact")
        return self.contact

    def marked_item(self) -> str | None:
        """Return the article number of the item marked ▸."""
        from agentdesk.desk.reading import marked_item

        return marked_item(self.card)

    def amount_at_stake(self) -> int | None:
        """Return the money that the open order's item cost, in minor units."""
        from agentdesk.desk.reading import amount_at_stake

        return amount_at_stake(self.card)

    def local_now(self) -> datetime:
        """Return the moment in the shop's zone."""
        return self.counter.now().astimezone(ZoneInfo(self.counter.settings.timezone))

    # -- panels --------------------------------------------------------------------------------------------------------

    def mask(self, masked: bool) -> None:
        """Mask or show personal data."""
        self.style_of = replace(self.style_of, masked=masked)
        self.box.password = masked and self.say.editing is not None

    def next_panel(self) -> None:
        """Go into the next panel, or back to the box."""
        there = ["", "who", "list"] if self.narrow else ["", "who", "list", "do"]
        self.panel = there[(there.index(self.panel) + 1) % len(there)] if self.panel in there else ""
        self.tell("↑ ↓ scroll, Tab goes on, any letter goes back to the box" if self.panel else "")

    def takes_character(self, character: str) -> bool:
        """Say whether a character means something else than text now."""
        if not self.panel:
            return False
        if self.panel == "list" and character.isdecimal() and 0 < int(character) <= self.mode.rows():
            self.mode.at = int(character) - 1
            self.redraw()
            return True
        self.panel = ""
        self.redraw()
        return False
