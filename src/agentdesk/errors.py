"""What a refusal looks like everywhere: a typed error with what happened and what to do next.

Screens show ``what`` and ``next``; the command line prints them as ``{"error": {"code", "what", "next"}}``.
"""


class DeskError(Exception):
    """Base of every error a user can meet.

    ``code`` is a stable word for scripts, ``what`` one sentence of what happened, ``next`` one sentence of what to do.
    ``exit_status`` follows the command line's contract: 1 failed, 2 wrong usage, 3 approval needed, 4 denied,
    5 unreadable.
    """

    code = "failed"
    exit_status = 1

    def __init__(self, what: str, next_step: str, *, code: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.next = next_step
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.what} {self.next}".strip()


class InvalidInput(DeskError):
    """What was typed or passed cannot be used as it is."""

    code = "invalid"
    exit_status = 2


class NotFound(DeskError):
    """What was asked for is not in the store."""

    code = "not-found"


class Refused(DeskError):
    """A rule of the shop says no, in the state things are in now."""

    code = "refused"


class Denied(DeskError):
    """The role may not do this, or the PIN is wrong."""

    code = "denied"
    exit_status = 4


class StoreError(DeskError):
    """The store cannot be opened, read or written."""

    code = "store"
    exit_status = 5
