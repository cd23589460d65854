"""A person asks for what is held about them, then to be forgotten: by commands, with a supervisor's PIN."""

import json
from pathlib import Path

import pytest
from tests.conftest import Program


@pytest.fixture
def shop(agentdesk: Program) -> Program:
    agentdesk.open_shop("Aino")
    agentdesk("customer", "add", "--name", "Karin Öhman", "--ref", "K-1", "--phone", "070-174 06 35")
    agentdesk("--as", "Aino", "contact", "open", "K-1")
    agentdesk("--as", "Aino", "contact", "park", "--note", "asks for Karin Öhman's kettle")
    return agentdesk


def test_everything_is_handed_over_as_json_and_as_a_page(shop: Program, tmp_path: Path) -> None:
    done = shop("customer", "export", "K-1", "-o", str(tmp_path / "karin"))
    assert done["files"] == [str(tmp_path / "karin.json"), str(tmp_path / "karin.html")]
    found = json.loads((tmp_path / "karin.json").read_text(encoding="utf-8"))
    assert found["customers"][0]["name"] == "Karin Öhman"
    page = (tmp_path / "karin.html").read_text(encoding="utf-8")
    assert "070-174 06 35" in page
    assert "kettle" in page
    assert shop("customer", "export", "K-1")["phones"][0]["text"] == "070-174 06 35"
    shop("customer", "export", "K-1", "-o", str(tmp_path / "karin.json"))
    assert shop.status != 0, "nothing is overwritten"


def test_erasing_shows_first_asks_for_a_pin_and_leaves_a_log_that_verifies(shop: Program) -> None:
    shown = shop("customer", "erase", "K-1", "--preview")
    assert (shown["erased"], shown["rows"]["phones"], shown["open"]) == (False, 1, ["contacts 1"])
    assert "Nothing was changed" not in shop.messages
    assert shop("customer", "show", "K-1")["name"] == "Karin Öhman"
    shop("customer", "erase", "K-1", "--yes")
    assert shop.status == 4, "not without the PIN"
    done = shop("customer", "erase", "K-1", "--pin-stdin", stdin="482915\n")
    assert (done["erased"], done["clean"]) == (True, True)
    assert len(done["backups"]) == 0 or done["backups"][0].startswith("daily copy")
    shop("customer", "show", "K-1")
    assert shop.status != 0
    assert shop("lookup", "Karin") == []
    assert shop("log", "verify")["verdict"] == "whole"
    bytes_left = b"".join(path.read_bytes() for path in shop.store.parent.glob("desk.*") if path.is_file())
    assert "Öhman".encode() not in bytes_left
    assert b"701740635" not in bytes_left
