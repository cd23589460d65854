"""Promise: a call-back or an answer, by when."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.clock import stamp
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain
from agentdesk.errors import InvalidInput
from agentdesk.promises import actions as promises
from agentdesk.promises.dates import due
from agentdesk.promises.model import Kind
from agentdesk.settings import Settings

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Promise(Mode):
    """Type when you call back, and what about: ``mån 9 offert``, ``tomorrow 14``, ``来週月曜``.

    Enter makes the promise; it is yours, it shows on every screen when it is overdue, and only you or a reason end it.
    """

    name = "Promise"
    title = "Promise"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.due: datetime | None = None
        self.what = ""
        self.fault = ""

    async def changed(self, text: str) -> None:
        """Read the date as it is typed."""
        self.due, self.what, self.fault = None, "", ""
        if not text.strip():
            return
        now = self.desk.counter.now().astimezone(ZoneInfo(self.desk.counter.settings.timezone))
        try:
            self.due, self.what = date_and_rest(text, now, self.desk.counter.settings)
        except InvalidInput as error:
            self.fault = error.what

    async def enter(self, text: str) -> None:
        """Make the promise."""
        contact = self.desk.in_contact()
        if self.due is None:
            raise InvalidInput(self.fault or "A promise needs a time.", "Such as: mån 9 · tomorrow 14 · 2 h")
        when, what = stamp(self.due), self.what or "call back"
        made = await self.desk.counter.act(
            lambda act: promises.make(
                act, Kind.CALL_BACK, customer=contact.customer, contact=contact.id, what=what, due_at=when
            ),
            inside=contact.id,
        )
        local = self.desk.style_of.local(when)
        await self.desk.look_again()
        self.desk.tell(f"{made.word} made: {what}, {local:%a} {local.day} {local:%b %H:%M}.   ctrl+z undoes it")
        await self.desk.switch(self.desk.say)
        await self.desk.say.refill(keep=True)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.due is None:
            return self.fault or "Type when, then what about: mån 9 offert  ·  tomorrow 14  ·  2 h"
        return f"Enter promises it for {self.due:%A} {self.due.day} {self.due:%B %H:%M}"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the promise as it would be made."""
        if self.due is None:
            return [
                [],
                plain(" When do you call back?", MUTED),
                plain(" mån 9 · tomorrow 14 · 28/11 16:30 · 2 h · 来週月曜", FAINT),
            ]
        return [
            [],
            [(" ▸ ", ACCENT), (f"{self.due:%A} {self.due.day} {self.due:%B} at {self.due:%H:%M}", STRONG)],
            plain(f"   {self.what or 'call back'}"),
            plain(f"   yours, {self.desk.counter.person.name}", MUTED),
        ]


def date_and_rest(text: str, now: datetime, settings: Settings) -> tuple[datetime, str]:
    """Return the moment that the longest beginning of a text means, and the rest. Raises InvalidInput where none is."""
    words = text.split()
    closes = datetime.strptime(settings.open_until, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    fault: InvalidInput | None = None
    for count in range(min(len(words), 5), 0, -1):
        try:
            return due(" ".join(words[:count]), now, closes), " ".join(words[count:])
        except InvalidInput as error:
            fault = fault if fault is not None and fault.code == "past" else error
    assert fault is not None
    raise fault
