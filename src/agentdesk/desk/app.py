"""The agents' app: themes, the style sheet and the one screen; everything else is the screen's."""

import os

from textual.app import App
from textual.theme import Theme

from agentdesk.desk.counter import Counter
from agentdesk.desk.screen import DeskScreen

DARK = Theme(
    "agentdesk-dark",
    primary="#7aa2c8",
    accent="#8fc1a9",
    foreground="#d5d9dd",
    background="#14181c",
    surface="#14181c",
    panel="#1c2228",
    success="#8fc1a9",
    warning="#d9b26f",
    error="#e0796f",
    dark=True,
    variables={
        "muted": "#8d98a3",
        "faint": "#5b6670",
        "block-cursor-text-style": "none",
        "input-cursor-background": "#d5d9dd",
        "input-selection-background": "#3a4a58",
    },
)
LIGHT = Theme(
    "agentdesk-light",
    primary="#2f5d86",
    accent="#1f7a57",
    foreground="#20262c",
    background="#f7f7f4",
    surface="#f7f7f4",
    panel="#ecece6",
    success="#1f7a57",
    warning="#8a6414",
    error="#b3372b",
    dark=False,
    variables={
        "muted": "#5d6872",
        "faint": "#97a1aa",
        "block-cursor-text-style": "none",
        "input-cursor-background": "#20262c",
    },
)


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
        return {"muted": "ansi_bright_black", "faint": "ansi_bright_black"}

    def on_mount(self) -> None:
        """Show the one screen."""
        self.push_screen(DeskScreen(self.counter))
