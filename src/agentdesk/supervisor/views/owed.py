"""Promises and holds: what is overdue, at risk, due today; what waits, lies aside, ends soon, is short."""

from agentdesk.clock import shop_day
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ALERT, FAINT, MUTED, STRONG, Line, plain, wrap
from agentdesk.holds.model import Hold
from agentdesk.promises.model import Kind, Promise
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.views.writing import ROOMY, column, customer, duration, heading, number


def promise_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return what is owed: overdue, at risk, due today, then the rest."""
    today = shop_day(facts.now, style.zone)
    groups: dict[str, list[Promise]] = {"Overdue": [], "At risk": [], "Due today": [], "Later": [], "No date yet": []}
    for each in facts.promises:
        due = style.local(each.due_at) if each.due_at else None
        if due is not None and due < facts.now:
            groups["Overdue"].append(each)
        elif each.at_risk:
            groups["At risk"].append(each)
        elif due is None:
            groups["No date yet"].append(each)
        else:
            groups["Due today" if due.date() == today else "Later"].append(each)
    lines: list[Line] = []
    for name, mine in groups.items():
        if not mine and name in ("Later", "No date yet"):
            continue
        lines.append(heading(name, str(len(mine))))
        for each in mine:
            lines += _promise(facts, each, style, name, width)
        lines += [[]] if mine else [plain("   none", FAINT), []]
    return lines


def _promise(facts: Facts, promise: Promise, style: Style, group: str, width: int) -> list[Line]:
    bad = group in ("Overdue", "At risk")
    due = style.local(promise.due_at) if promise.due_at else None
    when = f"{style.day(due.date())} {due:%H:%M}" if due else ""
    late = f"{duration(facts.now - due)} over" if due and group == "Overdue" else ""
    what = promise.what if promise.kind is Kind.HOLD else style.personal(promise.what)
    line: Line = [
        (" ! " if bad else " · ", ALERT if bad else FAINT),
        (column(promise.word, 7), MUTED),
        (column(when, 14), ""),
        (column(late, 11), "") if group == "Overdue" else ("", ""),
        (column(facts.names.staff.get(promise.owner, "?"), 9), MUTED),
        (column(customer(facts, promise.customer, style), 16), ""),
        (column(promise.kind, 11), MUTED) if width >= ROOMY or style.masked else ("", ""),
        (what, "" if width >= ROOMY else MUTED),
    ]
    risk = promise.at_risk if group in ("Overdue", "At risk") else None
    return [line, *(plain(f"          {part}", MUTED) for part in (wrap(risk, max(width - 11, 20)) if risk else ()))]


def hold_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return how many wait and lie aside, what they wait for, whom to tell, what ends soon, what is short."""
    count: Line = [("   ", "")]
    for state in ("waiting", "aside", "told"):
        count_, units = facts.hold_counts.get(state, (0, 0))
        count += [
            (f"{state} ", MUTED),
            (f"{count_}", STRONG),
            (f" ({units} {'unit' if units == 1 else 'units'})     ", MUTED),
        ]
    count += [("short ", ALERT if facts.short else MUTED), (f"{facts.short}", STRONG)]
    lines: list[Line] = [heading("Holds"), count]
    if facts.short:
        lines.append([(" ! ", ALERT), ("short: set aside once, and the units are gone", MUTED)])
        lines += [_hold(facts, hold, style, "") for hold in facts.short_ones]
    lines += [[], heading("Waiting for", f"{len(facts.waited)} articles" if facts.waited else "")]
    for each in facts.waited:
        comes = f"{each.units_coming} come {style.day(each.comes)}" if each.comes else "no delivery planned"
        holds_ = f"{number(str(each.holds), 4)} {'hold' if each.holds == 1 else 'holds'}"
        room = max(width - 50, 20)
        lines.append(
            [
                ("   " + column(each.name, min(room, 44)), ""),
                (column(holds_, 12), MUTED),
                (column(f"{number(str(each.units), 4)} {'unit' if each.units == 1 else 'units'}", 13), MUTED),
                (comes, MUTED if each.comes else ALERT),
            ]
        )
    lines += [] if facts.waited else [plain("   nothing", FAINT)]
    for name, holds in (("To be told", facts.to_tell), ("Pick-up window ends within two days", facts.ending)):
        lines += [[], heading(name, str(len(holds)))]
        for hold in holds:
            lines.append(_hold(facts, hold, style, f"until {style.day(hold.collect_by)}" if hold.collect_by else ""))
        lines += [] if holds else [plain("   none", FAINT)]
    return lines


def _hold(facts: Facts, hold: Hold, style: Style, note: str) -> Line:
    return [
        ("   " + column(hold.word, 8), MUTED),
        (column(hold.state, 9), ""),
        (column(f"{hold.quantity} × {facts.names.products.get(hold.product, '?')}", 32), ""),
        (column(customer(facts, hold.customer, style), 18), MUTED),
        (note, MUTED),
    ]
