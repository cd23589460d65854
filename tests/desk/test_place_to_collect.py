"""Northwind's sold-out cheese, from the queue into the customer's hands, in a real terminal; and a morning in one breath."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.terminal import Terminal, agentdesk

from agentdesk.store import Store

SCAN = "7310000010019"  # the sample's kettle


def _run(store: Path, *words: str, stdin: str = "") -> Any:
    done = subprocess.run(
        [*agentdesk(store, *words), "--json"], input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


def test_from_place_to_collect_through_the_screen(tmp_path: Path, shared_data: Path) -> None:
    store = tmp_path / "desk.db"
    _run(
        store, "setup", "--shop", "Northwind", "--country", "US", "--currency", "USD", "--timezone", "Europe/Stockholm",
        "--language", "en", "--supervisor", "Mira", "--pin-stdin", stdin="482915\n",
    )  # fmt: skip
    _run(store, "staff", "add", "Aino", "--role", "agent")
    for noun in ("customers", "products"):
        _run(store, "import", noun, str(shared_data / "northwind" / f"{noun}.csv"))
    with Terminal(agentdesk(store, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("030-0074321")
        terminal.wait_for("Maria Anders")
        terminal.write("Enter")
        terminal.wait_for("Type what was said")
        terminal.write("F4", "31", "Enter")
        terminal.wait_for("place 1 of 1")
        terminal.write("Enter")
        terminal.wait_for("H-1 placed")
        _run(store, "delivery", "expect", "--item", "31", "--quantity", "10", "--date", "2030-12-04", "--supplier", "F")
        terminal.write("ctrl+p", "receive a delivery", "Enter")
        terminal.wait_for("Enter opens the delivery")
        terminal.write("Gorgonzola", "Enter")
        terminal.wait_for("Scan each piece")
        terminal.write("31=10", "Enter")
        terminal.wait_for("10 came, 1 wait")
        terminal.write("Enter")
        terminal.wait_for("Enter sets it aside")
        terminal.write("Enter")
        terminal.wait_for("Labels for the shelf")
        terminal.write("Enter")
        terminal.wait_for("Call list")
        terminal.write("1", "Enter")
        terminal.wait_for("H-1: reached")
        terminal.read(0.4)  # as long as it takes to read that nobody is left to call
        terminal.write("ctrl+p", "hand out", "Enter")
        terminal.wait_for("Enter hands out 1 of H-1")
        terminal.write("Enter")
        terminal.wait_for("handed out")
    assert [hold["state"] for hold in _run(store, "hold", "list")] == ["collected"]
    stock = _run(store, "stock", "show", "31")
    assert (stock["on_hand"], stock["set_aside"]) == (9, 0)


def test_a_delivery_scanned_in_one_breath_is_counted_in_order(shop: Store) -> None:
    with Terminal(agentdesk(shop.path, "--as", "Aino"), columns=80, rows=24) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("ctrl+p", "receive a delivery", "Enter", *(SCAN, "Enter") * 4)
        terminal.wait_for("4 came, 4 wait")
        terminal.write("Enter", "Enter")
        terminal.wait_for("Labels for the shelf")
    said = [each["kind"] for each in _run(shop.path, "log", "show", "--limit", "20")]
    assert said.count("hold.set-aside") == 4
    assert said.count("delivery.received") == 1
