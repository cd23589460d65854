"""Typing ahead: keys are used in order until a surprise; those typed before it could be read are shown, not used."""

import time

REACTION = 0.15  # seconds: a key within them of a surprise was typed before it could be read

SHOWN = 60  # characters of keys that were not used, or that wait: what there is room for


class Ahead:
    """The keys typed ahead of the last surprise."""

    def __init__(self) -> None:
        self.unused: list[str] = []
        self.surprised_at = 0.0
        self.queued: list[str] = []  # typed while an act waits for its turn; the box takes them after it

    def stop(self) -> None:
        """Something came that the agent could not foresee: what is typed now was typed before it."""
        self.surprised_at = time.monotonic()

    def came_too_early(self, when: float) -> bool:
        """Say whether a key was typed before the last surprise could be read."""
        return when < self.surprised_at + REACTION
