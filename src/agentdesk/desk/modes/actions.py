"""All actions: what every key does, and why it cannot be used now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk.keys import COMMANDS, Command, shown
from agentdesk.desk.modes.every import prepare_listed
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain, spread, window

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Actions(Mode):
    """Type a part of an action's name; Enter does it. An action that cannot be used now says why."""

    name = "Actions"
    title = "All actions"
    passing = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.found: list[Command] = list(COMMANDS)
        self._left: Mode | None = None  # the mode that the box had before, and what was typed there
        self._text = ""

    async def begin(self) -> None:
        """List every action; what is in the box waits for the mode that it was typed in."""
        left = self.desk.left
        if left is not self:
            self._left = None if left is None or left.secret else left
            self._text = self.desk.box.value
        self.desk.box.take_quietly()
        self.at = 0
        self.desk.run_worker(self.desk.counter.think(prepare_listed), group="warm", exit_on_error=False)

    async def _back(self) -> None:
        await self.desk.switch(self._left or (self.desk.say if self.desk.contact else self.desk.find))
        if self._left is not None:
            self.desk.box.put(self._text)

    async def changed(self, text: str) -> None:
        """Show the actions whose words or keys hold every word, those that begin with it first."""
        words = text.lower().split()
        found = [each for each in COMMANDS if all(word in _words_of(each) for word in words)]
        self.found = sorted(found, key=lambda each: not each.title.lower().startswith(" ".join(words)))
        self.at = min(self.at, max(len(self.found) - 1, 0))

    async def enter(self, text: str) -> None:
        """Do the highlighted action, as its key would where the box was before."""
        if not self.found:
            self.desk.surprise("No action has that name.")
            self.desk.box.put(text)
            return
        command = self.found[self.at]
        await self._back()
        await self.desk.steps.command(command)

    async def escape(self) -> bool:
        """Go back to where the box was."""
        await self._back()
        return True

    def rows(self) -> int:
        """Return how many actions are shown."""
        return len(self.found)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Enter does it  ·  ↑↓ choose  ·  Esc back" if self.found else "No action has that name  ·  Esc clear"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the actions with their keys, and why one is off."""
        lines: list[Line] = [] if self.found else [[], plain(" No action has that name.", MUTED)]
        for at, command in enumerate(self.found):
            off = command.needs_contact and self.desk.contact is None
            chosen = at == self.at
            style = FAINT if off else STRONG if chosen else ""
            keys = [shown(key) for key in command.keys[: 1 if self.desk.narrow or off else 2]]
            right = " · ".join(["needs a contact"] * off + keys)
            left: Line = [(" ▸ " if chosen else "   ", ACCENT), (command.title, style)]
            lines.append(spread(left, plain(f"{right} ", FAINT if off else MUTED), width))
        return window(lines, height, (self.at, self.at))


def _words_of(command: Command) -> str:
    return " ".join([command.title, command.label, command.action, *map(shown, command.keys)]).lower()
