"""A full disk and a failing one: a plain message, the typed text kept, nothing acknowledged lost, and on it goes."""

import json
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from tests.desk.conftest import sample, shop
from tests.terminal import Terminal

from agentdesk.sample.shop import SHOP
from agentdesk.store import Store, open_store
from agentdesk.work.rounds import daily_round

from .conftest import ROOT, Figure, python
from .shop import in_memory

__all__ = ["sample", "shop"]
SAID = {
    "no room at the k-th write": {"disk-full"},
    "error at the k-th write": {"disk-error"},
    "error at the k-th sync": {"disk-error"},
    "every sync fails from the k-th": {"disk-error"},
}


@pytest.mark.parametrize("step", [49, pytest.param(1, marks=[pytest.mark.full, pytest.mark.timeout(1800)])])
def test_every_write_and_sync_may_fail(step: int, figure: Figure) -> None:
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:  # which write fails is counted, not left to a disk
        running = python("-m", "tests.reliability.failing", folder, "1", "200", str(step), stdout=subprocess.PIPE)
        out, _ = running.communicate(timeout=1700)
    assert running.returncode == 0
    found = json.loads(out)
    figure(said=found, lost=0)
    assert {way: set(codes) for way, codes in found.items()} == SAID
    assert {sum(codes.values()) for codes in found.values()} == {len(range(1, 201, step))}


DESK = """
import sys
from pathlib import Path
from tests.reliability.recording import FULL, Layer
flag = Path(sys.argv.pop(1))
Layer(lambda operation: FULL if operation[0] == "write" and operation[1] != ".drafts.db-wal" and flag.exists() else 0)
from agentdesk.cli.__main__ import main
main()
"""


@pytest.mark.parametrize("columns", [80, pytest.param(120, marks=pytest.mark.full)])
def test_a_disk_that_fills_up_under_a_desk(shop: Store, tmp_path: Path, columns: int) -> None:
    """In a real terminal: what was typed stays, the message says what to do, and then the same Enter does it."""
    shop.close()
    with closing(open_store(shop.path, zone=SHOP.timezone, currency=SHOP.currency)) as store:
        daily_round(store, SHOP, "office")  # else the desk does it behind the picture, and says that the disk is full
    full = tmp_path / "full"
    command = [sys.executable, "-c", DESK, str(full), "--store", str(shop.path), "--as", "Aino"]
    with Terminal(
        command, columns, 24 if columns == 80 else 36, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    ) as terminal:
        terminal.wait_for("Find ›")
        terminal.write("1740635")
        terminal.wait_for("Karin Öhman")
        terminal.write("Enter")
        terminal.wait_for("Type what was said")
        terminal.write("F6", "tomorrow 14 call about the kettle")
        terminal.wait_for("call about the kettle")
        full.touch()
        terminal.read(0.3)
        terminal.write("Enter")
        said = terminal.wait_for("The disk is full")
        assert "Make room on the disk, then do it again" in said
        assert "tomorrow 14 call about the kettle" in said
        full.unlink()
        terminal.read(0.4)
        terminal.write("Enter")
        terminal.wait_for("✓")
        terminal.read(0.3)
        assert "The disk is full" not in terminal.text()
    from agentdesk.store.backup import opened

    with opened(shop.path) as connection:
        kinds = [row["kind"] for row in connection.execute("SELECT kind FROM log ORDER BY seq DESC LIMIT 3").fetchall()]
    assert "promise.made" in kinds
