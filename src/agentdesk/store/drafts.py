"""Drafts: what is in the box right now, in a file of its own, so that typing wakes nobody and a kill loses nothing.

How each person likes the desk to be lies there, too: it is no act, and no other desk needs to hear of it.
"""

from dataclasses import dataclass
from pathlib import Path

from agentdesk.store.connection import plain_errors
from agentdesk.store.engine import Connection, engine
from agentdesk.store.place import make_private


@dataclass(frozen=True, slots=True)
class Draft:
    """The box of one person in one contact (0: in none): its mode and its text."""

    mode: str
    text: str


class Drafts:
    """The drafts beside a store: ``desk.db`` has ``desk.drafts.db``. For one thread at a time."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_suffix(".drafts.db")
        make_private(self.path)
        with plain_errors(self.path):
            self._connection: Connection = engine.connect(self.path, isolation_level=None, check_same_thread=False)
            # NORMAL: a power cut may cost the last keys typed, a killed program none
            self._connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=2000;"
                "CREATE TABLE IF NOT EXISTS drafts (staff INTEGER NOT NULL, contact INTEGER NOT NULL, mode TEXT NOT NULL,"
                " text TEXT NOT NULL, PRIMARY KEY (staff, contact)) STRICT;"
                "CREATE TABLE IF NOT EXISTS habits (staff INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                " PRIMARY KEY (staff, name)) STRICT;"
            )

    def keep(self, staff: int, contact: int, draft: Draft) -> None:
        """Keep a draft, or drop it where there is no text."""
        with plain_errors(self.path):
            if draft.text:
                self._connection.execute(
                    "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", (staff, contact, draft.mode, draft.text)
                )
            else:
                self._connection.execute("DELETE FROM drafts WHERE staff = ? AND contact = ?", (staff, contact))

    def of(self, staff: int, contact: int) -> Draft | None:
        """Return what was in the box, if anything was."""
        with plain_errors(self.path):
            row = self._connection.execute(
                "SELECT mode, text FROM drafts WHERE staff = ? AND contact = ?", (staff, contact)
            ).fetchone()
        return Draft(*row) if row else None

    def keep_habit(self, staff: int, name: str, value: str) -> None:
        """Keep how somebody likes the desk to be."""
        with plain_errors(self.path):
            self._connection.execute("INSERT OR REPLACE INTO habits VALUES (?, ?, ?)", (staff, name, value))

    def habit(self, staff: int, name: str) -> str | None:
        """Return how somebody likes the desk to be, where they have said so."""
        with plain_errors(self.path):
            row = self._connection.execute(
                "SELECT value FROM habits WHERE staff = ? AND name = ?", (staff, name)
            ).fetchone()
        return str(row[0]) if row else None

    def everybodys(self) -> list[tuple[int, int, Draft]]:
        """Return every draft with whose it is and in which contact, as erasing a customer looks through them."""
        with plain_errors(self.path):
            rows = self._connection.execute("SELECT staff, contact, mode, text FROM drafts").fetchall()
        return [(staff, contact, Draft(mode, text)) for staff, contact, mode, text in rows]

    def sweep(self) -> None:
        """Leave nothing of what was dropped in the file's -wal."""
        with plain_errors(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
