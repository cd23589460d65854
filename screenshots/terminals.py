"""Make the pictures of other terminals: the real program in tmux at 80 by 24, with 16 colours, and without any.

    python screenshots/terminals.py

Needs ``tmux``; PNG needs ``chromium``, as in ``make.py``.
"""

import io
import shlex
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from make import HERE, plain_fonts, to_png
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from agentdesk.sample.shop import open_sample

_DARK = [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)]
_BRIGHT = [
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
]
XTERM = TerminalTheme((0, 0, 0), (229, 229, 229), _DARK, _BRIGHT)  # the sixteen colours of a plain terminal
TERMINALS = {"16-colours-80": "TERM=xterm-16color", "no-colour-80": "NO_COLOR=1", "tmux-80": "LANG=C.UTF-8"}
KEYS = (("1740635", 1.5), ("Enter", 1.5), ("sen kokare arg", 1.5), ("Enter", 1.5))


def take(name: str, surroundings: str, store: Path) -> Path:
    """Play the beginning of a call in tmux; returns the picture of its screen."""
    server = ["tmux", "-L", f"picture-{name}"]
    desk = shlex.join([sys.executable, "-m", "agentdesk", "--store", str(store), "--as", "Aino"])
    size = ["-x", "80", "-y", "24"]
    subprocess.run(
        [*server, "new-session", "-d", *size, f"env {surroundings} AGENTDESK_DESK='phone 2' {desk}"], check=True
    )
    try:
        time.sleep(5)
        for key, wait in KEYS:
            subprocess.run([*server, "send-keys", *([] if key == "Enter" else ["-l"]), key], check=True)
            time.sleep(wait)
        shown = subprocess.run([*server, "capture-pane", "-p", "-e"], check=True, capture_output=True, text=True).stdout
    finally:
        subprocess.run([*server, "kill-server"], check=False)
    console = Console(record=True, width=80, height=24, force_terminal=True, file=io.StringIO())
    console.print(Text.from_ansi(shown.rstrip("\n")))
    svg = HERE / f"{name}.svg"
    svg.write_text(plain_fonts(console.export_svg(title=surroundings, theme=XTERM)), encoding="utf-8")
    return svg


def main() -> None:
    """Make them all."""
    with TemporaryDirectory() as folder:
        for name, surroundings in TERMINALS.items():
            shop = Path(folder) / name
            shop.mkdir()
            open_sample(shop).close()
            svg = take(name, surroundings, shop / "desk.db")
            print(svg.name, "and PNG" if to_png(svg) else "")


if __name__ == "__main__":
    main()
