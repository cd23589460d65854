"""The view's one screen: six views by number, a list to walk, an entry to open; it draws and never writes."""

import asyncio
import time
from dataclasses import replace

from textual import events, work
from textual.app import ComposeResult
from textual.screen import Screen

from agentdesk.desk.chrome import Drawn
from agentdesk.desk.style import Style
from agentdesk.errors import DeskError
from agentdesk.log.reading import Entry
from agentdesk.supervisor import asking
from agentdesk.supervisor.drawing import VIEWS, WIDE, Drawing
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.reading import facts as read_facts
from agentdesk.supervisor.watching import Watching

LOOK = 0.2  # seconds between two looks at whether anybody wrote: on screen within half a second
REDRAW = 15.0  # seconds until waiting times are drawn anew though nobody wrote


class WatchScreen(Screen[None]):
    """What the supervisor sees; state changes here only, the panels draw from it."""

    def __init__(self, watching: Watching) -> None:
        super().__init__()
        self.watching = watching
        settings = watching.settings
        self.style_of = Style(settings.timezone, settings.locale, settings.currency, masked=True)
        self.facts = Facts(watching.now())
        self.view = "now"
        self.cursor = 0
        self.opened: Entry | None = None
        self.scrolled = 0  # lines of an opened entry above the window
        self.filter = ""
        self.prompt = ""  # filter, pin or export, while something is typed
        self.typed = ""
        self.message = ""
        self.message_is_bad = False
        self._leaving = False
        self._drawn = 0.0
        self.drawing = Drawing(self)
        self._tries = asking.PinTries(watching.clock.monotonic)

    def compose(self) -> ComposeResult:
        """Lay the screen out, once."""
        return self.drawing.compose()

    @property
    def wide(self) -> bool:
        """Whether the log fits beside the view."""
        return self.size.width >= WIDE and self.view == "now"

    def side_width(self) -> int:
        """Return how many columns the log beside the view takes, with its joint."""
        return self.size.width * 9 // 20 if self.wide else 0

    # -- reading -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Start looking."""
        self.refresh_facts()
        self.look()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Read again whenever anybody wrote."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                changed = await self.watching.changed()
            except DeskError as error:
                self.say(str(error), bad=True)
                continue
            if changed or time.monotonic() - self._drawn > REDRAW:
                await self._read()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def refresh_facts(self) -> None:
        """Read what the view shows, now."""
        await self._read()

    async def _read(self) -> None:
        view, text, now = self.view, self.filter, self.watching.now()
        try:
            found = await self.watching.read(
                lambda connection: read_facts(connection, self.watching.settings, view, text, now)
            )
        except DeskError as error:
            self.say(str(error), bad=True)
            return
        if view == self.view:  # what is on screen stays under the cursor, though entries arrive above it
            if view == "log" and self.cursor and self.facts.entries and found.entries:
                seq = self.facts.entries[min(self.cursor, len(self.facts.entries) - 1)].seq
                self.cursor = next((at for at, entry in enumerate(found.entries) if entry.seq == seq), self.cursor)
            self.facts = found
            self.cursor = max(0, min(self.cursor, self._last()))
            self._drawn = time.monotonic()
            self.draw()

    def _last(self) -> int:
        return len(self.facts.entries) - 1 if self.view == "log" and self.facts.entries else 10_000

    def draw(self) -> None:
        """Draw every panel from the facts."""
        side = self.query_one("#side")
        joint = self.query_one("#joint")
        side.display = joint.display = self.wide
        side.styles.width = max(self.side_width() - 1, 1)
        for region in self.query(Drawn):
            region.look()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.draw()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a message where the keys are, until the next key."""
        self.message, self.message_is_bad = text, bad
        self.draw()

    # -- keys --------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Work off one key."""
        event.stop()
        event.prevent_default()
        leaving, self._leaving = self._leaving, False
        self.message = ""
        if event.key in ("ctrl+q", "ctrl+c"):
            if leaving:
                self.app.exit()
            self._leaving = True
            self.say("ctrl+q again leaves")
            return
        if self.prompt:
            self._type(event)
        else:
            self._command(event.key, event.character or "")
        self.draw()

    def _type(self, event: events.Key) -> None:
        if event.key == "escape":
            self.prompt = self.typed = ""
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.key == "ctrl+u":
            self.typed = ""
        elif event.key == "enter":
            prompt, typed, self.prompt, self.typed = self.prompt, self.typed.strip(), "", ""
            self._entered(prompt, typed)
        elif event.character and event.is_printable and len(self.typed) < 120:
            self.typed += event.character

    def _entered(self, prompt: str, typed: str) -> None:
        if prompt == "filter":
            self.filter, self.cursor = typed, 0
            self.refresh_facts()
        elif prompt == "pin":
            self._show_code(typed)
        elif typed:
            self._export(typed)

    def _command(self, key: str, character: str) -> None:
        if character.isdecimal() and 1 <= int(character) <= len(VIEWS):
            self._go(VIEWS[int(character) - 1])
        elif key in ("tab", "right", "shift+tab", "left"):
            step = 1 if key in ("tab", "right") else -1
            self._go(VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)])
        elif key in ("up", "down", "pageup", "pagedown", "home", "end"):
            page = max(self.size.height - 8, 1)
            step = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -100_000, "end": 100_000}[key]
            if self.opened is not None:
                self.scrolled = max(0, self.scrolled + step)
            else:
                self.cursor = max(0, min(self.cursor + step, self._last()))
        elif key == "escape":
            self.opened = None
        elif key == "enter" and self.view == "log" and self.facts.entries:
            self.opened, self.scrolled = (None if self.opened else self.facts.entries[self.cursor]), 0
        elif character == "/":
            self._go("log")
            self.prompt, self.typed = "filter", self.filter
        elif character == "m" or key in ("f8", "ctrl+\\"):
            self.style_of = replace(self.style_of, masked=not self.style_of.masked)
        elif character == "c":
            self._ask_pin()
        elif character == "e":
            self.prompt, self.typed = "export", ""
        else:
            self.say("1 to 6 choose a view, ↑ ↓ move, Enter opens an entry of the log, m shows names")

    def _go(self, view: str) -> None:
        self.view, self.cursor, self.opened = view, 0, None
        self.refresh_facts()

    def _ask_pin(self) -> None:
        if self.view != "now" or not self.facts.asking:
            self.say("A code is for a request that waits: choose one in the view Now.", bad=True)
            return
        self.prompt, self.typed = "pin", ""

    @work(exclusive=True, group="code", exit_on_error=False)
    async def _show_code(self, pin: str) -> None:
        if not self.facts.asking:
            return
        request = self.facts.asking[min(self.cursor, len(self.facts.asking) - 1)].remedy.id
        now, zone = self.watching.now(), self.watching.settings.timezone
        try:
            words = await self.watching.read(
                lambda connection: asking.code(connection, self.watching.path, request, pin, self._tries, now, zone)
            )
        except DeskError as error:
            self.say(str(error), bad=True)
        else:
            self.say(words)

    @work(exclusive=True, group="export", exit_on_error=False)
    async def _export(self, name: str) -> None:
        try:
            done = await self.watching.take_out(name)
        except DeskError as error:
            self.say(str(error), bad=True)
        else:
            meta = done.statement.meta
            self.say(f"{meta.rows} entries to {done.path.name}, head {done.statement.short}: note it elsewhere")
