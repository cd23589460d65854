"""Delivery morning, drawn: what is expected, what was counted of one, the labels for the shelf."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agentdesk.catalog.model import Delivery, DeliveryLine
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, plain, spread, window, wrap
from agentdesk.holds.preview import LinePreview
from agentdesk.holds.receiving import Count
from agentdesk.holds.words import day_words


@dataclass(frozen=True, slots=True)
class Counting:
    """A delivery while it is counted; by product: the totals, who gets what, and by customer their names."""

    delivery: Delivery
    totals: Mapping[int, Count]
    preview: Mapping[int, LinePreview]
    names: Mapping[int, str]
    no_more: bool
    shown: bool


def _day(delivery: Delivery, today: date) -> str:
    late = (today - delivery.expected).days
    over = f", {late} d over" if late > 0 else ""
    return ("today" if late == 0 else day_words(delivery.expected, today)) + over


def deliveries(
    found: Sequence[Delivery], chosen: int, today: date, width: int, height: int, *, all_of: int
) -> list[Line]:
    """Return the deliveries that fit what is typed; ``all_of`` is how many there are without it."""
    if not found:
        return [[], plain(" No delivery is expected with that." if all_of else " No delivery is expected.", MUTED)]
    lines: list[Line] = []
    for at, each in enumerate(found):
        left: Line = [(" ▸ " if at == chosen else "   ", ACCENT), (f"{each.word} ", MUTED)]
        left.append((each.supplier, STRONG if at == chosen else ""))
        lines.append(spread(left, plain(f"{each.state} {_day(each, today)}", MUTED), width - 1))
        more = f" and {len(each.lines) - 1} more" if len(each.lines) > 1 else ""
        first = each.lines[0] if each.lines else None
        count = f"{first.received} of {first.quantity}" if first and first.received else first.quantity if first else 0
        what = f"{count} × {first.name}{more}" if first else "no lines"
        lines.append(plain(f"     {what}", FAINT))
    return window(lines, height, (chosen * 2, chosen * 2 + 1))


def counting(
    now: Counting, chosen: int, today: date, personal: Callable[[str], str], width: int, height: int
) -> list[Line]:
    """Return the lines of the delivery that is counted, with who gets what once that is to be shown."""
    head = [plain(f" {now.delivery.word} {now.delivery.supplier} · {_day(now.delivery, today)}", MUTED)]
    if now.no_more:
        head.append([(" ! ", ALERT), ("what is still missing will not come", "")])
    lines: list[Line] = []
    focus = (0, 0)
    for at, line in enumerate(now.delivery.lines):
        start = len(lines)
        lines += _line(now, line, personal, width, chosen=at == chosen)
        if at == chosen:
            focus = (start, len(lines))
    return head + window(lines, height - len(head), focus)


def _line(now: Counting, line: DeliveryLine, personal: Callable[[str], str], width: int, *, chosen: bool) -> list[Line]:
    count = now.totals.get(line.product)
    received = count.received if count else line.received
    damaged = count.damaged if count else line.damaged
    left: Line = [(" ▸ " if chosen else "   ", ACCENT), (line.name, STRONG if count else "")]
    lines = [spread(left, plain(f"{line.sku}  {received} of {line.quantity}", "" if count else MUTED), width - 1)]
    seen = now.preview.get(line.product)
    if damaged:
        lines.append(plain(f"     {damaged} damaged, apart", MUTED))
    if seen is None or count is None:
        return lines
    if seen.over:
        lines.append([("     ! ", ALERT), (f"{seen.over} more than ordered", "")])
    lines += [plain(f"     {part}") for part in wrap(seen.sentence, width - 7)]
    if now.shown:
        for who, units in seen.served[:6]:
            name = personal(now.names.get(who.customer or 0, "")) or "walk-in"
            lines.append(plain(f"       H-{who.hold}  {units} ×  {name}", MUTED))
        if seen.missing:
            lines.append(plain(f"       {seen.missing} still to come", FAINT))
    return lines


def labels(texts: Sequence[str], chosen: int, height: int) -> list[Line]:
    """Return the labels for the shelf."""
    lines: list[Line] = [plain(" Labels for the shelf", MUTED)]
    focus = (0, 0)
    for at, text in enumerate(texts):
        start = len(lines)
        mark = "▸" if at == chosen else " "
        rows = text.split("\n")
        lines += [[(f" {mark if number == 0 else ' '} ", ACCENT), (row, "")] for number, row in enumerate(rows)]
        if at == chosen:
            focus = (start, len(lines))
    return window(lines, height, focus)
