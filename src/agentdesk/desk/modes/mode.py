"""What a mode of the box is: it turns text into a list, says what Enter does, and does it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.writing import Line

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Mode:
    """One mode. ``at`` is the highlighted row of its list; ``rows()`` how many there are.

    ``changed`` runs after each change of the text and may be overtaken by the next; ``ready`` is awaited by Enter and
    makes sure that the list answers exactly the text that is there.
    """

    name = "Mode"
    title = "Mode"
    outside = False  # its acts belong to no contact: ctrl+z takes back the last of them (``Deeds.done_outside``)
    passing = False  # what is typed picks something and is no loss: it takes the place of no draft
    whole = False  # its list takes the whole width: the panels beside it step back
    secret = False  # what is typed is shown as dots, kept nowhere, and handed to no other mode

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self.at = 0

    async def begin(self) -> None:
        """Take over the box; its text stays."""

    async def changed(self, text: str) -> None:
        """Answer a change of the text."""

    async def ready(self, text: str) -> None:
        """Make sure the list answers this text."""
        await self.changed(text)

    async def enter(self, text: str) -> None:
        """Do what the hint says. The box has been emptied; ``desk.box.put`` gives text back."""

    async def right(self) -> bool:
        """Answer → at the end of the text; says whether it meant anything."""
        return False

    def reads_code(self, text: str) -> bool:
        """Say whether this mode takes a bar code itself; else Enter shows the product, whatever the mode."""
        return False

    def takes_number(self) -> bool:
        """Say whether a number that no product has as its bar code is what this mode asks for."""
        return False

    def unknown_code(self) -> str:
        """Return what to do about a bar code that nobody knows."""
        return "Check the digits; Esc clears them."

    async def undo(self) -> bool:
        """Take back this mode's last act; False where ctrl+z means the contact's."""
        return False

    async def escape(self) -> bool:
        """Answer Esc with no text in the box; says whether it meant anything but going back to Say."""
        return False

    def rows(self) -> int:
        """Return how many rows can be highlighted."""
        return 0

    async def move_to(self, by: int) -> None:
        """Move the highlight, and read what it then needs."""
        self.move(by)

    def move(self, by: int) -> None:
        """Move the highlight."""
        if self.rows():
            self.at = max(0, min(self.rows() - 1, self.at + by))

    def hint(self, text: str) -> str:
        """Return what Enter does now, and the other keys that matter."""
        return ""

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines of the list, no wider than ``width``."""
        return []

    def help(self) -> str:
        """Return what this mode is for, for F1."""
        return (self.__doc__ or "").strip()
