"""The desk's one screen: the state of this place, the modes of the box, and the steps that keys start.

Steps run one after another in the box's own key handler. State changes only here; the panels draw from it.
"""

import asyncio
import time
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from agentdesk.clock import moment
from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Contact
from agentdesk.desk import reading
from agentdesk.desk.box import Box
from agentdesk.desk.chrome import Panel, Rule, footer_line, top_line
from agentdesk.desk.counter import Counter
from agentdesk.desk.deeds import Deeds
from agentdesk.desk.facts import Card as CardFacts
from agentdesk.desk.facts import Glance
from agentdesk.desk.keys import Command, shown
from agentdesk.desk.modes.actions import Actions
from agentdesk.desk.modes.calls import Calls
from agentdesk.desk.modes.card import Card
from agentdesk.desk.modes.delivery import Delivery
from agentdesk.desk.modes.edit import Edit
from agentdesk.desk.modes.find import Find
from agentdesk.desk.modes.finish import Finish
from agentdesk.desk.modes.hold import Hold
from agentdesk.desk.modes.item import Item
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.modes.new import New
from agentdesk.desk.modes.note import Note
from agentdesk.desk.modes.owed import Owed
from agentdesk.desk.modes.pin import Pin
from agentdesk.desk.modes.promise import Promise
from agentdesk.desk.modes.remedy import Remedy
from agentdesk.desk.modes.say import Say
from agentdesk.desk.modes.shelf import Shelf
from agentdesk.desk.views.do import Do, do, may_give
from agentdesk.desk.views.log import log_lines, message_line
from agentdesk.desk.views.who import Style, who
from agentdesk.desk.writing import FAINT, MUTED, Line, plain, wrap
from agentdesk.errors import DeskError, Refused
from agentdesk.store import Connection
from agentdesk.store.drafts import Draft

PANELS = ("who", "do")
WARM_UP_AFTER = 0.3  # seconds after the first picture: the box takes keys first
REACTION = 0.15  # seconds: a key within them of a surprise was typed before it could be read


