"""The real view in a real terminal, beside a desk that works on the same store: what the agent does, the supervisor sees."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.terminal import Terminal, agentdesk

from agentdesk.sample.shop import open_sample
from agentdesk.store import open_store

VIEWS = {"2": "Overdue", "3": "Waiting for", "4": "this shift's budget", "6": "Last 14 days", "1": "Parked"}
SIZES = {"80x24": (80, 24), "200x60": (200, 60)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop as of now: the real programs' clocks run."""
    folder = tmp_path_factory.mktemp("made")
    open_sample(folder).close()
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "shop")) / "desk.db"


@pytest.fixture(params=["80x24", pytest.param("200x60", marks=pytest.mark.full)])
def watch(request: pytest.FixtureRequest, store: Path) -> Iterator[Terminal]:
    with Terminal(agentdesk(store, "watch"), *SIZES[request.param]) as terminal:
        terminal.wait_for("On shift")
        yield terminal


def test_a_supervisor_watches_a_desk_at_work(store: Path, watch: Terminal) -> None:
    with Terminal(agentdesk(store, "--as", "Aino")) as desk:
        desk.wait_for("Type a number")
        desk.write("1740635", "Enter")
        desk.wait_for("Type what was said")
        shown = watch.wait_for("customer 1 ")
        assert "Öhman" not in shown
        desk.write("sen kokare tredje samtalet arg", "Enter")
        watch.wait_for("backorder-late")
        watch.write("5")
        watch.wait_for("line said")
        watch.write("m")
        watch.wait_for("Karin Öhman")
        watch.write("m", "/", "contact.opened", "Enter")
        watch.wait_for("filter: contact.opened")
        watch.write("Enter")
        watch.wait_for("hash")
        watch.write("Esc")
        watch.read(0.5)  # else Esc and the key behind it are one key with alt
        for key, words in VIEWS.items():
            watch.write(key)
            watch.wait_for(words)
        watch.write("ctrl+q")
        watch.wait_for("ctrl+q again leaves")
        watch.write("ctrl+q")
        assert watch.ended() == 0


def test_its_export_leaves_the_store_as_it_was_and_verifies(store: Path, tmp_path: Path) -> None:
    opened = open_store(store)
    from agentdesk.log.checkpoints import checkpoint
    from agentdesk.store import Actor

    with opened.act(Actor()) as act:
        checkpoint(act)
    opened.close()
    before = store.read_bytes()
    with Terminal(agentdesk(store, "watch"), 80, 24) as watch:
        watch.wait_for("On shift")
        watch.write("e")
        watch.wait_for("Export to")
        watch.write("shift.csv", "Enter")
        watch.wait_for("note it elsewhere")
    assert store.read_bytes() == before
    with Terminal(agentdesk(store, "log", "verify", str(store.parent / "exports" / "shift.csv"))) as check:
        check.wait_for("are as they were logged")
