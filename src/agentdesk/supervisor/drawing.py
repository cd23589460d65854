"""What the view looks like: its layout, and each part as lines drawn from the facts."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal

from agentdesk.desk.chrome import Panel, Rule
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, GOOD, MUTED, STRONG, Line, plain, spread, window
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.views.log import entry_lines, log_lines
from agentdesk.supervisor.views.now import now_lines

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
        yield Panel(lambda width, _: [self._tabs(width)], id="tabs")
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

    def _tabs(self, width: int) -> Line:
        line: Line = []
        for number, name in enumerate(VIEWS, 1):
            chosen = name == self.watch.view
            line += [
                (f" {number} ", ACCENT if chosen else FAINT),
                (name.capitalize(), STRONG if chosen else MUTED),
                (" ", ""),
            ]
        masked = self.watch.style_of.masked
        shown = f"filter: {self.watch.filter}   " if self.watch.view == "log" and self.watch.filter else ""
        return spread(
            line, [(shown, ACCENT), ("names masked " if masked else "names shown ", FAINT if masked else ALERT)], width
        )

    def _body(self, width: int, height: int) -> list[Line]:
        watch = self.watch
        facts, style = watch.facts, watch.style_of
        if watch.opened is not None:
            lines = entry_lines(facts, watch.opened, style, width)
            watch.scrolled = max(0, min(watch.scrolled, len(lines) - height))
            return lines[watch.scrolled :]
        if watch.view == "now":
            last = max(len(facts.asking) - 1, 0)  # the arrows choose a request; beyond the last one they scroll
            lines = now_lines(facts, style, width, min(watch.cursor, last))
            watch.cursor = min(watch.cursor, last + max(len(lines) - height, 0))
            if watch.cursor > last:
                return lines[min(watch.cursor - last, len(lines) - height) :]
            marked = next((at for at, line in enumerate(lines) if line and line[0][0] == " ▸ "), 0)
            return window(lines, height, (marked, marked + 4))
        if watch.view == "log":
            if not facts.entries:
                return [plain("   no entry is like that" if watch.filter else "   nothing yet", FAINT)]
            return log_lines(facts, style, width, height, cursor=watch.cursor)
        lines = self._list(watch.view)(facts, style, width)
        watch.cursor = max(0, min(watch.cursor, len(lines) - height))
        return lines[watch.cursor :]

    def _list(self, view: str) -> Callable[[Facts, Style, int], list[Line]]:
        from agentdesk.supervisor.views import figures, owed  # not for the first picture to wait for

        return {
            "promises": owed.promise_lines,
            "holds": owed.hold_lines,
            "authority": figures.authority_lines,
            "trends": figures.trend_lines,
        }[view]

    def _side(self, width: int, height: int) -> list[Line]:
        return log_lines(self.watch.facts, self.watch.style_of, width, height)

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
