"""Card: everything the desk knows of the highlighted customer, scrolled with ↑ ↓."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.contacts.rules import usual_channel
from agentdesk.desk import reading
from agentdesk.desk.facts import Card as Facts
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.style import Style
from agentdesk.desk.views.history import further_back, history
from agentdesk.desk.views.who import whole_person
from agentdesk.desk.writing import Line
from agentdesk.store import Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


PAGE = 20  # orders, and contacts, read at a time


class Card(Mode):
    """The full card: notes, then orders and contacts as far back as they go. ↑ and ↓ scroll. Enter opens a contact, Esc goes back.

    Type a field and its new value to edit it: ``phone 070…``, ``note …``.
    """

    name = "Card"
    title = "Card"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.facts: Facts | None = None
        self._lines: list[Line] = []
        self._drawn_of: tuple[Facts, Style, int] | None = None
        self._read = PAGE  # orders, and contacts, read so far
        self._height = PAGE
        self._searched = ""  # what found them: back in the list it is typed again

    async def look_at(self, customer: int) -> None:
        """Read a customer's card, and the newest of what happened before."""
        self._read, self.at = PAGE, 0
        await self._look(customer)

    async def _look(self, customer: int) -> None:
        now, zone = self.desk.counter.now(), self.desk.counter.settings.timezone

        most = self._read

        def question(connection: Connection) -> Facts | None:
            return reading.card(connection, customer, None, now, zone, orders_shown=most, contacts_shown=most)

        self.facts = await self.desk.counter.read(question)

    async def move_to(self, by: int) -> None:
        """Scroll; what is further back is read before it is reached."""
        self.move(by)
        if self.facts is None or not further_back(self.facts):
            return
        if self.at + 2 * self._height > len(self._lines):
            self._read += PAGE
            await self._look(self.facts.customer.id)

    async def begin(self) -> None:
        """Put aside what found them, so that typing means an edit."""
        if self.desk.box.value:
            self._searched = self.desk.box.value
            self.desk.box.take_quietly()

    async def changed(self, text: str) -> None:
        """Typing edits the card."""
        if text.strip() and self.facts is not None:
            await self.desk.edit.of(self.facts.customer.id)
            await self.desk.switch(self.desk.edit)

    async def enter(self, text: str) -> None:
        """Open a contact with this customer."""
        if self.facts is not None:
            await self.desk.find.open_customer(self.facts.customer.id, usual_channel(self.desk.counter.actor.desk))

    async def escape(self) -> bool:
        """Go back to the list."""
        self.desk.box.put(self._searched)
        await self.desk.switch(self.desk.find)
        return True

    def rows(self) -> int:
        """Return how many lines can be scrolled."""
        return len(self._lines)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Enter opens a contact  ·  ↑↓  ·  type phone 070… to edit  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the part of the card that fits."""
        if self.facts is None:
            return []
        style = self.desk.style_of
        self._height = height
        drawn_of = (self.facts, style, width)
        if self._drawn_of is None or self._drawn_of[0] is not self.facts or self._drawn_of[1:] != drawn_of[1:]:
            # not at every key that scrolls: ten years of orders are some hundred lines to lay out
            self._lines = [*whole_person(self.facts, style, width), *history(self.facts, style, width)]
            self._drawn_of = drawn_of
        start = min(self.at, max(len(self._lines) - height, 0))
        self.at = start
        return self._lines[start : start + height]
