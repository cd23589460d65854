"""The Remedy mode's list: the value in money before it is given, what is left after it, and what can be given instead."""

from typing import TYPE_CHECKING

from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import FAILURE_OF_REASON, Alternative, Decision, Remedy, Request, Verdict
from agentdesk.desk.style import Style
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, GOOD, MUTED, STRONG, Line, plain, wrap
from agentdesk.money import percent_text

if TYPE_CHECKING:
    from agentdesk.desk.modes.remedy import Remedy as RemedyMode

_WORDS = {"set-aside": "set the item aside", "approval": "ask for approval"}


def remedy_words(request: Request, style: Style) -> str:
    """Return a remedy in words: ``percent 10 % = 84,90 kr``."""
    percent = f"{percent_text(request.points)} % = " if request.points is not None else ""
    if request.redeems is not None:
        return style.money(request.value)
    return f"{request.kind.value} {percent}{style.money(request.value)}"


def answer(asked: Remedy, who: str, style: Style) -> str:
    """Return what became of a request, for the message line."""
    code = f", code {shown_voucher_code(asked.code)}" if asked.code else ""
    what = f"{asked.kind} {style.money(asked.value)}{code}"
    if asked.state == "asked":
        return f"{asked.word}: nobody answered in time, {what}. Ask again if it is still wanted."
    return f"{asked.word} {f'approved by {who}' if who else 'refused'}: {what}."


def refusal(decision: Decision, style: Style) -> str:
    """Return why it cannot be given like this, saying once that it is above what one may."""
    why = style.in_money(decision.why)
    if decision.verdict is Verdict.DENIED:
        return f"Not possible: {why}."
    return f"{why[0].upper()}{why[1:]}." if why.startswith("above") else f"Above your authority: {why}."


def alternative(each: Alternative, style: Style) -> str:
    """Return what is given instead, in words."""
    if each.kind in _WORDS:
        return _WORDS[each.kind]
    percent = f"{percent_text(each.points)} % = " if each.points is not None else ""
    return f"{each.kind} {percent}{style.money(each.value or 0)}"


def hint(mode: "RemedyMode", text: str) -> str:
    """Return what Enter does now."""
    style = mode.desk.style_of
    if mode.fault:
        return mode.fault
    if mode.cancels is not None:
        return (
            "Enter cancels this voucher  ·  Esc back"
            if mode.shown
            else "Enter shows the voucher before it is cancelled"
        )
    if mode.request is None or mode.decision is None:
        if mode.waiting and not text.strip():
            first = mode.waiting[min(mode.at, len(mode.waiting) - 1)][0]
            return f"Enter: PIN or code for {first.word}  ·  → changes it  ·  or type what you give: 150"
        return (
            "Type what you give: 150  ·  10 %  ·  voucher 200  ·  gift 80  ·  match 799  ·  refund  ·  a voucher's code"
        )
    if not mode.shown:
        return "Enter shows its value and what is left after it"
    if mode.instead:
        return f"Enter: {alternative(mode.instead[mode.at], style)}  ·  ↑↓ choose  ·  Esc back"
    if mode.request.redeems is not None:
        return f"Enter uses the voucher up: {remedy_words(mode.request, style)} off, once  ·  Esc back"
    return f"Enter gives {remedy_words(mode.request, style)}  ·  Esc back"


def remedy(mode: "RemedyMode", width: int) -> list[Line]:
    """Return the lines of the list."""
    style = mode.desk.style_of
    if mode.cancels is not None:
        voucher, why = mode.cancels
        return [
            [],
            plain(f" Cancel {shown_voucher_code(voucher.code)}", STRONG),
            plain(f" worth {style.money(voucher.value)}, valid until {style.day(voucher.valid_until)}", MUTED),
            plain(f" because of {why}; what it cost counts on", MUTED),
        ]
    if mode.request is None or mode.decision is None:
        fault = [plain(f" {part}", MUTED) for part in wrap(mode.fault, width - 2)] if mode.fault else []
        return [[], *_reason(mode.reason), *fault, *_waiting(mode, style)]
    used = mode.request.redeems is not None
    lines: list[Line] = [[], plain(f" {'voucher, ' if used else ''}{remedy_words(mode.request, style)}", STRONG)]
    lines += [*(_reason(mode.request.reason) if not used else []), *_facts(mode.request, style, width)]
    if mode.changing is not None:
        lines.append(plain(f" instead of {mode.changing.word}", MUTED))
    if not mode.instead:
        return [*lines, *_within(mode, style)]
    reasons = wrap(style.in_money(mode.decision.why), width - 5)[:4]
    lines += [[(" ! " if number == 0 else "   ", ALERT), (part, "")] for number, part in enumerate(reasons)]
    lines += [[], plain(" Instead, best first", MUTED)]
    for at, each in enumerate(mode.instead):
        chosen = at == mode.at and mode.shown
        said = alternative(each, style)
        lines.append([(" ▸ " if chosen else "   ", ACCENT), (said, STRONG if chosen else "")])
        lines += [plain(f"     {part}", FAINT) for part in wrap(each.why, width - 7)[:2] if chosen or at == 0]
    return lines


def _reason(reason: str) -> list[Line]:
    return [plain(f" reason {reason}  ({FAILURE_OF_REASON[reason]} failed)", MUTED)]


def _facts(request: Request, style: Style, width: int) -> list[Line]:
    facts = [
        f"on {style.money(request.base)}" if request.base is not None else "",
        f"valid {request.days} days" if request.days else "",
    ]
    said = " · ".join(each for each in facts if each)
    return [plain(f" {part}", MUTED) for part in wrap(said, width - 2)] if said else []


def _within(mode: "RemedyMode", style: Style) -> list[Line]:
    assert mode.decision is not None
    lines: list[Line] = [[(" ✓ ", GOOD), (mode.decision.why, "")]]
    after = mode.decision.after
    left = [
        f"{style.money(after.shift_left)} left this shift after it" if after.shift_left is not None else "",
        f"{style.money(after.customer_left)} left for this customer" if after.customer_left is not None else "",
    ]
    return lines + [plain(f"   {each}", MUTED) for each in left if each]


def _waiting(mode: "RemedyMode", style: Style) -> list[Line]:
    lines: list[Line] = [[], plain(" Waits for a yes", MUTED)] if mode.waiting else []
    for at, (each, who) in enumerate(mode.waiting):
        asked = f"  asked by {who}" if who else ""
        lines.append(
            [
                (" ▸ " if at == mode.at else "   ", ACCENT),
                (f"{each.word} {each.kind} {style.money(each.value)}", ""),
                (f"  {each.reason}{asked}", FAINT),
            ]
        )
    return lines
