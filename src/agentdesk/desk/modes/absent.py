"""Somebody else's shift: closed with a supervisor's PIN when its owner has left."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, MUTED, STRONG, Line, plain, spread, window, wrap
from agentdesk.errors import Refused
from agentdesk.shift import records as shifts
from agentdesk.shift.model import Shift
from agentdesk.staff import records as staff
from agentdesk.store import Actor, Connection
from agentdesk.work.handover import left_open

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Absent(Mode):
    """Closes the shift of somebody who left without closing it. What they leave open waits for the next to take it.

    Choose whose, Enter, then a supervisor's PIN: they are who closes it, and the log says so.
    """

    name = "Absent"
    title = "Close somebody else's shift"
    outside = True
    passing = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.shifts: list[tuple[Shift, str, int]] = []  # with whose it is, and how much they leave open
        self.found: list[tuple[Shift, str, int]] = []
        self.chosen: tuple[Shift, str, int] | None = None  # the one that a PIN is asked for

    async def begin(self) -> None:
        """Read who is on shift."""
        self._choose_again()
        counter = self.desk.counter

        def question(connection: Connection) -> list[tuple[Shift, str, int]]:
            people = staff.names(connection)
            return [
                (each, people.get(each.staff, "?"), len(left_open(connection, each.staff, counter.now())))
                for each in shifts.all_open(connection)
                if each.staff != counter.person.id
            ]

        self.shifts = self.found = await counter.read(question)
        self.at = 0

    def _choose_again(self) -> None:
        self.chosen, self.secret = None, False
        self.desk.box.password = False

    async def changed(self, text: str) -> None:
        """Narrow the list down by name; a PIN narrows nothing."""
        if self.chosen is None:
            self.found = [each for each in self.shifts if text.strip().casefold() in each[1].casefold()]
            self.at = min(self.at, max(len(self.found) - 1, 0))

    async def enter(self, text: str) -> None:
        """Ask for the PIN; with it, close the shift as whoever's PIN it is."""
        if self.chosen is None:
            if not self.found:
                raise Refused("Nobody else is on shift.", "Esc goes back.", code="nobody-on-shift")
            self.chosen, self.secret = self.found[self.at], True
            self.desk.box.password = True
            self.desk.pause()
            return
        self.desk.box.password = True  # it was emptied for this Enter, and a wrong PIN is typed again
        shift, _, _ = self.chosen
        if not text.strip():
            raise Refused("Type a supervisor's PIN.", "Esc goes back.", code="pin-needed")
        from agentdesk.work.authorise import authorise  # 30 ms: argon2
        from agentdesk.work.closing import Closed, close_shift

        counter = self.desk.counter

        def close() -> Closed:
            person = authorise(counter.store, counter.actor, text.strip(), "shift.close")
            by = Actor(person.id, counter.actor.desk)
            return close_shift(counter.store, by, counter.settings, staff=shift.staff)

        closed = await counter.write(close)
        self._choose_again()
        await self.desk.closing.tell_of(closed)

    async def escape(self) -> bool:
        """Go back from the PIN to the list."""
        was = self.chosen is not None
        self._choose_again()
        return was

    def rows(self) -> int:
        """Return how many shifts there are to choose from."""
        return 0 if self.chosen else len(self.found)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.chosen is not None:
            return f"Enter closes {self.chosen[1]}'s shift, with a supervisor's PIN  ·  Esc back"
        if not self.found:
            return "Nobody else is on shift  ·  Esc back"
        return f"Enter asks for a supervisor's PIN to close {self.found[self.at][1]}'s shift  ·  ↑↓ choose"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return who is on shift, and what they would leave."""
        style = self.desk.style_of
        if self.chosen is not None:
            shift, who, count = self.chosen
            what = f"What {who} leaves open, {count} in all, waits for somebody to take it, item by item."
            said = what if count else f"{who} leaves nothing open."
            title = plain(f" {who}, {shift.desk}, on shift from {style.local(shift.opened_at):%a %H:%M}", STRONG)
            return [[], title, [], *(plain(f" {part}", MUTED) for part in wrap(said, width - 3))]
        if not self.found:
            return [[], plain(" Nobody else is on shift.", MUTED)]
        lines: list[Line] = []
        for at, (shift, who, count) in enumerate(self.found):
            chosen = at == self.at
            left: Line = [
                (" ▸ " if chosen else "   ", ACCENT),
                (who, STRONG if chosen else ""),
                (f"  {shift.desk}", MUTED),
            ]
            right = f"{count} open · from {style.local(shift.opened_at):%a %H:%M}"
            lines.append(spread(left, plain(right, MUTED), width - 1))
        return window(lines, height, (self.at, self.at))
