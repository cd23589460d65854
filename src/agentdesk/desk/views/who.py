"""The Who panel: the customer, what is owed to them, what happened before."""

from collections.abc import Callable

from agentdesk.contacts.model import Contact
from agentdesk.desk.facts import Card, Owed
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, cells, cut, plain, spread, wrap
from agentdesk.promises.model import Kind


def who(card: Card | None, contact: Contact | None, style: Style, width: int, *, tight: bool) -> list[Line]:
    """Return the panel's lines."""
    if card is None:
        if contact is not None:
            return [plain(" Walk-in", STRONG), plain(" no name given", MUTED), [], plain(" F2 finds who it is", FAINT)]
        return [[], plain(" No contact yet", MUTED), [], *(plain(f" {line}", FAINT) for line in _NOBODY)]
    lines = _person(card, style, width)
    year = contact.opened_at[:4] if contact else ""
    lines += _orders(card, style, width, year, tight=tight)
    lines += _owed(card, style, width)
    lines += _last(card.contacts, style, width, year, tight=tight)
    return lines


_NOBODY = (
    "Type a number, a name,",
    "an order or a product.",
    "",
    "Enter on an empty box",
    "goes on with the parked",
    "one who waited longest;",
    "where nobody waits, and",
    "with ↑ before it, it",
    "takes a walk-in.",
)


def _person(card: Card, style: Style, width: int) -> list[Line]:
    customer = card.customer
    lines = [
        spread(
            [(" ", ""), (style.personal(customer.name) or "erased", STRONG)],
            plain(f"{customer.language or ''} ", MUTED),
            width,
        )
    ]
    if customer.kana:
        lines.append(plain(f" {style.personal(customer.kana)}", MUTED))
    if customer.company and customer.company != customer.name:
        lines.append(plain(f" {style.personal(customer.company)}"))
    lines += [plain(f" {style.personal(phone.text)}") for phone in customer.phones[:2]]
    if customer.email:
        lines.append(plain(f" {style.personal(customer.email)}"))
    place = " ".join(part for part in (customer.postcode, customer.city) if part)
    since = f"since {customer.since[:4]}" if customer.since else ""
    where = " · ".join(part for part in (style.personal(place), since) if part)
    if where:
        lines.append(plain(f" {where}", MUTED))
    if customer.tags:
        lines += [
            plain(f" {part}", MUTED)
            for part in wrap(style.personal(" ".join(f"#{tag}" for tag in customer.tags)), width - 2)[:2]
        ]
    if customer.banner:
        lines += [[(" ▌ ", ACCENT), (part, "")] for part in wrap(style.personal(customer.banner), width - 4)[:2]]
    if card.elsewhere:
        lines.append([(" ! ", ALERT), (f"{', '.join(card.elsewhere)} talks with them too", "")])
    return lines


def whole_person(card: Card, style: Style, width: int) -> list[Line]:
    """Return everything of a customer but what happened before."""
    customer = card.customer
    lines = _person(card, style, width)
    for label, value in (("address", customer.address), ("loyalty", customer.loyalty), ("id", customer.ref)):
        if value:
            lines.append([(f" {label:8}", MUTED), (style.personal(value), "")])
    if customer.notes:
        lines += [[], *(plain(f" {part}") for part in wrap(style.personal(customer.notes), width - 2))]
    return lines + _owed(card, style, width)


def _day(iso: str, style: Style, year: str) -> str:
    """Return a day; with its year where that is not the year of the contact."""
    return style.day(iso) if not year or iso.startswith(year) else f"{style.day(iso)} {iso[:4]}"


def _orders(card: Card, style: Style, width: int, year: str, *, tight: bool) -> list[Line]:
    lines: list[Line] = []
    orders, total = card.orders, card.more_orders
    for number, order in enumerate(orders[: 1 if tight else 2]):
        parts = [f"Order {order.ref}", _day(order.date, style, year) if order.date else "", order.status or ""]
        if cells(" · ".join(parts)) > width - 2:
            parts[1] = ""
        lines += [[], plain(" " + " · ".join(part for part in parts if part))]
        for line in order.lines[: 3 if number == 0 else 1]:
            first = number == 0 and line is order.lines[0]
            left: Line = [(" ▸ " if first else "   ", ACCENT), (line.name, "")]
            lines.append(spread(left, plain(f"{line.quantity} "), width))
        if order.lines and order.lines[0].price is not None:
            promised = f" · promised {_day(order.promised, style, year)}" if order.promised else ""
            late = f" +{card.late} d" if number == 0 and card.late else ""
            paid = f"   {style.money(order.lines[0].price)}{promised}"
            lines.append([(paid, MUTED), (late if cells(paid + late) < width else "", STRONG)])
    if total > len(orders[: 1 if tight else 2]):
        lines.append(plain(f" {total} orders in all: F2 →", FAINT))
    return lines


def _owed(card: Card, style: Style, width: int) -> list[Line]:
    if not (card.owed or card.late):
        return []
    lines: list[Line] = [[], plain(" Owed to them", MUTED)]
    if card.late:
        left: Line = [(" ! ", ALERT), (f"Order {card.orders[0].ref}", "")]
        lines.append(spread(left, plain(f"{card.late} d over ", ALERT), width))
    for each in card.owed[:5]:
        late = each.late is not None and each.late > 0
        mark = (" ! ", ALERT) if late or each.promise.at_risk else (" · ", MUTED)
        due = _due(each, style)
        what = each.subject or each.promise.what
        what = what if each.promise.kind is Kind.HOLD else style.personal(what)
        lines.append(spread([mark, (what, "")], plain(f"{due} ", ALERT if late else MUTED), width))
    return lines


def _due(owed: Owed, style: Style) -> str:
    if owed.promise.due_at is None:
        return "no date yet"
    if owed.late is not None and owed.late > 0:
        return f"{owed.late} d over"
    when = style.local(owed.promise.due_at)
    return f"today {when:%H:%M}" if owed.late == 0 else f"by {style.day(when.date())}"


def _last(contacts: tuple[tuple[Contact, str], ...], style: Style, width: int, year: str, *, tight: bool) -> list[Line]:
    if not contacts:
        return []
    if tight:
        contact, _ = contacts[0]
        moods = " → ".join(mood for mood in (contact.mood_in, contact.mood_out) if mood)
        when = _day(style.local(contact.opened_at).date().isoformat(), style, year)
        return [[], plain(f" Last: {when} {moods or contact.channel}", MUTED)]
    lines: list[Line] = [[], plain(" Last contacts", MUTED)]
    for contact, person in contacts[:3]:
        when = _day(style.local(contact.opened_at).date().isoformat(), style, year)
        moods = " → ".join(mood for mood in (contact.mood_in, contact.mood_out) if mood)
        lines.append(plain(f" {when} {contact.channel}  {moods or contact.state}"))
        words = contact.outcome or contact.note
        if words:
            said = wrap(f"{person}: “{style.personal(words)}”", width - 4)
            if len(said) > 2:
                said = [said[0], cut(said[1], width - 6).rstrip(" …") + "…”"]
            lines += [plain(f"   {part}", MUTED) for part in said]
    return lines


Drawn = Callable[[int, int], list[Line]]
