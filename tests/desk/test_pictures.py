"""A few pictures that must not move by accident: the clock stands, the cursor does not blink."""

import re
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.desk.conftest import NOW, SMALL, WIDE
from tests.desk.playing import worked_off
from tests.patience import comes
from textual.pilot import Pilot

from agentdesk.clock import SetClock
from agentdesk.desk import app
from agentdesk.desk.app import DeskApp
from agentdesk.desk.chrome import Panel
from agentdesk.desk.counter import Counter
from agentdesk.desk.screen import DeskScreen
from agentdesk.sample.shop import ME, SHOP
from agentdesk.staff.records import by_id
from agentdesk.store import open_store

Compare = Callable[..., bool]


class Pictured(DeskApp):
    """The desk, its picture without the addresses that Textual's export names: nothing is fetched to look at it."""

    CSS_PATH = str(Path(app.__file__).with_name("desk.tcss"))

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        svg = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"<!--.*?-->|@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)


def _typing(steps: tuple[str, ...], expected: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run(pilot: Pilot[None]) -> None:
        await comes(lambda: isinstance(pilot.app.screen, DeskScreen))
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        await screen.started.wait()
        for step in steps:
            await pilot.press(*(step[5:] if step.startswith("text:") else [step]))
            await worked_off(screen)
            await comes(lambda: not screen.ahead.came_too_early(time.monotonic()))
        seen = "\n".join(panel.render().plain for panel in pilot.app.screen.query(Panel))
        assert expected in seen  # a picture of an error would be a picture, too

    return run


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
@pytest.mark.parametrize(
    ("steps", "expected"),
    [(("text:eide",), "Lars Eide"), (("text:1740635", "enter", "f4", "enter"), "place 5 of 5")],
    ids=["find", "hold"],
)
def test_the_screen(
    snap_compare: Compare, sample: Path, tmp_path: Path, size: tuple[int, int], steps: tuple[str, ...], expected: str
) -> None:
    path = Path(shutil.copytree(sample, tmp_path / "shop")) / "desk.db"
    store = open_store(path, SetClock(NOW), zone=SHOP.timezone, currency=SHOP.currency)
    person = by_id(store.read(), ME)
    assert person is not None
    counter = Counter(store, SHOP, person, "phone 2")
    try:
        assert snap_compare(Pictured(counter), terminal_size=size, run_before=_typing(steps, expected))
    finally:
        counter.close()
        store.close()
