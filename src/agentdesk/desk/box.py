"""The one box: always focused, its mode changes. Every key is worked off here, in the order it was typed.

Bindings would be looked up after the letters behind them in a burst were inserted; handling each key in ``_on_key``,
and waiting for the step it starts, keeps Enter, letters and action keys in order however fast they come.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import Input

from agentdesk.desk.keyboard import LONGEST
from agentdesk.desk.keys import BY_KEY, shown
from agentdesk.text import visible

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_EDITING = {
    "left": "cursor_left",
    "home": "home",
    "ctrl+a": "home",
    "end": "end",
    "ctrl+e": "end",
    "backspace": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+w": "delete_left_word",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
    "ctrl+left": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
}
_MOVING = {"up": -1, "down": 1, "pageup": -5, "pagedown": 5}


class Box(Input):
    """One line of text, and the keys."""

    DEFAULT_CSS = """
    Box { border: none; height: 1; padding: 0; background: transparent; &:focus { border: none; } }
    """

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST, select_on_focus=False, id="box")
        self.cursor_blink = False

    @property
    def desk(self) -> "DeskScreen":
        """The screen this box steers."""
        from agentdesk.desk.screen import DeskScreen

        assert isinstance(self.screen, DeskScreen)
        return self.screen

    @property
    def content_width(self) -> int:
        """The text's width, or the box's where that is more: else each letter would lay the whole screen out anew."""
        return max(super().content_width, self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        """Return the text with its cursor. Textual's own way, over a rich console, takes five times as long."""
        if y or not self.value.isprintable() or not self.selection.is_empty or not self.has_focus:
            return super().render_line(y)
        text, at, style = "•" * len(self.value) if self.password else self.value, self.cursor_position, self.rich_style
        cursor = style + self.get_component_rich_style("input--cursor")
        parts = [(text[:at], style), (text[at : at + 1] or " ", cursor), (text[at + 1 :], style)]
        start, width = self.scroll_offset.x, self.scrollable_content_region.width
        return (
            Strip([Segment(*part) for part in parts if part[0]])
            .crop(start, start + width + 1)
            .extend_cell_length(width + 1, style)
        )

    async def _on_key(self, event: events.Key) -> None:
        self.desk.looking.is_here()
        if self.desk.ahead.came_too_early(event.time):
            self.desk.leave_unused(event.character if event.is_printable and event.character else shown(event.key))
            event.stop()
            event.prevent_default()
            return
        event.stop()
        event.prevent_default()
        if event.is_printable:
            self.desk.noticed_typing()
            character = event.character or ""
            if self.desk.takes_character(character):
                return
            if len(self.value) >= LONGEST and self.selection.is_empty:
                self._is_full()
                return
            self._edit(lambda: self.replace(character, *self.selection))
            return
        await self._work_off(event.key)

    def _edit(self, change: Callable[[], None]) -> None:
        """Change the text, and answer it in the same turn unless keys wait behind this one: one picture shows both."""
        if self.message_queue_size:
            change()
            return
        before = self.value
        with self.prevent(Input.Changed):
            change()
        if self.value != before:
            self.desk.steps.typed(self.value)

    async def _work_off(self, key: str) -> None:
        desk = self.desk
        if key in ("enter", "ctrl+j"):  # typed before the terminal was ours, Enter arrives as a line feed
            await desk.steps.enter()
        elif key == "escape":
            await desk.steps.escape()
        elif key in _MOVING:
            await desk.steps.move(_MOVING[key])
        elif key == "right":
            if self.cursor_position < len(self.value) or not await desk.steps.right():
                self.action_cursor_right()
        elif key in BY_KEY and not (key == "ctrl+x" and self.value):
            await desk.steps.command(BY_KEY[key])
        elif key in _EDITING:
            desk.noticed_typing()
            self._edit(getattr(self, f"action_{_EDITING[key]}"))

    def _on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed text: one line, no control characters, and say so when it was too long."""
        event.stop()
        event.prevent_default()
        text = " ".join(event.text[: LONGEST * 2].split())
        room = LONGEST - len(self.value)
        self.desk.noticed_typing()
        if len(text) > room or len(event.text) > LONGEST * 2:
            self._is_full(room or LONGEST)
        self.insert_text_at_cursor(visible(text)[:room])

    def _is_full(self, taken: int = LONGEST) -> None:
        self.desk.tell(f"Only the first {taken} characters were taken.", bad=True)
        self.desk.redraw_answer()

    def take(self) -> str:
        """Return the text and empty the box at once, before the step it starts."""
        text = self.value
        self.value = ""
        self.password = False
        return text

    def take_quietly(self) -> None:
        """Empty the box without touching the draft: its text stays with the contact that is left."""
        with self.prevent(Input.Changed):
            self.value = ""
        self.password = False

    def put(self, text: str) -> None:
        """Set the text with the cursor behind it."""
        self.value = text[:LONGEST]
        self.cursor_position = len(self.value)
