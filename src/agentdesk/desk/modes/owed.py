"""Owed: every promise that is open, overdue ones first; kept, moved, or handed to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.clock import moment, stamp
from agentdesk.contacts.model import Channel
from agentdesk.customers import records as customers
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.modes.promise import date_and_rest
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, plain, spread, window, wrap
from agentdesk.errors import InvalidInput, Refused
from agentdesk.promises import actions, records
from agentdesk.promises.model import Kind, Promise
from agentdesk.staff import records as staff
from agentdesk.staff.model import Person
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_MOST = 500
_TO = frozenset({"to", "till", "til"})


@dataclass(frozen=True, slots=True)
class Row:
    """A promise with the names of who it is owed to and who owes it."""

    promise: Promise
    customer: str
    owner: str


@dataclass(frozen=True, slots=True)
class Move:
    """What was typed: another time, another owner, and why."""

    due: datetime | None = None
    owner: Person | None = None
    reason: str = ""


class Owed(Mode):
    """Everything that is owed, overdue first. Enter: the highlighted promise was kept.

    To move it type a new date and why: ``mon 9 supplier is late``. ``to Per she knows the case`` hands it over.
    → opens a contact with the customer. A hold's promise is kept when its units are collected.
    """

    name = "Owed"
    title = "Owed"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.owed: list[Row] = []
        self.people: list[Person] = []
        self.wanted: Move = Move()
        self.fault = ""

    async def begin(self) -> None:
        """Read what is owed; what is owed to the customer at hand is highlighted first."""
        await self._read()
        contact = self.desk.contact
        theirs = contact.customer if contact else None
        self.at = next((at for at, row in enumerate(self.owed) if theirs and row.promise.customer == theirs), 0)

    async def _read(self) -> None:
        def question(connection: Connection) -> tuple[list[Row], list[Person]]:
            people = staff.names(connection)
            rows = []
            for each in records.all_open(connection, _MOST):
                customer = customers.by_id(connection, each.customer) if each.customer else None
                rows.append(Row(each, customer.name if customer else "", people.get(each.owner, "?")))
            return rows, staff.everybody(connection)

        self.owed, self.people = await self.desk.counter.read(question)
        self.at = min(self.at, max(len(self.owed) - 1, 0))

    @property
    def chosen(self) -> Promise | None:
        """The highlighted promise."""
        return self.owed[min(self.at, len(self.owed) - 1)].promise if self.owed else None

    async def changed(self, text: str) -> None:
        """Read the new date, or the new owner, as it is typed."""
        self.wanted, self.fault = Move(), ""
        if not text.strip():
            return
        try:
            self.wanted = self._move(text)
        except InvalidInput as error:
            self.fault = error.what

    def _move(self, text: str) -> Move:
        words = text.split()
        if words[0].casefold() in _TO and len(words) > 1:
            person = next((each for each in self.people if each.name.casefold() == words[1].casefold()), None)
            if person is not None:
                return Move(owner=person, reason=" ".join(words[2:]))
        settings = self.desk.counter.settings
        due, reason = date_and_rest(text, self.desk.counter.now().astimezone(ZoneInfo(settings.timezone)), settings)
        return Move(due=due, reason=reason)

    async def enter(self, text: str) -> None:
        """Keep the promise, or move it."""
        promise = self.chosen
        if promise is None:
            raise Refused("Nothing is owed.", "Esc goes back.", code="nothing-owed")
        if text.strip():
            await self._move_it(promise)
        else:
            await self._keep(promise)
        await self._read()
        await self.desk.look_again()
        self.desk.pause()  # another promise is highlighted now

    async def _keep(self, promise: Promise) -> None:
        if promise.kind is Kind.HOLD:
            raise Refused(
                f"{promise.word} belongs to a hold.", "It is kept when its units are collected.", code="hold-promise"
            )

        def deed(act: Act) -> str:
            actions.keep(act, promise.id)
            return act.id

        self.desk.deeds.done_outside(await self.desk.counter.act(deed))
        self.desk.tell(f"{promise.word} is kept.   ctrl+z undoes it")

    async def _move_it(self, promise: Promise) -> None:
        move = self.wanted
        if move.due is None and move.owner is None:
            raise InvalidInput(self.fault or "No date.", "Such as: mon 9 supplier is late · to Per she knows it")
        if not move.reason:
            raise InvalidInput("Why does it move?", "Add a few words behind it.", code="no-reason")
        due = stamp(move.due) if move.due else promise.due_at
        owner = move.owner.id if move.owner else None
        risk = promise.at_risk if move.due is None else None

        def deed(act: Act) -> str:
            actions.move(act, promise.id, due_at=due, reason=move.reason, owner=owner, at_risk=risk)
            return act.id

        self.desk.deeds.done_outside(await self.desk.counter.act(deed))
        where = f"is {move.owner.name}'s now" if move.owner else f"moved to {_words(move.due)}"
        self.desk.tell(f"{promise.word} {where}.   ctrl+z undoes it")

    async def right(self) -> bool:
        """Open a contact with the customer."""
        promise = self.chosen
        if promise is None or promise.customer is None:
            return False
        await self.desk.find.open_customer(promise.customer, Channel.PHONE)
        return True

    def rows(self) -> int:
        """Return how many promises are open."""
        return len(self.owed)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        promise = self.chosen
        if promise is None:
            return "Nothing is owed  ·  Esc back"
        move = self.wanted
        if text.strip():
            if self.fault:
                return self.fault
            what = f"hands {promise.word} to {move.owner.name}" if move.owner else ""
            what = what or f"moves {promise.word} to {_words(move.due)}"
            return f"Enter {what}" if move.reason else f"{what[0].upper()}{what[1:]}: now a few words why"
        if promise.kind is Kind.HOLD:
            return "Kept when its units are collected  ·  type a date and why to move it  ·  → contact"
        return f"Enter: {promise.word} was kept  ·  type a date and why to move it  ·  → contact"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return what is owed, overdue first."""
        if not self.owed:
            return [[], plain(" Nothing is owed to anybody.", MUTED)]
        lines: list[Line] = []
        focus = (0, 0)
        for at, row in enumerate(self.owed):
            start = len(lines)
            lines += self._row(row, width, chosen=at == self.at)
            if at == self.at:
                focus = (start, len(lines))
        return window(lines, height, focus)

    def _row(self, row: Row, width: int, *, chosen: bool) -> list[Line]:
        style, promise = self.desk.style_of, row.promise
        over = promise.due_at is not None and moment(promise.due_at) < self.desk.counter.now()
        mark: Line = [(" ▸" if chosen else "  ", ACCENT), ("! " if over or promise.at_risk else "  ", ALERT)]
        due = style.local(promise.due_at) if promise.due_at else None
        when = f"{due:%a} {due.day} {due:%b %H:%M}" if due else "no date yet"
        left: Line = [*mark, (style.personal(row.customer) or "walk-in", STRONG if chosen else "")]
        lines = [spread(left, plain(when, ALERT if over else MUTED), width - 1)]
        mine = promise.owner == self.desk.counter.person.id
        what = promise.what if promise.kind is Kind.HOLD else style.personal(promise.what)
        who: Line = [("yours" if mine else row.owner, MUTED)]
        lines.append(spread([("     ", ""), (promise.word, FAINT), (f"  {what}", "")], who, width - 1))
        if chosen and promise.at_risk:
            lines += [[("     ", ""), (part, MUTED)] for part in wrap(promise.at_risk, width - 7)]
        return lines


def _words(due: datetime | None) -> str:
    return f"{due:%a} {due.day} {due:%b %H:%M}" if due else ""
