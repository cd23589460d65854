"""The agents' app: the style sheet and the one screen; everything else is the screen's."""

from textual import events

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

    async def on_event(self, event: events.Event) -> None:
        """Let the screen see each key as it comes, before those in front of it are done."""
        if isinstance(event, events.Key) and isinstance(self.screen, DeskScreen):
            self.screen.looking.key_came(event)
        await super().on_event(event)

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(DeskScreen(self.counter))
