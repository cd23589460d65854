"""What an entry says, in the few words that fit a line: the act's own way of saying it, else its facts one by one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from agentdesk.log.reading import Entry

Money = Callable[[int], str]
Facts = Mapping[str, Any]


def words(entry: Entry, money: Money) -> str:
    """Return an entry's detail for people; ``money`` writes minor units. Texts that were erased say so."""
    how = _HOW.get(entry.kind)
    if how is None:
        return entry.detail()
    said = how(entry, entry.record["data"], money)
    gone = "  ".join(f"{field} erased" for field in entry.erased)
    return f"{said}  {gone}".strip()


def _day(text: str | None) -> str:
    if not text:
        return ""
    day = date.fromisoformat(text[:10])
    return f"{day.day} {day:%b}"


def _quoted(entry: Entry, field: str) -> str:
    return f"“{entry.texts[field]}”" if field in entry.texts else ""


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


def _line(entry: Entry, data: Facts, _money: Money) -> str:
    edited = "edited" if data.get("edited") else ""
    return _joined(f"{data['line']} ({data['language']})", edited, _quoted(entry, "words"))


def _passed_over(entry: Entry, data: Facts, _money: Money) -> str:
    return f"none of {len(data['shown'])} lines for {data['situation']} was said"


def _hold(entry: Entry, data: Facts, _money: Money) -> str:
    place = f"place {data['position']}" if data.get("position") else ""
    expected = f"expected {_day(data['expected'])}" if data.get("expected") else ""
    moved = ""
    if "state" in entry.record["after"]:
        moved = f"{entry.record['before'].get('state', '')} → {entry.record['after']['state']}"
    return _joined(f"H-{data['hold']}", f"{entry.record['item']} × {data['quantity']}", place, expected, moved)


def _remedy(entry: Entry, data: Facts, money: Money) -> str:
    reason = f"reason {data['reason']}" if data.get("reason") else ""
    return _joined(f"R-{data['remedy']}", f"{data['kind']} {money(data['value'])}", reason, str(data.get("why") or ""))


def _promise(entry: Entry, data: Facts, _money: Money) -> str:
    due = f"due {_day(data['due_at'])}" if data.get("due_at") else ""
    return _joined(f"P-{data['promise']}", str(data.get("kind") or ""), due, _quoted(entry, "what"))


def _moved(entry: Entry, data: Facts, _money: Money) -> str:
    was, now = entry.record["before"], entry.record["after"]
    due = f"{_day(was.get('due_at'))} → {_day(now.get('due_at'))}" if was.get("due_at") != now.get("due_at") else ""
    owner = "to another" if was.get("owner") != now.get("owner") else ""
    return _joined(f"P-{data['promise']}", due, owner, _quoted(entry, "reason"))


def _handed(entry: Entry, data: Facts, _money: Money) -> str:
    return "to another"


def _tried(entry: Entry, data: Facts, _money: Money) -> str:
    return _joined(f"H-{data['hold']}", f"{entry.record['item']} × {data['quantity']}", str(data.get("result") or ""))


def _contact(entry: Entry, data: Facts, _money: Money) -> str:
    after, before = entry.record["after"], entry.record["before"]
    mood = after.get("mood") or after.get("mood_in") or ""
    was = before.get("mood") or before.get("mood_in")
    moods = f"{was} → {mood}" if was and mood else mood
    channel = str(data.get("channel") or "") if entry.kind == "contact.opened" else ""
    situation = str(after.get("situation") or "")
    return _joined(channel, situation, moods, _quoted(entry, "outcome") or _quoted(entry, "note"))


def _staff(entry: Entry, data: Facts, _money: Money) -> str:
    return _joined(_quoted(entry, "name"), str(entry.record["after"].get("role") or ""))


def _shift(entry: Entry, data: Facts, _money: Money) -> str:
    return _joined(str(data.get("desk") or ""), _quoted(entry, "note"))


def _offered(entry: Entry, data: Facts, _money: Money) -> str:
    count = len(data["items"]) + ("note" in entry.record["text"])
    return _joined(f"{count} {'item' if count == 1 else 'items'}", _quoted(entry, "note"))


def _item(entry: Entry, data: Facts, _money: Money) -> str:
    subject = f"{data['what']} {data['subject']}" if data.get("subject") is not None else str(data["what"])
    return _joined(f"I-{data['item']}", subject, _quoted(entry, "reason"))


_HOW: dict[str, Callable[[Entry, Facts, Money], str]] = {
    "line.said": _line,
    "line.sent": _line,
    "line.passed-over": _passed_over,
    "hold.placed": _hold,
    "hold.aside": _hold,
    "hold.told": _hold,
    "hold.collected": _hold,
    "hold.cancelled": _hold,
    "hold.expired": _hold,
    "remedy.given": _remedy,
    "remedy.asked": _remedy,
    "remedy.approved": _remedy,
    "remedy.refused": _remedy,
    "remedy.withdrawn": _remedy,
    "remedy.undone": _remedy,
    "promise.made": _promise,
    "promise.kept": _promise,
    "promise.moved": _moved,
    "contact.handed-over": _handed,
    "hold.tried": _tried,
    "hold.reminded": _tried,
    "contact.opened": _contact,
    "contact.changed": _contact,
    "contact.parked": _contact,
    "contact.resumed": _contact,
    "contact.finished": _contact,
    "staff.added": _staff,
    "shift.opened": _shift,
    "shift.closed": _shift,
    "handover.offered": _offered,
    "handover.accepted": _item,
    "handover.returned": _item,
}
