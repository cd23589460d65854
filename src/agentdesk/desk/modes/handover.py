"""Handover: what closed shifts left, taken over item by item or handed back with a reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.contacts.model import Channel
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, cut, plain, spread, window, wrap
from agentdesk.errors import Refused
from agentdesk.shift import handover_records
from agentdesk.work.handover import Described, describe, hand_back, take

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Handover(Mode):
    """What the last shifts left, until somebody has taken each item. Enter: the highlighted one is yours from now on.

    Type why and press Enter to hand it back to whoever left it. → opens a contact with the customer.
    """

    name = "Handover"
    title = "Handed over"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.items: list[Described] = []

    async def begin(self) -> None:
        """Read what waits."""
        self.at = 0
        await self._read()

    async def _read(self) -> None:
        self.items = await self.desk.counter.read(
            lambda connection: describe(connection, handover_records.waiting(connection))
        )
        self.at = min(self.at, max(len(self.items) - 1, 0))

    @property
    def chosen(self) -> Described | None:
        """The highlighted item."""
        return self.items[self.at] if self.items else None

    def _mine(self, each: Described) -> bool:
        return each.item.owner == self.desk.counter.person.id

    async def enter(self, text: str) -> None:
        """Take the item over, or hand it back with what was typed as the reason."""
        chosen = self.chosen
        if chosen is None:
            raise Refused("There is nothing to take over.", "Esc goes back.", code="nothing-handed-over")
        number = chosen.item.id
        if text.strip():
            done = await self.desk.counter.act(lambda act: hand_back(act, number, text))
            said = f"{done.word} waits for {chosen.owner} again."
        else:
            done = await self.desk.counter.act(lambda act: take(act, number))
            said = f"{done.word} is yours now."
        await self._read()
        await self.desk.look_again()
        self.desk.pause()  # another item is highlighted now
        self.desk.tell(said)

    async def right(self) -> bool:
        """Open a contact with the customer."""
        chosen = self.chosen
        if self.desk.box.value or chosen is None or chosen.customer is None:
            return False
        await self.desk.find.open_customer(chosen.customer, Channel.PHONE)
        return True

    def rows(self) -> int:
        """Return how many items wait."""
        return len(self.items)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        chosen = self.chosen
        if chosen is None:
            return "There is nothing to take over  ·  Esc back"
        if text.strip():
            return f"Enter hands {chosen.item.word} back to {chosen.owner}, with this reason"
        return f"Enter takes {chosen.item.word} over  ·  type why to hand it back  ·  → contact"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the items, the one highlighted in full."""
        if not self.items:
            return [[], plain(" Nothing waits: everything has somebody who answers for it.", MUTED)]
        lines: list[Line] = []
        focus = (0, 0)
        for at, each in enumerate(self.items):
            start = len(lines)
            lines += self._row(each, width, chosen=at == self.at)
            if at == self.at:
                focus = (start, len(lines))
        return window(lines, height, focus)

    def _row(self, each: Described, width: int, *, chosen: bool) -> list[Line]:
        style = self.desk.style_of
        due = style.local(each.due_at) if each.due_at else None
        late = due is not None and due < self.desk.counter.now()
        head, _, rest = each.what.partition(": ")
        if each.item.kind == "note":
            head, rest = "note", each.what
        mark: Line = [(" ▸" if chosen else "  ", ACCENT), ("! " if late else "  ", ALERT)]
        left: Line = [*mark, (f"{each.item.word}  ", MUTED), (head, STRONG if chosen else "")]
        left += [(f"  {style.personal(each.name)}", STRONG if chosen else "")] if each.name else []
        who = "yours" if self._mine(each) else f"from {each.owner}"
        when = f"due {due:%a} {due.day} {due:%b %H:%M}" if due else ""
        lines = [spread(left, plain(who, MUTED), width - 1)]
        said = rest if head.startswith("H-") else style.personal(rest)
        text = "  ·  ".join(part for part in (when, said) if part)
        parts = (wrap(text, width - 9) if chosen else [cut(text, width - 9)]) if text else []
        lines += [plain(f"       {part}", "" if chosen else MUTED) for part in parts]
        if each.item.state == "returned":
            why = f"handed back: {style.personal(each.item.reason or '')}"
            lines += [plain(f"       {part}", FAINT) for part in wrap(why, width - 9)]
        return lines
