"""The log as lines: entries under the days they fell on, and one entry in full with its before and after."""

from dataclasses import replace

from agentdesk.desk.style import MASK, Style
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, cut, wrap
from agentdesk.log import words
from agentdesk.log.reading import Entry
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.views.writing import ROOMY, amount, column, customer, day_name, heading

_NARROW = 64  # beside the view: the customer gives way


def log_lines(facts: Facts, style: Style, width: int, height: int, *, cursor: int | None = None) -> list[Line]:
    """Return the newest entries that fit, or those around the cursor, with a rule wherever the day changes."""
    entries = facts.entries
    first = max(0, min((cursor or 0) - height // 2, len(entries) - height))
    lines: list[Line] = []
    before = style.local(entries[first - 1].at).date() if first else None
    for at, entry in enumerate(entries[first : first + height], first):
        when = style.local(entry.at)
        if before is not None and when.date() != before:
            lines.append([(f"   {day_name(when)} ", FAINT), ("─" * 12, FAINT)])
        before = when.date()
        lines.append(log_line(facts, entry, style, width, marked=at == cursor))
    marked = next((at for at, line in enumerate(lines) if line[0][0] == " ▸ "), 0)
    return lines[max(0, marked - height + 1) :][:height]


def log_line(facts: Facts, entry: Entry, style: Style, width: int, *, marked: bool) -> Line:
    """Return one entry as a line."""
    at = style.local(entry.at)
    who = customer(facts, entry.customer, style) if entry.customer and width >= _NARROW else ""
    if not entry.customer and entry.contact:
        who = f"C-{entry.contact}, walk-in"
    tight = width < _NARROW
    return [
        (" ▸ " if marked else "   ", ACCENT),
        (f"{at:%H:%M}  ", FAINT),
        (column(facts.names.staff.get(entry.actor, "?"), 8 if tight else 10), MUTED),
        (column(entry.words, 18 if tight else 19 if width < ROOMY else 22), STRONG if marked else ""),
        (f"{who}  " if who else "", ""),
        (detail(entry, style), MUTED),
    ]


def detail(entry: Entry, style: Style) -> str:
    """Return what an entry says; its texts masked while personal data is."""
    shown = replace(entry, texts=dict.fromkeys(entry.texts, MASK)) if style.masked else entry
    return words.words(shown, lambda units: amount(units, style))


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
        return amount(value, style)
    return str(value)
