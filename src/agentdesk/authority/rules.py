"""The one decision: request + limits + what was given before -> allowed, approval needed or denied. Pure.

With the reason in words, headroom before and after, and what can be given instead, best first.
"""

from collections.abc import Iterator
from dataclasses import replace

from agentdesk.authority.bounds import bounds, hard_bounds, headroom, money, most, plus, worth
from agentdesk.authority.model import (
    PAID_BACK,
    Alternative,
    Decision,
    Given,
    Kind,
    Limits,
    Request,
    RoleLimits,
    Rule,
    Verdict,
)
from agentdesk.money import percent_text, share

WITHIN = "within your authority"


def decide(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Decision:
    """Return the decision on a request by somebody of a role."""
    request = replace(request, value=worth(request))
    verdict, why = _judge(request, role, given, limits)
    before = headroom(role, given, limits, request)
    after = headroom(role, plus(given, request), limits, request)
    instead = () if verdict is Verdict.ALLOWED else alternatives(request, role, given, limits, verdict)
    return Decision(verdict, request.value, why, before, after, instead, limits.hash, limits.version)


def _judge(request: Request, role: RoleLimits, given: Given, limits: Limits) -> tuple[Verdict, str]:
    if request.value <= 0:
        return Verdict.DENIED, "it is worth nothing"
    rule = role.rule(request.kind)
    name = request.kind.value
    if request.redeems is None and rule is Rule.DENIED:
        return Verdict.DENIED, f"{_a(role.role)} never gives this: {name}{_who_gives(request.kind, limits)}"
    for bound in hard_bounds(request, given, limits):
        if request.value > bound.room:
            return Verdict.DENIED, bound.why
    if request.redeems is None and rule is Rule.APPROVAL:
        return Verdict.APPROVAL, f"this always needs approval: {name}"
    for bound in bounds(request, role, given, limits):
        if request.value > bound.room:
            return Verdict.APPROVAL, bound.why
    return Verdict.ALLOWED, WITHIN


_RATHER = ((Kind.VOUCHER, "for the next visit"), (Kind.GIFT, "a gift of that value"))  # than money off, in this order


def alternatives(
    request: Request, role: RoleLimits, given: Given, limits: Limits, verdict: Verdict
) -> tuple[Alternative, ...]:
    """Return what can be given instead, best first; everything with a value is within authority now.

    Whether anybody may say yes is not known here: ``asking.named`` says who, or takes the asking out.
    """
    found: list[Alternative] = []
    if request.redeems is None:
        offers = [_offer(kind, why, request, role, given, limits) for kind, why in _RATHER]
        largest = _largest(request, role, given, limits)
        found = [each for each in (*_back(request, role, given, limits), largest, *offers) if each is not None]
    found.append(Alternative("set-aside", None, "keep the item for them"))
    if verdict is Verdict.APPROVAL:
        found.append(Alternative("approval", request.value, "ask for approval"))
    return tuple(found)


def _back(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Iterator[Alternative | None]:
    if request.kind in PAID_BACK:
        yield _offer(request.kind, "what may be paid back now", request, role, given, limits)


def _largest(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Alternative | None:
    """Return the largest discount that may be given now: as an amount, or as a percentage where that reaches further."""
    offers = [
        _offer(kind, "the most you may give now", request, role, given, limits)
        for kind in (Kind.AMOUNT, Kind.PERCENT, Kind.PRICE_MATCH)
    ]
    known = [each for each in offers if each is not None and each.value]
    # the same value in the words that were asked for comes first
    return max(known, key=lambda each: (each.value or 0, each.kind == request.kind), default=None)


def _offer(
    kind: Kind, why: str, request: Request, role: RoleLimits, given: Given, limits: Limits
) -> Alternative | None:
    """Return the most of a kind that may be given now, no more than what was asked for; None where that is nothing new."""
    room = most(kind, role, given, limits, request)
    value = request.value if room is None else min(room, request.value)
    points = None
    if kind is Kind.PERCENT and value > 0:
        if request.base is None or request.base <= 0:
            return None
        points = value * 10000 // request.base  # rounded down: never above the limit
        value = share(request.base, points)
        why = f"{percent_text(points)} %, {why}"
    if value <= 0 or (kind is request.kind and value >= request.value):
        return None
    return Alternative(kind, value, why, points)


def may_approve(request: Request, approver: RoleLimits, given: Given, limits: Limits) -> str:
    """Return why a role may not say yes to this request of another's; empty where it may.

    What counts is what the customer would have got altogether: a large remedy in small parts is still large.
    """
    for bound in hard_bounds(request, given, limits):
        if request.value > bound.room:
            return bound.why
    if approver.approves is None:
        return ""
    if approver.rule(request.kind) is Rule.DENIED:
        return f"{_a(approver.role)} never gives this: {request.kind.value}"
    stacked = max(given.here, given.customer) + request.value
    if request.redeems is not None:
        stacked = given.here + request.value
    if stacked > approver.approves:
        most_of_role = f"{money(approver.approves, limits)} of {_a(approver.role)}"
        return f"{money(stacked, limits)} altogether is above the {most_of_role}"
    return ""


def who_could(request: Request, given: Given, limits: Limits) -> str:
    """Return in words which role could say yes to a request, for where nobody here may; or why none could."""
    able = [name for name, role in limits.roles.items() if not may_approve(request, role, given, limits)]
    if able:
        return f"it takes {_a(able[0])} with a PIN"
    last = list(limits.roles.values())[-1:]
    return f"no role may: {may_approve(request, last[0], given, limits)}" if last else "no role may"


def _who_gives(kind: Kind, limits: Limits) -> str:
    able = [name for name, role in limits.roles.items() if role.rule(kind) is not Rule.DENIED]
    return f"; {_a(able[0])} may" if able else ""


def _a(role: str) -> str:
    return f"an {role}" if role[:1] in "aeio" else f"a {role}"
