"""What an entry says, in the few words that fit a line: the act's own way of saying it, else its facts one by one."""

import re
from collections.abc import Callable

from agentdesk.log import phrases
from agentdesk.log.phrases import Facts, Money
from agentdesk.log.reading import Entry
from agentdesk.money import minor


def words(entry: Entry, money: Money) -> str:
    """Return an entry's detail for people; ``money`` writes minor units. Texts that were erased say so."""
    how = SAID.get(entry.kind)
    if how is None:
        return entry.detail()
    try:
        said = how(entry, entry.record["data"], money)
    except (KeyError, ValueError):  # written by another version: its facts one by one
        return entry.detail()
    gone = "  ".join(f"{field} erased" for field in entry.erased)
    return f"{said}  {gone}".strip()


def _line(entry: Entry, data: Facts, _money: Money) -> str:
    edited = "edited" if data.get("edited") else ""
    return phrases.joined(f"{data['line']} ({data['language']})", edited, phrases.quoted(entry, "words"))


def _passed_over(entry: Entry, data: Facts, _money: Money) -> str:
    return f"none of {len(data['shown'])} lines for {data['situation']} was said"


def _hold(entry: Entry, data: Facts, _money: Money) -> str:
    was, now = entry.record["before"], entry.record["after"]
    place = f"place {data['position']}" if data.get("position") else ""
    expected = f"expected {phrases.day(data['expected'])}" if data.get("expected") else ""
    moved = f"{was.get('state', '')} → {now['state']}" if "state" in now else ""
    until = f"until {phrases.day(now['collect_by'])}" if now.get("collect_by") else ""
    because = str(now.get("queue_reason") or now.get("reason") or "").replace("-", " ")
    cause = f"from {data['cause']}" if str(data.get("cause") or "").startswith("D-") else ""
    rest = f"H-{data['rest']} has the other {data['rest_quantity']}" if "rest" in data else ""
    joined = f"with H-{data['with']}" if "with" in data else ""
    return phrases.joined(
        f"H-{data['hold']}", f"{entry.record['item']} × {data['quantity']}", place, expected, moved, until, cause, rest,
        joined, because,
    )  # fmt: skip


def _passed_on(entry: Entry, data: Facts, _money: Money) -> str:
    return ", ".join(f"H-{hold}" for hold in data["holds"])


def _remedy(entry: Entry, data: Facts, money: Money) -> str:
    reason = f"reason {data['reason']}" if data.get("reason") else ""
    why = _in_money(str(data.get("why") or ""), str(data.get("currency") or ""), money)
    return phrases.joined(f"R-{data['remedy']}", f"{data['kind']} {money(data['value'])}", reason, why)


def _in_money(text: str, currency: str, money: Money) -> str:
    """Return a sentence of the rules with its amounts (``150.00 SEK``) as people here write them."""
    if not currency:
        return text
    return re.sub(rf"(\d+(?:\.\d+)?) {currency}\b", lambda found: money(minor(found[1], currency)), text)


def _voucher(entry: Entry, data: Facts, money: Money) -> str:
    code = f"code …{data['ends']}" if data.get("ends") else ""
    until = f"until {phrases.day(data['valid_until'])}" if data.get("valid_until") else ""
    of = f"of {money(data['of'])}" if data.get("of") not in (None, data["value"]) else ""
    reason = f"reason {data['reason']}" if data.get("reason") else ""
    return phrases.joined(f"R-{data['remedy']}", money(data["value"]), of, code, until, reason)


def _tried_code(entry: Entry, data: Facts, _money: Money) -> str:
    return phrases.joined(f"R-{data['remedy']}", f"by {data['how']}", f"try {data['try']}")


def _tried_pin(entry: Entry, data: Facts, _money: Money) -> str:
    purpose = str(data["purpose"]).replace(".", " ").replace("-", " ")
    return phrases.joined(f"for {purpose}", "locked now" if data["locked"] else "")


def _promise(entry: Entry, data: Facts, _money: Money) -> str:
    due = f"due {phrases.day(data['due_at'])}" if data.get("due_at") else ""
    return phrases.joined(f"P-{data['promise']}", str(data.get("kind") or ""), due, phrases.quoted(entry, "what"))


def _moved(entry: Entry, data: Facts, _money: Money) -> str:
    was, now = entry.record["before"], entry.record["after"]
    due = (
        f"{phrases.day(was.get('due_at'))} → {phrases.day(now.get('due_at'))}"
        if was.get("due_at") != now.get("due_at")
        else ""
    )
    owner = "to another" if was.get("owner") != now.get("owner") else ""
    return phrases.joined(f"P-{data['promise']}", due, owner, phrases.quoted(entry, "reason"))


def _handed(entry: Entry, data: Facts, _money: Money) -> str:
    return "to another"


def _tried(entry: Entry, data: Facts, _money: Money) -> str:
    result = str(data.get("result") or "").replace("-", " ")
    return phrases.joined(f"H-{data['hold']}", f"{entry.record['item']} × {data['quantity']}", result)


