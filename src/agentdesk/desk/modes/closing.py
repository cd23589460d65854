"""Closing the shift: what stays open is shown first, a word for the next shift is typed, Enter closes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import FAINT, MUTED, STRONG, Line, cells, cut, plain, window
from agentdesk.shift import records as shifts
from agentdesk.store import Connection
from agentdesk.work.handover import left_open

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen
    from agentdesk.work.closing import Closed


class Closing(Mode):
    """Closes your shift. What is open waits, item by item, for somebody of the next shift, and is yours until they take it.

    Type a word for the next shift, or nothing. Enter closes.
    """

    name = "Closing"
    title = "Close the shift"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.left: list[tuple[str, str]] = []
        self.open = False
        self.closed: Closed | None = None  # what was closed just now, for as long as it is read

    async def begin(self) -> None:
        """Read what is open."""
        self.closed = None
        person = self.desk.counter.person.id

        def question(connection: Connection) -> tuple[bool, list[tuple[str, str]]]:
            return shifts.open_of(connection, person) is not None, left_open(
                connection, person, self.desk.counter.now()
            )

        self.open, self.left = await self.desk.counter.read(question)
        self.desk.looking.prepare_to_sign()

    async def enter(self, text: str) -> None:
        """Close the shift; the desk stays, and the next act opens another."""
        if self.closed is not None:
            self.desk.box.put(text)
            await self.desk.switch(self.desk.find)
            self.desk.pause()  # one Enter too many would go on with a parked contact, in a new shift
            return
        from agentdesk.work.closing import close_shift  # signing and the report: not for the first picture to wait for

        counter = self.desk.counter
        closed = await counter.write(lambda: close_shift(counter.store, counter.actor, counter.settings, text or None))
        await self.tell_of(closed)

    async def tell_of(self, closed: "Closed") -> None:
        """Show what a shift that was closed just now hands over, and its figures."""
        await self.desk.look_again()
        if self.desk.mode is not self:
            await self.desk.switch(self)
        self.closed, self.open = closed, False
        whose = "Your shift" if closed.shift.staff == self.desk.counter.person.id else f"{closed.name}'s shift"
        self.desk.tell(closed.trouble or f"{whose} is closed.", bad=bool(closed.trouble))
        self.desk.pause()  # the page is read before the next customer

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.closed is not None:
            mine = self.closed.shift.staff == self.desk.counter.person.id
            return f"Enter goes to Find{'; the next act opens a new shift' if mine else ''}  ·  Esc back"
        if not self.open:
            return "No shift is open  ·  Esc back"
        return (
            "Enter closes the shift" + ("" if text else "  ·  type a word for the next shift first") + "  ·  Esc back"
        )

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return what is handed over, or what was."""
        if self.closed is not None:
            page = self._page(self.closed, width)
            left = len(page) - height + 1
            return page if left < 2 else [*page[: height - 1], plain(f"   … and {left} more", FAINT)]
        if not self.open:
            return [[], plain(" No shift is open; the next act opens one.", MUTED)]
        if not self.left:
            return [[], plain(" Nothing is left open.", MUTED)]
        count = len(self.left)
        title: Line = [(f" {count} {'thing stays' if count == 1 else 'things stay'} open", STRONG), ("", "")]
        style = self.desk.style_of
        lines: list[Line] = [[], title, []]
        for each, name in self.left:
            head, _, rest = each.partition(": ")
            shown = rest if head.startswith("H-") else style.personal(rest)
            lines.append(_open(f"   {head}", style.personal(name), shown, width))
        return window([*lines, [], plain(" They are yours until somebody takes them.", FAINT)], height)

    def _page(self, closed: "Closed", width: int) -> list[Line]:
        style = self.desk.style_of
        since = f"{style.local(closed.shift.opened_at):%a %H:%M}"
        lines: list[Line] = [
            [],
            plain(f" Shift {closed.shift.id} of {closed.name} is closed, from {since}", STRONG),
            [],
        ]
        lines += [[(f"   head {closed.head}", ""), ("  note it elsewhere", MUTED)]]
        lines += [plain(f"   {each}", MUTED) for each in closed.figures]
        count = len(closed.items)
        lines += [[], plain(f" {count} handed over" if count else " Nothing was left open", STRONG)]
        for each in closed.items:
            head, _, rest = each.what.partition(": ")
            if each.item.kind == "note":
                head, rest = "word", each.what
            shown = rest if head.startswith("H-") else style.personal(rest)
            lines.append(_open(f"   {each.item.word:5} {head}", style.personal(each.name), shown, width))
        return lines


def _open(head: str, name: str, what: str, width: int) -> Line:
    """Return one thing that stays open: what it is, whom it is for, and about what, as far as there is room."""
    head += f"  {name}" if name else ""
    return [(head, ""), (cut(f"  {what}", max(width - cells(head) - 1, 8)) if what else "", MUTED)]
