"""Which entries an export holds: always one unbroken stretch of the chain, so that it can be checked by itself.

A shift's stretch begins after the close before it, so that exporting every shift leaves no entry out; what others did
meanwhile is in it, under their own shifts.
"""

from dataclasses import dataclass

from agentdesk.errors import NotFound
from agentdesk.log import records
from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class Span:
    """Entries ``first`` to ``last``, both of them in it."""

    first: int
    last: int


def _nothing() -> NotFound:
    return NotFound(
        "There are no entries in that span.", "See what there is: agentdesk log show", code="nothing-to-export"
    )


def of_shift(connection: Connection, shift: int) -> Span:
    """Return the stretch of a shift, up to its close or, while it is open, to the last entry. Raises NotFound."""
    opened = records.opened_at(connection, shift)
    if opened is None:
        raise NotFound(f"There is no shift {shift}.", "See: agentdesk shift show", code="no-shift")
    before = records.last_close_before(connection, opened)
    closed = records.closed_at(connection, shift)
    return Span((before or 0) + 1, closed or whole(connection).last)


def of_time(connection: Connection, start: str | None, end: str | None) -> Span:
    """Return the entries from a UTC stamp until before another; None: from the first, to the last. Raises NotFound."""
    everything = whole(connection)
    first = last = None
    if start is not None:
        first = records.first_from(connection, start)
    if end is not None:
        last = records.last_before(connection, end)
    if (start is not None and first is None) or (end is not None and last is None):
        raise _nothing()
    span = Span(first or everything.first, last or everything.last)
    if span.first > span.last:
        raise _nothing()
    return span


def whole(connection: Connection) -> Span:
    """Return the whole log. Raises NotFound where it is empty."""
    last = records.last_seq(connection)
    if not last:
        raise _nothing()
    return Span(1, last)
