"""Ways past a limit that go round the rules: another role, the store changed from outside, the clock set back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.authority.conftest import Shop
from tests.authority.test_attacks import freely

from agentdesk.authority import records
from agentdesk.authority.limits import text_hash
from agentdesk.authority.model import Verdict
from agentdesk.authority.shipping import shipped
from agentdesk.errors import Refused, StoreError
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role


def test_acting_as_another_role_is_judged_by_the_role_in_the_store(shop: Shop) -> None:
    with shop.store.act(shop.desks["Mira"]) as act:
        staff.add(act, "Sixten", Role.AGENT)
    assert shop.check("Sixten", shop.wish("amount", 40000), 2).verdict is Verdict.APPROVAL


def test_a_retired_person_gives_nothing(shop: Shop) -> None:
    with shop.store.act(shop.desks["Mira"]) as act:
        staff.retire(act, "Aino")
    with pytest.raises(Refused, match="no longer works"):
        shop.check("Aino", shop.wish("amount", 1), 2)


TAMPER = """
import sys
from agentdesk.store.engine import engine

connection = engine.connect(sys.argv[1], isolation_level=None)
for number in range(2, len(sys.argv), 2):
    connection.execute(sys.argv[number], (sys.argv[number + 1],) if sys.argv[number + 1] else ())
"""


def tamper(shop: Shop, *statements: tuple[str, str]) -> None:
    """Change the store from outside, as whoever owns the file can."""
    words = [part for statement in statements for part in statement]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    subprocess.run([sys.executable, "-c", TAMPER, str(shop.store.path), *words], env=env, check=True)


def test_limits_edited_behind_a_running_desk_are_noticed(shop: Shop) -> None:
    looser = shipped().replace('most_amount = "150"', 'most_amount = "99999"')
    shop.check("Aino", shop.wish("amount", 1), 2)
    with pytest.raises(Exception, match="kept as it was set"), shop.act("Aino") as act:
        act.execute("UPDATE limits SET text = ?", (looser,))
    tamper(shop, ("DROP TRIGGER limits_are_never_changed", ""), ("UPDATE limits SET text = ?", looser))
    with pytest.raises(StoreError, match="not those that were set"):
        shop.check("Aino", shop.wish("amount", 40000), 2)
    tamper(shop, ("UPDATE limits SET hash = ?", text_hash(looser)))
    with pytest.raises(StoreError, match="not those that were set"):
        shop.check("Aino", shop.wish("amount", 40000), 2)


def test_a_version_slipped_in_without_the_log_does_not_count(shop: Shop) -> None:
    looser = shipped().replace('most_amount = "150"', 'most_amount = "99999"')
    with shop.store.act(shop.desks["Mira"]) as act:
        records.add_limits(act, 2, text_hash(looser), looser, 1)
    with pytest.raises(StoreError, match="not those that were set"):
        shop.check("Aino", shop.wish("amount", 40000), 2)


def test_a_clock_set_back_gives_no_new_budget(shop: Shop) -> None:
    freely(shop, shift="200")
    shop.give("Aino", shop.wish("amount", 15000), 1)
    shop.clock.advance(days=-3)
    assert shop.check("Aino", shop.wish("amount", 5001), 2).verdict is Verdict.APPROVAL
    assert shop.check("Per", shop.wish("amount", 1), 1).verdict is Verdict.ALLOWED
