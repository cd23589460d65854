"""What the faults have in common: processes of their own, and figures that can be quoted with seed and machine."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .shop import SEED

ROOT = Path(__file__).parents[2]
Figure = Callable[..., None]


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """``figure(rounds=1000, lost=0)`` prints what was measured; AGENTDESK_FIGURES names a file that keeps it, too."""
    began = time.monotonic()

    def keep(**values: object) -> None:
        line = {
            "test": request.node.name,
            **values,
            "seed": SEED,
            "seconds": round(time.monotonic() - began, 1),
            "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}",
            "load": round(os.getloadavg()[0], 1),
        }
        print(json.dumps(line))
        if path := os.environ.get("AGENTDESK_FIGURES"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")

    return keep


def python(*words: str | Path, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start Python with this tree's modules: ``python("-m", "tests.reliability.cutting", …)``."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.Popen([sys.executable, *map(str, words)], cwd=ROOT, env=surroundings, stdout=stdout)
