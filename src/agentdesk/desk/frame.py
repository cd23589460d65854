"""What both apps share: themes, and leaving without showing anybody's data."""

import os
import select
import signal
import sys
from typing import TYPE_CHECKING

from textual.app import App

from agentdesk.desk.themes import DARK, LIGHT, QUIET

if TYPE_CHECKING:
    from rich.console import RenderableType


LOOK_EVERY = 1.0  # seconds between two looks at whether the terminal is still there


class Frame(App[None], inherit_bindings=False):
    """An app of one screen, in the theme that ``AGENTDESK_THEME`` names: dark, light or ansi."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = os.environ.get("AGENTDESK_THEME", "dark")
        # as if it had always been this one: set otherwise, every style would be read a second time
        self.set_reactive(App.theme, {"light": LIGHT.name, "ansi": "ansi-dark"}.get(wanted, DARK.name))
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)  # a terminal's own colours stay as they are

    def on_ready(self) -> None:
        """Begin to look whether the terminal is still there."""
        if not self.is_headless and hasattr(select, "poll") and os.isatty(0):
            self.set_interval(LOOK_EVERY, self._leave_with_the_terminal)

    def _leave_with_the_terminal(self) -> None:
        # a terminal that closes hangs up on its own programs; one that is nobody's own says nothing, and reading what
        # has closed would go on for ever. The draft is on disk, so the same end serves for both.
        terminal = select.poll()
        terminal.register(0, 0)
        if any(what & select.POLLHUP for _, what in terminal.poll(0)):
            os.kill(os.getpid(), signal.SIGHUP)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the two quiet colours of the panels, for themes that do not name their own."""
        return dict(QUIET)

    def _fatal_error(self) -> None:
        # Textual prints every frame's local variables, customers and all, and has no public way not to
        from rich.text import Text

        from agentdesk.unexpected import keep_details

        error = sys.exc_info()[1] or self._exception or RuntimeError("nobody knows")
        name, where = keep_details(error)
        self.panic(Text(f"agentdesk: Something went wrong that should not (error {name}).\n  {where}"))

    def panic(self, *renderables: "RenderableType") -> None:
        """Leave with a message; a traceback of Textual's own threads becomes an error id and a private file."""
        from rich.traceback import Traceback  # 16 ms: it brings the colours of source code along

        if any(isinstance(each, Traceback) for each in renderables):
            self._return_code = 1
            self._fatal_error()
        else:
            super().panic(*renderables)
