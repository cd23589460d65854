"""The agents' app: themes, the style sheet and the one screen; everything else is the screen's."""

import os
import sys

from rich.console import RenderableType
from rich.text import Text
from rich.traceback import Traceback
from textual.app import App

from agentdesk.desk.counter import Counter
from agentdesk.desk.screen import DeskScreen
from agentdesk.desk.themes import DARK, LIGHT, QUIET


class DeskApp(App[None], inherit_bindings=False):
    """One terminal screen for the people who face customers."""

    TITLE = "agentdesk"
    CSS_PATH = "desk.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = os.environ.get("AGENTDESK_THEME", "dark")
        self.theme = {"light": LIGHT.name, "ansi": "textual-ansi"}.get(wanted, DARK.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the two quiet colours of the panels, for themes that do not name their own."""
        return dict(QUIET)

    def _fatal_error(self) -> None:
        # Textual prints every frame's local variables, customers and all, and has no public way not to
        from agentdesk.unexpected import keep_details

        error = sys.exc_info()[1] or self._exception or RuntimeError("nobody knows")
        name, where = keep_details(error)
        self.panic(Text(f"agentdesk: Something went wrong that should not (error {name}).\n  {where}"))

    def panic(self, *renderables: RenderableType) -> None:
        """Leave with a message; a traceback of Textual's own threads becomes an error id and a private file."""
        if any(isinstance(each, Traceback) for each in renderables):
            self._return_code = 1
            self._fatal_error()
        else:
            super().panic(*renderables)

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(DeskScreen(self.counter))
