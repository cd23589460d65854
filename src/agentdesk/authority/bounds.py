"""What bounds a remedy: every limit says how much room it leaves, and why no more. Pure.

What counts is the effective stack: everything given in this contact or on this order counts together, and so does what
this customer, and this shift, were given before. Headroom is the least room, a decision asks whether the value fits into
every one: the two cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from agentdesk.authority.model import (
    DISCOUNTS,
    PAID_BACK,
    Given,
    Headroom,
    Kind,
    Limits,
    Request,
    RoleLimits,
    Rule,
)
from agentdesk.money import decimal_text, percent_text, share


@dataclass(frozen=True, slots=True)
class Bound:
    """How much more one limit allows, in minor units (negative: overdrawn), and what a value above it is."""

    room: int
    why: str


def worth(request: Request) -> int:
    """Return what a request costs the shop: a percentage is worth its share of what it is given on, whatever is said."""
    if request.kind in (Kind.PERCENT, Kind.VOUCHER) and request.points is not None and request.base is not None:
        return max(request.value, share(request.base, request.points))
    return request.value


def hard_bounds(request: Request, given: Given, limits: Limits) -> Iterator[Bound]:
    """Yield what nobody's yes can change: no more comes off a purchase, or back from it, than was paid for it."""
    if request.base is None:
        return
    paid = request.base - given.discounts - given.paid_back
    if given.whole is not None:  # of a line no more than its own price, and no more than is left of the whole order
        paid = min(paid, given.whole)
    if request.redeems is not None or request.kind in DISCOUNTS:
        yield Bound(paid, f"more than is left to pay ({money(max(paid, 0), limits)})")
    elif request.kind in PAID_BACK:
        less = f": {money(given.discounts, limits)} was taken off before" if given.discounts else ""
        yield Bound(paid, f"more than was paid ({money(max(paid, 0), limits)}{less})")


