"""One shift ends and the next begins, by commands: handed over item by item, closed for who left, blind or not."""

from pathlib import Path

import pytest
from tests.conftest import Program

PIN = "482915\n"


@pytest.fixture
def shop(agentdesk: Program, tmp_path: Path) -> Program:
    agentdesk.open_shop("Aino", "Per")
    (tmp_path / "products.csv").write_text("sku,name,on_hand\nKTL-17,Kettle,0\n", encoding="utf-8")
    agentdesk("import", "products", str(tmp_path / "products.csv"))
    agentdesk("customer", "add", "--name", "Karin Öhman", "--ref", "K-1")
    agentdesk("--as", "Aino", "shift", "open")
    agentdesk("--as", "Aino", "hold", "place", "--customer", "K-1", "--item", "KTL-17", "--quantity", "1")
    agentdesk("--as", "Aino", "contact", "open", "--walk-in")
    return agentdesk


def test_the_next_shift_takes_item_by_item_or_hands_back_with_a_reason(shop: Program) -> None:
    closed = shop("--as", "Aino", "shift", "close", "--note", "The lift is broken")
    assert [each["kind"] for each in closed["handover"]] == ["promise", "contact", "note"]
    assert closed["handover"][0]["what"] == "H-1 waiting: 1 × Kettle"
    assert [each["name"] for each in closed["handover"]] == ["Karin Öhman", None, None]
    assert closed["figures"][0] == "1 contact"
    promise, contact, note = (each["item"] for each in shop("shift", "handover"))
    assert shop("--as", "Per", "shift", "accept", promise) == [{"item": promise, "state": "accepted"}]
    shop("--as", "Per", "shift", "return", contact)
    assert shop.status == 2, "not without a reason"
    back = shop("--as", "Per", "shift", "return", contact, "--reason", "I do not know this customer")
    assert back["state"] == "returned"
    shop("--as", "Aino", "shift", "return", contact, "--reason", "nor do I")
    assert shop.status == 1
    assert "yours" in shop.messages
    waits = shop("shift", "handover")
    assert [(each["item"], each["owner"], each["reason"]) for each in waits] == [
        (contact, "Aino", "I do not know this customer"), (note, "Aino", None),
    ]  # fmt: skip
    shop("--as", "Per", "shift", "accept", "--all")
    assert shop("shift", "handover") == []


def test_a_supervisor_closes_the_shift_of_somebody_absent_by_pin(shop: Program) -> None:
    shop("shift", "close", "--of", "Aino")
    assert shop.status == 4, "not without the PIN"
    shop("shift", "close", "--of", "Aino", "--pin-stdin", stdin="000000\n")
    assert shop.status == 4
    closed = shop("shift", "close", "--of", "Aino", "--pin-stdin", stdin=PIN)
    assert (closed["name"], closed["state"]) == ("Aino", "closed")
    assert len(closed["handover"]) == 2
    done = shop("log", "show", "--kind", "shift.closed")[-1]
    assert done["actor"] == "Mira"


def test_blind_close_shows_no_figures_and_the_report_needs_a_supervisor(shop: Program) -> None:
    settings = shop.store.with_suffix(".toml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("blind_close = false", "blind_close = true"))
    closed = shop("--as", "Aino", "shift", "close")
    assert closed["figures"] == []
    assert len(closed["handover"]) == 2, "what is open is handed over all the same"
    assert shop("--as", "Aino", "shift", "report") is not None
    assert shop.status == 4
    report = shop("shift", "report", "--pin-stdin", stdin=PIN)
    assert report["name"] == "Aino"


def test_the_days_copy_is_made_at_opening_and_by_command(shop: Program) -> None:
    kept = list(shop.store.with_suffix(".backups").glob("*.db"))
    assert len(kept) == 1, "by the first shift that opened today"
    assert shop("backup", "--daily") == {"file": None, "kept": [kept[0].name]}
    kept[0].unlink()
    assert shop("backup", "--daily")["file"] == str(kept[0])
    shop("backup")
    assert shop.status == 2
