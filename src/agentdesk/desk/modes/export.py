"""Export: this shift's log to a file in the exports folder, signed, with ids only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import FAINT, MUTED, STRONG, Line, plain, wrap

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Export(Mode):
    """Writes your shift's log to a new file in the shop's exports folder, with a signature beside it. Enter writes.

    The ending says the format: csv, jsonl, xlsx or html. It carries ids, no names and no texts; with those a command
    exports, and says so in the log. Nothing is ever overwritten.
    """

    name = "Export"
    title = "Export"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.done: list[str] = []
        self.head = ""

    async def begin(self) -> None:
        """Suggest a name."""
        self.done = []
        self.desk.looking.prepare_to_sign()
        if not self.desk.box.value:
            now = self.desk.local_now()
            self.desk.box.put(f"shift-{now:%Y-%m-%d-%H%M}.csv")

    async def enter(self, text: str) -> None:
        """Write the file."""
        if self.done and not text:
            await self.desk.switch(self.desk.say if self.desk.contact else self.desk.find)
            return
        from agentdesk.work.taking_out import take_my_shift_out  # signing: not for the first picture to wait for

        counter = self.desk.counter
        done = await counter.write(lambda: take_my_shift_out(counter.store, counter.actor, counter.settings, text))
        meta = done.statement.meta
        self.done = [f"{done.path}", f"{done.signature}"]
        self.head = f"head {done.statement.short}: note it elsewhere, outside this machine"
        self.desk.tell(f"{meta.rows} entries written, signed.")

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.done and not text:
            return "Written  ·  Enter or Esc back"
        return "Enter writes this shift's log to that file  ·  .csv .jsonl .xlsx .html  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return what the file carries, and where it went."""
        lines: list[Line] = [[], plain(" This shift's log, signed", STRONG), []]
        about = "One row an act, with ids and no names. Whoever has the file checks it with: agentdesk log verify FILE"
        lines += [plain(f"   {part}", MUTED) for part in wrap(about, width - 5)]
        if self.done:
            lines += [[], plain(" Written", STRONG)]
            lines += [plain(f"   {part}", FAINT) for each in self.done for part in wrap(each, width - 5)]
            lines += [[], *(plain(f"   {part}") for part in wrap(self.head, width - 5))]
        return lines
