"""Never a dead end: what can be given instead, best first, and who says yes to more, or who could."""

import pytest
from tests.authority.conftest import Shop

from agentdesk.authority import actions
from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.authority.shipping import shipped
from agentdesk.shift import actions as shifts
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role


def test_the_largest_remedy_comes_first_in_percent_where_that_reaches_further(shop: Shop) -> None:
    decision = shop.check("Aino", Request(Kind.AMOUNT, 90000, "late", base=200000), 2)
    best = decision.instead[0]
    assert (best.kind, best.value, best.points, best.why) == ("percent", 20000, 1000, "10 %, the most you may give now")
    assert [each.kind for each in decision.instead] == ["percent", "voucher", "gift", "set-aside", "approval"]
    wanted = Request(Kind(best.kind), best.value or 0, "late", best.points, 200000)
    assert shop.give("Aino", wanted, 2).decision.verdict is Verdict.ALLOWED


def test_a_percentage_above_ones_limit_becomes_the_one_within_it(shop: Shop) -> None:
    decision = shop.check("Aino", shop.wish("percent", 2000, on=500000), None)
    assert (decision.instead[0].kind, decision.instead[0].value) == ("percent", 50000)
    # of little an amount reaches further
    decision = shop.check("Aino", shop.wish("percent", 2000, on=100000), None)
    assert (decision.instead[0].kind, decision.instead[0].value) == ("amount", 15000)


def test_it_is_said_who_may_say_yes_those_on_shift_first(shop: Shop) -> None:
    with shop.act("Sven"):
        pass
    decision = shop.check("Aino", shop.wish("amount", 40000), 2)
    assert [each.words for each in decision.above] == ["Sven (on shift)", "Mira (by phone)", "Olga (by phone)"]
    last = decision.instead[-1]
    assert (last.kind, last.why) == ("approval", "Sven (on shift) or Mira (by phone) or Olga (by phone) can say yes")
    with shop.store.act(shop.desks["Sven"]) as act:
        shifts.pause(act)
    assert shop.check("Aino", shop.wish("amount", 40000), 2).above[0].words == "Mira (by phone)"


def test_above_a_supervisor_only_the_owner_is_named(shop: Shop) -> None:
    decision = shop.check("Aino", shop.wish("amount", 500001), 2)
    assert [each.name for each in decision.above] == ["Olga"]


def without(shop: Shop, *names: str) -> None:
    with shop.store.act(shop.desks["Mira"]) as act:
        for name in names:
            staff.retire(act, name)


def test_where_nobody_can_say_yes_it_is_said_who_could_and_asking_is_not_offered(shop: Shop) -> None:
    without(shop, "Olga")
    decision = shop.check("Aino", shop.wish("amount", 500001), 2)
    assert decision.verdict is Verdict.APPROVAL
    assert decision.nobody == "nobody else here may say yes to it: it takes an owner with a PIN"
    assert decision.why.endswith(decision.nobody)
    assert [each.kind for each in decision.instead] == ["amount", "voucher", "gift", "set-aside"]


def test_the_last_supervisor_is_told_that_nobody_else_may(shop: Shop) -> None:
    without(shop, "Olga", "Sven")
    decision = shop.check("Mira", shop.wish("amount", 200001), 2)
    assert decision.above == ()
    assert "it takes a supervisor with a PIN" in decision.why
    assert decision.instead[0].value == 200000


def test_where_the_limits_let_nobody_say_yes_that_is_the_reason(shop: Shop) -> None:
    shop.limits(shipped() + 'approves = "0"\n')
    decision = shop.check("Aino", shop.wish("amount", 500001), 2)
    assert decision.nobody == (
        "nobody else here may say yes to it: no role may: 5000.01 SEK altogether is above the 0.00 SEK of an owner"
    )


def test_a_refusal_to_give_says_whether_to_take_something_else_or_to_ask(shop: Shop) -> None:
    contact = shop.talk("Aino", 2)
    with pytest.raises(actions.NeedsApproval, match="or ask for approval"), shop.act("Aino") as act:
        actions.give(act, shop.wish("amount", 40000), 2, contact.id)
    without(shop, "Olga", "Sven")
    with shop.store.act(shop.desks["Per"]) as act:
        staff.add(act, "Mira", Role.AGENT)
    with pytest.raises(actions.NeedsApproval, match="it takes a supervisor"), shop.act("Aino") as act:
        actions.give(act, shop.wish("amount", 40000), 2, contact.id)


def test_a_kind_that_a_role_never_gives_says_who_may(shop: Shop) -> None:
    shop.limits(shipped().replace('gift = "allowed"', 'gift = "denied"', 1))
    decision = shop.check("Aino", shop.wish("gift", 5000), 2)
    assert (decision.verdict, decision.why) == (Verdict.DENIED, "an agent never gives this: gift; a senior may")
    assert decision.instead[0].kind == "amount"


def test_using_a_voucher_gives_no_new_one(shop: Shop) -> None:
    from agentdesk.errors import Refused

    given = shop.give("Aino", shop.wish("voucher", 10000), 1).remedy
    assert given is not None
    with pytest.raises(Refused, match="no new one"), shop.act("Aino") as act:
        actions.give(act, Request(Kind.VOUCHER, 10000, "late", redeems=1), 1, given.contact)
