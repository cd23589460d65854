"""What frames the panels: the top line, the hint, the rules between panels, the last message, the keys."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Self

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from agentdesk.desk.keys import COMMANDS, shown
from agentdesk.desk.writing import FAINT, MUTED, Line, content, fit, length, spread

WIDE, ROOMY = 110, 170  # columns from which there is a Do panel, and from which it and Who are wider

View = Callable[[int, int], Sequence[Line]]


class Drawn(Widget):
    """A region that draws lines: only those that have changed, each by itself, so that a key costs a line and no screen.

    ``look`` is called when what it draws may have changed. Textual's own drawing of text would lay all of it out anew,
    and would ask every region between two that changed for its lines, too: those are handed out as they were.
    """

    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, *, id: str = "", classes: str = "") -> None:  # noqa: A002 - Textual's own name
        self._rich_styles: dict[str, RichStyle] = {}  # by the names that lines use
        self._strips: list[Strip | None] = []  # each line as it was painted; None: it has changed since
        self._behind: Color | None = None  # asked of every widget around it, which takes as long as a line
        super().__init__(id=id or None, classes=classes)
        self._lines: list[Line] = []
        self._drawn_at: tuple[int, int] | None = None

    def now(self, width: int, height: int) -> Sequence[Line]:
        """Return the lines as they are now, at most ``height`` of them."""
        raise NotImplementedError

    def look(self) -> None:
        """Draw the lines that have changed."""
        width, height = self.outer_size  # nothing is around the lines
        was, self._lines = self._lines, self._fitted(width, height)
        if self._drawn_at != (width, height):
            self._drawn_at = (width, height)
            self.refresh()
            return
        changed = [at for at, (old, new) in enumerate(zip_longest(was, self._lines)) if old != new]
        if changed:
            self.refresh(*(Region(0, at, width, 1) for at in changed))

    def _fitted(self, width: int, height: int) -> list[Line]:
        if not (width and height):
            return []
        return [fit(line, width) for line in list(self.now(width, height))[:height]]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint anew what has changed: all of it, or some regions."""
        if not regions:
            self._strips = []
        for y in (y for region in regions for y in region.line_range):
            if y < len(self._strips):
                self._strips[y] = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Paint anew what has other colours."""
        self._strips, self._rich_styles, self._behind = [], {}, None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return a part of the lines as the screen shows them: nothing around them, as in Textual's own, is looked for."""
        width, height = self.outer_size
        if self._drawn_at != (width, height) or len(self._strips) != height:
            self._strips = [None] * height
        kept = self._strips[crop.y : crop.bottom]
        kept += [None] * (crop.height - len(kept))  # a picture of a size that has gone already
        strips = [self._painted(crop.y + at) if strip is None else strip for at, strip in enumerate(kept)]
        return strips if crop.width == width else [strip.crop(crop.x, crop.right) for strip in strips]

    def _painted(self, y: int) -> Strip:
        strip = self.render_line(y)
        if y < len(self._strips):
            for each in self.get_line_filters():  # NO_COLOR, and a terminal's own colours
                if self._behind is None:
                    self._behind = self.background_colors[1]
                strip = strip.apply_filter(each, self._behind)
            self._strips[y] = strip
        return strip

    def render_line(self, y: int) -> Strip:
        """Return one line as the terminal shows it."""
        width, height = self.outer_size
        if self._drawn_at != (width, height):
            self._lines, self._drawn_at = self._fitted(width, height), (width, height)
        line = self._lines[y] if y < len(self._lines) else []
        segments = [Segment(text, self._rich(style)) for text, style in line]
        return Strip(segments).adjust_cell_length(width, self._rich(""))

    def _rich(self, style: str) -> RichStyle:
        if style not in self._rich_styles:
            base = self.visual_style
            self._rich_styles[style] = (base + Style.parse(style) if style else base).rich_style
        return self._rich_styles[style]

    def render(self) -> Content:
        """Return everything as one text, as it would be drawn now."""
        width, height = self.size
        return content(list(self.now(width, height))[:height], width)


class Row(Horizontal):
    """Parts side by side that cover all of it: nothing of its own is to be painted."""

    BLANK = True


class Panel(Drawn):
    """A region drawn from facts: it holds a function from width and height to lines, and no facts of its own."""

    DEFAULT_CSS = "Panel { width: 1fr; height: 1fr; }"

    def __init__(self, view: View, *, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._view = view

    def now(self, width: int, height: int) -> Sequence[Line]:
        """Return what the facts look like now."""
        return self._view(width, height)


class Rule(Drawn):
    """A thin rule with names on it and joints where panels meet: ``─ Who ──┬─ Say ───``."""

    DEFAULT_CSS = "Rule { width: 1fr; height: 1; }"

    def __init__(self, parts: Callable[[int], Sequence[tuple[str, int, str]]], *, id: str = "") -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._parts = parts

    def now(self, width: int, height: int) -> Sequence[Line]:
        """Return the rule; each part is a name, the width up to its joint, and the joint."""
        pieces: Line = []
        for name, part, joint in self._parts(width):
            title: Line = [("─ ", FAINT), (name, MUTED), (" ", "")] if name else []
            run = max(part - length(title) - (1 if joint else 0), 0)
            pieces += [*fit(title, part), ("─" * run, FAINT), (joint, FAINT)]
        return [pieces]


def footer_line(width: int, *, contact: bool) -> Line:
    """Return the keys, those that cannot be used now fainter; tight where the screen is narrow."""
    tight = width < WIDE
    line: Line = [(" ", "")]
    for command in COMMANDS:
        if not command.label or (tight and command.action == "actions"):
            continue
        key = shown(command.keys[0])
        off = command.needs_contact and not contact
        line += [
            (key, FAINT if off else "bold"),
            ("" if tight else " ", ""),
            (command.label, FAINT if off else MUTED),
            (" " if tight else "  ", ""),
        ]
    return line


def top_line(left: str, right: str, width: int) -> Line:
    """Return shop, desk and shift at the left, counts and clock at the right."""
    return spread([(f" {left}", MUTED)], [(f"{right} ", MUTED)], width)
