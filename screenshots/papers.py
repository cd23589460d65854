"""Make the pictures of what leaves the program: a shift's page as it prints, and an export opened in LibreOffice.

    python screenshots/papers.py

The page needs ``chromium``; the spreadsheet ``soffice``, ``Xvfb``, ``xdotool`` and ImageMagick's ``import``: a real window on
a screen that nobody sees. What is missing is left out.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lively import AINO, open_lively
from make import HERE, NOW

from agentdesk.money import money_text
from agentdesk.sample.shop import SHOP
from agentdesk.work.closing import close_shift
from agentdesk.work.report import report
from agentdesk.work.report_pages import page
from agentdesk.work.taking_out import span_of, take_out

A4 = (794, 1123)  # CSS pixels
WINDOW = (1400, 640)
DISPLAY = ":77"


def main() -> None:
    """Make both pictures from the lively shop."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        store = open_lively(here, NOW)
        with store.reading() as connection:
            shift = max(range(2, 25), key=lambda each: report(connection, each, NOW).contacts)
        take_out(store, AINO, here / "shift.xlsx", span_of(store.read(), shift=shift, start=None, end=None), "xlsx")
        with store.reading() as connection:
            found = report(connection, shift, store.clock.now())
        words = page(found, SHOP, "html", lambda units: money_text(units, SHOP.currency, SHOP.locale))
        (here / "page.html").write_text(words, encoding="utf-8")
        print_page(here / "page.html", HERE / "report.png")
        open_sheet(here / "shift.xlsx", HERE / "spreadsheet.png", here / "office")
        close_shift(store, AINO, SHOP)
        store.close()


def print_page(source: Path, target: Path) -> None:
    """Take a picture of the page at the size of a sheet."""
    if not shutil.which("chromium"):
        print("no chromium: no picture of the page")
        return
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic",
               "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
               f"--window-size={A4[0]},{A4[1] * 3 // 4}", f"--screenshot={target}", source.absolute().as_uri()]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True)
    print(target.name)


@contextmanager
def _running(command: list[str]) -> Iterator[None]:
    surroundings = {**os.environ, "DISPLAY": DISPLAY, "SAL_USE_VCLPLUGIN": "gen"}
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def open_sheet(source: Path, target: Path, profile: Path) -> None:
    """Open the workbook in LibreOffice on a screen of its own and take a picture of the window."""
    missing = [name for name in ("soffice", "Xvfb", "xdotool", "import") if not shutil.which(name)]
    if missing:
        print(f"no {', '.join(missing)}: no picture of the spreadsheet")
        return
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--calc", str(source)]
    with _running(["Xvfb", DISPLAY, "-screen", "0", f"{WINDOW[0]}x{WINDOW[1]}x24"]):
        time.sleep(1)
        with _running(office):
            window = _window()
            for words in (["windowmove", window, "0", "0"], ["windowsize", window, str(WINDOW[0]), str(WINDOW[1])]):
                _xdotool(*words)
            time.sleep(6)
            _xdotool("key", "Escape")
            time.sleep(1)
            subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(target)], check=True)
    print(target.name)


def _xdotool(*words: str) -> str:
    surroundings = {**os.environ, "DISPLAY": DISPLAY}
    return subprocess.run(["xdotool", *words], env=surroundings, capture_output=True, text=True, check=False).stdout


def _window() -> str:
    for _ in range(60):
        time.sleep(1)
        found = _xdotool("search", "--onlyvisible", "--name", "LibreOffice Calc").split()
        if found:
            time.sleep(4)
            return found[0]
    raise RuntimeError("LibreOffice never opened its window")


if __name__ == "__main__":
    main()
