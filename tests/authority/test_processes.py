"""Sixteen processes, one shift budget: not one minor unit over; and one voucher, one yes, used once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.authority.conftest import Shop

from agentdesk.authority.model import Request, Verdict
from agentdesk.authority.shipping import shipped

SPEND = """
import sys
from pathlib import Path
from agentdesk.authority.model import Kind, Request, Verdict
from agentdesk.store import Actor, open_store
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask

store = open_store(Path(sys.argv[1]), zone="Europe/Stockholm")
given = 0
for value in [int(part) for part in sys.argv[3].split(",")]:
    with on_shift(store, Actor(int(sys.argv[2]), "desk")) as act:
        outcome = give_or_ask(act, Request(Kind.GIFT, value, "late"), None)
    given += value if outcome.decision.verdict is Verdict.ALLOWED else 0
print(given)
"""

USE = """
import sys
from pathlib import Path
from agentdesk.authority import vouchers
from agentdesk.errors import DeskError
from agentdesk.store import Actor, open_store
from agentdesk.work.attend import on_shift
from agentdesk.work.give import give_or_ask

store = open_store(Path(sys.argv[1]), zone="Europe/Stockholm")
try:
    with on_shift(store, Actor(int(sys.argv[2]), "desk")) as act:
        voucher = vouchers.of_code(act.connection, sys.argv[3])
        wanted = vouchers.to_use(act.connection, voucher, act.now, customer=None, on=None, currency="SEK")
        print(int(give_or_ask(act, wanted, None).voucher is not None))
except DeskError:
    print(0)
"""


KILLED = SPEND.replace(
    "    given += value if outcome.decision.verdict is Verdict.ALLOWED else 0\nprint(given)",
    """
    if outcome.decision.verdict is Verdict.ALLOWED:
        print(value, flush=True)""",
)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}


def together(script: str, *arguments: list[str]) -> list[int]:
    """Run one process for each list of arguments, all at once; returns what each printed."""
    env = environment()
    running = [
        subprocess.Popen([sys.executable, "-c", script, *each], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for each in arguments
    ]  # fmt: skip
    done = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * len(running), [errors for _, errors in done]
    return [int(output) for output, _ in done]


def loose(shop: Shop) -> None:
    """An agent's shift budget alone stands in the way: 500.00."""
    shop.limits(shipped().replace('most_amount = "150"', 'most_amount = "99999"').replace('month = "5000"', ""))


@pytest.mark.parametrize(("processes", "gifts"), [(4, 12), pytest.param(16, 40, marks=pytest.mark.full)])
def test_processes_spend_one_shift_budget_to_the_last_unit_and_not_one_more(
    shop: Shop, processes: int, gifts: int
) -> None:
    loose(shop)
    aino = shop.desks["Aino"].staff
    value = [f"{1_700 + 13 * number}" for number in range(gifts - 4)] + ["100", "10", "1", "1"]
    spent = together(SPEND, *([str(shop.store.path), str(aino), ",".join(value)] for _ in range(processes)))
    total = shop.given()
    assert total == sum(spent)
    assert total <= 50_000
    assert total > 50_000 - 1_700, "the budget was there to be spent"


def test_the_budget_is_spent_to_the_last_unit(shop: Shop) -> None:
    loose(shop)
    aino = shop.desks["Aino"].staff
    together(SPEND, *([str(shop.store.path), str(aino), ",".join(["12499", "1"] * 2)] for _ in range(4)))
    assert shop.given() == 50_000
    assert shop.check("Aino", Request(shop.wish("gift", 1).kind, 1, "late"), None).verdict is Verdict.APPROVAL


@pytest.mark.parametrize("processes", [4, pytest.param(16, marks=pytest.mark.full)])
def test_one_voucher_is_used_by_one_of_many(shop: Shop, processes: int) -> None:
    from datetime import UTC, datetime

    shop.clock.moment = datetime.now(UTC)
    remedy = shop.give("Mira", shop.wish("voucher", 10000), None).remedy
    assert remedy is not None
    assert remedy.code is not None
    agents = [shop.desks[name].staff for name in ("Aino", "Per", "Sixten", "Sven")]
    used = together(USE, *([str(shop.store.path), str(agents[n % 4]), remedy.code] for n in range(processes)))
    assert sum(used) == 1
    assert shop.kinds().count("voucher.redeemed") == 1


@pytest.mark.full
@pytest.mark.parametrize(("processes", "rounds"), [(3, 1), (8, 6)])
def test_killed_while_they_spend_nothing_is_lost_and_nothing_too_much(shop: Shop, processes: int, rounds: int) -> None:
    loose(shop)
    aino = str(shop.desks["Aino"].staff)
    acknowledged = 0
    for number in range(rounds):
        values = ",".join(str(101 + 7 * number + at) for at in range(400))
        running = [
            subprocess.Popen([sys.executable, "-c", KILLED, str(shop.store.path), aino, values], env=environment(),
                             stdout=subprocess.PIPE, text=True)
            for _ in range(processes)
        ]  # fmt: skip
        for process in running:
            assert process.stdout is not None
            process.stdout.readline()  # it is spending
        for process in running:
            process.kill()
        acknowledged += processes * 101  # at the least: what is read below comes on top
        assert all(process.wait() == -9 for process in running)
    logged = sum(record["data"]["value"] for record in shop.log() if record["kind"] == "remedy.given")
    assert acknowledged <= shop.given() == logged <= 50_000
    spent = together(SPEND, [str(shop.store.path), aino, ",".join(["1000"] * 60 + ["100"] * 10 + ["1"] * 100)])
    assert sum(spent) == 50_000 - logged, "what was left is there, to the last unit"
