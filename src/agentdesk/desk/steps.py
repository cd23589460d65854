"""The steps that keys start, one after another: each awaited by the box before it takes the next key."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from agentdesk.desk.beginning import begin
from agentdesk.desk.keys import Command, shown
from agentdesk.errors import DeskError

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Steps:
    """What Enter, Esc, the arrows and the action keys do; what goes wrong is said, and stops type-ahead."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self.running = 0  # steps under way: what the store says of this place is not yet what the desk knows

    async def step(self, doing: Awaitable[None]) -> None:
        """Do something, say why where it cannot be done, and draw."""
        self.running += 1
        try:
            await doing
        except DeskError as error:
            self.desk.surprise(f"{error.what} {error.next}")
        finally:
            self.running -= 1
        self.desk.redraw()

    def typed(self, text: str) -> None:
        """Answer a change of the text in this very turn, so that one picture shows both; a slow answer comes later."""
        if text != self.desk.box.value or not self.desk.started.is_set():
            return  # overtaken: keys behind it have changed the text, or another mode, already; or looked up at the start
        try:
            with self.desk.counter.at_once():
                rest = begin(self._answer(text))
            if rest is not None:  # the next key overtakes it
                self.desk.run_worker(rest, group="typed", exclusive=True, exit_on_error=False)
        finally:
            if not (self.desk.mode.secret or self.desk.mode.passing):
                self.desk.drafting.keep(text)

    async def _answer(self, text: str) -> None:
        try:
            await self.desk.mode.changed(text)
        except DeskError as error:
            self.desk.tell(str(error), bad=True)
        self.desk.redraw_answer()

    async def enter(self) -> None:
        """Do what the hint says, with the list that answers exactly this text and has been painted."""
        self.desk.noticed_typing()
        await self.desk.started.wait()
        await self.step(self._enter(self.desk.box.value))

    async def _enter(self, text: str) -> None:
        desk = self.desk
        await desk.mode.ready(text)
        desk.redraw()
        await desk.painted()
        await desk.drafting.settled()  # else a machine that stops in the act could have the text nowhere
        owner, secret = desk.contact_id, desk.mode.secret
        desk.box.take_quietly()  # the draft stays on disk until the act is committed
        try:
            if not secret and desk.item.is_scan(text):
                await desk.item.scanned(text.strip())
            else:
                await desk.mode.enter(text)
            if secret:
                return
        except DeskError:
            if not desk.box.value and not secret:
                desk.box.put(text)
            raise
        if not desk.box.value or desk.contact is None or desk.contact_id != owner:
            desk.drafting.forget(owner)

    async def escape(self) -> None:
        """Clear the text; with none, back to Say (or Find where there is no contact)."""
        self.desk.noticed_typing()
        await self.desk.started.wait()
        if self.desk.panel:
            self.desk.panel = ""
        elif self.desk.box.value:
            self.desk.box.take()
        else:
            await self._elsewhere(self._back())
        self.desk.redraw()

    async def _back(self) -> None:
        if not await self.desk.mode.escape():
            await self.desk.switch(self.desk.say if self.desk.contact else self.desk.find)

    async def move(self, by: int) -> None:
        """Move the highlight, or scroll the panel that Tab went into."""
        await self.desk.started.wait()
        if self.desk.panel in self.desk.scrolled:
            self.desk.scrolled[self.desk.panel] = max(self.desk.scrolled[self.desk.panel] + by, 0)
            self.desk.redraw()
            return
        await self.step(self._move(by))

    async def _move(self, by: int) -> None:
        await self.desk.mode.ready(self.desk.box.value)
        await self.desk.mode.move_to(by)

    async def right(self) -> bool:
        """Answer → at the end of the text; says whether it meant anything."""
        await self.desk.started.wait()
        try:
            await self.desk.mode.ready(self.desk.box.value)
            meant = await self.desk.mode.right()
        except DeskError as error:
            self.desk.surprise(str(error))
            meant = True
        self.desk.redraw()
        return meant

    async def command(self, command: Command) -> None:
        """Run an action key, or say why it cannot be used now."""
        self.desk.noticed_typing()
        await self.desk.started.wait()
        answers = command.action == "remedy" and self.desk.facts.waiting  # who says yes to others needs no customer
        if command.needs_contact and self.desk.contact is None and not answers:
            key = shown(command.keys[0]) if command.keys else command.title
            self.desk.surprise(f"{key} needs a customer or walk-in first: find one, or Enter for a walk-in.")
            self.desk.redraw()
            return
        await self._elsewhere(getattr(self.desk.deeds, f"do_{command.action}")())

    async def _elsewhere(self, doing: Awaitable[None]) -> None:
        # what ctrl+z undoes in a contact it does not undo among deliveries or calls: what was told there is told no more
        mode, message = self.desk.mode, self.desk.message
        await self.step(doing)
        if self.desk.mode.outside is not mode.outside and self.desk.message is message:
            self.desk.tell("")
            self.desk.redraw()
