"""What the screen looks like: its layout, and each part as lines drawn from the desk's state.

Until the store has been read the panels are blank and import nothing: the box takes keys first.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from agentdesk.clock import moment
from agentdesk.desk.ahead import SHOWN
from agentdesk.desk.box import Box
from agentdesk.desk.chrome import ROOMY, WIDE, Panel, Row, Rule, footer_line, top_line
from agentdesk.desk.views.log import log_lines, message_line
from agentdesk.desk.writing import FAINT, MUTED, Line, fit, plain, whole_parts, wrap

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Drawing:
    """Draws the desk; holds nothing of its state."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self.answering: list[Panel] = []  # those that change with what is typed

    def compose(self) -> ComposeResult:
        """Lay the screen out, once; sizes are the style sheet's."""
        yield Panel(lambda width, _: [self._top(width)], id="top")
        with Row(id="line"):
            yield Static("Find ›", id="prompt", markup=False)
            yield Box()
        yield self._answers(
            Panel(lambda width, _: [plain(f"       {whole_parts(self._hint(), width - 8)}", MUTED)], id="hint")
        )
        yield Rule(self._panel_rule, id="panel-rule")
        with Row(id="panels"):
            yield Panel(self._who, id="who")
            yield Panel(_joint, id="who-joint", classes="joint")
            yield self._answers(Panel(self._list, id="list"))
            yield Panel(_joint, id="do-joint", classes="joint")
            yield Panel(self._do, id="do")
        yield Rule(self._log_rule, id="log-rule")
        yield Panel(
            lambda width, height: log_lines(self.desk.glance.log, width, height, masked=self.desk.style_of.masked),
            id="log",
        )
        yield self._answers(Panel(lambda width, _: [self._message(width)], id="message"))
        yield self._answers(Panel(self._brief, id="brief"))
        yield Rule(lambda width: [("", width, "")])
        yield Panel(lambda width, _: [footer_line(width, contact=self.desk.contact is not None)], id="foot")

    def _answers(self, panel: Panel) -> Panel:
        self.answering.append(panel)
        return panel

    def _panel_rule(self, width: int) -> Sequence[tuple[str, int, str]]:
        who, listed, do_ = (
            self._titled("Who", "who"),
            self._titled(self.desk.mode.title, "list"),
            self._titled("Do", "do"),
        )
        left, right = _sides(width)
        if self.desk.mode.whole:
            return [(listed, width, "")]
        if self.desk.narrow:
            return [(who, left, "┬"), (listed, width - left, "")]
        return [(who, left, "┬"), (listed, width - left - right, "┬"), (do_, right, "")]

    def _titled(self, title: str, panel: str) -> str:
        return f"▸ {title}" if self.desk.panel == panel else title

    def _log_rule(self, width: int) -> Sequence[tuple[str, int, str]]:
        left, right = _sides(width)
        if self.desk.mode.whole:
            return [("" if self.desk.narrow else "Log", width, "")]
        if self.desk.narrow:
            return [("", left, "┴"), ("", width - left, "")]
        return [("Log", left, "┴"), ("", width - left - right, "┴"), ("", right, "")]

    def _top(self, width: int) -> Line:
        glance, settings = self.desk.glance, self.desk.counter.settings
        parts = [settings.shop, self.desk.counter.actor.desk] if not self.desk.narrow else []
        parts.append(glance.person or self.desk.counter.person.name)
        if self.desk.narrow:
            parts.append(self.desk.counter.actor.desk)
        elif glance.shift_from:
            parts.append(f"shift from {glance.shift_from}")
        now = self.desk.local_now()
        right = ["hidden · F8"] if self.desk.style_of.masked else []
        right += [f"{glance.parked} parked"] if glance.parked else []
        right += [f"{glance.overdue} overdue"] if glance.overdue else []
        if self.desk.contact is not None:
            passed = (self.desk.counter.now() - moment(self.desk.contact.opened_at)).total_seconds()
            seconds = max(int(passed), 0)  # a clock set back shows no time below none
            long = f"{seconds // 3600} h {seconds // 60 % 60:02d}" if seconds >= 3600 else ""
            right.append(f"{'' if self.desk.narrow else 'contact '}{long or f'{seconds // 60:02d}:{seconds % 60:02d}'}")
        right.append(f"{now:%H:%M}" if self.desk.narrow else f"{now:%a} {now.day} {now:%b %H:%M}")
        return top_line(" · ".join(parts), " · ".join(right), width)

    def _hint(self) -> str:
        if self.desk.counter.waiting and not self.desk.ahead.queued:
            return "Type on: it is taken afterwards  ·  ctrl+q twice leaves without it"
        if self.desk.ahead.queued:
            return f"typed ahead, taken afterwards: {' '.join(self.desk.ahead.queued[-SHOWN:])[-SHOWN:]}"
        if self.desk.ahead.unused:
            return f"not used: {' '.join(self.desk.ahead.unused)[:SHOWN]}"
        if self.desk.known and self.desk.item.is_scan(self.desk.box.value) and not self.desk.mode.takes_number():
            return "Enter looks at the product with this bar code  ·  Esc clear"
        return self.desk.mode.hint(self.desk.box.value)

    def _message(self, width: int) -> Line:
        customer = self.desk.card.customer if self.desk.card else None
        return message_line(
            self.desk.style_of.without(self.desk.message, customer), width, bad=self.desk.message_is_bad
        )

    def _who(self, width: int, height: int) -> list[Line]:
        if not self.desk.known:
            return []
        from agentdesk.desk.views.who import who

        tight = self.desk.narrow and self.desk.panel != "who"  # whoever went into it scrolls through all of it
        return self._from("who", who(self.desk.card, self.desk.contact, self.desk.style_of, width, tight=tight), height)

    def _from(self, panel: str, lines: list[Line], height: int) -> list[Line]:
        start = self.desk.scrolled[panel] = min(self.desk.scrolled[panel], max(len(lines) - height, 0))
        return lines[start:]

    def _list(self, width: int, height: int) -> list[Line]:
        if self.desk.helping:
            paragraphs = (" ".join(part.split()) for part in self.desk.mode.help().split("\n\n"))
            return [line for part in paragraphs for line in ([], *([(f" {row}", "")] for row in wrap(part, width - 3)))]
        return [fit(line, width - 1) for line in self.desk.mode.view(width - 1, height)]

    def _do(self, width: int, height: int) -> list[Line]:
        if not self.desk.known:
            return []
        from agentdesk.desk.views.do import do

        lines = do(self.desk.facts, self.desk.style_of, width, in_contact=self.desk.contact is not None)
        return self._from("do", [fit(line, width - 1) for line in lines], height)

    def _brief(self, width: int, _height: int) -> list[Line]:
        message = self._message(width)
        if not self.desk.known:
            return [[], message]
        from agentdesk.desk.views.do import may_give

        give = " · ".join(may_give(self.desk.facts.headroom, self.desk.style_of, brief=True))
        last = self.desk.glance.log[0] if self.desk.glance.log else None
        if not self.desk.message and last is not None:
            message = plain(f" Log {last.time} {last.what}  {self.desk.style_of.personal(last.detail)}", MUTED)
        return [[(" May give: ", MUTED), (give, "")], message]


def _sides(width: int) -> tuple[int, int]:
    """Return where the panels beside the list begin: Who with its joint, and Do, as the style sheet has them."""
    return (49, 42) if width >= ROOMY else (37, 31) if width >= WIDE else (33, 0)


def _joint(_width: int, height: int) -> list[Line]:
    return [[("│", FAINT)] for _ in range(height)]
