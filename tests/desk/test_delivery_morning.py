"""A delivery morning at the desk: counted by scanning and by list, set aside in queue order, then the calls."""

from tests.desk.playing import Desk, both_sizes

from agentdesk.catalog import records as catalog
from agentdesk.customers import records as customers
from agentdesk.holds import receiving
from agentdesk.holds.receiving import Count
from agentdesk.store import Act

KETTLE = "KET-011"  # six expected on 4 December, four people wait


def _kettle(desk: Desk) -> tuple[int, int, int]:
    product = catalog.by_sku(desk.store.read(), KETTLE)
    assert product is not None
    return product.stock.on_hand, product.stock.aside, product.stock.waiting


def _barcode(desk: Desk) -> str:
    product = catalog.by_sku(desk.store.read(), KETTLE)
    assert product is not None
    assert product.barcode is not None
    return product.barcode


@both_sizes
async def test_what_comes_is_listed_soonest_first(desk: Desk) -> None:
    await desk.command("receive a delivery")
    shown = desk.text()
    assert shown.index("D-40 Norrkök") < shown.index("D-43 Fjordsmie")
    assert "today" in shown


@both_sizes
async def test_a_scan_opens_its_delivery_and_counts_one_each(desk: Desk) -> None:
    before = desk.last
    await desk.command("receive a delivery")
    for _ in range(3):
        await desk.type(_barcode(desk), "enter")
    shown = desk.text()
    assert "3 of 6" in shown
    assert "3 came, 4 wait" in " ".join(shown.split())
    await desk.type("enter")
    assert "H-1  1 ×" in desk.text()
    assert "delivery.received" not in desk.kinds(before), "nothing is received before it is confirmed"
    assert _kettle(desk) == (0, 0, 4)
    await desk.type("enter")
    assert _kettle(desk) == (3, 3, 1)
    assert "3 new, 3 set aside; more is to come" in desk.text()
    kinds = desk.kinds(before)
    assert kinds[0] == "delivery.received"
    assert kinds.count("hold.set-aside") == 3
    assert "until" in desk.text() or "to be told" in desk.text(), "the labels"


async def test_counted_by_list_with_damaged_ones_apart(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("norrkök kettle", "enter")
    assert "No delivery is expected with that" in desk.text(), "the shop writes Vattenkokare"
    await desk.type("escape", "KET-011", "enter")
    await desk.type("ket-011=5", "enter", "damaged KET-011=1", "enter", "enter", "enter")
    received = desk.entry("delivery.received")
    assert received["after"] == {"received": 5, "damaged": 1}
    assert _kettle(desk) == (5, 4, 0)
    assert desk.entry("delivery.complete")["after"]["state"] == "received"


async def test_an_empty_enter_receives_nothing_that_was_not_counted(desk: Desk) -> None:
    before = desk.last
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "enter")
    assert "Nothing is counted yet" in desk.text()
    await desk.type("all", "enter", "enter")
    assert "4 wait" in " ".join(desk.text().split())
    await desk.type("escape", "escape")
    assert desk.kinds(before) == []


@both_sizes
async def test_what_nobody_ordered_is_counted_and_said(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "POT-112", "enter")
    assert "was not ordered with D-39" in desk.text()
    await desk.type("no such thing", "enter")
    assert "No item has the number" in desk.text()


async def test_somebody_else_counts_the_same_delivery(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "KET-011 x2", "enter", "enter")

    def two_more(act: Act) -> None:
        receiving.receive(act, 39, {1: Count(2)}, desk.screen.hold.hours)

    desk.act(two_more)
    await desk.type("enter")
    assert "was counted elsewhere meanwhile" in desk.text()
    assert _kettle(desk) == (2, 2, 2)
    await desk.type("enter", "enter")
    assert _kettle(desk) == (4, 4, 0), "both counts hold, none twice"


async def test_ctrl_z_takes_a_delivery_back(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "all", "enter", "enter", "enter")
    assert _kettle(desk) == (6, 4, 0)
    await desk.type("ctrl+z")
    assert "Undone" in desk.text()
    assert _kettle(desk) == (0, 0, 4)


async def _delivered(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "all", "enter", "enter", "enter")
    await desk.type("enter")


