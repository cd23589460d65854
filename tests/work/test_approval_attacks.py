"""Every way to get a yes that nobody gave: to something else, by somebody else, twice, too late."""

import pytest
from tests.authority.conftest import PINS, Shop
from tests.work.approving import asked, by_code, by_pin, code_of, shop, state

from agentdesk.authority import actions, requests
from agentdesk.authority.model import How, Remedy, Verdict
from agentdesk.authority.shipping import shipped
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.errors import DeskError, Refused
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.work import approval
from agentdesk.work.authorise import WrongPin

__all__ = ["asked", "shop"]


def test_nobody_approves_their_own_request(shop: Shop) -> None:
    asked = shop.ask("Mira", shop.wish("amount", 300000), 2)
    for desk in ("Mira", "Aino"):
        with pytest.raises(DeskError, match="their own request"):
            by_pin(shop, desk, asked.id, PINS["Mira"])
    with pytest.raises(DeskError):
        code_of(shop, "Mira", asked.id)
    with pytest.raises(requests.NotYours), shop.store.act(shop.desks["Mira"]) as act:
        requests.approve(act, asked.id, shop.desks["Mira"].staff, How.TERMINAL)
    assert state(shop) == "asked"
    assert shop.given() == 0


def test_two_people_with_the_same_pin_are_still_not_two_people(shop: Shop) -> None:
    from agentdesk.staff.pins import hash_pin

    with shop.store.act(shop.desks["Olga"]) as act:
        staff.add(act, "Sven", Role.SUPERVISOR, hash_pin(PINS["Mira"]))
    asked = shop.ask("Mira", shop.wish("amount", 300000), 2)
    with pytest.raises(DeskError, match="their own request"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])


def test_a_role_that_does_not_reach_so_far_cannot_say_yes(shop: Shop) -> None:
    asked = shop.ask("Aino", shop.wish("amount", 500001), 2)
    with pytest.raises(requests.NotYours, match="SEK of a supervisor"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])
    assert by_pin(shop, "Olga", asked.id, PINS["Olga"]).state == "given"


def test_small_parts_of_something_large_are_still_large(shop: Shop) -> None:
    first = shop.ask("Aino", shop.wish("amount", 400000), 2)
    by_pin(shop, "Mira", first.id, PINS["Mira"])
    second = shop.ask("Per", shop.wish("amount", 150000), 2)
    with pytest.raises(requests.NotYours):
        by_pin(shop, "Sven", second.id, PINS["Sven"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", 400000), ("kind", "refund"), ("customer", 3), ("contact", None), ("reason", "late"), ("staff", 3),
        ("base", 1), ("points", 5000), ("order_id", 1), ("expires_at", "2027-01-01T00:00:00.000Z"), ("days", 9999),
        ("currency", "JPY"),
    ],
)  # fmt: skip
def test_approve_then_edit_any_change_voids_the_code_and_the_yes(
    shop: Shop, asked: Remedy, column: str, value: object
) -> None:
    code = code_of(shop, "Mira", asked.id)
    with shop.store.act(shop.desks["Aino"]) as act:
        act.execute(f"UPDATE remedies SET {column} = ? WHERE id = 1", (value,))
    with pytest.raises(DeskError):
        by_code(shop, "Aino", asked.id, code)
    with pytest.raises(DeskError):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])
    assert shop.given() == 0


def test_something_given_in_between_voids_it_and_taking_it_back_mends_it(shop: Shop, asked: Remedy) -> None:
    other = shop.give("Aino", shop.wish("amount", 5000), 2)
    assert other.decision.verdict is Verdict.ALLOWED
    assert other.remedy is not None
    with pytest.raises(Refused, match="no longer what was asked"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])
    shop.undo("Aino", other.remedy)
    by_pin(shop, "Mira", asked.id, PINS["Mira"])
    assert shop.given() == 40000


def test_a_walk_in_who_turns_out_to_be_a_customer_voids_it(shop: Shop) -> None:
    asked = shop.ask("Aino", shop.wish("amount", 40000), None)
    with shop.act("Aino") as act:
        talk = contact_records.open_of(act.connection, act.actor.staff)
        assert talk is not None
        contacts.describe(act, talk, customer=1)
    with pytest.raises(Refused, match="no longer what was asked"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])


