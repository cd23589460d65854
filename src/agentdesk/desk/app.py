"""The agents' app: the style sheet and the one screen; everything else is the screen's."""

from textual import events

from agentdesk.desk.chrome import ROOMY, WIDE
from agentdesk.desk.counter import Counter
from agentdesk.desk.frame import Frame
from agentdesk.desk.screen import DeskScreen
from agentdesk.desk.tidying import Collector

WIDTHS = [(0, "-narrow"), (WIDE, "-wide"), (ROOMY, "-roomy")]  # from how many columns on
HEIGHTS = [(0, "-low"), (50, "-tall")]  # from how many rows on


class DeskApp(Frame):
    """One terminal screen for the people who face customers."""

    TITLE = "agentdesk"
    CSS_PATH = "desk.tcss"

    def __init__(self, counter: Counter) -> None:
        self.collector = Collector()  # before all that is made now
        super().__init__()
        self.counter = counter
        self.HORIZONTAL_BREAKPOINTS = WIDTHS
        self.VERTICAL_BREAKPOINTS = HEIGHTS
        self._early: list[events.Event] | None = []  # keys that came before there was a box; none once there is

    async def on_event(self, event: events.Event) -> None:
        """Let the screen see each key as it comes, before those in front of it are done."""
        if self._early is not None and isinstance(event, (events.Key, events.Paste)):
            self._early.append(event)
            return
        if isinstance(event, events.Key) and isinstance(self.screen, DeskScreen):
            self.screen.looking.key_came(event)
        await super().on_event(event)

    def on_unmount(self) -> None:
        """Leave the process as it was."""
        self.collector.give_over()

    async def open_for_keys(self) -> None:
        """Hand on what was typed before there was a box: Textual would drop it."""
        early, self._early = self._early or [], None
        for event in early:
            await self.on_event(event)

    def get_default_screen(self) -> DeskScreen:
        """Return the one screen; pushed on top of Textual's own, that would be styled and painted first."""
        desk = DeskScreen(self.counter)
        for steps, size in ((WIDTHS, self.size.width), (HEIGHTS, self.size.height)):
            desk.add_class(next(name for least, name in reversed(steps) if size >= least))  # styled once only
        return desk
