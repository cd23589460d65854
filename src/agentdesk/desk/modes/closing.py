"""Closing the shift: what stays open is shown first, a word for the next shift is typed, Enter closes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import FAINT, MUTED, STRONG, Line, plain, window
from agentdesk.shift import records as shifts
from agentdesk.store import Connection
from agentdesk.work.handover import left_open

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Closing(Mode):
    """Closes your shift. What is open waits, item by item, for somebody of the next shift, and is yours until they take it.

    Type a word for the next shift, or nothing. Enter closes.
    """

    name = "Closing"
    title = "Close the shift"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.left: list[str] = []
        self.open = False

    async def begin(self) -> None:
        """Read what is open."""
        person = self.desk.counter.person.id

        def question(connection: Connection) -> tuple[bool, list[str]]:
            return shifts.open_of(connection, person) is not None, left_open(
                connection, person, self.desk.counter.now()
            )

        self.open, self.left = await self.desk.counter.read(question)

    async def enter(self, text: str) -> None:
        """Close the shift; the desk stays, and the next act opens another."""
        from agentdesk.work.closing import close_shift  # signing and the report: not for the first picture to wait for

        counter = self.desk.counter
        closed = await counter.write(lambda: close_shift(counter.store, counter.actor, counter.settings, text or None))
        await self.desk.look_again()
        await self.desk.switch(self.desk.find)
        handed = f"{len(closed.items)} handed over" if closed.items else "nothing left open"
        said = " · ".join((f"head {closed.head}, note it", handed, *closed.figures))
        self.desk.tell(closed.trouble or f"Shift {closed.shift.id} is closed: {said}", bad=bool(closed.trouble))

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if not self.open:
            return "No shift is open  ·  Esc back"
        return (
            "Enter closes the shift" + ("" if text else "  ·  type a word for the next shift first") + "  ·  Esc back"
        )

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return what is handed over."""
        if not self.open:
            return [[], plain(" No shift is open; the next act opens one.", MUTED)]
        if not self.left:
            return [[], plain(" Nothing is left open.", MUTED)]
        count = len(self.left)
        title: Line = [(f" {count} {'thing stays' if count == 1 else 'things stay'} open", STRONG), ("", "")]
        style = self.desk.style_of
        lines: list[Line] = [[], title, []]
        for each in self.left:
            head, _, rest = each.partition(": ")
            shown = rest if head.startswith("H-") else style.personal(rest)
            lines.append([(f"   {head}", ""), (f"  {shown}" if shown else "", MUTED)])
        return window([*lines, [], plain(" They are yours until somebody takes them.", FAINT)], height)
