"""What the view looks like: its layout, and each part as lines drawn from the facts."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal

from agentdesk.desk.chrome import Panel, Rule
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, GOOD, MUTED, STRONG, Line, plain, spread, window
from agentdesk.supervisor import views

if TYPE_CHECKING:
    from agentdesk.supervisor.screen import WatchScreen

VIEWS = ("now", "promises", "holds", "authority", "log", "trends")
WIDE = 110
_PROMPTS = {"filter": "Filter ›", "pin": "PIN ›", "export": "Export to ›"}
_HINTS = {
    "filter": "person · act (remedy, hold.placed) · customer's number · 2026-11-28 · 14:00-15:30 · Enter, empty: everything",
    "pin": "of somebody who may say yes · Enter shows the code to read out · Esc",
    "export": "a file name ending in .csv .jsonl .xlsx .html · the current shift, ids only · Enter · Esc",
}
KEYS = (("1-6", "Views"), ("↑↓", "Choose"), ("Enter", "Open"), ("/", "Filter"), ("m", "Names"), ("c", "Code"), ("e", "Export"),
        ("ctrl+q", "Leave"))  # fmt: skip


class Drawing:
    """Draws the view; holds no state of its own."""

    def __init__(self, watch: "WatchScreen") -> None:
        self.watch = watch

    def compose(self) -> ComposeResult:
        """Lay the screen out, once."""
        yield Panel(lambda width, _: [self._top(width)], id="top")
        yield Panel(lambda width, _: [self._tabs()], id="tabs")
        yield Rule(self._body_rule, id="body-rule")
        with Horizontal(id="panels"):
            yield Panel(self._body, id="body")
            yield Panel(lambda _, height: [[("│", FAINT)]] * height, id="joint")
            yield Panel(self._side, id="side")
        yield Rule(lambda width: [("", width, "")])
        yield Panel(lambda width, _: [self._bottom(width)], id="foot")

    def _body_rule(self, width: int) -> list[tuple[str, int, str]]:
        name = f"Entry {self.watch.opened.seq}" if self.watch.opened else self.watch.view.capitalize()
        if not self.watch.wide:
            return [(name, width, "")]
        return [(name, width - self.watch.side_width() + 1, "┬"), ("Log", self.watch.side_width() - 1, "")]

    def _top(self, width: int) -> Line:
        facts = self.watch.facts
        counts = [
            f"{len(facts.on_shift)} on shift",
            f"{len(facts.parked)} parked",
            f"{len(facts.asking)} waiting for a yes",
            f"{facts.overdue} overdue",
        ]
        if width < WIDE:
            counts = counts[2:]
        clock = f"{facts.now.astimezone(ZoneInfo(self.watch.style_of.zone)):%H:%M}"
        return spread(
            [(f" {self.watch.watching.settings.shop}", STRONG), (" · watching, cannot write", MUTED)],
            [(" · ".join([*counts, clock]) + " ", MUTED)],
            width,
        )

    def _tabs(self) -> Line:
        line: Line = []
        for number, name in enumerate(VIEWS, 1):
            chosen = name == self.watch.view
            line += [
                (f" {number} ", ACCENT if chosen else FAINT),
                (name.capitalize(), STRONG if chosen else MUTED),
                (" ", ""),
            ]
        line.append(("   names shown" if not self.watch.style_of.masked else "   names masked", FAINT))
        return line

    def _body(self, width: int, height: int) -> list[Line]:
        facts, style = self.watch.facts, self.watch.style_of
        if self.watch.opened is not None:
            return window(views.entry_lines(facts, self.watch.opened, style, width), height)
        if self.watch.view == "now":
            lines = views.now_lines(facts, style, width, self.watch.cursor)
            marked = next((at for at, line in enumerate(lines) if line and line[0][0] == " ▸ "), 0)
            return window(lines, height, (marked, marked + 3))
        if self.watch.view == "log":
            return self._log(width, height)
        draw = {"promises": views.promise_lines, "holds": views.hold_lines, "authority": views.authority_lines,
                "trends": views.trend_lines}[self.watch.view]  # fmt: skip
        lines = draw(facts, style, width)
        self.watch.cursor = max(0, min(self.watch.cursor, len(lines) - height))
        return lines[self.watch.cursor :]

    def _log(self, width: int, height: int) -> list[Line]:
        if not self.watch.facts.entries:
            return [plain("   no entry is like that" if self.watch.filter else "   nothing yet", FAINT)]
        first = max(0, min(self.watch.cursor - height // 2, len(self.watch.facts.entries) - height))
        shown = self.watch.facts.entries[first : first + height]
        return [
            views.log_line(
                self.watch.facts, entry, self.watch.style_of, marked=first + at == self.watch.cursor, day=width >= WIDE
            )
            for at, entry in enumerate(shown)
        ]

    def _side(self, width: int, height: int) -> list[Line]:
        return [
            views.log_line(self.watch.facts, entry, self.watch.style_of, marked=False, day=False)
            for entry in self.watch.facts.entries[:height]
        ]

    def _bottom(self, width: int) -> Line:
        if self.watch.prompt:
            shown = "•" * len(self.watch.typed) if self.watch.prompt == "pin" else self.watch.typed
            return [
                (f" {_PROMPTS[self.watch.prompt]} ", ACCENT),
                (shown, ""),
                ("█ ", FAINT),
                (_HINTS[self.watch.prompt], MUTED),
            ]
        if self.watch.message:
            return [(" ! ", ALERT) if self.watch.message_is_bad else (" ✓ ", GOOD), (self.watch.message, "")]
        line: Line = [(" ", "")]
        for key, name in KEYS:
            tight = width < WIDE
            line += [(key, STRONG), (" ", ""), (name, MUTED), (" " if tight else "   ", "")]
        return line
