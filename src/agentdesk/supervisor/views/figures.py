"""Authority and trends: budgets used, by agent and reason, refusals, patterns worth a question; sparklines with numbers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agentdesk.authority.fairness import FIGURES
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, cells, plain, wrap
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.views.writing import amount, column, heading, number, table

_BARS = "▁▂▃▄▅▆▇█"
_NAMED, _SUMS = 36, 11  # cells of a trend's name, and of its sum
_NUMBERS = {"agents": range(2, 8), "reasons": range(1, 6), "just_under": range(1, 4), "approvals": range(2, 7)}
_METER = 20  # cells of a full budget
_OFTEN = 3  # remedies just under the limit, or yeses of one person to another, that are worth a question
_APART = 2  # ratio of what different people give for the same reason that is worth one


def authority_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return where authority goes."""
    lines = [heading("Used of this shift's budget")]
    for budget in facts.budgets:
        name = column("   " + facts.names.staff.get(budget.staff, "?"), 13)
        if budget.limit is None:
            lines.append([(name, ""), ("no limit", FAINT)])
            continue
        full = min(_METER, budget.used * _METER // budget.limit) if budget.limit else _METER
        lines.append(
            [
                (name, ""),
                ("━" * full, ACCENT if full < _METER else ALERT),
                ("━" * (_METER - full), FAINT),
                (f"  {style.figure(budget.used)} of {amount(budget.limit, style)}", MUTED),
            ]
        )
    lines += [] if facts.budgets else [plain("   nobody is on shift", FAINT)]
    lines += [[], heading("Worth a question", "30 days")]
    asked = questions(facts.usage)
    for each in asked:
        parts = wrap(each, max(width - 4, 20))
        lines += [[(" ? " if not at else "   ", ACCENT), (part, "")] for at, part in enumerate(parts)]
    lines += [] if asked else [plain("   nothing stands out", FAINT)]
    for name, (title, figures) in FIGURES.items():
        lines += [
            [],
            heading(title, "30 days"),
            *(plain(f"   {part}", FAINT) for part in wrap(figures, max(width - 4, 20))),
        ]
        lines += _rows(facts.usage.get(name, []), _NUMBERS[name])
    return lines


def _rows(rows: Sequence[dict[str, Any]], figures: Sequence[int]) -> list[Line]:
    if not rows:
        return [plain("   nothing", FAINT)]
    names = list(rows[0])
    written = [["" if row[name] is None else str(row[name]).removesuffix(".00") for name in names] for row in rows]
    return table([name.replace("_", " ") for name in names], written, figures=figures)


def questions(usage: dict[str, Any]) -> list[str]:
    """Return what stands out in the figures, as sentences: questions to ask, never verdicts on people."""
    found = [
        f"{row['agent']}: {row['just_under']} of {row['given']} remedies lie just under the limit. Is it too low?"
        for row in usage.get("just_under", ())
        if row["just_under"] >= _OFTEN
    ]
    found += [
        f"{row['reason']}: what one person usually gives is {row['ratio']} times what another does. Do they know the same rule?"
        for row in usage.get("reasons", ())
        if row["ratio"] and Decimal(row["ratio"]) >= _APART
    ]
    found += [
        f"{row['approver']} said yes to {row['agent']} {row['approved']} times"
        + (f", {row['off_shift']} of them off shift" if row["off_shift"] else "")
        + ". Could the limit be higher?"
        for row in usage.get("approvals", ())
        if row["approved"] >= _OFTEN or row["off_shift"]
    ]
    refused: dict[str, int] = {}
    for row in usage.get("agents", ()):
        refused[row["agent"]] = refused.get(row["agent"], 0) + row["refused"]
    found += [
        f"{name} was refused {count} times. Is the limit clear?" for name, count in refused.items() if count >= _OFTEN
    ]
    undone = [row for row in usage.get("agents", ()) if row["undone"] >= _OFTEN]
    return [*found, *(f"{row['agent']} took back {row['undone']} remedies for {row['reason']}. Why?" for row in undone)]


def trend_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return a sparkline a figure, its sum, and the number of each day in its column, under the line or beside it."""
    if not facts.days:
        return [heading("Last 14 days")]
    shown = [
        [style.figure(figure) if money else str(figure) for figure in figures] for _, figures, money in facts.trends
    ]
    day = max(cells(text) for row in [*shown, [each[8:10] for each in facts.days]] for text in row) + 1
    day += (day + 1) * len(facts.days) + _NAMED + len(facts.days) + _SUMS < width
    before = _NAMED + len(facts.days) + _SUMS
    beside = before + day * len(facts.days) < width
    lead = before if beside else 3
    first, last = style.day(facts.days[0]), style.day(facts.days[-1])
    lines: list[Line] = [heading(f"Last {len(facts.days)} days", f"{first} to {last}")]
    heads = [str(int(each[8:10])) for each in facts.days]
    lines.append([(" " * lead, ""), ("".join(number(text, day) for text in heads), FAINT)])
    for (name, figures, money), texts in zip(facts.trends, shown, strict=True):
        top = max(figures)
        bars = "".join(
            _BARS[min(figure * (len(_BARS) - 1) // top, len(_BARS) - 1)] if figure else " " for figure in figures
        )
        total = amount(sum(figures), style) if money else str(sum(figures))
        line: Line = [(column("   " + name, _NAMED), ""), (bars, ACCENT), (number(total, _SUMS), STRONG)]
        numbers = "".join(number("·" if text == "0" else text, day) for text in texts)
        if beside:
            lines += [[], [*line, (numbers, MUTED)]]
        else:
            lines += [line, [(" " * lead, ""), (numbers, MUTED)], []]
    return lines
