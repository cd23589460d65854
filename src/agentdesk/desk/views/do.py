"""The Do panel: what may be given now, the item's stock and date, holds and remedies of this contact."""

from agentdesk.authority.model import Headroom
from agentdesk.desk.facts import Do
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, plain, wrap
from agentdesk.holds.view import DoFacts
from agentdesk.money import percent_text


def may_give(headroom: Headroom | None, style: Style, *, brief: bool = False) -> list[str]:
    """Return the headroom in words, most important first; ``brief`` where it must fit one line of 80."""
    if headroom is None:
        return []
    if headroom.percent is None and headroom.amount is None:
        return ["anything: no ceiling"]
    here = []
    if headroom.percent:
        here.append(f"{percent_text(headroom.percent)} %")
    if headroom.amount:
        here.append(style.whole(headroom.amount) if brief else style.money(headroom.amount))
    lines = [" or ".join(here) + " here" if here else "nothing more here: ask"]
    if headroom.shift_left is not None and headroom.shift_limit is not None:
        lines.append(f"{style.figure(headroom.shift_left)} of {style.whole(headroom.shift_limit)} this shift")
    if headroom.gestures_left is not None:
        some = "gesture" if headroom.gestures_left == 1 else "gestures"
        left = f"/{headroom.days} d" if brief else f" left in {headroom.days} days"
        lines.append(f"{headroom.gestures_left} {some}{left}")
    return lines


def do(facts: Do, style: Style, width: int, *, in_contact: bool) -> list[Line]:
    """Return the panel's lines."""
    lines: list[Line] = [plain(" You may give now" if in_contact else " You may give a walk-in", MUTED)]
    for number, text in enumerate(may_give(facts.headroom, style)):
        lines += [plain(f"   {part}", STRONG if number == 0 else "") for part in wrap(text, width - 4)]
    if facts.approver:
        lines.append(plain(f"   above: {facts.approver}", MUTED))
    lines += _waiting(facts, style)  # before what a low screen may cut off: somebody waits for it
    if facts.holds is not None:
        lines += _product(facts.holds, style, width)
        lines += _holds(facts.holds, style)
    answered = [each for each in facts.remedies if each.state != "asked"]
    if answered or (in_contact and not facts.waiting):
        lines += [[], plain(" Remedy", MUTED)]
    if in_contact and not answered and not facts.waiting:
        lines.append(plain("   none yet · F5", FAINT))
    for remedy in answered[:3]:
        lines.append(plain(f"   {remedy.word} {remedy.kind} {style.money(remedy.value)} {remedy.state}"))
    return lines


def _waiting(facts: Do, style: Style) -> list[Line]:
    lines: list[Line] = [[], plain(" Waits for a yes · F5", MUTED)] if facts.waiting else []
    for remedy, who in facts.waiting[:3]:
        asked = f" {who}" if who else ""
        lines.append([(" ▸ ", ACCENT), (f"{remedy.word} {remedy.kind} {style.money(remedy.value)}{asked}", "")])
    if len(facts.waiting) > 3:
        lines.append(plain(f"   {len(facts.waiting) - 3} more", FAINT))
    return lines


def _holds(facts: DoFacts, style: Style) -> list[Line]:
    lines: list[Line] = [[], plain(" Holds", MUTED)] if facts.holds else []
    for each in facts.holds[:3]:
        place = f", place {each.place.position} of {each.place.of}" if each.place else ""
        lines.append([(" ▸ ", ACCENT), (f"{each.hold.word} {each.hold.state}{place}", "")])
        lines.append(plain(f"   {each.hold.quantity} × {each.product.name}", MUTED))
        if each.expected and each.expected.say:
            lines.append(plain(f"   tell by {each.expected.say:%a} {style.day(each.expected.say)}", MUTED))
        if each.until:
            ends = f"{'ends' if each.ends_soon else 'until'} {each.until:%a} {style.day(each.until)}"
            lines.append([(" ! " if each.ends_soon else "   ", ALERT), (ends, "" if each.ends_soon else MUTED)])
        if each.at_risk:
            lines.append([(" ! ", ALERT), (each.at_risk, "")])
    return lines


def _product(facts: DoFacts, style: Style, width: int) -> list[Line]:
    product = facts.product
    if product is None:
        return []
    lines: list[Line] = [[], *(plain(f" {part}") for part in wrap(f"{product.name} {product.sku}", width - 2)[:2])]
    lines.append(plain(f"   on hand {product.stock.on_hand} · set aside {product.stock.aside}", MUTED))
    if product.stock.free > 0:
        return lines
    if product.discontinued:
        return [*lines, plain("   discontinued", MUTED)]
    expected = facts.expected
    if expected is None:
        return [*lines, plain(f"   {_not_planned(facts)}", MUTED)]
    lines.append(plain(f"   {expected.day:%a} {style.day(expected.day)} {expected.supplier}", MUTED))
    if expected.say is not None:
        lines.append(plain(f"   honest date {expected.say:%a} {style.day(expected.say)}"))
    if expected.deliveries:
        lines.append(plain(f"   ({expected.late} d late, {expected.deliveries} deliveries)", FAINT))
    return lines


def _not_planned(facts: DoFacts) -> str:
    return f"{facts.unplanned} on order, no day known yet" if facts.unplanned else "no delivery planned yet"
