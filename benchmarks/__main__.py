"""``python -m benchmarks``: everything in one run, one table and one JSON; ``--only NAME``, ``--quick``.

Figures are ratios against peers in the same run, so that a slow machine slows both sides. What cannot be measured here
is skipped, and says why.
"""

import argparse
import importlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.rows import Row

# name -> module with ``run(quick: bool) -> list[Row]``
SUITES = (
    "start", "tasks", "lookup", "febrl", "holds", "products", "authority", "heldout", "recogniser", "lines", "log", "growth",
)  # fmt: skip
# what a suite may lack on a machine: a peer's package, other shops' files, a program
_LACKING = (ImportError, FileNotFoundError, subprocess.CalledProcessError, TimeoutError)


def main() -> int:
    """Run the suites asked for; returns 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUITES, help="one suite; may repeat")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer runs")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="agentdesk-benchmarks-") as folder:
        os.environ.setdefault("AGENTDESK_BENCHMARKS", folder)  # what one suite imports, the next one takes
        return _measured(options)


def _measured(options: argparse.Namespace) -> int:
    """Run the suites and print their table."""
    rows: list[Row] = []
    loads = [os.getloadavg()[0]] if hasattr(os, "getloadavg") else []
    for name in options.only or SUITES:
        print(f"... {name}", file=sys.stderr)
        rows += _rows_of(name, quick=options.quick)
        loads += [os.getloadavg()[0]] if loads else []
    machine = {
        "machine": platform.machine(), "cores": os.cpu_count(), "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(), "load": [round(load, 1) for load in loads], "quick": options.quick,
    }  # fmt: skip
    busy = f", load {min(loads):.1f} to {max(loads):.1f}" if loads else ""
    print(f"{machine['machine']}, {machine['cores']} cores{busy}, Python {machine['python']}")
    for line in table(rows):
        print(line)
    missed, skipped = sum(row.met is False for row in rows), sum(bool(row.skipped) for row in rows)
    print(f"{sum(row.met is True for row in rows)} targets met, {missed} missed, {skipped} skipped")
    if options.json:
        figures = [asdict(row) | {"ratio": row.ratio} for row in rows]
        options.json.write_text(json.dumps({"machine": machine, "rows": figures}, indent=1))
    return int(missed > 0)


def _rows_of(name: str, *, quick: bool) -> list[Row]:
    """Return a suite's rows; one that says why where it cannot be run here."""
    if importlib.util.find_spec(f"benchmarks.{name}") is None:
        return [Row(name, "all of it", skipped="not part of this copy")]
    try:
        found: list[Row] = importlib.import_module(f"benchmarks.{name}").run(quick)
    except _LACKING as error:
        return [Row(name, "all of it", skipped=f"{type(error).__name__}: {' '.join(str(error).split())[:160]}")]
    return found


def _figure(value: float) -> str:
    """Return three digits that count, and thousands as people write them."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def table(rows: list[Row]) -> list[str]:
    """Return the rows as aligned text."""
    cells = [("what", "ours", "peer", "", "ratio", "target", "met")]
    for row in rows:
        if row.skipped:
            cells.append((f"{row.name}: {row.what}", "skipped", row.skipped, "", "", "", ""))
            continue
        met = {True: "yes", False: "NO", None: ""}[row.met]
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        peer = f"{_figure(row.peer)} {row.unit}" if row.peer_name else ""
        cells.append(
            (f"{row.name}: {row.what}", f"{_figure(row.ours)} {row.unit}", row.peer_name, peer, ratio, row.target, met)
        )
    widths = [max(len(line[at]) for line in cells) for at in range(7)]
    return ["  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in cells]


if __name__ == "__main__":
    sys.exit(main())
