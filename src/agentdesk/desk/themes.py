"""The themes of both apps: dark and light; ANSI terminals bring their own."""

from textual.theme import Theme

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
QUIET = {"muted": "ansi_bright_black", "faint": "ansi_bright_black"}  # for themes that do not name their own
