"""The agents' app: the style sheet and the one screen; everything else is the screen's."""

from agentdesk.desk.counter import Counter
from agentdesk.desk.frame import Frame
from agentdesk.desk.screen import DeskScreen


class DeskApp(Frame):
    """One terminal screen for the people who face customers."""

    TITLE = "agentdesk"
    CSS_PATH = "desk.tcss"

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.counter = counter
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(DeskScreen(self.counter))