@both_sizes
async def test_after_the_labels_come_the_calls(desk: Desk) -> None:
    await _delivered(desk)
    first = customers.by_id(desk.store.read(), 6)
    assert first is not None
    shown = desk.text()
    assert first.phones[0].text in shown
    assert "H-1" in shown
    assert first.name.split()[0] in shown.split("H-1")[1], "the line greets them"
    await desk.type("enter")
    assert "What came of it?" in desk.text(), "an Enter too many says nothing of a call"
    await desk.type("1", "enter")
    assert desk.entry("hold.told")["data"]["result"] == "reached"
    assert "H-1: reached · keeps until" in desk.text()


async def test_no_answer_comes_back_later(desk: Desk) -> None:
    await _delivered(desk)
    await desk.type("no answer", "enter")
    assert "H-1: no answer · next try 16:05" in desk.text()
    assert [call.matters[0].holds[0].word for call in desk.screen.calls.calls] == ["H-2", "H-3", "H-4", "H-1"]


@both_sizes
async def test_a_wrong_number_asks_for_a_new_one(desk: Desk) -> None:
    await _delivered(desk)
    await desk.type("4", "enter")
    assert "Type the new one" in desk.text()
    await desk.type("nobody", "enter")
    assert "not a telephone number" in desk.text()
    await desk.type("escape", "070-555 11 22", "enter")
    known = customers.by_id(desk.store.read(), 6)
    assert known is not None
    assert known.phones[0].text == "070-555 11 22"
    call = desk.screen.calls.chosen
    assert call is not None
    assert (call.customer, call.wrong_number) == (known, False)


async def test_two_results_in_one_breath_are_one(desk: Desk) -> None:
    await _delivered(desk)
    before = desk.last
    await desk.burst("2", "enter", "2", "enter")
    assert desk.kinds(before).count("hold.told") == 1
    assert "not used: 2" in desk.text()


async def test_ctrl_z_takes_a_result_back(desk: Desk) -> None:
    await _delivered(desk)
    await desk.type("1", "enter", "ctrl+z")
    assert "Undone: H-1" in desk.text()
    assert desk.screen.calls.chosen is not None
    assert desk.screen.calls.chosen.matters[0].holds[0].word == "H-1"


async def test_what_was_counted_and_never_confirmed_is_there_after_a_kill(desk: Desk) -> None:
    await desk.command("receive")
    await desk.type("emalj", "enter", "KET-011=3", "enter", "damaged KET-011=1", "enter")
    assert "3 of 6" in desk.text()
    begun = desk.screen.delivery
    begun.open, begun.totals = None, {}  # as after a kill: only what is on disk is left
    await desk.type("escape")
    await desk.command("receive")
    assert "3 of 6" not in desk.text()
    await desk.type("emalj", "enter")
    shown = desk.text()
    assert "3 of 6" in shown
    assert "1 damaged, apart" in shown
    assert "Counting goes on where it was left" in shown
    await desk.type("enter", "enter")
    assert "3 new" in desk.screen.message
    await desk.type("escape")
    await desk.command("receive")
    await desk.type("emalj", "enter")
    assert "goes on" not in desk.screen.message, "what is in the store is in no draft any more"


async def test_who_was_told_is_reminded_once_before_the_window_ends(desk: Desk) -> None:
    await _delivered(desk)
    await desk.type("1", "enter")
    assert "kept until" not in desk.text(), "they know now"
    desk.clock.advance(days=9)  # Monday 7 December, the last day
    await desk.command("call list")
    shown = desk.text()
    assert "H-1 · kept until 18:00" in shown
    desk.screen.calls.at = next(
        at for at, call in enumerate(desk.screen.calls.calls) if call.matters[0].holds[0].id == 1
    )
    await desk.type("1", "enter")
    assert desk.entry("hold.reminded")["item"] == "KET-011"
    assert "kept until" not in desk.text(), "once"


@both_sizes
async def test_masked_the_calls_name_nobody(desk: Desk) -> None:
    await _delivered(desk)
    await desk.type("f8")
    _names_nobody(desk)


async def test_masked_the_labels_name_nobody(desk: Desk) -> None:
    await desk.command("receive a delivery")
    await desk.type("KET-011", "enter", "all", "enter", "enter", "enter", "f8")
    assert "H-1" in desk.text()
    _names_nobody(desk)


def _names_nobody(desk: Desk) -> None:
    shown = desk.text()
    for customer in (6, 7, 8, 9):
        known = customers.by_id(desk.store.read(), customer)
        assert known is not None
        for part in (*known.name.split(), known.phones[0].text):
            assert part not in shown
