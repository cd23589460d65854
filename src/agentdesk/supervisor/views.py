"""What the views look like: facts in, lines out. Personal data stays masked until it is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from agentdesk.clock import shop_day
from agentdesk.contacts.model import Contact
from agentdesk.desk.views.who import MASK, Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, cells, cut, plain, wrap
from agentdesk.log import words
from agentdesk.log.reading import Entry
from agentdesk.promises.model import Promise
from agentdesk.supervisor.facts import Facts

_BARS = "▁▂▃▄▅▆▇█"


def column(text: str, width: int) -> str:
    """Return text in exactly ``width`` cells."""
    shown = cut(text, width)
    return shown + " " * (width - cells(shown))


def heading(text: str, note: str = "") -> Line:
    """Return a section's name."""
    return [(f" {text}", STRONG), (f"  {note}" if note else "", MUTED)]


def customer(facts: Facts, number: int | None, style: Style) -> str:
    """Return a customer's name, or only which one while personal data is masked."""
    if number is None:
        return "walk-in"
    return f"customer {number}" if style.masked else facts.names.customers.get(number, "erased")


def duration(delta: timedelta) -> str:
    """Return how long something has lasted: ``4 min``, ``3 h 10``, ``2 d``."""
    minutes = max(int(delta.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes < 24 * 60 else f"{minutes // 1440} d"


def now_lines(facts: Facts, style: Style, width: int, cursor: int) -> list[Line]:
    """Return who is on with whom, who is parked, and what waits for a yes; ``cursor`` marks a request."""
    lines: list[Line] = [heading("On shift", f"{len(facts.on_shift)}")]
    for shift, contact in facts.on_shift:
        who = column(facts.names.staff.get(shift.staff, "?"), 10)
        state = "paused" if shift.paused_at else f"since {_since(facts, shift.opened_at, style)}"
        lines.append([("   " + who, ""), (column(f"{shift.desk} · {state}", 24), MUTED), *_talk(facts, contact, style)])
    lines += [] if facts.on_shift else [plain("   nobody", FAINT)]
    lines += [[], heading("Parked", f"{len(facts.parked)}")]
    for contact in facts.parked[:8]:
        waited = duration(facts.now - style.local(contact.parked_at or contact.opened_at))
        note = style.personal(contact.note or "")
        lines.append(
            [
                ("   " + column(contact.word, 8), MUTED),
                (column(customer(facts, contact.customer, style), 18), ""),
                (column(waited, 8), ""),
                (column(facts.names.staff.get(contact.owner, "?"), 8), MUTED),
                (note, MUTED),
            ]
        )
    lines += [] if facts.parked else [plain("   nobody", FAINT)]
    lines += [[], heading("Waiting for a yes", f"{len(facts.asking)}")]
    for at, asking in enumerate(facts.asking):
        lines += _request(facts, at, cursor, style, width)
        if at == cursor and asking.approvers:
            lines += [
                plain(f"     {part}", MUTED) for part in wrap("may say yes: " + ", ".join(asking.approvers), width - 6)
            ]
    lines += [] if facts.asking else [plain("   nothing", FAINT)]
    return lines


def _since(facts: Facts, at: str, style: Style) -> str:
    when = style.local(at)
    return f"{when:%H:%M}" if when.date() == shop_day(facts.now, style.zone) else style.day(when.date())


def _talk(facts: Facts, contact: Contact | None, style: Style) -> Line:
    if contact is None:
        return [("free", FAINT)]
    parts = [contact.situation or "", f"mood {contact.mood_in}" if contact.mood_in else ""]
    lasted = duration(facts.now - style.local(contact.opened_at))
    return [
        (column(customer(facts, contact.customer, style), 18), ""),
        (column(lasted, 8), ""),
        (" · ".join(part for part in parts if part), MUTED),
    ]


def _request(facts: Facts, at: int, cursor: int, style: Style, width: int) -> list[Line]:
    remedy = facts.asking[at].remedy
    value = f"{style.figure(remedy.value)} {remedy.currency}"
    base = f" on {style.figure(remedy.base)}" if remedy.base else ""
    left = f", {duration(style.local(remedy.expires_at) - facts.now)} left" if remedy.expires_at else ""
    mark = "▸" if at == cursor else " "
    first: Line = [
        (f" {mark} ", ACCENT),
        (f"{remedy.word} {remedy.kind} {value}{base}", STRONG if at == cursor else ""),
        (f"  reason {remedy.reason}", MUTED),
    ]
    who = f"{facts.names.staff.get(remedy.staff, '?')} for {customer(facts, remedy.customer, style)}"
    order = f", order {remedy.order}" if remedy.order else ""
    tried = f", {remedy.tries} of 3 tries" if remedy.tries else ""
    second = f"     asked {style.local(remedy.at):%H:%M} by {who}{order}{left}{tried}"
    return [first, *(plain(part, MUTED) for part in ([cut(second, width)] if at != cursor else [second]))]


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
        lines += [_promise(facts, each, style, name) for each in mine]
        lines.append([])
    return lines


def _promise(facts: Facts, promise: Promise, style: Style, group: str) -> Line:
    bad = group in ("Overdue", "At risk")
    due = style.local(promise.due_at) if promise.due_at else None
    when = f"{style.day(due.date())} {due:%H:%M}" if due else ""
    late = f"{duration(facts.now - due)} over" if due and group == "Overdue" else promise.at_risk or ""
    return [
        (" ! " if bad else " · ", ALERT if bad else FAINT),
        (column(promise.word, 7), MUTED),
        (column(when, 14), ""),
        (column(facts.names.staff.get(promise.owner, "?"), 9), MUTED),
        (column(customer(facts, promise.customer, style), 18), ""),
        (style.personal(promise.what), ""),
        (f"  {late}" if late else "", MUTED),
    ]


def hold_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return how many wait and lie aside, whom to tell, and what expires soon."""
    counts = [f"{state} {n} ({units} units)" for state, (n, units) in facts.hold_counts.items()]
    lines: list[Line] = [heading("Open", " · ".join(counts) or "none")]
    if facts.short:
        lines.append([(" ! ", ALERT), (f"{facts.short} short: they had been set aside, and the units are gone", "")])
    for name, holds in (("To be told", facts.to_tell), ("Pick-up window ends within two days", facts.ending)):
        lines += [[], heading(name, str(len(holds)))]
        for hold in holds:
            end = f"until {style.day(hold.collect_by)}" if hold.collect_by else ""
            lines.append(
                [
                    ("   " + column(hold.word, 8), MUTED),
                    (column(hold.state, 9), ""),
                    (column(f"{hold.quantity} × {facts.names.products.get(hold.product, '?')}", 32), ""),
                    (column(customer(facts, hold.customer, style), 18), MUTED),
                    (end, MUTED),
                ]
            )
        lines += [] if holds else [plain("   none", FAINT)]
    return lines


def authority_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return where authority goes: by agent, by reason, just under the limit, who says yes to whom."""
    titles = {"agents": "By agent, 30 days", "reasons": "By reason", "just_under": "Just under the limit",
              "approvals": "Who says yes to whom"}  # fmt: skip
    lines: list[Line] = []
    for key, title in titles.items():
        rows: Sequence[dict[str, object]] = facts.usage.get(key, [])
        lines.append(heading(title))
        if not rows:
            lines += [plain("   nothing", FAINT), []]
            continue
        lines += _table(rows[:12])
        lines.append([])
    return lines


def _table(rows: Sequence[dict[str, object]]) -> list[Line]:
    names = list(rows[0])
    written = [[name.replace("_", " ") for name in names]]
    written += [[str(row[name]) if row.get(name) is not None else "" for name in names] for row in rows]
    widths = [max(cells(row[at]) for row in written) + 2 for at in range(len(names))]
    return [
        [("   ", ""), *((column(text, size), "" if number else FAINT) for text, size in zip(row, widths, strict=True))]
        for number, row in enumerate(written)
    ]


def log_line(facts: Facts, entry: Entry, style: Style, *, marked: bool, day: bool) -> Line:
    """Return one entry as a line."""
    at = style.local(entry.at)
    when = f"{style.day(at.date())} {at:%H:%M:%S}" if day else f"{at:%H:%M}"
    who = customer(facts, entry.customer, style) if entry.customer else ""
    return [
        (" ▸ " if marked else "   ", ACCENT),
        (when + "  ", FAINT),
        (column(facts.names.staff.get(entry.actor, "?"), 10), MUTED),
        (column(entry.words, 19), STRONG if marked else ""),
        (f"{who}  " if who else "", ""),
        (detail(entry, style), MUTED),
    ]


def detail(entry: Entry, style: Style) -> str:
    """Return what an entry says; its texts masked while personal data is."""
    shown = replace(entry, texts=dict.fromkeys(entry.texts, MASK)) if style.masked else entry
    return words.words(shown, lambda units: f"{style.figure(units)} {style.currency}")


def entry_lines(facts: Facts, entry: Entry, style: Style, width: int) -> list[Line]:
    """Return one entry in full: who, what, before and after, texts, its place in the chain."""
    record = entry.record
    lines: list[Line] = [heading(f"Entry {entry.seq}", entry.words), []]
    plain_facts = {
        "at": f"{style.local(entry.at):%Y-%m-%d %H:%M:%S}",
        "by": f"{facts.names.staff.get(entry.actor, '?')} at {record['desk']}",
        "shift": entry.shift,
        "contact": f"C-{entry.contact}" if entry.contact else None,
        "customer": customer(facts, entry.customer, style) if entry.customer else None,
        "item": record["item"],
        **{name: _said(facts, name, value, style) for name, value in record["data"].items()},
    }
    for name, value in plain_facts.items():
        if value is not None:
            parts = wrap(str(value), max(width - 18, 20))
            lines += [[(column(f"   {name}", 16), FAINT), (part, "")] for part in parts]
    changed = sorted(set(record["before"]) | set(record["after"]))
    if changed:
        lines += [[], [(column("   ", 16), ""), (column("before", 24), FAINT), ("after", FAINT)]]
        for name in changed:
            was, came = (_said(facts, name, record[when].get(name), style) for when in ("before", "after"))
            lines.append([(column(f"   {name}", 16), FAINT), (column(was, 24), MUTED), (came, "")])
    for name in sorted(record["text"]):
        text = style.personal(entry.texts[name]) if name in entry.texts else "erased"
        lines += [[], *([(column(f"   {name}", 16), FAINT), (part, "")] for part in wrap(text, max(width - 18, 20)))]
    lines += [[], [(column("   hash", 16), FAINT), (cut(entry.hash.hex(), width - 18), MUTED)]]
    return lines


def _said(facts: Facts, name: str, value: object, style: Style) -> str:
    if value is None:
        return ""
    if name in ("approver", "owner", "staff", "refuser") and isinstance(value, int):
        return facts.names.staff.get(value, str(value))
    if (
        isinstance(value, int)
        and name in ("value", "base", "shift_left", "customer_left")
        and not isinstance(value, bool)
    ):
        return f"{style.figure(value)} {style.currency}"
    return str(value)


def trend_lines(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return a sparkline a figure, with the numbers beside it."""
    lines: list[Line] = [
        heading("Last 14 days", f"{style.day(facts.days[0])} to {style.day(facts.days[-1])}" if facts.days else "")
    ]
    for name, figures, money in facts.trends:
        top = max(figures) or 1
        bars = "".join(
            _BARS[min(figure * (len(_BARS) - 1) // top, len(_BARS) - 1)] if figure else "·" for figure in figures
        )
        total = style.figure(sum(figures)) + f" {style.currency}" if money else str(sum(figures))
        lines += [[], [(column(f"   {name}", 38), ""), (bars, ACCENT), (f"   {total}", STRONG)]]
        shown = [style.figure(figure) if money else str(figure) for figure in figures]
        lines += [plain(f"   {part}", MUTED) for part in wrap("  ".join(shown), max(width - 6, 20))]
    return lines
