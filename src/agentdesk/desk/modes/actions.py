"""All actions: what every key does, and why it cannot be used now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.keys import COMMANDS, Command, shown
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain, spread, window

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Actions(Mode):
    """Type a part of an action's name; Enter does it. An action that cannot be used now says why."""

    name = "Actions"
    title = "All actions"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.found: list[Command] = list(COMMANDS)

    async def changed(self, text: str) -> None:
        """Show the actions whose names hold every word."""
        words = text.lower().split()
        self.found = [each for each in COMMANDS if all(word in each.title.lower() for word in words)]
        self.at = min(self.at, max(len(self.found) - 1, 0))

    async def enter(self, text: str) -> None:
        """Do the highlighted action."""
        if not self.found:
            self.desk.surprise("No action has that name.")
            return
        command = self.found[self.at]
        await self.desk.switch(self.desk.say if self.desk.contact else self.desk.find)
        await self.desk.steps.command(command)

    def rows(self) -> int:
        """Return how many actions are shown."""
        return len(self.found)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Enter does it  ·  ↑↓ choose  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the actions with their keys, and why one is off."""
        lines: list[Line] = []
        for at, command in enumerate(self.found):
            off = command.needs_contact and self.desk.contact is None
            chosen = at == self.at
            style = FAINT if off else STRONG if chosen else ""
            keys = [shown(key) for key in command.keys[: 1 if self.desk.narrow or off else 2]]
            right = " · ".join(["needs a contact"] * off + keys)
            left: Line = [(" ▸ " if chosen else "   ", ACCENT), (command.title, style)]
            lines.append(spread(left, plain(f"{right} ", FAINT if off else MUTED), width))
        return window(lines, height, (self.at, self.at))
