"""How the views write: columns that line up, names that stay masked, amounts, how long something has lasted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from agentdesk.clock import shop_day
from agentdesk.desk.style import Style
from agentdesk.desk.writing import FAINT, MUTED, STRONG, Line, cells, cut
from agentdesk.supervisor.facts import Facts

ROOMY = 96  # columns from which on a view shows what it can do without


def column(text: str, width: int) -> str:
    """Return text in exactly ``width`` cells, the last of them empty."""
    shown = cut(text, width - 1)
    return shown + " " * (width - cells(shown))


def number(text: str, width: int) -> str:
    """Return text at the right end of ``width`` cells."""
    return " " * max(width - cells(text), 0) + text


def heading(text: str, note: str = "") -> Line:
    """Return a section's name."""
    return [(f" {text}", STRONG), (f"  {note}" if note else "", MUTED)]


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, figures: Sequence[int] = (), gap: int = 3
) -> list[Line]:
    """Return rows under their heads as aligned lines; the columns ``figures`` (from 0) stand at the right."""
    written = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(cells(row[at]) for row in written) for at in range(len(heads))]
    lines: list[Line] = []
    for at, row in enumerate(written):
        style = "" if at else FAINT
        parts = [number(cell, size) if place in figures else column(cell, size + 1)[:-1]
                 for place, (cell, size) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
        lines.append([("   ", ""), ((" " * gap).join(parts).rstrip(), style)])
    return lines


def customer(facts: Facts, number: int | None, style: Style) -> str:
    """Return a customer's name, or only which one while personal data is masked."""
    if number is None:
        return "walk-in"
    return f"customer {number}" if style.masked else facts.names.customers.get(number, "erased")


def amount(units: int, style: Style) -> str:
    """Return an amount as the shop writes it, without decimals that are nothing: ``400 kr``."""
    return style.whole(units)


def duration(delta: timedelta) -> str:
    """Return how long something has lasted: ``4 min``, ``3 h 10``, ``2 d``."""
    minutes = max(int(delta.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes < 24 * 60 else f"{minutes // 1440} d"


def since(facts: Facts, at: str, style: Style) -> str:
    """Return when something began: the time, or the day where it was not today."""
    when = style.local(at)
    return f"{when:%H:%M}" if when.date() == shop_day(facts.now, style.zone) else style.day(when.date())


def day_name(when: datetime) -> str:
    """Return a day as a rule in the log names it: ``Fri 27 Nov``."""
    return f"{when:%a} {when.day} {when:%b}"
