"""The one decision, as properties: headroom and decision never disagree, nothing stacks past a limit."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.authority import bounds, codes, rules
from agentdesk.authority.model import DISCOUNTS, PAID_BACK, Given, Kind, Limits, Request, RoleLimits, Rule, Verdict
from agentdesk.money import share

money = st.integers(0, 5000)
limit = st.none() | money
roles = st.builds(
    RoleLimits, st.just("agent"), st.dictionaries(st.sampled_from(Kind), st.sampled_from(Rule)),
    st.none() | st.integers(0, 10000), limit, limit, st.none() | st.integers(0, 3), st.just(90), limit, limit, limit, limit, limit,
)  # fmt: skip
before = st.builds(Given, money, money, st.integers(0, 4), money, money, money, money, money, money, st.booleans())
limits_of = st.builds(Limits, st.just(1), st.just("h"), st.just({}), st.none() | st.integers(0, 3000))


@st.composite
def wishes(draw: st.DrawFn) -> Request:
    kind = draw(st.sampled_from(Kind))
    base = draw(st.integers(1, 5000)) if kind is Kind.PERCENT or draw(st.booleans()) else None
    points = draw(st.integers(1, 10000)) if kind is Kind.PERCENT else None
    value = share(base, points) if base is not None and points is not None else draw(st.integers(1, 6000))
    return Request(kind, value, "late", points, base, draw(st.none() | money))


@given(wishes(), roles, before, limits_of)
@settings(max_examples=120, deadline=None)
def test_the_most_is_allowed_and_one_more_is_not(wish: Request, role: RoleLimits, was: Given, limits: Limits) -> None:
    most = bounds.most(wish.kind, role, was, limits, wish)
    if wish.kind is Kind.PERCENT:
        return
    for value in {1, wish.value, *((most, most + 1) if most is not None else ())} - {0}:
        request = Request(wish.kind, value, "late", None, wish.base, wish.cost)
        allowed = rules.decide(request, role, was, limits).verdict is Verdict.ALLOWED
        assert allowed == (most is None or value <= most)


@given(wishes(), roles, before, limits_of)
@settings(max_examples=100, deadline=None)
def test_what_headroom_shows_can_be_given(wish: Request, role: RoleLimits, was: Given, limits: Limits) -> None:
    room = rules.decide(wish, role, was, limits).before
    if room.amount:
        assert (
            rules.decide(
                Request(Kind.AMOUNT, room.amount, "late", None, wish.base, wish.cost), role, was, limits
            ).verdict
            is Verdict.ALLOWED
        )
    if room.percent and wish.base and share(wish.base, room.percent):
        request = Request(Kind.PERCENT, share(wish.base, room.percent), "late", room.percent, wish.base, wish.cost)
        assert rules.decide(request, role, was, limits).verdict is Verdict.ALLOWED


@given(wishes(), roles, before, limits_of)
@settings(max_examples=100, deadline=None)
def test_no_refusal_without_a_way_on(wish: Request, role: RoleLimits, was: Given, limits: Limits) -> None:
    decision = rules.decide(wish, role, was, limits)
    assert decision.why
    if decision.verdict is Verdict.ALLOWED:
        assert not decision.instead
        return
    assert decision.instead
    for each in decision.instead:
        if each.kind not in ("set-aside", "approval"):
            assert each.value is not None
            request = Request(Kind(each.kind), each.value, "late", None, wish.base, wish.cost)
            assert rules.decide(request, role, was, limits).verdict is Verdict.ALLOWED, "an alternative that is none"
    assert ("approval" in {each.kind for each in decision.instead}) == (decision.verdict is Verdict.APPROVAL)


@given(wishes(), roles, before, limits_of)
@settings(max_examples=100, deadline=None)
def test_what_is_given_leaves_less_never_more(wish: Request, role: RoleLimits, was: Given, limits: Limits) -> None:
    decision = rules.decide(wish, role, was, limits)
    for name in ("percent", "amount", "shift_left", "customer_left", "gestures_left"):
        left, after = getattr(decision.before, name), getattr(decision.after, name)
        assert (left is None) == (after is None)
        assert left is None or after <= left


@given(wishes(), roles, before, limits_of)
@settings(max_examples=100, deadline=None)
def test_allowed_means_within_every_limit_recomputed_by_hand(
    wish: Request, role: RoleLimits, was: Given, limits: Limits
) -> None:
    if rules.decide(wish, role, was, limits).verdict is not Verdict.ALLOWED:
        return
    value = wish.value
    assert role.rules.get(wish.kind) is Rule.ALLOWED
    spent = ((was.shift, role.shift), (was.day, role.day), (was.week, role.week), (was.month, role.month))
    assert all(top is None or used + value <= top for used, top in spent)
    if was.known_customer:
        assert role.customer_sum is None or was.customer + value <= role.customer_sum
        assert role.customer_count is None or wish.kind in PAID_BACK or was.customer_count < role.customer_count
    if wish.base is not None and wish.kind in DISCOUNTS | PAID_BACK:
        assert was.discounts + was.paid_back + value <= wish.base
    if wish.kind is not Kind.PERCENT and role.amount is not None:
        assert was.here + value <= role.amount
    if wish.kind is Kind.PERCENT and role.percent is not None:
        assert wish.base is not None
        assert value <= share(wish.base, role.percent)


def test_a_limit_of_nothing_means_always_ask() -> None:
    free = dict.fromkeys(Kind, Rule.ALLOWED)
    role = RoleLimits("agent", free, None, None, None, None, 90, None, None, None, None, None)
    assert rules.decide(Request(Kind.AMOUNT, 1, "late"), role, Given(), Limits(1, "h", {})).verdict is Verdict.ALLOWED
    for name in ("amount", "customer_sum", "customer_count", "shift", "day", "week", "month"):
        from dataclasses import replace

        asks = replace(role, **{name: 0})  # type: ignore[arg-type]  # each of them is a number
        assert (
            rules.decide(Request(Kind.AMOUNT, 1, "late"), asks, Given(), Limits(1, "h", {})).verdict is Verdict.APPROVAL
        )


def test_only_one_of_percent_and_amount_in_the_file_counts_for_both() -> None:
    free = dict.fromkeys(Kind, Rule.ALLOWED)
    only_percent = RoleLimits("agent", free, 1000, None, None, None, 90, None, None, None, None, None)
    limits = Limits(1, "h", {})
    assert bounds.most(Kind.AMOUNT, only_percent, Given(), limits, Request(Kind.AMOUNT, 1, "late", base=1000)) == 100
    assert bounds.most(Kind.AMOUNT, only_percent, Given(), limits) == 0
    only_amount = RoleLimits("agent", free, None, 150, None, None, 90, None, None, None, None, None)
    assert bounds.most(Kind.PERCENT, only_amount, Given(), limits, Request(Kind.PERCENT, 1, "late", base=1000)) == 150


def test_without_limits_any_percentage_is_left_whatever_was_given() -> None:
    free = RoleLimits(
        "owner", dict.fromkeys(Kind, Rule.ALLOWED), None, None, None, None, 90, None, None, None, None, None
    )
    for here in (0, 5000):
        assert bounds.headroom(free, Given(here), Limits(1, "h", {})).percent is None


# -- codes -----------------------------------------------------------------------------------------------------------

letters = st.integers(0, len(codes.ALPHABET) - 1)


@given(st.lists(letters, min_size=15, max_size=15), st.integers(0, 15), letters)
@settings(max_examples=300)
def test_a_voucher_code_with_one_letter_wrong_is_none(values: list[int], place: int, other: int) -> None:
    source = iter(values)
    code = codes.new_voucher_code(lambda _: next(source))
    assert codes.read_voucher_code(codes.shown_voucher_code(code).lower()) == code
    wrong = code[:place] + codes.ALPHABET[other] + code[place + 1 :]
    assert (codes.read_voucher_code(wrong) is None) == (wrong != code)


@given(st.lists(letters, min_size=15, max_size=15), st.integers(0, 15), st.integers(0, 15))
@settings(max_examples=300)
def test_two_letters_exchanged_are_noticed(values: list[int], one: int, two: int) -> None:
    source = iter(values)
    code = codes.new_voucher_code(lambda _: next(source))
    mixed = list(code)
    mixed[one], mixed[two] = mixed[two], mixed[one]
    assert (codes.read_voucher_code("".join(mixed)) is None) == ("".join(mixed) != code)


@given(st.text(string.printable, max_size=20))
def test_no_text_breaks_reading_a_code(text: str) -> None:
    codes.read_voucher_code(text)
