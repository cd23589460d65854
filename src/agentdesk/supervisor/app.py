"""The supervisor's app: themes, the style sheet and the one screen; it opens the store so that it cannot write."""

from agentdesk.desk.frame import Frame
from agentdesk.supervisor.screen import WatchScreen
from agentdesk.supervisor.watching import Watching


class WatchApp(Frame):
    """The shift as it runs, for whoever answers for it."""

    TITLE = "agentdesk watch"
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

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(WatchScreen(self.watching))