def test_replay_a_yes_works_once(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Mira", asked.id)
    by_code(shop, "Aino", asked.id, code)
    for again in (asked.id, shop.ask("Per", shop.wish("voucher", 40000, reason="damaged"), 3).id):
        with pytest.raises(DeskError):
            by_code(shop, "Aino", again, code)
    assert shop.given() == 40000


def test_undo_and_redo_needs_a_new_yes(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Mira", asked.id)
    remedy = by_code(shop, "Aino", asked.id, code)
    shop.undo("Aino", remedy)
    with pytest.raises(Refused, match="undone already"):
        by_code(shop, "Aino", asked.id, code)
    assert shop.check("Aino", shop.wish("voucher", 40000, reason="damaged"), 2).verdict is Verdict.APPROVAL


def test_a_code_lives_five_minutes(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Mira", asked.id)
    shop.clock.advance(minutes=5)
    with pytest.raises(approval.WrongCode):
        by_code(shop, "Aino", asked.id, code)
    code = code_of(shop, "Mira", asked.id)
    shop.clock.advance(minutes=3)
    by_code(shop, "Aino", asked.id, code)


def test_a_code_from_a_clock_ahead_is_not_valid_yet(shop: Shop, asked: Remedy) -> None:
    shop.clock.advance(minutes=10)
    code = code_of(shop, "Mira", asked.id)
    shop.clock.advance(minutes=-10)
    with pytest.raises(approval.WrongCode):
        by_code(shop, "Aino", asked.id, code)


def test_an_expired_request_stays_expired_when_the_clock_is_set_back(shop: Shop, asked: Remedy) -> None:
    shop.clock.advance(minutes=61)
    with pytest.raises(Refused, match="expired"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])
    shop.give("Aino", shop.wish("amount", 100), 1)  # the log has seen how late it is
    shop.clock.advance(minutes=-61)
    with pytest.raises(Refused, match="expired"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])


def test_an_expired_code_stays_expired_when_the_clock_is_set_back(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Mira", asked.id)
    shop.clock.advance(minutes=20)
    shop.give("Aino", shop.wish("amount", 100), 1)
    shop.clock.advance(minutes=-20)
    with pytest.raises(approval.WrongCode):
        by_code(shop, "Aino", asked.id, code)


def test_a_code_for_another_request_is_none_for_this(shop: Shop, asked: Remedy) -> None:
    other = shop.ask("Per", shop.wish("voucher", 40000, reason="damaged"), 3)
    with pytest.raises(approval.WrongCode):
        by_code(shop, "Aino", asked.id, code_of(shop, "Mira", other.id))


def test_adding_oneself_as_supervisor_changes_no_request_of_ones_own(shop: Shop, asked: Remedy) -> None:
    from agentdesk.staff.pins import hash_pin

    with shop.store.act(shop.desks["Mira"]) as act:  # the command asks for a PIN; here: what if it happened
        staff.add(act, "Aino", Role.SUPERVISOR, hash_pin("918273"))
    with pytest.raises(DeskError):
        by_pin(shop, "Aino", asked.id, "918273")
    assert state(shop) == "asked"


def test_who_lost_the_role_says_no_more_yes(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Sven", asked.id)
    with shop.store.act(shop.desks["Mira"]) as act:
        staff.add(act, "Sven", Role.AGENT)
    with pytest.raises(approval.WrongCode):
        by_code(shop, "Aino", asked.id, code)
    with pytest.raises(WrongPin):
        by_pin(shop, "Aino", asked.id, PINS["Sven"])


def test_a_kind_that_the_limits_deny_since_is_not_approved(shop: Shop, asked: Remedy) -> None:
    shop.limits(shipped().replace('voucher = "allowed"', 'voucher = "denied"', 1))
    with pytest.raises(Refused, match="never gives"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])


def test_what_no_yes_can_allow_is_not_even_asked(shop: Shop) -> None:
    talk = shop.talk("Aino", 1)
    with pytest.raises(actions.NeverGiven), shop.act("Aino") as act:
        actions.ask(act, shop.wish("refund", 84901, order=1), 1, talk.id)


def test_an_agent_without_approving_authority_cannot_say_yes_or_no(shop: Shop, asked: Remedy) -> None:
    with pytest.raises(requests.NotYours), shop.store.act(shop.desks["Per"]) as act:
        requests.approve(act, asked.id, shop.desks["Per"].staff, How.TERMINAL)
    with pytest.raises(requests.NotYours), shop.store.act(shop.desks["Per"]) as act:
        requests.refuse(act, asked.id, shop.desks["Per"].staff, How.TERMINAL)
