"""What frames the panels: the top line, the hint, the rules between panels, the last message, the keys."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from agentdesk.desk.keys import COMMANDS, shown
from agentdesk.desk.writing import FAINT, MUTED, Line, content, fit, length, spread

View = Callable[[int, int], Sequence[Line]]


class Panel(Widget):
    """A region drawn from facts: it holds a function from width and height to lines, and no state of its own."""

    DEFAULT_CSS = "Panel { width: 1fr; height: 1fr; }"
    can_focus = False

    def __init__(self, view: View, *, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._view = view

    def render(self) -> Content:
        """Return what the facts look like now."""
        width, height = self.size.width, self.size.height
        return content(list(self._view(width, height))[:height], width)


class Rule(Widget):
    """A thin rule with names on it and joints where panels meet: ``─ Who ──┬─ Say ───``."""

    DEFAULT_CSS = "Rule { width: 1fr; height: 1; }"
    can_focus = False

    def __init__(self, parts: Callable[[int], Sequence[tuple[str, int, str]]], *, id: str = "") -> None:  # noqa: A002
        super().__init__(id=id or None)
        self._parts = parts

    def render(self) -> Content:
        """Return the rule; each part is a name, the width up to its joint, and the joint."""
        pieces: Line = []
        for name, width, joint in self._parts(self.size.width):
            title: Line = [("─ ", FAINT), (name, MUTED), (" ", "")] if name else []
            run = max(width - length(title) - (1 if joint else 0), 0)
            pieces += [*fit(title, width), ("─" * run, FAINT), (joint, FAINT)]
        return content([pieces], self.size.width)


def footer_line(width: int, *, contact: bool) -> Line:
    """Return the keys, those that cannot be used now fainter; tight where the screen is narrow."""
    tight = width < 110
    line: Line = [(" ", "")]
    for command in COMMANDS:
        if not command.label or (tight and command.action == "actions"):
            continue
        key = shown(command.keys[0])
        off = command.needs_contact and not contact
        line += [
            (key, FAINT if off else "bold"),
            ("" if tight else " ", ""),
            (command.label, FAINT if off else MUTED),
            (" " if tight else "  ", ""),
        ]
    return line


def top_line(left: str, right: str, width: int) -> Line:
    """Return shop, desk and shift at the left, counts and clock at the right."""
    return spread([(f" {left}", MUTED)], [(f"{right} ", MUTED)], width)
