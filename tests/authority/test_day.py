"""Remedies through a day: within authority at once, above it with a yes, and always something that can be given."""

import pytest
from tests.authority.conftest import Shop

from agentdesk.authority import actions
from agentdesk.authority.model import Verdict
from agentdesk.errors import Refused


def test_what_is_within_authority_is_given_and_headroom_shrinks(shop: Shop) -> None:
    outcome = shop.give("Aino", shop.wish("amount", 15000), 1)
    assert outcome.decision.verdict is Verdict.ALLOWED
    assert outcome.decision.before.shift_left == 50000
    assert outcome.decision.after.shift_left == 35000
    assert outcome.remedy is not None
    assert outcome.remedy.word == "R-1"
    assert shop.log()[-1]["data"]["limits"] == outcome.decision.limits_hash


def test_a_percentage_is_shown_in_money_first(shop: Shop) -> None:
    decision = shop.check("Aino", shop.wish("percent", 1000, order=1), 1)
    assert (decision.verdict, decision.value) == (Verdict.ALLOWED, 8490)


def test_above_it_the_best_alternative_comes_first_and_all_are_within_authority(shop: Shop) -> None:
    decision = shop.check("Aino", shop.wish("amount", 40000, order=1), 1)
    assert decision.verdict is Verdict.APPROVAL
    assert [each.kind for each in decision.instead] == ["amount", "voucher", "gift", "set-aside", "approval"]
    for each in decision.instead[:3]:
        assert each.value is not None
        assert shop.check("Aino", shop.wish(each.kind, each.value, order=1), 1).verdict is Verdict.ALLOWED


def test_more_than_the_price_is_denied_to_everybody(shop: Shop) -> None:
    for name in ("Aino", "Mira", "Olga"):
        decision = shop.check(name, shop.wish("amount", 84901, order=1), 1)
        assert decision.verdict is Verdict.DENIED
        assert "approval" not in {each.kind for each in decision.instead}
    assert shop.check("Olga", shop.wish("amount", 84900, order=1), 1).verdict is Verdict.ALLOWED


def test_the_owner_has_no_ceiling(shop: Shop) -> None:
    assert shop.check("Olga", shop.wish("amount", 10**12), 2).verdict is Verdict.ALLOWED


def test_a_kind_that_a_role_never_gives_is_denied_with_something_else_instead(shop: Shop) -> None:
    from agentdesk.authority.shipping import shipped

    shop.limits(shipped().replace('gift = "allowed"', 'gift = "denied"', 1))
    decision = shop.check("Aino", shop.wish("gift", 5000), 1)
    assert decision.verdict is Verdict.DENIED
    assert decision.instead[0].kind == "amount"


def test_below_the_margin_floor_needs_a_yes_where_the_cost_is_known(shop: Shop) -> None:
    assert shop.check("Mira", shop.wish("amount", 24900, order=1), 1).verdict is Verdict.ALLOWED
    decision = shop.check("Mira", shop.wish("amount", 24901, order=1), 1)
    assert (decision.verdict, decision.why) == (Verdict.APPROVAL, "below the margin that must stay")


def test_undoing_gives_the_room_back_and_stays_in_the_log(shop: Shop) -> None:
    outcome = shop.give("Aino", shop.wish("amount", 15000), 1)
    assert outcome.remedy is not None
    shop.undo("Aino", outcome.remedy)
    assert shop.given() == 0
    assert shop.kinds()[-1] == "remedy.undone"
    with pytest.raises(Refused, match="undone"):
        shop.undo("Aino", outcome.remedy)


def test_nothing_is_undone_for_somebody_else_or_after_the_contact(shop: Shop) -> None:
    outcome = shop.give("Aino", shop.wish("amount", 15000), 1)
    assert outcome.remedy is not None
    with pytest.raises(Refused, match="somebody else"):
        shop.undo("Per", outcome.remedy)
    shop.finish("Aino")
    with pytest.raises(Refused, match="finished"):
        shop.undo("Aino", outcome.remedy)
    assert shop.given() == 15000


def test_a_new_limits_file_counts_from_the_next_decision_on(shop: Shop) -> None:
    from agentdesk.authority.shipping import shipped

    before = shop.check("Aino", shop.wish("amount", 15000), 1)
    shop.limits(shipped().replace('most_amount = "150"', 'most_amount = "0"'))
    after = shop.check("Aino", shop.wish("amount", 1), 1)
    assert after.verdict is Verdict.APPROVAL
    assert before.limits_hash != after.limits_hash
    assert actions.current_limits(shop.store.read(), "SEK").version == 2
