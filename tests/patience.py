"""Waiting for what a screen, a thread or a process does: as long as it takes on a slow machine, and no longer than that."""

import asyncio
import time
from collections.abc import Callable

PATIENCE = 100.0  # seconds; what takes longer never comes


def _nothing() -> str:
    return ""


def until(what: Callable[[], bool], shown: Callable[[], str] = _nothing) -> None:
    """Wait until something is so; fails with what is shown instead."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, f"it never came to that:\n{shown()}"
        time.sleep(0.005)


async def comes(what: Callable[[], bool], shown: Callable[[], str] = _nothing) -> None:
    """Wait until something is so while the screen goes on; fails with what is shown instead."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, f"it never came to that:\n{shown()}"
        await asyncio.sleep(0.02)
