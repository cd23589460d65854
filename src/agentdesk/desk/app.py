"""The agents' app: themes, the style sheet and the one screen; everything else is the screen's."""

import os

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

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(DeskScreen(self.counter))
