"""After a killed import: what was stored but never reached the index is named in ``lookup_pending``, and caught up with.

While an import runs it holds a lock of its own, so that nobody takes its unfinished work for a dead one's.
"""

from contextlib import AbstractContextManager
from types import TracebackType

from agentdesk.customers import actions, records
from agentdesk.customers.lookup.indexing import Begin, Collected, relearn
from agentdesk.customers.lookup.postings import Postings
from agentdesk.customers.lookup.terms import NAME, SHORT
from agentdesk.store import Act, Actor, Connection, Store
from agentdesk.store.lock import Alone


class Importing:
    """An import's turn: catches up with what a killed one left, unless another is running now."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store = store
        self._actor = actor
        self.caught_up = 0  # records that a killed import had left out
        self._alone = Alone(store.path.with_name(store.path.name + ".import.lock"))

    def __enter__(self) -> "Importing":
        if self._alone.take():
            self.caught_up = catch_up(self._store, self._actor)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._alone.give()


def pending(connection: Connection) -> int:
    """Return how many records are not in the index yet, at most."""
    return sum(last - first + 1 for _, first, last in _left(connection))


def _left(connection: Connection) -> list[tuple[str, int, int]]:
    """Return what to index: kind, first and last id. Everybody, where a store is older than its lists of beginnings."""
    rows = connection.execute("SELECT kind, first, last FROM lookup_pending ORDER BY kind, first").fetchall()
    left = [(row[0], row[1], row[2]) for row in rows]
    if not left and not Postings(connection).terms(SHORT[NAME], 1) and Postings(connection).terms(NAME, 1):
        left = [("customers", 1, connection.execute("SELECT max(id) FROM customers").fetchone()[0])]
    return left


def catch_up(store: Store, actor: Actor) -> int:
    """Index whatever an import that was killed left out; returns how many records. Others may read and write meanwhile."""

    def begin() -> AbstractContextManager[Act]:
        return store.act(actor)

    connection = store.read()
    done = 0
    for kind, first, last in _left(connection):
        if kind == "words":
            relearn(begin, connection, first, last)
        else:
            done += _customers(begin, connection, first, last)
        with begin() as act:
            act.execute("DELETE FROM lookup_pending WHERE kind = ? AND first = ? AND last = ?", (kind, first, last))
    return done


def _customers(begin: Begin, connection: Connection, first: int, last: int) -> int:
    collected = Collected()
    sql = "SELECT id FROM customers WHERE id BETWEEN ? AND ? AND merged_into IS NULL AND erased_at IS NULL ORDER BY id"
    for row in connection.execute(sql, (first, last)).fetchall():
        found = records.by_id(connection, row[0])
        if found is not None:
            collected.add(found.id, actions.terms(found))
    done = collected.records
    collected.write(begin)
    return done