def _contact(entry: Entry, data: Facts, _money: Money) -> str:
    after, before = entry.record["after"], entry.record["before"]
    mood = after.get("mood") or after.get("mood_in") or ""
    was = before.get("mood") or before.get("mood_in")
    moods = f"{was} → {mood}" if was and mood else mood
    channel = str(data.get("channel") or "") if entry.kind == "contact.opened" else str(after.get("channel") or "")
    situation = str(after.get("situation") or "")
    return phrases.joined(channel, situation, moods, phrases.quoted(entry, "outcome") or phrases.quoted(entry, "note"))


def _staff(entry: Entry, data: Facts, _money: Money) -> str:
    was, now = str(entry.record["before"].get("role") or ""), str(entry.record["after"].get("role") or "")
    role = f"{was} → {now}" if was and now and was != now else now or was
    return phrases.joined(phrases.quoted(entry, "name"), role, "new PIN" if data.get("pin_changed") else "")


def _customer(entry: Entry, data: Facts, _money: Money) -> str:
    """Return the fields that a card got, each with what it said before."""
    texts = entry.texts
    fields = data.get("fields") or sorted({name for name in texts if " " not in name} - {"name"})
    said = []
    for field in fields:
        was, now = texts.get(f"{field} before", ""), texts.get(f"{field} after", texts.get(field, ""))
        said.append(f"{_FIELDS.get(field, field)} " + (f"“{was}” → “{now}”" if was else f"“{now}”"))
    return phrases.joined(*said)


_FIELDS = {"phones": "phone", "notes": "note", "ref": "number"}


def _merged(entry: Entry, data: Facts, _money: Money) -> str:
    name = entry.texts.get("name before")
    return phrases.joined(f"with “{name}”" if name else "with another card of theirs")


def _erased(entry: Entry, data: Facts, _money: Money) -> str:
    return phrases.joined(f"{data['texts']} texts", "again, after a restore" if data.get("again") else "")


def _shift(entry: Entry, data: Facts, _money: Money) -> str:
    which = f"shift {data['shift']}" if entry.kind == "shift.closed" else ""  # a supervisor's may be another's
    return phrases.joined(which, str(data.get("desk") or ""), phrases.quoted(entry, "note"))


def _offered(entry: Entry, data: Facts, _money: Money) -> str:
    count = len(data["items"]) + ("note" in entry.record["text"])
    return phrases.joined(f"{count} {'item' if count == 1 else 'items'}", phrases.quoted(entry, "note"))


_LETTERS = {"promise": "P", "contact": "C", "request": "R", "hold": "H"}


def _item(entry: Entry, data: Facts, _money: Money) -> str:
    letter = _LETTERS.get(str(data["what"]))
    known = letter is not None and data.get("subject") is not None
    subject = f"{letter}-{data['subject']}" if known else str(data["what"])
    return phrases.joined(f"I-{data['item']}", subject, phrases.quoted(entry, "reason"))


SAID: dict[str, Callable[[Entry, Facts, Money], str]] = {
    "line.said": _line,
    "line.sent": _line,
    "line.passed-over": _passed_over,
    "hold.placed": _hold,
    "hold.set-aside": _hold,
    "hold.extended": _hold,
    "hold.short": _hold,
    "hold.told-short": _hold,
    "hold.moved-up": _hold,
    "hold.split": _hold,
    "hold.joined": _hold,
    "hold.undone": _hold,
    "hold.customer-changed": _passed_on,
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
    "promise.cancelled": _promise,
    "promise.reopened": _promise,
    "promise.at-risk": _promise,
    "promise.safe": _promise,
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
    "staff.changed": _staff,
    "staff.retired": _staff,
    "shift.paused": _shift,
    "shift.resumed": _shift,
    "voucher.issued": _voucher,
    "voucher.redeemed": _voucher,
    "voucher.cancelled": _voucher,
    "approval.tried": _tried_code,
    "pin.tried": _tried_pin,
    "limits.set": phrases.version,
    "customer.added": _customer,
    "customer.changed": _customer,
    "customer.merged": _merged,
    "customer.erased": _erased,
    "customer.taken-out": phrases.nothing,
    "delivery.expected": phrases.delivery,
    "delivery.begun": phrases.delivery,
    "delivery.complete": phrases.delivery,
    "delivery.moved": phrases.delivery,
    "delivery.cancelled": phrases.delivery,
    "delivery.undone": phrases.delivery,
    "delivery.received": phrases.received,
    "stock.set": phrases.stock,
    "product.added": phrases.product,
    "product.linked": phrases.product,
    "customers.imported": phrases.imported,
    "products.imported": phrases.imported,
    "deliveries.imported": phrases.imported,
    "orders.imported": phrases.imported,
    "order-lines.imported": phrases.imported,
    "act.undone": phrases.nothing,
    "log.taken-out": phrases.taken_out,
    "key.made": phrases.key,
    "store.created": phrases.nothing,
    "store.backed-up": phrases.backed_up,
    "store.restored": phrases.backed_up,
    "store.mended": phrases.mended,
    "shift.opened": _shift,
    "shift.closed": _shift,
    "handover.offered": _offered,
    "handover.accepted": _item,
    "handover.returned": _item,
}
