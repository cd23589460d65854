"""A yes, three ways: by PIN at the counter, from the supervisor's own terminal, by a code over the phone."""

import pytest
from tests.authority.conftest import PINS, Shop
from tests.work.approving import asked, by_pin, code_of, shop, state

from agentdesk.authority.model import Remedy, Verdict
from agentdesk.contacts import actions as contacts
from agentdesk.errors import Refused
from agentdesk.work import approval

__all__ = ["asked", "shop"]


def test_by_pin_at_the_counter(shop: Shop, asked: Remedy) -> None:
    remedy, _, person = approval.approve_by_pin(shop.store, shop.desks["Aino"], asked.id, PINS["Mira"])
    assert (remedy.state, remedy.how, person.name) == ("given", "pin", "Mira")
    assert remedy.code is not None
    assert shop.voucher(remedy.code).value == 40000
    approved = next(record for record in shop.log() if record["kind"] == "remedy.approved")
    assert (approved["actor"], approved["data"]["approver"]) == (shop.desks["Aino"].staff, 1)


def test_from_the_supervisors_own_terminal(shop: Shop, asked: Remedy) -> None:
    remedy = by_pin(shop, "Mira", asked.id, PINS["Mira"])
    assert (remedy.state, remedy.how) == ("given", "terminal")
    opened = [record["actor"] for record in shop.log() if record["kind"] == "shift.opened"]
    assert shop.desks["Mira"].staff not in opened, "saying yes opens no shift"


def test_by_a_code_over_the_phone(shop: Shop, asked: Remedy) -> None:
    code = code_of(shop, "Sven", asked.id)
    assert len(code) == 8
    remedy, _, person = approval.approve_by_code(shop.store, shop.desks["Aino"], asked.id, f"{code[:4]} {code[4:]}")
    assert (remedy.state, remedy.how, person.name) == ("given", "code", "Sven")


def test_showing_a_code_writes_nothing_to_the_store(shop: Shop, asked: Remedy) -> None:
    before = shop.store.version(), len(shop.log())
    code_of(shop, "Mira", asked.id)
    assert (shop.store.version(), len(shop.log())) == before


def test_no(shop: Shop, asked: Remedy) -> None:
    approval.refuse_by_pin(shop.store, shop.desks["Mira"], asked.id, PINS["Mira"])
    assert state(shop) == "refused"
    with pytest.raises(Refused, match="refused already"):
        by_pin(shop, "Mira", asked.id, PINS["Mira"])
    assert shop.given() == 0


def test_the_agent_goes_on_meanwhile_parks_and_withdraws(shop: Shop, asked: Remedy) -> None:
    shop.give("Aino", shop.wish("amount", 10000), 1)  # parks the customer who waits
    with shop.act("Aino") as act:
        contacts.resume(act, contacts.existing(act, asked.contact or 0))
    shop.undo("Aino", asked)
    assert state(shop) == "withdrawn"


def test_a_yes_spends_the_approvers_authority_not_the_agents_shift(shop: Shop, asked: Remedy) -> None:
    by_pin(shop, "Aino", asked.id, PINS["Mira"])
    decision = shop.check("Aino", shop.wish("amount", 15000), 1)
    assert (decision.verdict, decision.before.shift_left) == (Verdict.ALLOWED, 50000)
    assert shop.check("Aino", shop.wish("amount", 1), 2).verdict is Verdict.APPROVAL, "the customer got it all the same"


def test_an_approved_voucher_on_top_is_used_by_the_yes(shop: Shop) -> None:
    given = shop.give("Aino", shop.wish("voucher", 10000), 1).remedy
    assert given is not None
    assert given.code is not None
    shop.finish("Aino")
    shop.give("Aino", shop.wish("amount", 10000), None)
    request = shop.use("Aino", given.code, None, on=50000).remedy
    assert request is not None
    by_pin(shop, "Aino", request.id, PINS["Mira"])
    assert shop.voucher(given.code).state == "used"
    assert state(shop, request.id) == "redeemed"
    assert shop.given() == 20000, "a voucher counts once"