def bounds(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Iterator[Bound]:
    """Yield every limit of a role on what it gives alone."""
    if request.redeems is not None:
        # the voucher was counted when it was given; what is new is that it comes on top of something else
        if given.here and role.amount is not None:
            yield Bound(role.amount - given.here, "a voucher on top of what was given already")
        yield from _margin(request, role, given, limits)
        return
    if request.kind is Kind.PERCENT and role.percent is not None:
        of_base = share(request.base, role.percent) if request.base is not None else 0
        yield Bound(of_base, f"above the {percent_text(role.percent)} % that you may give")
    ceiling = _ceiling(request, role)
    if ceiling is not None:
        already = f", together with {money(given.here, limits)} given already" if given.here else ""
        yield Bound(
            ceiling - given.here, f"above the {money(ceiling, limits)} that you may give in one contact{already}"
        )
    if given.known_customer:
        if (
            role.customer_count is not None
            and request.kind not in PAID_BACK
            and given.customer_count >= role.customer_count
        ):
            yield Bound(0, f"this customer was given something in the last {role.customer_days} days")
        if role.customer_sum is not None:
            yield Bound(
                role.customer_sum - given.customer,
                f"above the {money(role.customer_sum, limits)} that one customer may get in {role.customer_days} days",
            )
    for used, limit, span in spans(role, given):
        if limit is not None:
            yield Bound(limit - used, f"above the {money(limit, limits)} that you may give in one {span}")
    if request.kind in PAID_BACK and request.base is None:
        yield Bound(0, "nothing shows what was paid; name the order")
    yield from _margin(request, role, given, limits)


def _margin(request: Request, role: RoleLimits, given: Given, limits: Limits) -> Iterator[Bound]:
    # a role that may say yes to anything may sell below cost, too
    if limits.margin_floor is None or request.cost is None or request.base is None or role.approves is None:
        return
    if request.redeems is not None or request.kind in DISCOUNTS:
        least = request.cost + share(request.base, limits.margin_floor)
        yield Bound(request.base - given.discounts - least, "below the margin that must stay")


def _ceiling(request: Request, role: RoleLimits) -> int | None:
    """Return what may be given in one contact, everything together: a percentage or an amount, whichever is more.

    Where one of the two is left out of the file, the other alone counts.
    """
    by_percent = None
    if role.percent is not None:
        by_percent = share(request.base, role.percent) if request.base is not None else 0
    if role.amount is None:
        return by_percent
    if request.kind is Kind.PERCENT and by_percent is not None:
        return max(by_percent, role.amount)
    return role.amount


def spans(role: RoleLimits, given: Given) -> tuple[tuple[int, int | None, str], ...]:
    """Return what was given alone in each stretch of time, the limit on it, and what the stretch is called."""
    return (
        (given.shift, role.shift, "shift"),
        (given.day, role.day, "day"),
        (given.week, role.week, "week"),
        (given.month, role.month, "month"),
    )


def most(kind: Kind, role: RoleLimits, given: Given, limits: Limits, request: Request | None = None) -> int | None:
    """Return the most of a kind that a role may give alone now, on what ``request`` is given on; None: no limit."""
    if role.rule(kind) is not Rule.ALLOWED:
        return 0
    on = replace(request, kind=kind, redeems=None) if request else Request(kind, 0, "goodwill")
    rooms = [bound.room for bound in (*hard_bounds(on, given, limits), *bounds(on, role, given, limits))]
    return max(min(rooms), 0) if rooms else None


def headroom(role: RoleLimits, given: Given, limits: Limits, request: Request | None = None) -> Headroom:
    """Return what is left for a role after what was given; ``request`` says what a remedy would be given on."""
    left = [limit - used for used, limit, _ in spans(role, given) if limit is not None]
    customer_left = None
    gestures = None
    if given.known_customer:
        if role.customer_sum is not None:
            customer_left = max(role.customer_sum - given.customer, 0)
        if role.customer_count is not None:
            gestures = max(role.customer_count - given.customer_count, 0)
    return Headroom(
        _percent(role, given, limits, request),
        most(Kind.AMOUNT, role, given, limits, request),
        max(min(left), 0) if left else None,
        customer_left,
        role.shift,
        gestures,
        role.customer_days,
    )


def _percent(role: RoleLimits, given: Given, limits: Limits, request: Request | None) -> int | None:
    """Return the largest percentage that may be given alone, in hundredths of a percent."""
    if role.rule(Kind.PERCENT) is not Rule.ALLOWED:
        return 0
    base = request.base if request else None
    if base is None:
        # of what, nobody knows yet: the whole percentage while nothing else stands in its way
        amount = most(Kind.AMOUNT, role, given, limits, request)
        if role.percent is None:
            return None if amount is None else 0
        return role.percent if not given.here and amount != 0 else 0
    room = most(Kind.PERCENT, role, given, limits, request)
    if room is None or base <= 0:
        return role.percent
    return min(role.percent if role.percent is not None else 10000, room * 10000 // base)


def plus(given: Given, request: Request) -> Given:
    """Return what was given with a request on top."""
    value = request.value
    if request.redeems is not None:
        return replace(given, here=given.here + value, discounts=given.discounts + value, whole=_less(given, value))
    return replace(
        given,
        here=given.here + value,
        customer=given.customer + value,
        customer_count=given.customer_count + (request.kind not in PAID_BACK),
        shift=given.shift + value,
        day=given.day + value,
        week=given.week + value,
        month=given.month + value,
        discounts=given.discounts + (value if request.kind in DISCOUNTS else 0),
        paid_back=given.paid_back + (value if request.kind in PAID_BACK else 0),
        whole=_less(given, value if request.kind in DISCOUNTS | PAID_BACK else 0),
    )


def _less(given: Given, value: int) -> int | None:
    return None if given.whole is None else given.whole - value


def money(units: int, limits: Limits) -> str:
    """Return an amount in the words of a reason: ``150.00 SEK``."""
    return f"{decimal_text(units, limits.currency)} {limits.currency}"
