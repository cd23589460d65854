"""Make the pictures of the supervisor's view, as ``make.py`` makes the desk's.

python screenshots/watch.py              every picture
python screenshots/watch.py watch-now    one of them
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lively import open_lively
from make import HERE, NOW, plain_fonts, to_png

from agentdesk.clock import SetClock
from agentdesk.sample.shop import SHOP
from agentdesk.supervisor.app import WatchApp
from agentdesk.supervisor.watching import Watching

TALL, WIDE, SMALL = (200, 60), (120, 36), (80, 24)
KEYS = {
    "now": (),
    "promises": ("2",),
    "holds": ("3",),
    "authority": ("4",),
    "log": ("5",),
    "trends": ("6",),
    "entry": ("slash", *"contact.finished", "enter", "wait", "enter"),
    "names": ("m",),
}
KEPT = {"watch-now-120": ("now", WIDE), "watch-trends-120": ("trends", WIDE), "watch-log-120": ("log", WIDE),
        "watch-authority-120": ("authority", WIDE), "watch-now-80": ("now", SMALL)}  # fmt: skip
EVERY = {f"watch-{name}-{size[0]}": (name, size) for name in KEYS for size in (SMALL, WIDE, TALL)}


async def take(store: Path, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """Return the screen as SVG after the keys were pressed."""
    watching = Watching(store, SHOP, SetClock(NOW))
    app = WatchApp(watching)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.6)
            for key in keys:
                await pilot.pause(0.5) if key == "wait" else await pilot.press(key)
            await pilot.pause(0.6)
            return plain_fonts(app.export_screenshot(title="agentdesk watch"))
    finally:
        watching.close()


def main() -> None:
    """Make the pictures named (any of EVERY), or those that are kept."""
    names = sys.argv[1:] or list(KEPT)
    folder_of = Path(names.pop(0)) if names[0].startswith("/") else HERE
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = open_lively(Path(folder), NOW)
        for name in names or list(EVERY):
            view, size = EVERY[name]
            svg = folder_of / f"{name}.svg"
            svg.write_text(asyncio.run(take(store.path, KEYS[view], size)), encoding="utf-8")
            print(svg.name, "and PNG" if to_png(svg) else "(no PNG: install chromium)")
        store.close()


if __name__ == "__main__":
    main()
