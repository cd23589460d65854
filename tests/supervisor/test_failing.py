"""What nobody foresaw ends the view with an id; no traceback, and nobody's data, is left on the supervisor's screen."""

import os
import sys
from pathlib import Path

from tests.terminal import Terminal

from agentdesk.sample.shop import open_sample

_BREAKS = """
import sys
from agentdesk.supervisor import drawing
def _body(self, width, height):
    customer = "Karin Öhman 070-174 06 35"
    raise RuntimeError("no such colour")
drawing.Drawing._body = _body
from agentdesk.cli.__main__ import main
main()
"""


def test_what_nobody_foresaw_shows_an_id_and_no_data(tmp_path: Path) -> None:
    open_sample(tmp_path / "shop").close()
    command = [sys.executable, "-c", _BREAKS, "--store", str(tmp_path / "shop" / "desk.db"), "watch"]
    kept = {"XDG_STATE_HOME": str(tmp_path / "state"), "HOME": os.environ.get("HOME", str(tmp_path))}
    with Terminal(command, env=kept) as terminal:
        terminal.wait_for("Something went wrong that should not (error ")
        assert terminal.ended() == 1
        shown = terminal.text()
        wire = terminal.raw.decode(errors="replace")
    assert "Traceback" not in wire
    assert "Öhman" not in wire
    assert "no such colour" not in shown
    assert list((tmp_path / "state").rglob("error-*.txt")), "the details are in a private file"
