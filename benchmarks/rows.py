"""One row of the table of benchmarks: ours against a named peer or floor, measured in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured. ``ratio`` is ours / peer; ``met`` whether it keeps the target; None where none is set.

    ``ours`` and ``peer`` are in the unit that ``unit`` names. A row with ``skipped`` was not measured, and says why.
    """

    name: str
    what: str
    ours: float = 0.0
    peer_name: str = ""
    peer: float = 0.0
    unit: str = "ms"
    target: str = ""
    met: bool | None = None
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else None


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of some runs took."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)
