"""Keeping SQLite's write-ahead log short without keeping anybody waiting.

Left to itself SQLite copies the log back into the file within the COMMIT that made it long: ten milliseconds and more
in somebody's turn, while all the others wait behind it. Here whoever committed does it after their turn, while others
write on. What these others added meanwhile keeps the log from beginning anew, so once it is long a turn ends with
the few pages that are left.
"""

from agentdesk.store.engine import Connection

TIDY = 1000  # pages not yet copied back: SQLite's own measure
LONG = 3000  # pages (12 MB) from which on it should begin anew: what comes until it does keeps it under 16 MB
FEW = 500  # pages that may be copied within a turn
TOO_LONG = 100_000  # from here on whatever is left is copied within a turn


_HOW = {how: f"PRAGMA wal_checkpoint({how})" for how in ("NOOP", "PASSIVE")}


class Wal:
    """The log of one store, as one process tends it. Its connection must not checkpoint by itself.

    Both raise the engine's DatabaseError; by then the act is committed, and nothing of it is lost.
    """

    def __init__(self) -> None:
        self._finish = False

    def finish(self, connection: Connection) -> None:
        """Within the turn, after COMMIT: copy the last pages, where the log is long and few are left."""
        if self._finish:
            self._finish = False
            pages, done = _look(connection, "NOOP")
            if pages >= LONG and pages > done:
                _look(connection, "PASSIVE")

    def tidy(self, connection: Connection) -> None:
        """After the turn: copy pages back, where there are many, as far as no reader needs them where they are."""
        pages, done = _look(connection, "NOOP")
        if pages - done >= TIDY:
            pages, done = _look(connection, "PASSIVE")
        self._finish = (pages >= LONG and 0 < pages - done <= FEW) or pages >= TOO_LONG


def _look(connection: Connection, how: str) -> tuple[int, int]:
    """Return how many pages the log holds and how many of them are copied back; PASSIVE copies what it can."""
    _, pages, done = connection.execute(_HOW[how]).fetchone()
    return max(0, pages), max(0, done)
