"""A shop to test in: a fresh store, a clock that stands, and people who work there."""

import io
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from agentdesk.clock import SetClock
from agentdesk.store import Store, create_store

# Every day the same examples, however slow the machine: a run that fails fails again. To look for new ones:
# ``pytest --hypothesis-profile=searching``.
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("everyday", settings.get_profile("searching"), derandomize=True, database=None)
settings.load_profile("everyday")


@pytest.fixture(scope="session", autouse=True)
def _somebodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what a test leaves behind, such as the details of an error, out of the home of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("STATE", "DATA", "CONFIG"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture
def clock() -> SetClock:
    """Saturday 28 November 2026, 14:05 in Stockholm."""
    return SetClock(datetime(2026, 11, 28, 13, 5, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty store, as its first start leaves it."""
    opened = create_store(tmp_path / "desk.db", clock, zone="Europe/Stockholm", currency="SEK")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files of other shops, where they are at hand."""
    folder = Path(os.environ.get("AGENTDESK_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real files at {folder}: set AGENTDESK_DATA")
    return folder


@pytest.fixture
def agentdesk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Program":
    """The command line on a fresh shop's store, run in this process."""
    monkeypatch.setenv("AGENTDESK_STORE", str(tmp_path / "shop" / "desk.db"))
    monkeypatch.setenv("AGENTDESK_DESK", "phone 2")
    return Program(tmp_path / "shop" / "desk.db", monkeypatch, capsys)


class Program:
    """``agentdesk(*words)`` runs a command and returns its JSON; the last exit status and messages are kept."""

    def __init__(self, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self.status = 0
        self.messages = ""
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, stdin: str = "") -> Any:
        """Run ``agentdesk WORDS --json``; None where it printed nothing."""
        from agentdesk.cli.__main__ import run

        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        self.status = run([*words, "--json"])
        printed = self._capsys.readouterr()
        self.messages = printed.err
        return json.loads(printed.out) if printed.out.strip() else None

    def open_shop(self, *people: str, currency: str = "SEK", country: str = "SE") -> None:
        """Set the shop up with Mira as supervisor (PIN 482915) and some agents."""
        self("setup", "--shop", "Björk & Kök", "--country", country, "--currency", currency, "--timezone",
             "Europe/Stockholm", "--language", "sv", "--supervisor", "Mira", "--pin-stdin", stdin="482915\n")  # fmt: skip
        for name in people:
            self("staff", "add", name, "--role", "agent")
