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
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.rows import Row

# name -> module with ``run(quick: bool) -> list[Row]``
SUITES = (
    "start",
    "lookup",
    "febrl",
    "holds",
    "products",
    "authority",
    "heldout",
    "recogniser",
    "lines",
    "log",
    "tasks",
)


def main() -> int:
    """Run the suites asked for; returns 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUITES, help="one suite; may repeat")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer runs")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    options = parser.parse_args()
    rows: list[Row] = []
    for name in options.only or SUITES:
        if importlib.util.find_spec(f"benchmarks.{name}") is None:
            continue
        print(f"... {name}", file=sys.stderr)
        rows += importlib.import_module(f"benchmarks.{name}").run(options.quick)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    for line in table(rows):
        print(line)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) | {"ratio": row.ratio} for row in rows], indent=1))
    return int(any(row.met is False for row in rows))


def table(rows: list[Row]) -> list[str]:
    """Return the rows as aligned text."""
    cells = [("what", "ours", "peer", "", "ratio", "target", "met")]
    for row in rows:
        if row.skipped:
            cells.append((f"{row.name}: {row.what}", "skipped", row.skipped, "", "", "", ""))
            continue
        met = {True: "yes", False: "NO", None: ""}[row.met]
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        peer = f"{row.peer:.3g} {row.unit}" if row.peer_name else ""
        cells.append(
            (f"{row.name}: {row.what}", f"{row.ours:.3g} {row.unit}", row.peer_name, peer, ratio, row.target, met)
        )
    widths = [max(len(line[at]) for line in cells) for at in range(7)]
    return ["  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() for line in cells]


if __name__ == "__main__":
    sys.exit(main())
