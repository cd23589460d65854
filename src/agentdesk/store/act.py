"""One user act, one transaction: state and log entries commit together or not at all.

``Store.act()`` is the only place that begins and commits. What happens inside takes the open ``Act`` and returns a
value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agentdesk.clock import stamp
from agentdesk.store.engine import Connection, Row

INSTALLER = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from where: the id of a member of staff (0 is the installer) and the name of the desk."""

    staff: int = INSTALLER
    desk: str = "desk"


@dataclass(slots=True)
class Act:
    """An open write transaction: its connection, its one moment, who acts, and the shift the act falls into.

    ``earlier`` is the answer of the first act with the same idempotency key: where it is not None, do nothing and
    return it. Set ``answer`` (anything JSON can hold) for repeats to get.
    """

    connection: Connection
    now: datetime
    id: str
    actor: Actor
    zone: str = "UTC"
    currency: str = "SEK"
    checkpoint_every: int = 1000  # log entries between signed checkpoints; 0: at shift close only
    shift: int | None = None
    earlier: Any = None
    answer: Any = None
    head: tuple[int, bytes] | None = None
    notices: list[str] = field(default_factory=list)
    at: str = field(init=False)  # the act's moment as the store writes it

    def __post_init__(self) -> None:
        self.at = stamp(self.now)

    def execute(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement; returns the number of rows it changed."""
        return self.connection.execute(sql, tuple(values)).rowcount

    def insert(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one INSERT; returns the new row's id."""
        row = self.connection.execute(sql, tuple(values)).lastrowid
        assert row is not None
        return row

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return every row of a query, read to the end."""
        return self.connection.execute(sql, tuple(values)).fetchall()

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        found: Row | None = self.connection.execute(sql, tuple(values)).fetchone()
        return found

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> int:
        """Run one statement for each row of values; returns how many rows changed in all."""
        return self.connection.executemany(sql, rows).rowcount


def find_earlier(act: Act, key: str) -> bool:
    """Look an idempotency key up; sets ``act.earlier`` and says whether the act was done before."""
    row = act.row("SELECT answer FROM acts WHERE key = ?", (key,))
    if row is None:
        return False
    import json  # 2 ms, only for an act with a key

    act.earlier = json.loads(row["answer"]) if row["answer"] else {}
    return True


def keep_answer(act: Act, key: str) -> None:
    """Store the act's answer under its key."""
    import json

    answer = json.dumps(act.answer, ensure_ascii=False) if act.answer is not None else None
    act.execute("INSERT INTO acts (key, act, at, answer) VALUES (?, ?, ?, ?)", (key, act.id, act.at, answer))
