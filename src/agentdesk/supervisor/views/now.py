"""Now: who is on with whom, who is parked, what waits for a yes and for the next shift, and today so far."""

from agentdesk.contacts.model import Contact
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain, wrap
from agentdesk.shift.model import Shift
from agentdesk.supervisor.facts import Facts
from agentdesk.supervisor.views.writing import ROOMY, amount, column, customer, duration, heading, since

_NARROW = 76
_MOST = 8  # parked contacts and items shown


def now_lines(facts: Facts, style: Style, width: int, cursor: int) -> list[Line]:
    """Return the view's lines; ``cursor`` marks a request."""
    lines: list[Line] = [heading("On shift", f"{len(facts.on_shift)}")]
    lines += [_person(facts, shift, contact, style, width) for shift, contact in facts.on_shift]
    lines += [] if facts.on_shift else [plain("   nobody", FAINT)]
    lines += [[], heading("Parked", f"{len(facts.parked)}")]
    lines += [_parked(facts, contact, style, width) for contact in facts.parked[:_MOST]]
    lines += _more(len(facts.parked)) if facts.parked else [plain("   nobody", FAINT)]
    lines += [[], heading("Waiting for a yes", f"{len(facts.asking)}")]
    for at in range(len(facts.asking)):
        lines += _request(facts, at, cursor, style, width)
    lines += [] if facts.asking else [plain("   nothing", FAINT)]
    if facts.handed:
        lines += [[], heading("Handed over, not yet taken", f"{len(facts.handed)}")]
        for each in facts.handed[:_MOST]:
            what = f"handed back: {style.personal(each.item.reason or '')}" if each.item.state == "returned" else ""
            said = style.personal(each.what) if each.item.kind == "note" else each.what.split(": ")[0]
            lines.append([("   " + column(each.owner, 10), MUTED), (said, ""), (f"  {what}" if what else "", MUTED)])
        lines += _more(len(facts.handed))
    return [*lines, [], *_today(facts, style, width)]


def _more(count: int) -> list[Line]:
    return [plain(f"   and {count - _MOST} more", FAINT)] if count > _MOST else []


def _widths(width: int) -> tuple[int, int, int]:
    """Return the columns of a person's name or desk, of a customer, of a duration."""
    return (9, 13, 8) if width < _NARROW else (10, 18, 9)


def _person(facts: Facts, shift: Shift, contact: Contact | None, style: Style, width: int) -> Line:
    name, who, long = _widths(width)
    line: Line = [
        ("   " + column(facts.names.staff.get(shift.staff, "?"), name), ""),
        (column(shift.desk, name), MUTED),
    ]
    if width >= ROOMY:
        line.append((column(f"since {since(facts, shift.opened_at, style)}", 14), FAINT))
    if contact is None:
        return [*line, ("paused" if shift.paused_at else "free", FAINT)]
    lasted = duration(facts.now - style.local(contact.opened_at))
    parts = (contact.situation or "", str(contact.mood_in or ""))
    return [
        *line,
        (column(customer(facts, contact.customer, style), who), ""),
        (column(lasted, long), ""),
        (" · ".join(part for part in parts if part), MUTED),
    ]


def _parked(facts: Facts, contact: Contact, style: Style, width: int) -> Line:
    waited = duration(facts.now - style.local(contact.parked_at or contact.opened_at))
    name, who, long = _widths(width)
    return [
        ("   " + column(facts.names.staff.get(contact.owner, "?"), name), ""),
        (column(contact.word, name), MUTED),
        *([(column("", 14), "")] if width >= ROOMY else []),
        (column(customer(facts, contact.customer, style), who), ""),
        (column(waited, long), ""),
        (style.personal(contact.note or ""), MUTED),
    ]


def _request(facts: Facts, at: int, cursor: int, style: Style, width: int) -> list[Line]:
    """Return a request; the one under the cursor in full, as the code vouches for it."""
    asking, chosen = facts.asking[at], at == cursor
    remedy = asking.remedy
    first: Line = [
        (" ▸ " if chosen else "   ", ACCENT),
        (f"{remedy.word}  {remedy.kind} {amount(remedy.value, style)}", STRONG if chosen else ""),
        (f"  reason {remedy.reason}", MUTED),
    ]
    left = duration(style.local(remedy.expires_at) - facts.now) if remedy.expires_at else ""
    who = f"{facts.names.staff.get(remedy.staff, '?')} for {customer(facts, remedy.customer, style)}"
    said = [f"asked {style.local(remedy.at):%H:%M} by {who}", f"{left} left" if left else ""]
    if chosen:
        order = facts.names.orders.get(remedy.order, str(remedy.order)) if remedy.order else ""
        said += [
            f"order {order}" + (f" line {remedy.line}" if remedy.line else "") if order else "",
            f"before {amount(remedy.base, style)}, after {amount(remedy.base - remedy.value, style)}"
            if remedy.base
            else "",
            f"valid {remedy.days} days" if remedy.days else "",
            f"contact C-{remedy.contact}" if remedy.contact else "",
            f"{remedy.tries} of 3 tries" if remedy.tries else "",
        ]
    lines = [first]
    room = max(width - 6, 20)
    lines += [plain(f"     {part}", MUTED) for part in wrap(" · ".join(part for part in said if part), room)]
    if chosen and asking.approvers:
        lines += [plain(f"     {part}", FAINT) for part in wrap("may say yes: " + ", ".join(asking.approvers), room)]
    return lines


def _today(facts: Facts, style: Style, width: int) -> list[Line]:
    """Return today so far: contacts, what about, how people came and left, what was promised and given."""
    today = facts.today
    how = ", ".join(f"{name} {count}" for name, count in sorted(today.channels.items()))
    times = "remedy" if today.remedies == 1 else "remedies"
    rows = (
        ("contacts", f"{sum(today.channels.values())}" + (f"  ({how})" if how else "")),
        ("about", ", ".join(f"{name} {count}" for name, count in today.situations.items())),
        ("mood", ", ".join(f"{came} → {left} {count}" for (came, left), count in today.moods.items())),
        ("promises", f"{today.made} made, {today.kept} kept"),
        (
            "given",
            f"{amount(today.given, style)} in {today.remedies} {times}" if today.remedies else "nothing",
        ),
    )
    lines = [heading("Today")]
    for name, text in rows:
        for at, part in enumerate(wrap(text, max(width - 15, 20)) if text else []):
            lines.append([(column("   " + (name if not at else ""), 13), FAINT), (part, MUTED)])
    return lines
