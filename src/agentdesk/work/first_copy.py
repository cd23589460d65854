"""The day's first start: a copy of the store, made by another process so that nobody waits.

Apart from ``closing``, whose imports (75 ms) every start of a desk would pay for.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from agentdesk.clock import Clock, shop_day
from agentdesk.settings import Settings
from agentdesk.store.backup import daily_path


def copy_in_background(
    store: Path, settings: Settings, clock: Clock, start: Callable[[list[str]], object] | None = None
) -> bool:
    """On the day's first start let another process make the day's copy, so that nobody waits; says whether it does.

    ``start`` runs a command line; what goes wrong is for ``agentdesk doctor`` to say.
    """
    if not settings.backups_kept or daily_path(store, shop_day(clock.now(), settings.timezone)).exists():
        return False
    (start or _start)([sys.executable, "-m", "agentdesk", "--store", str(store), "backup", "--daily"])
    return True


def _start(command: list[str]) -> object:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
