"""What happened with a customer before, newest first: orders and contacts in one row, as far back as was read."""

from agentdesk.catalog.model import Order
from agentdesk.contacts.model import Contact
from agentdesk.desk.facts import Card
from agentdesk.desk.style import Style
from agentdesk.desk.writing import FAINT, MUTED, Line, plain, spread, wrap

_LINES = 8  # of one order


def history(card: Card, style: Style, width: int) -> list[Line]:
    """Return orders and contacts by day, and how many are further back.

    Of two lists that were read in part, nothing older than either's last is shown: what is missing would stand between.
    """
    entries = [(order.date or "", _order(order, style, width)) for order in card.orders]
    talks = [(_day(contact, style), _contact(contact, who, style, width)) for contact, who in card.contacts]
    unread = [dates[-1][0] for dates, total in ((entries, card.more_orders), (talks, card.more_contacts))
              if dates and total > len(dates)]  # fmt: skip
    since = max(unread, default="")
    # of one day, the contact before the order that may have come of it
    shown = sorted((each for each in (*talks, *entries) if each[0] >= since), key=lambda each: each[0], reverse=True)
    lines: list[Line] = [[], plain(" Before", MUTED)] if shown else []
    for _, more in shown:
        lines += more
    left = further_back(card) + len(entries) + len(talks) - len(shown)
    return [*lines, plain(f" ↓ {left} further back", FAINT)] if left > 0 else lines


def further_back(card: Card) -> int:
    """Return how many orders and contacts were not read yet."""
    return max(card.more_orders - len(card.orders), 0) + max(card.more_contacts - len(card.contacts), 0)


def _day(contact: Contact, style: Style) -> str:
    return style.local(contact.opened_at).date().isoformat()


def _order(order: Order, style: Style, width: int) -> list[Line]:
    parts = [f"Order {order.ref}", _with_year(order.date, style) if order.date else "", order.status or ""]
    lines: list[Line] = [plain(" " + " · ".join(part for part in parts if part))]
    for line in order.lines[:_LINES]:
        right = f"{style.money(line.price)}  {line.quantity} " if line.price is not None else f"{line.quantity} "
        lines.append(spread(plain(f"   {line.name}"), plain(right, MUTED), width))
    if len(order.lines) > _LINES:
        lines.append(plain("   and more lines", FAINT))
    return lines


def _with_year(day: str, style: Style) -> str:
    return f"{style.day(day)} {day[:4]}"


def _contact(contact: Contact, person: str, style: Style, width: int) -> list[Line]:
    moods = " → ".join(mood for mood in (contact.mood_in, contact.mood_out) if mood)
    lines = [plain(f" {_with_year(_day(contact, style), style)} {contact.channel}  {moods or contact.state}")]
    words = contact.outcome or contact.note
    if words:
        said = wrap(f"{person}: “{style.personal(words)}”", width - 4)
        lines += [plain(f"   {part}", MUTED) for part in said[:4]]
    return lines
