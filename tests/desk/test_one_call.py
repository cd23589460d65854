"""One call from ring to log, in a real terminal, on another shop's real files; also typed in one breath, also killed."""

import json
import shutil
import signal
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.patience import until
from tests.terminal import Terminal, agentdesk

from agentdesk.store.drafts import Drafts

NORTHWIND = {"customers": "customers", "products": "products", "orders": "orders", "order-lines": "order_lines"}


def _run(store: Path, *words: str, stdin: str = "") -> Any:
    done = subprocess.run(
        [*agentdesk(store, *words), "--json"], input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """Northwind's customers, products with what is on order, and orders, imported as they are."""
    store = tmp_path_factory.mktemp("northwind") / "desk.db"
    _run(
        store, "setup", "--shop", "Northwind", "--country", "US", "--currency", "USD", "--timezone", "Europe/Stockholm",
        "--language", "en", "--supervisor", "Mira", "--pin-stdin", stdin="482915\n",
    )  # fmt: skip
    _run(store, "staff", "add", "Aino", "--role", "agent")
    for noun, file in NORTHWIND.items():
        _run(store, "import", noun, str(shared_data / "northwind" / f"{file}.csv"))
    return store


@pytest.fixture
def northwind(imported: Path, tmp_path: Path) -> Path:
    """A copy of the imported shop, as it is before the first call."""
    return Path(shutil.copytree(imported.parent, tmp_path / "shop")) / "desk.db"


THE_CALL = (
    "030-0074321", "Enter", "my order is two weeks late and this is my third call, I am angry", "Enter",
    "F4", "31", "Enter", "Enter", "F5", "5", "Enter", "Enter", "F12", "Enter", "ctrl+p", "close the shift", "Enter", "Enter",
)  # fmt: skip
EVERY_ACT = [
    "shift.opened", "contact.opened", "contact.changed", "line.said", "promise.made", "hold.placed", "remedy.given",
    "contact.finished", "handover.offered", "shift.closed",
]  # fmt: skip


def _kinds(store: Path) -> list[str]:
    return [
        entry["kind"]
        for entry in _run(store, "log", "show", "--limit", "100")
        if entry["actor"] == "Aino" and entry["kind"] != "key.made"
    ]


def test_the_whole_call_step_by_step(northwind: Path) -> None:
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("030-0074321")
        terminal.wait_for("Maria Anders")
        terminal.write("Enter")
        terminal.wait_for("Type what was said")
        terminal.write("my order is two weeks late and this is my third call, I am angry")
        terminal.wait_for("backorder-late")
        terminal.write("Enter")
        terminal.wait_for("Said:")
        terminal.write("F4", "31")
        terminal.wait_for("Gorgonzola Telino")
        terminal.write("Enter")
        terminal.wait_for("place 1 of 1")
        terminal.write("Enter")
        terminal.wait_for("H-1 placed: number 1 in the queue, no date yet")
        terminal.write("F5", "5")
        terminal.wait_for("within your authority")
        terminal.write("Enter", "Enter")
        terminal.wait_for("R-1 given")
        terminal.write("F12")
        terminal.wait_for("How did they leave?")
        terminal.write("Enter")
        terminal.wait_for("C-1 finished")
        terminal.write("ctrl+p", "close the shift", "Enter", "Enter")
        terminal.wait_for("is closed")
    assert _kinds(northwind) == EVERY_ACT
    assert [hold["item"] for hold in _run(northwind, "hold", "list")] == ["31"]


def test_the_whole_call_in_one_burst(northwind: Path) -> None:
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write(*THE_CALL)
        terminal.wait_for("is closed")
    assert _kinds(northwind) == EVERY_ACT


def test_typed_before_the_first_picture(northwind: Path) -> None:
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.write("030-0074321", "Enter")
        terminal.wait_for("Type what was said")


@pytest.mark.parametrize("after", [2, 4, 8, 12])
def test_killed_anywhere_it_carries_on(northwind: Path, after: int) -> None:
    waits = {2: "Type what was said", 4: "Said:", 8: "H-1 placed", 12: "R-1 given"}
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write(*THE_CALL[:after])
        terminal.wait_for(waits[after])
        terminal.write("half a wo")
        terminal.wait_for("half a wo")
        with closing(Drafts(northwind)) as drafts:  # a letter is painted before it is on disk
            until(lambda: "half a wo" in [draft.text for _, _, draft in drafts.everybodys()], terminal.text)
        terminal.kill()
    done = _kinds(northwind)
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("half a wo")
        terminal.wait_for("Maria Anders")
        terminal.write("\x1b")  # the bare one: what stands behind it must not be taken for a part of it
        terminal.wait_without("half a wo")
        terminal.write("F12")
        terminal.wait_for("How did they leave?")
        terminal.write("Enter")
        terminal.wait_for("C-1 finished")
    assert _kinds(northwind) == [*done, "contact.finished"]


def test_a_surprise_stops_what_was_typed_ahead(northwind: Path) -> None:
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("qqqqwwww zzzz", "Enter", "angry late order", "Enter", "F4", "31", "Enter", "Enter")
        terminal.wait_for("not used:")
        terminal.wait_for("Nobody found")
    assert _kinds(northwind) == []


def test_the_desk_ends_with_its_terminal_and_keeps_what_was_typed(northwind: Path) -> None:
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("030-00743")
        terminal.wait_for("Maria Anders")
        assert terminal.close() == -signal.SIGHUP
    with Terminal(agentdesk(northwind, "--as", "Aino")) as terminal:
        assert "030-00743" in terminal.wait_for("Maria Anders")
