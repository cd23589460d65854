"""Guessing a PIN or a code: tries are counted before they are checked, and nothing resets them."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.authority.conftest import PINS, Shop
from tests.patience import PATIENCE
from tests.work.approving import asked, by_code, by_pin, code_of, shop

from agentdesk.authority import actions, codes
from agentdesk.authority.model import Kind, Remedy
from agentdesk.errors import DeskError, Refused
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Actor
from agentdesk.work import approval
from agentdesk.work.authorise import WrongPin, authorise

__all__ = ["asked", "shop"]


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


def test_guessing_under_the_names_of_others_ends_too(shop: Shop) -> None:
    tried = 0
    for number in range(approval.EVERYBODYS_FREE_TRIES):
        name = ("Aino", "Per", "Sixten")[number % 3]
        request = shop.ask(name, shop.wish("gift", 100000 + number), None)
        with pytest.raises(WrongPin, match="not right"):
            by_pin(shop, name, request.id, "000001")
        shop.finish(name)
        tried += 1
    assert tried > 2 * 5, "more than one name alone could try"
    request = shop.ask("Per", shop.wish("gift", 90000), None)
    with pytest.raises(WrongPin, match="Too many"):
        by_pin(shop, "Per", request.id, PINS["Mira"])
    assert by_pin(shop, "Mira", request.id, PINS["Mira"]).how == "terminal", "from her own terminal she can"


def test_a_lock_outlives_a_clock_set_back(shop: Shop) -> None:
    for number in range(5):
        request = shop.ask("Aino", shop.wish("gift", 40000 + number), None)
        with pytest.raises(WrongPin):
            by_pin(shop, "Aino", request.id, "000001")
    request = shop.ask("Aino", shop.wish("gift", 50000), None)
    shop.clock.advance(minutes=-30)
    with pytest.raises(WrongPin, match="Too many"):
        by_pin(shop, "Aino", request.id, PINS["Mira"])
    shop.clock.advance(minutes=32)
    assert by_pin(shop, "Aino", request.id, PINS["Mira"]).state == "given"


def test_no_pin_and_no_code_is_checked_under_the_write_lock(
    shop: Shop, asked: Remedy, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Thread

    from agentdesk.staff import pins
    from agentdesk.store import open_store

    wrote: list[str] = []
    real = pins.is_pin

    def write_meanwhile(encoded: str, pin: str) -> bool:
        def act() -> None:
            other = open_store(shop.store.path, shop.clock, zone=shop.store.zone)
            with other.act(shop.desks["Per"]) as act:
                wrote.append(act.id)
            other.close()

        thread = Thread(target=act, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "another desk waited for the lock while a PIN was checked"
        return real(encoded, pin)

    monkeypatch.setattr(pins, "is_pin", write_meanwhile)
    by_pin(shop, "Aino", asked.id, PINS["Mira"])
    authorise(shop.store, shop.desks["Aino"], PINS["Mira"], "stock.set")
    assert len(wrote) >= 2


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


def test_the_secret_behind_the_codes_is_private_and_stays(shop: Shop) -> None:
    secret = approval.store_secret(shop.store.path)
    assert approval.store_secret(shop.store.path) == secret
    path = approval.secret_path(shop.store.path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(DeskError, match="others can read"):
        approval.store_secret(shop.store.path)


def test_codes_differ_by_person_pin_request_and_minute() -> None:

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
