"""A yes, three ways; and every way to get one that nobody gave."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.authority.conftest import PINS, Shop, shop

from agentdesk.authority import actions, codes, requests
from agentdesk.authority.model import How, Kind, Remedy, Verdict
from agentdesk.authority.shipping import shipped
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.errors import DeskError, Refused
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor
from agentdesk.work import approval
from agentdesk.work.authorise import WrongPin, authorise

__all__ = ["shop"]


@pytest.fixture
def asked(shop: Shop) -> Remedy:
    """Aino asks for a voucher of 400.00 for customer 2: R-1."""
    return shop.ask("Aino", shop.wish("voucher", 40000, reason="damaged"), 2)


def code_of(shop: Shop, name: str, request: int) -> str:
    """The eight digits that somebody reads out."""
    with shop.store.reading() as connection:
        person = staff.named(connection, name)
        return approval.code_for(connection, shop.store.path, request, person, shop.clock.now(), shop.store.zone)[0]


def by_pin(shop: Shop, desk: str, request: int, pin: str) -> Remedy:
    return approval.approve_by_pin(shop.store, shop.desks[desk], request, pin)[0]


def by_code(shop: Shop, desk: str, request: int, code: str) -> Remedy:
    return approval.approve_by_code(shop.store, shop.desks[desk], request, code)[0]


def state(shop: Shop, request: int = 1) -> str:
    return actions.existing(shop.store.read(), request).state


# -- the three ways --------------------------------------------------------------------------------------------------


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


# -- a yes that nobody gave ------------------------------------------------------------------------------------------


def test_nobody_approves_their_own_request(shop: Shop) -> None:
    asked = shop.ask("Mira", shop.wish("amount", 300000), 2)
    for desk in ("Mira", "Aino"):
        with pytest.raises(DeskError, match="for themselves"):
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
    with pytest.raises(DeskError, match="for themselves"):
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
    with pytest.raises(Refused, match="not what was asked"):
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
    with pytest.raises(Refused, match="not what was asked"):
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


def test_guessing_ends_after_three_tries_for_codes_and_pins_together(shop: Shop, asked: Remedy) -> None:
    for guess in ("00000000", "12345678"):
        with pytest.raises(approval.WrongCode):
            by_code(shop, "Aino", asked.id, guess)
    with pytest.raises(WrongPin):
        by_pin(shop, "Aino", asked.id, "000001")
    with pytest.raises(Refused, match="3 times"):
        by_pin(shop, "Aino", asked.id, PINS["Mira"])
    with pytest.raises(Refused, match="3 times"):
        by_code(shop, "Aino", asked.id, "00000000")
    assert shop.kinds().count("approval.tried") == 3


def test_the_third_try_may_be_the_right_one(shop: Shop, asked: Remedy) -> None:
    for _ in range(2):
        with pytest.raises(WrongPin):
            by_pin(shop, "Aino", asked.id, "000001")
    assert by_pin(shop, "Aino", asked.id, PINS["Mira"]).state == "given"


def test_eight_digits_at_the_counter_are_a_code_or_a_pin_for_one_try(shop: Shop, asked: Remedy) -> None:
    from agentdesk.staff.pins import hash_pin

    with shop.store.act(shop.desks["Olga"]) as act:
        staff.add(act, "Sven", Role.SUPERVISOR, hash_pin("40281755"))
    for wrong in ("00000001", "00000002"):
        with pytest.raises(WrongPin):
            approval.approve_by_pin_or_code(shop.store, shop.desks["Aino"], asked.id, wrong)
    remedy, _, person = approval.approve_by_pin_or_code(shop.store, shop.desks["Aino"], asked.id, "40281755")
    assert (remedy.state, remedy.how, person.name) == ("given", "pin", "Sven")
    other = shop.ask("Per", shop.wish("gift", 40000), 3)
    code = code_of(shop, "Mira", other.id)
    remedy, _, _ = approval.approve_by_pin_or_code(shop.store, shop.desks["Per"], other.id, code)
    assert (remedy.state, remedy.how) == ("given", "code")


def test_guessing_over_many_requests_locks_the_one_who_guesses(shop: Shop) -> None:
    for number in range(5):
        request = shop.ask("Aino", shop.wish("gift", 40000 + number), None)
        with pytest.raises(WrongPin):
            by_pin(shop, "Aino", request.id, "000001")
    request = shop.ask("Aino", shop.wish("gift", 50000), None)
    with pytest.raises(WrongPin, match="Too many"):
        by_pin(shop, "Aino", request.id, PINS["Mira"])
    assert shop.given() == 0


def test_ones_own_pin_does_not_make_wrong_ones_good(shop: Shop) -> None:
    mira = staff.named(shop.store.read(), "Mira")
    for number in range(5):
        request = shop.ask("Mira", shop.wish("amount", 300000 + number), None)
        with pytest.raises(WrongPin):
            by_pin(shop, "Mira", request.id, "000001")
        if number < 4:
            authorise(shop.store, shop.desks["Mira"], PINS["Mira"], "act-as", whose=mira)
    request = shop.ask("Mira", shop.wish("amount", 310000), None)
    with pytest.raises(WrongPin, match="Too many"):
        by_pin(shop, "Mira", request.id, PINS["Sven"])


KILLED = """
import os, sys
from pathlib import Path
from agentdesk.staff import pins
from agentdesk.store import Actor, open_store
from agentdesk.work import approval

pins.is_pin = lambda encoded, pin: os._exit(9)  # the power goes while the PIN is checked
approval.approve_by_pin(open_store(Path(sys.argv[1])), Actor(int(sys.argv[2]), "desk"), 1, "000001")
"""


def test_a_kill_between_try_and_check_resets_nothing(shop: Shop) -> None:
    # the other process has the machine's own clock, so that the request must still wait on it
    from datetime import UTC, datetime

    shop.clock.moment = datetime.now(UTC)
    asked = shop.ask("Aino", shop.wish("voucher", 40000), 2)
    for tried in (1, 2, 3):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(shop.store.path), str(shop.desks["Aino"].staff)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}, check=False, capture_output=True,
        )  # fmt: skip
        assert done.returncode == 9, done.stderr
        assert actions.existing(shop.store.read(), asked.id).tries == tried
    tries = shop.store.read().execute("SELECT count(*), sum(ok) FROM pin_tries").fetchone()
    assert tuple(tries) == (3, 0)


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


def test_the_secret_behind_the_codes_is_private_and_stays(shop: Shop) -> None:
    secret = approval.store_secret(shop.store.path)
    assert approval.store_secret(shop.store.path) == secret
    path = approval.secret_path(shop.store.path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(DeskError, match="others can read"):
        approval.store_secret(shop.store.path)


def test_codes_differ_by_person_pin_request_and_minute() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
    one = codes.approver_key(b"s" * 32, 1, "pin")
    keys = [one, codes.approver_key(b"s" * 32, 2, "pin"), codes.approver_key(b"s" * 32, 1, "new pin")]
    made = {codes.approval_code(key, "0" * 64, now) for key in keys}
    made |= {codes.approval_code(one, "1" * 64, now), codes.approval_code(one, "0" * 64, now + timedelta(minutes=1))}
    assert len(made) == 5
    assert all(len(code) == 8 and code.isdigit() for code in made)


def test_the_installer_at_a_terminal_is_whoever_has_the_pin(shop: Shop, asked: Remedy) -> None:
    remedy, _, person = approval.approve_by_pin(shop.store, Actor(), asked.id, PINS["Mira"])
    assert (remedy.how, person.name, remedy.kind) == ("terminal", "Mira", Kind.VOUCHER)
