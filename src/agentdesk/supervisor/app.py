"""The supervisor's app: themes, the style sheet and the one screen; it opens the store so that it cannot write."""

import os

from textual.app import App

from agentdesk.desk.themes import DARK, LIGHT, QUIET
from agentdesk.supervisor.screen import WatchScreen
from agentdesk.supervisor.watching import Watching


class WatchApp(App[None], inherit_bindings=False):
    """The shift as it runs, for whoever answers for it."""

    TITLE = "agentdesk watch"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; layout: vertical; overflow: hidden; }
    #top, #tabs, #foot { height: 1; }
    #panels { height: 1fr; }
    #body { width: 1fr; }
    #joint { width: 1; }
    """

    def __init__(self, watching: Watching) -> None:
        super().__init__()
        self.watching = watching
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        wanted = os.environ.get("AGENTDESK_THEME", "dark")
        self.theme = {"light": LIGHT.name, "ansi": "textual-ansi"}.get(wanted, DARK.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the two quiet colours, for themes that do not name their own."""
        return dict(QUIET)

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(WatchScreen(self.watching))
