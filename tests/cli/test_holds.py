"""Northwind's sold-out cheese, from the queue to the customer's hands, by commands alone."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Program

SUPPLIER = "Formaggi Fortini s.r.l."
# a weekday far enough away: whatever day the tests run on, the shop is open and the date is to come
SOON = date.today() + timedelta(days=14 - date.today().weekday())  # noqa: DTZ011 - the command line has its own clock


@pytest.fixture
def northwind(agentdesk: "Program", shared_data: Path) -> "Program":
    agentdesk.open_shop("Aino")
    folder = shared_data / "northwind"
    agentdesk("import", "products", str(folder / "products.csv"))
    assert agentdesk.status == 0, agentdesk.messages
    agentdesk("import", "customers", str(folder / "customers.csv"))
    assert agentdesk.status == 0, agentdesk.messages
    return agentdesk


def place(agentdesk: "Program", customer: str, quantity: int, *more: str, item: str = "31") -> dict[str, Any]:
    words = ("--customer", customer, "--item", item, "--quantity", str(quantity), *more)
    answer: dict[str, Any] = agentdesk("hold", "place", *words, "--as", "Aino")
    return answer


def test_the_sold_out_cheese_runs_from_place_to_collect(northwind: "Program") -> None:
    desk = northwind
    assert desk("stock", "show", "31").items() >= {"item": "31", "on_hand": 0, "set_aside": 0, "free": 0}.items()
    first = place(desk, "ALFKI", 2)
    assert first.items() >= {"hold": "H-1", "state": "waiting", "position": 1, "expected": None}.items()
    assert place(desk, "ANATR", 3)["position"] == 2
    delivery = desk(
        "delivery", "expect", "--item", "31", "--quantity", "4", "--date", str(SOON), "--supplier", SUPPLIER
    )["delivery"]
    assert [row["expected"] for row in desk("hold", "list", "--item", "31")] == [str(SOON), None]

    for _ in range(2):  # a repeat changes nothing
        allocations = desk("delivery", "receive", delivery, "--line", "31=4")
        assert desk.status == 0
    assert allocations == []
    assert desk("stock", "show", "31").items() >= {"on_hand": 4, "set_aside": 4, "free": 0}.items()

    (call, other) = desk("hold", "calls")
    assert (call["customer"], other["customer"]) == ("ALFKI", "ANATR")
    assert call["phone"] == "030-0074321"
    assert desk("hold", "tell", "H-1", "--result", "reached")["state"] == "told"
    for _ in range(2):  # a second scan at the counter
        assert desk("hold", "collect", "H-1")["state"] == "collected"
    assert desk("stock", "show", "31").items() >= {"on_hand": 2, "set_aside": 2}.items()
    rows = desk("hold", "list", "--customer", "ANATR")
    assert [(row["hold"], row["quantity"], row["state"], row["position"]) for row in rows] == [
        ("H-2", 2, "aside", None),
        ("H-3", 1, "waiting", 1),
    ]


def test_what_is_in_stock_is_aside_at_once_and_labelled(northwind: "Program") -> None:
    placed = place(northwind, "ALFKI", 1, item="11")
    assert (placed["state"], placed["position"]) == ("aside", None)
    label = northwind("hold", "label", str(placed["hold"]))["label"]
    assert any("Queso Cabrales" in line for line in label)
    assert max(map(len, label)) <= 40


def test_discontinued_and_sold_out_is_never_promised(northwind: "Program") -> None:
    refusal = place(northwind, "ALFKI", 1, item="5")
    assert northwind.status == 1
    assert refusal["error"]["code"] == "discontinued"
    assert northwind("stock", "show", "5")["instead"]


def test_a_cancelled_hold_passes_on_and_undo_brings_it_back(northwind: "Program") -> None:
    place(northwind, "ALFKI", 22, item="11")
    place(northwind, "ANATR", 1, item="11")
    cancelled = northwind("hold", "cancel", "H-1", "--reason", "elsewhere", "--as", "Aino")
    assert (cancelled["state"], cancelled["passed_to"][0]["hold"]) == ("cancelled", "H-2")
    assert northwind("hold", "undo", "H-1", "--as", "Aino")["state"] == "aside"
    assert northwind("hold", "list", "--state", "waiting")[0]["hold"] == "H-2"
    extended = northwind("hold", "extend", "H-1", "--until", str(SOON))
    assert extended["collect_by"].startswith(str(SOON))


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("hold", "collect", "H-99"), 1, "no-such-hold"),
        (("hold", "collect", "K-1"), 2, "usage"),
        (("hold", "place", "--item", "31"), 2, "usage"),
        (("hold", "place", "--customer", "NOBODY", "--item", "31"), 1, "no-such-customer"),
        (("hold", "place", "--customer", "ALFKI", "--item", "nothing"), 1, "no-such-item"),
        (("hold", "place", "--customer", "ALFKI", "--item", "31", "--quantity", "0"), 2, "invalid"),
        (("hold", "place", "--customer", "ALFKI", "--item", "31", "--needed-by", "soon"), 2, "usage"),
        (("hold", "place", "--customer", "ALFKI", "--item", "31", "--needed-by", "2020-01-01"), 2, "invalid"),
        (("delivery", "receive", "D-9"), 1, "no-such-delivery"),
        (("delivery", "expect", "--item", "31", "--quantity", "1", "--date", "x", "--supplier", "S"), 2, "usage"),
        (("stock", "show", "nothing"), 1, "no-such-item"),
        (("promise", "keep", "P-9"), 1, "no-such-promise"),
    ],
)
def test_a_mistake_says_what_and_what_next(
    northwind: "Program", words: tuple[str, ...], status: int, code: str
) -> None:
    answer = northwind(*words)
    assert (northwind.status, answer["error"]["code"]) == (status, code)
    assert answer["error"]["what"]
    assert answer["error"]["next"]


def test_a_count_needs_a_supervisor_and_lists_who_is_short(northwind: "Program") -> None:
    place(northwind, "ALFKI", 22, item="11")
    northwind("stock", "set", "11", "20", "--as", "Aino")
    assert northwind.status == 4
    counted = northwind("stock", "set", "11", "20", "--pin-stdin", stdin="482915\n")
    assert (counted["on_hand"], counted["short"][0]["quantity"]) == (20, 2)
    assert northwind("hold", "calls")[0]["about"] == ["short"]


def test_promises_are_listed_moved_and_kept(northwind: "Program") -> None:
    place(northwind, "ALFKI", 1)
    (owed,) = northwind("promise", "list", "--customer", "ALFKI")
    assert (owed["promise"], owed["kind"], owed["due"]) == ("P-1", "hold", None)
    moved = northwind("promise", "move", "P-1", "--to", f"{SOON}T17:00", "--reason", "asked for it")
    assert moved["due"].startswith(f"{SOON}T17:00")
    assert northwind("promise", "keep", "P-1")["error"]["code"] == "hold-promise"


def test_a_retry_with_the_same_key_places_and_collects_once(northwind: "Program") -> None:
    first = place(northwind, "ALFKI", 3, "--key", "call-7", item="11")
    assert place(northwind, "ALFKI", 3, "--key", "call-7", item="11") == first
    for _ in range(2):
        done = northwind("hold", "collect", "H-1", "--quantity", "1", "--key", "till-9")
        assert (done["state"], done["quantity"]) == ("collected", 1)
    assert northwind("stock", "show", "11").items() >= {"on_hand": 21, "set_aside": 2}.items()


def test_a_hold_shows_its_place_and_who_moved_it(northwind: "Program") -> None:
    place(northwind, "ALFKI", 1)
    place(northwind, "ANATR", 1)
    northwind("hold", "first", "H-2", "--reason", "wedding", "--as", "Aino")
    assert northwind.status == 4
    northwind("hold", "first", "H-2", "--reason", "wedding", "--pin-stdin", stdin="482915\n")
    shown = northwind("hold", "show", "H-2")
    assert (shown["position"], shown["place"]) == (1, "0 before it; moved up: wedding")
