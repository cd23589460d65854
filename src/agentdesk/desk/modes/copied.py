"""Copied: the text that was copied last, whole and without borders, for terminals that refuse the clipboard."""

from collections.abc import Sequence

from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import MUTED, Line, plain, wrap


class Copied(Mode):
    """The text that was copied last, over the whole width, to mark with the mouse (most terminals: hold Shift).

    tmux and some terminals take nothing for the clipboard from a program: in tmux ``set -g set-clipboard on`` allows it.
    """

    name = "Copied"
    title = "Copied"
    passing = True
    whole = True

    async def enter(self, text: str) -> None:
        """Go back to where lines are said."""
        await self.desk.switch(self.desk.say if self.desk.contact else self.desk.find)
        self.desk.box.put(text)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Shift and the mouse mark it  ·  Enter goes back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the text from the first column on; hidden with the rest of personal data."""
        if self.desk.style_of.masked:
            return [plain("Hidden: F8 shows it.", MUTED)]
        if not self.desk.copied:
            return [plain("Nothing was copied in this contact.", MUTED)]
        return [plain(row) for part in self.desk.copied.split("\n") for row in (wrap(part, width) or [""])]