class DeskScreen(Screen[None]):
    """See ``SCREEN``'s rules: one box, keys in order, type-ahead stops at the first surprise."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter
        settings = counter.settings
        self.style_of = Style(settings.timezone, settings.locale, settings.currency)
        self.contact: Contact | None = None
        self.card: CardFacts | None = None
        self.glance = Glance()
        self.facts = Do()
        self.message = ""
        self.message_is_bad = False
        self.unused: list[str] = []
        self.panel = ""  # the panel that ↑ ↓ scroll, entered with Tab; empty: the box's list
        self._scrolled = dict.fromkeys(PANELS, 0)
        self._surprised_at = 0.0
        self._typed_at = counter.store.clock.monotonic()
        self._seen = 0
        self._carried_on = False
        self._looking = False
        self.helping = False
        self.deeds = Deeds(self)
        self.say, self.find = Say(self), Find(self)
        self.hold, self.remedy, self.pin = Hold(self), Remedy(self), Pin(self)
        self.new, self.full_card = New(self), Card(self)
        self.promise, self.finish, self.actions = Promise(self), Finish(self), Actions(self)
        self.delivery, self.calls, self.owed = Delivery(self), Calls(self), Owed(self)
        self.edit, self.note, self.item = Edit(self), Note(self), Item(self)
        self.shelf = Shelf(self)
        self.mode: Mode = self.find

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay the screen out, once; sizes are the style sheet's."""
        yield Panel(lambda width, _: [self._top(width)], id="top")
        with Horizontal(id="line"):
            yield Static("Find ›", id="prompt", markup=False)
            yield Box()
        yield Panel(lambda width, _: [plain(f"       {self._hint()}", MUTED)], id="hint")
        yield Rule(self._panel_rule, id="panel-rule")
        with Horizontal(id="panels"):
            yield Panel(self._who, id="who")
            yield Panel(_joint, id="who-joint", classes="joint")
            yield Panel(self._list, id="list")
            yield Panel(_joint, id="do-joint", classes="joint")
            yield Panel(self._do, id="do")
        yield Rule(self._log_rule, id="log-rule")
        yield Panel(
            lambda width, height: log_lines(self.glance.log, width, height, masked=self.style_of.masked), id="log"
        )
        yield Panel(lambda *_: [self._message()], id="message")
        yield Panel(self._brief, id="brief")
        yield Rule(lambda width: [("", width, "")])
        yield Panel(lambda width, _: [footer_line(width, contact=self.contact is not None)], id="foot")

    @property
    def narrow(self) -> bool:
        """Whether the screen is too narrow for the Do panel and the log."""
        return self.size.width < 110

    @property
    def box(self) -> Box:
        """The one box."""
        return self.query_one(Box)

    def _panel_rule(self, width: int) -> Sequence[tuple[str, int, str]]:
        who, listed, do_ = self._titled("Who", "who"), self._titled(self.mode.title, "list"), self._titled("Do", "do")
        if self.narrow:
            return [(who, 33, "┬"), (listed, width - 33, "")]
        return [(who, 37, "┬"), (listed, width - 37 - 31, "┬"), (do_, 31, "")]

    def _titled(self, title: str, panel: str) -> str:
        return f"▸ {title}" if self.panel == panel else title

    def _log_rule(self, width: int) -> Sequence[tuple[str, int, str]]:
        return [("Log", 37, "┴"), ("", width - 37 - 31, "┴"), ("", 31, "")]

    def _top(self, width: int) -> Line:
        glance, settings = self.glance, self.counter.settings
        parts = [settings.shop, self.counter.actor.desk] if not self.narrow else []
        parts.append(glance.person or self.counter.person.name)
        if self.narrow:
            parts.append(self.counter.actor.desk)
        elif glance.shift_from:
            parts.append(f"shift from {glance.shift_from}")
        now = self.counter.now().astimezone(self._zone())
        right = [f"{glance.parked} parked"] if glance.parked else []
        right += [f"{glance.overdue} overdue"] if glance.overdue else []
        if self.contact is not None:
            seconds = int((self.counter.now() - moment(self.contact.opened_at)).total_seconds())
            right.append(f"{'' if self.narrow else 'contact '}{seconds // 60:02d}:{seconds % 60:02d}")
        right.append(f"{now:%H:%M}" if self.narrow else f"{now:%a} {now.day} {now:%b %H:%M}")
        return top_line(" · ".join(parts), " · ".join(right), width)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.counter.settings.timezone)

    def _hint(self) -> str:
        if self.unused:
            return f"not used: {' '.join(self.unused)[:60]}"
        if self.item.is_scan(self.box.value) and not self.mode.takes_number():
            return "Enter looks at the product with this bar code  ·  Esc clear"
        return self.mode.hint(self.box.value)

    def _message(self) -> Line:
        customer = self.card.customer if self.card else None
        return message_line(self.style_of.without(self.message, customer), bad=self.message_is_bad)

    def _who(self, width: int, height: int) -> list[Line]:
        return self._from("who", who(self.card, self.contact, self.style_of, width, tight=self.narrow), height)

    def _from(self, panel: str, lines: list[Line], height: int) -> list[Line]:
        start = self._scrolled[panel] = min(self._scrolled[panel], max(len(lines) - height, 0))
        return lines[start:]

    def _list(self, width: int, height: int) -> list[Line]:
        if self.helping:
            return [
                [],
                *(
                    [(f" {part}", "")]
                    for line in self.mode.help().splitlines()
                    for part in wrap(line.strip(), width - 3)
                ),
            ]
        return list(self.mode.view(width - 1, height))

    def _do(self, width: int, height: int) -> list[Line]:
        return self._from("do", do(self.facts, self.style_of, width, in_contact=self.contact is not None), height)

    def _brief(self, width: int, _height: int) -> list[Line]:
        message = self._message()
        give = " · ".join(may_give(self.facts.headroom, self.style_of))
        last = self.glance.log[0] if self.glance.log else None
        if not self.message and last is not None:
            message = plain(f" Log {last.time} {last.what}  {self.style_of.personal(last.detail)}", MUTED)
        return [[(" May give: ", MUTED), (give, "")], message]

    def redraw(self) -> None:
        """Draw everything that state can have changed."""
        self.query_one("#prompt", Static).update(f"{self.mode.name} ›")
        for panel in self.query(Panel):
            panel.refresh()
        for rule in self.query(Rule):
            rule.refresh()

    # -- life --------------------------------------------------------------------------------------------------------

    async def on_mount(self) -> None:
        """Take keys first; then what was open, and what was in the box."""
        self.box.focus()
        self.set_interval(0.25, self._look_around)
        self.set_interval(1.0, self._hide_when_idle)
        self.set_interval(1.0, lambda: self.query_one("#top", Panel).refresh())
        await self._step(self._carry_on())
        self.set_timer(WARM_UP_AFTER, self._warm_up)

    @work(group="warm", exit_on_error=False)
    async def _warm_up(self) -> None:
        await self.say.suggester.load()

    async def _carry_on(self) -> None:
        """Take up what was open; where the store cannot be read now, again as soon as it can."""
        contact = await self.counter.read(lambda connection: contacts.open_of(connection, self.counter.person.id))
        await self.take_contact(contact)
        self._carried_on = True

    async def take_contact(self, contact: Contact | None) -> None:
        """Show a contact, or none, with its customer."""
        self.contact = contact
        self.say.forget()
        if contact is not None:
            self.say.recall(contact)
        draft = await self.counter.draft(contact.id if contact else 0)
        await self.look_again()
        mode: Mode = self.say if contact else self.find
        if draft is not None and not self.box.value:
            mode = next((each for each in self._modes() if each.name == draft.mode), mode)
            self.box.put(draft.text)
        await self.switch(mode)

    def _modes(self) -> tuple[Mode, ...]:
        return (self.say, self.find, self.hold, self.remedy, self.promise, self.finish, self.new)

    async def look_again(self) -> None:
        """Read the card and the glance again."""
        now, zone, person = self.counter.now(), self.counter.settings.timezone, self.counter.person.id
        contact = self.contact

        def everything(connection: Connection) -> tuple[Glance, CardFacts | None, Do]:
            seen = reading.glance(connection, person, now, zone, self.style_of.money)
            known = None
            if contact is not None and contact.customer is not None:
                known = reading.card(connection, contact.customer, contact.id, now, zone)
            marked, base = marked_item(known), amount_at_stake(known)
            return seen, known, reading.do_facts(connection, self.counter.settings, person, contact, marked, base, now)

        was = self.facts
        self.glance, self.card, self.facts = await self.counter.read(everything)
        self.remedy.tell_answers(was)
        self.redraw()

    @work(group="look", exit_on_error=False)
    async def _look_around(self) -> None:
        # a look that takes longer than a tick is waited for: cancelled by the next one, none would ever end
        if self._looking:
            return
        self._looking = True
        try:
            version = await self.counter.think(self.counter.store.version)
            if not self._carried_on:
                await self._carry_on()
            elif version != self._seen:
                await self.look_again()
            self._seen = version
        except DeskError as error:
            self.tell(str(error), bad=True)
            self.redraw()
        finally:
            self._looking = False

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        """Say what ended something in the background: what is expected in words, anything else by its id."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, DeskError):
            self.tell(str(error), bad=True)
        else:
            from agentdesk.unexpected import keep_details

            name, where = keep_details(error)
            self.tell(f"Something went wrong in the background (error {name}). {where}", bad=True)
        self.redraw()

    # -- keys --------------------------------------------------------------------------------------------------------

    def came_too_early(self, when: float) -> bool:
        """Say whether a key was typed before the last surprise could be read."""
        return when < self._surprised_at + REACTION

    def leave_unused(self, key: str) -> None:
        """Show a key that was typed ahead of a surprise and not used."""
        self.unused.append("•" if self.mode.secret else key)
        self.redraw()

    def surprise(self, message: str) -> None:
        """Stop type-ahead: something came that the agent could not foresee."""
        self._surprised_at = time.monotonic()
        self.tell(message, bad=True)

    def pause(self) -> None:
        """Take no keys that were typed before what comes now could be read: another row stands where this one was."""
        self._surprised_at = time.monotonic()

    def is_here(self) -> None:
        """Note that a key was pressed: somebody is at the desk."""
        self._typed_at = self.counter.store.clock.monotonic()

    def _hide_when_idle(self) -> None:
        # what was hidden stays so until F8: whoever comes by and presses a key sees nothing
        minutes = self.counter.settings.mask_after_minutes
        idle = self.counter.store.clock.monotonic() - self._typed_at
        if minutes and idle >= 60 * minutes and not self.style_of.masked:
            self.mask(True)
            self.box.password = bool(self.box.value)
            self.tell(f"Hidden after {minutes} min without a key: F8 shows personal data.")
            self.redraw()

    def noticed_typing(self) -> None:
        """Somebody is here: forget what was not used."""
        self.is_here()
        if self.unused:
            self.unused.clear()

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

    @on(Input.Changed)
    async def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.box.value:
            return  # overtaken: keys behind it have changed the text, or another mode, already
        if not self.mode.secret:
            self._keep_draft(event.value).add_done_callback(self._draft_was_kept)
        await self._answer(event.value)

    def _keep_draft(self, text: str) -> "asyncio.Future[None]":
        return self.counter.keep_draft(self.contact.id if self.contact else 0, Draft(self.mode.name, text))

    def _draft_was_kept(self, kept: "asyncio.Future[None]") -> None:
        error = None if kept.cancelled() else kept.exception()
        if isinstance(error, DeskError):
            self.tell(f"What you type is not kept on disk: {error}", bad=True)
            self.redraw()
        elif error is not None:
            raise error

    async def keep_box(self) -> None:
        """Keep what is in the box with this contact before it is left. Raises StoreError."""
        await self._keep_draft(self.box.value)

    async def _answer(self, text: str) -> None:
        try:
            await self.mode.changed(text)
        except DeskError as error:
            self.tell(str(error), bad=True)
        self.redraw()

    async def _step(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except DeskError as error:
            self.surprise(f"{error.what} {error.next}")
        self.redraw()

    async def enter(self) -> None:
        """Do what the hint says, with the list that answers exactly this text and has been painted."""
        self.noticed_typing()
        text = self.box.value
        await self._step(self._enter(text))

    async def _enter(self, text: str) -> None:
        await self.mode.ready(text)
        self.redraw()
        await self.painted()
        owner = self.contact.id if self.contact else 0
        secret = self.mode.secret
        self.box.take_quietly()  # the draft stays on disk until the act is committed
        try:
            if not secret and self.item.is_scan(text):
                await self.item.scanned(text.strip())
            else:
                await self.mode.enter(text)
            if secret:
                return
        except DeskError:
            if not self.box.value and not secret:
                self.box.put(text)
            raise
        if not self.box.value or self.contact is None or self.contact.id != owner:
            used = self.counter.keep_draft(owner, Draft(self.mode.name, ""))  # it was used, not left
            used.add_done_callback(self._draft_was_kept)  # were it raised here, a committed act would look refused

    async def painted(self) -> None:
        """Wait until what changed so far is on the screen."""
        done = asyncio.Event()
        self.app.call_after_refresh(done.set)
        await done.wait()

    async def escape(self) -> None:
        """Clear the text; with none, back to Say (or Find where there is no contact)."""
        self.noticed_typing()
        if self.panel:
            self.panel = ""
        elif self.box.value:
            self.box.take()
        else:
            await self._step(self._step_back())
        self.redraw()

    async def _step_back(self) -> None:
        if not await self.mode.escape():
            await self.switch(self.say if self.contact else self.find)

    async def move(self, by: int) -> None:
        """Move the highlight, or scroll the panel that Tab went into."""
        if self.panel in self._scrolled:
            self._scrolled[self.panel] = max(self._scrolled[self.panel] + by, 0)
            self.redraw()
            return
        await self._step(self._move(by))

    async def _move(self, by: int) -> None:
        await self.mode.ready(self.box.value)
        await self.mode.move_to(by)

    async def right(self) -> bool:
        """Answer → at the end of the text."""
        try:
            await self.mode.ready(self.box.value)
            meant = await self.mode.right()
        except DeskError as error:
            self.surprise(str(error))
            meant = True
        self.redraw()
        return meant

    async def switch(self, mode: Mode) -> None:
        """Give the box another mode; its text stays, but for a secret one."""
        if self.mode.secret or mode.secret:
            self.box.take_quietly()
        self.box.password = mode.secret
        self.mode = mode
        await mode.begin()
        await mode.changed(self.box.value)
        self.redraw()

    def tell(self, message: str, *, bad: bool = False) -> None:
        """Show what a key did."""
        self.message, self.message_is_bad = message, bad

    # -- commands ----------------------------------------------------------------------------------------------------

    async def run_command(self, command: Command) -> None:
        """Run an action key, or say why it cannot be used now."""
        self.noticed_typing()
        if command.needs_contact and self.contact is None:
            key = shown(command.keys[0]) if command.keys else command.title
            self.surprise(f"{key} needs a customer or walk-in first: find one, or Enter for a walk-in.")
            self.redraw()
            return
        await self._step(getattr(self.deeds, f"do_{command.action}")())

    def in_contact(self) -> Contact:
        """Return the open contact. Raises Refused where there is none."""
        if self.contact is None:
            raise Refused("There is no open contact.", "Find a customer, or Enter takes a walk-in.", code="no-contact")
        return self.contact

    def marked_item(self) -> str | None:
        """Return the article number of the item marked ▸."""
        return marked_item(self.card)

    def amount_at_stake(self) -> int | None:
        """Return the money that the open order's item cost, in minor units."""
        return amount_at_stake(self.card)

    def mask(self, masked: bool) -> None:
        """Mask or show personal data."""
        self.style_of = replace(self.style_of, masked=masked)
        self.box.password = masked and self.say.editing is not None

    def next_panel(self) -> None:
        """Go into the next panel, or back to the box."""
        there = ["", "who", "list"] if self.narrow else ["", "who", "list", "do"]
        self.panel = there[(there.index(self.panel) + 1) % len(there)] if self.panel in there else ""
        self.tell("↑ ↓ scroll, Tab goes on, any letter goes back to the box" if self.panel else "")

    def local_time(self) -> str:
        """Return the time of day in the shop's zone."""
        return f"{self.counter.now().astimezone(self._zone()):%H:%M}"

    async def leave(self) -> None:
        """Leave the desk; what is in the box is kept first. Raises StoreError where it cannot be; an empty box may go."""
        try:
            if not self.mode.secret:
                await self._keep_draft(self.box.value)
        except DeskError:
            if self.box.value:
                raise
        self.app.exit()


def _joint(_width: int, height: int) -> list[Line]:
    return [[("│", FAINT)] for _ in range(height)]


def marked_item(card: CardFacts | None) -> str | None:
    """Return the article number of the first item of the newest order."""
    if card is None or not card.orders or not card.orders[0].lines:
        return None
    return card.orders[0].lines[0].sku


def amount_at_stake(card: CardFacts | None) -> int | None:
    """Return what the marked item cost, in minor units."""
    if card is None or not card.orders or not card.orders[0].lines:
        return None
    line = card.orders[0].lines[0]
    return line.price * max(line.quantity, 1) if line.price else None
