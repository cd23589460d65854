"""A supervisor's PIN in a view that writes nothing: tries are counted in memory, each wrong one doubles the wait."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from agentdesk.errors import Denied
from agentdesk.store import Connection

FIRST_WAIT = 1.0  # seconds after the first wrong PIN
LONGEST_WAIT = 3600.0


class PinTries:
    """Wrong PINs of this run of the view; ``monotonic`` returns seconds that only grow."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._wrong = 0
        self._until = 0.0

    def check_free(self) -> None:
        """Raise Denied while the wait after a wrong PIN lasts."""
        left = self._until - self._monotonic()
        if left > 0:
            raise Denied("A wrong PIN was typed.", f"Wait {max(round(left), 1)} seconds.", code="locked")

    def wrong(self) -> None:
        """Count a wrong PIN."""
        self._until = self._monotonic() + min(FIRST_WAIT * 2**self._wrong, LONGEST_WAIT)
        self._wrong = min(self._wrong + 1, 20)

    def right(self) -> None:
        """Start counting anew."""
        self._wrong = 0


def code(connection: Connection, path: Path, request: int, pin: str, tries: PinTries, now: datetime, zone: str) -> str:
    """Return the code to read out for a request, in the words of the message line. Writes nothing to the store.

    Raises Denied for a wrong PIN or a wait, and what makes a request void.
    """
    from agentdesk.authority import requests  # 30 ms with what they need: not for the first picture to wait for
    from agentdesk.work import approval

    tries.check_free()
    asked = requests.waiting(connection, request, now)
    able = requests.approvers(connection, asked, now, zone)
    person = next((each for each in able if approval.is_pin_of(each, pin)), None)
    if person is None:
        tries.wrong()
        raise Denied("That is not the PIN of anybody who may approve this.", "Try again.", code="wrong-pin")
    tries.right()
    digits, asked = approval.code_for(connection, path, request, person, now, zone)
    return f"{asked.word}: code {digits[:4]} {digits[4:]}, for five minutes, once, for exactly this ({person.name})"
