"""Make the pictures: the real desk on the sample shop, keys pressed, the screen as SVG and PNG.

    python screenshots/make.py            every picture
    python screenshots/make.py call-120   one of them

PNG needs ``chromium`` and fonts with Japanese; without it only the SVG is written.
"""

import asyncio
import html
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len

from agentdesk.desk.app import DeskApp
from agentdesk.desk.counter import Counter
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.staff.records import by_id

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
WIDE, SMALL = (120, 36), (80, 24)


@dataclass(frozen=True)
class Picture:
    """A picture: its size and the keys before it. ``text:…`` types, everything else is a key, ``wait`` waits."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]


FOUND = ("text:1740635", "wait", "enter", "wait", "text:sen kokare tredje samtalet arg", "wait")
HELD = (*FOUND, "enter", "wait", "f4", "wait", "enter", "wait", "enter", "wait")
PICTURES = (
    Picture("start-120", WIDE, ()),
    Picture("find-120", WIDE, ("text:eide", "wait")),
    Picture("call-120", WIDE, HELD),
    Picture("call-80", SMALL, HELD),
    Picture("hold-120", WIDE, (*FOUND, "enter", "wait", "f4", "wait", "enter", "wait")),
    Picture("remedy-120", WIDE, (*FOUND, "f5", "wait", "ctrl+u", "text:400", "wait", "enter", "wait")),
    Picture("japanese-120", WIDE, ("text:さとう はなこ", "wait", "enter", "wait", "text:納期2週遅れ 怒", "wait")),
    Picture("japanese-80", SMALL, ("text:さとう はなこ", "wait", "enter", "wait", "text:納期2週遅れ 怒", "wait")),
    Picture("hidden-120", WIDE, (*HELD, "f8", "wait")),
    Picture("nobody-80", SMALL, ("text:070-999 11 22", "wait", "enter", "wait")),
)


async def take(picture: Picture, folder: Path) -> str:
    """Return the screen as SVG after the keys were pressed in a fresh sample shop."""
    store = open_sample(folder, NOW)
    person = by_id(store.read(), ME)
    assert person is not None
    counter = Counter(store, SHOP, person, "phone 2")
    app = DeskApp(counter)
    try:
        async with app.run_test(size=picture.size, notifications=True, tooltips=True) as pilot:
            await pilot.pause(0.6)
            for key in picture.keys:
                if key == "wait":
                    await pilot.pause(0.5)
                elif key.startswith("text:"):
                    await pilot.press(*(_key(letter) for letter in key[5:]))
                else:
                    await pilot.press(key)
            await pilot.pause(0.4)
            return plain_fonts(app.export_screenshot(title="agentdesk"))
    finally:
        counter.close()
        store.close()


def _key(letter: str) -> str:
    return "space" if letter == " " else letter


def plain_fonts(svg: str) -> str:
    """Return the SVG with the machine's own fonts, and no address in it."""
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]*)<', _by_cells, svg)
    svg = svg.replace("font-size: 20px", "font-size: 21px")  # as high as a row, so that the rules meet
    svg = re.sub(
        r'(clip-terminal">\s*<rect[^>]*height=")([\d.]+)', lambda found: f"{found[1]}{float(found[2]) + 5}", svg
    )
    return svg.replace("Fira Code", "DejaVu Sans Mono, Noto Sans Mono CJK JP, Noto Sans CJK JP")


def _by_cells(match: "re.Match[str]") -> str:
    # the export counts characters; a wide one takes two cells
    text = html.unescape(match[3])
    length = float(match[1]) * cell_len(text) / max(len(text), 1)
    return f'textLength="{length:.1f}"{match[2]}>{match[3]}<'


def to_png(svg: Path) -> bool:
    """Write a PNG beside an SVG; False where nothing here can."""
    png = svg.with_suffix(".png")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text(encoding="utf-8"))
    assert size is not None
    window = f"--window-size={round(float(size[1]))},{round(float(size[2]))}"
    if not shutil.which("chromium"):
        return False
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic",
               "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
               window, f"--screenshot={png}", svg.absolute().as_uri()]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> None:
    """Make the pictures named, or all."""
    wanted = sys.argv[1:] or [picture.name for picture in PICTURES]
    for picture in PICTURES:
        if picture.name in wanted:
            with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                svg = HERE / f"{picture.name}.svg"
                svg.write_text(asyncio.run(take(picture, Path(folder))), encoding="utf-8")
            print(svg.name, "and PNG" if to_png(svg) else "(no PNG: install chromium)")


if __name__ == "__main__":
    main()
