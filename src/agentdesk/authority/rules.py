"""The one decision: request + limits + what was given before -> allowed, approval needed or denied. Pure.

It judges the effective stacked value: everything given in this contact counts together, and so does what this customer
and this shift were given before.
"""

from agentdesk.authority.model import (
    Alternative,
    Decision,
    Given,
    Headroom,
    Kind,
    Limits,
    Request,
    RoleLimits,
    Rule,
    Verdict,
)
from agentdesk.money import share


def headroom(role: RoleLimits, given: Given, base: int | None) -> Headroom:
    """Return what is left for a role after what was given; ``base`` is what a remedy would be given on."""
    left = [_left(role.shift, given.shift), _left(role.day, given.day), _left(role.week, given.week)]
    left.append(_left(role.month, given.month))
    shift_left = _least(*left)
    customer_left = _left(role.customer_sum, given.customer) if given.known_customer else None
    gestures = _left(role.customer_count, given.customer_count) if given.known_customer else None
    amount = _least(_left(role.amount, given.contact), shift_left, customer_left)
    percent = role.percent
    if gestures == 0:
        amount, percent = 0, 0
    if percent is not None and base:
        taken = -(-given.contact * 10000 // base)  # what was given already, as a share of this base, rounded up
        percent = max(percent - taken, 0)
    room = _least(shift_left, customer_left)
    if room == 0:
        percent = 0
    return Headroom(percent, amount, shift_left, customer_left, role.shift, gestures, role.customer_days)


def decide(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Decision:
    """Return the decision on a request by somebody of a role."""
    before = headroom(role, given, request.base)
    after = headroom(role, _plus(given, request.value), request.base)
    rule = role.rules.get(request.kind, Rule.APPROVAL)
    why = _against(request, role, given, limits, rule)
    if rule is Rule.DENIED:
        verdict = Verdict.DENIED
    else:
        verdict = Verdict.APPROVAL if why else Verdict.ALLOWED
    instead = () if verdict is Verdict.ALLOWED else _instead(request, role, before)
    return Decision(
        verdict, request.value, why or "within your authority", before, after, instead, limits.hash, limits.version
    )


def _against(request: Request, role: RoleLimits, given: Given, limits: Limits, rule: Rule) -> str:
    """Return the first reason why a role may not give this alone, in words; empty where it may."""
    name = request.kind.value
    if rule is Rule.DENIED:
        return f"a {role.role} never gives a {name}"
    if rule is Rule.APPROVAL:
        return f"a {name} always needs approval"
    if request.base is not None and request.value > request.base:
        return "more than it is given on"
    if request.kind is Kind.PERCENT:
        if _over(request.points or 0, role.percent):
            return "above the percentage that you may give"
        if request.base and role.percent is not None:
            if given.contact + request.value > max(share(request.base, role.percent), role.amount or 0):
                return "above what you may give in one contact, together with what was given already"
    elif _over(given.contact + request.value, role.amount):
        return "above what you may give in one contact"
    if given.known_customer:
        if _over(given.customer_count + 1, role.customer_count):
            return f"this customer was given something in the last {role.customer_days} days"
        if _over(given.customer + request.value, role.customer_sum):
            return f"above what one customer may get in {role.customer_days} days"
    for total, limit, span in (
        (given.shift, role.shift, "shift"),
        (given.day, role.day, "day"),
        (given.week, role.week, "week"),
        (given.month, role.month, "month"),
    ):
        if _over(total + request.value, limit):
            return f"above what you may give in one {span}"
    if limits.margin_floor is not None and request.cost is not None and request.base is not None:
        if request.base - request.value < request.cost + share(request.base, limits.margin_floor):
            return "below the margin that must stay"
    return ""


def _instead(request: Request, role: RoleLimits, before: Headroom) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    largest = before.amount or 0
    if request.base is not None:
        largest = min(largest, request.base)
    if 0 < largest < request.value and role.rules.get(Kind.AMOUNT) is Rule.ALLOWED:
        found.append(Alternative(Kind.AMOUNT, largest, "the most you may give now"))
    if role.rules.get(Kind.VOUCHER) is Rule.ALLOWED and request.kind is not Kind.VOUCHER and before.amount:
        found.append(Alternative(Kind.VOUCHER, min(before.amount, request.value), "for the next visit"))
    found.append(Alternative("set-aside", None, "set the item aside"))
    found.append(Alternative("approval", request.value, "ask for approval"))
    return tuple(found)


def _plus(given: Given, value: int) -> Given:
    return Given(
        given.contact + value,
        given.customer + value,
        given.customer_count + 1,
        given.shift + value,
        given.day + value,
        given.week + value,
        given.month + value,
        given.known_customer,
    )


def _over(total: int, limit: int | None) -> bool:
    return limit is not None and (limit == 0 or total > limit)


def _left(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(limit - used, 0)


def _least(*values: int | None) -> int | None:
    known = [value for value in values if value is not None]
    return min(known) if known else None
