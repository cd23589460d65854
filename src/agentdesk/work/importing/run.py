"""Running an import: rows into short acts, each row whole or not at all, other desks in between."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from agentdesk import log
from agentdesk.errors import DeskError
from agentdesk.store import Act, Actor, IntegrityError, Store
from agentdesk.tables import BadRow, Rejected, Row, Table, Tally

LONGEST_ACT = 0.05  # seconds of rows in one act: with its commit, other desks wait less than 0.1
PAUSE = 0.0005  # seconds between acts: a lock let go and taken at once leaves no turn to a desk that waits

Progress = Callable[[Tally], None]


class Noun(Protocol):
    """What can be imported: its fields with their usual headings, and how a row is used."""

    name: str
    fields: Mapping[str, Sequence[str]]
    repeats: Sequence[str]

    def use(self, act: Act, row: Row) -> str:
        """Keep a row: ``added``, ``updated`` or ``unchanged``. Raises Rejected, or a DeskError with the reason."""
        ...

    def finish(self, store: Store, actor: Actor) -> None:
        """Do what is left when all rows were used."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and which columns its fields were read from."""

    tally: Tally
    columns: Mapping[str, str]


class _DryRun(Exception):
    pass


def run_import(
    store: Store,
    actor: Actor,
    noun: Noun,
    path: Path,
    given: Mapping[str, str],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import a file. With ``dry_run`` every act is rolled back and nothing is kept. Raises BadTable, StoreError."""
    table = Table(path, noun.fields, given, repeats=noun.repeats)
    tally = Tally()
    rows = iter(table)
    try:
        while _one_act(store, actor, noun, rows, table, tally, dry_run=dry_run):
            if progress is not None:
                progress(tally)
            time.sleep(PAUSE)
        if not dry_run:
            noun.finish(store, actor)
    finally:
        table.close()
    return Imported(tally, table.columns)


def _one_act(
    store: Store, actor: Actor, noun: Noun, rows: Iterator[Row], table: Table, tally: Tally, *, dry_run: bool
) -> bool:
    first = next(rows, None)
    _take_bad(table, tally)
    if first is None:
        return False
    before = (tally.added, tally.updated, tally.rejected)
    until = time.monotonic() + LONGEST_ACT
    last = first.line
    try:
        with store.act(actor) as act:
            row: Row | None = first
            while row is not None:
                last = row.line
                _use(act, noun, row, tally)
                row = next(rows, None) if time.monotonic() < until else None
            _log(act, noun, tally, before, first.line, last)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    _take_bad(table, tally)
    return True


def _use(act: Act, noun: Noun, row: Row, tally: Tally) -> None:
    tally.read += 1
    try:
        with _whole(act):
            outcome = noun.use(act, row)
    except Rejected as error:
        tally.reject(BadRow(row.line, error.column, _short(error.value), error.reason))
    except DeskError as error:
        tally.reject(BadRow(row.line, "", "", error.what))
    except (IntegrityError, OverflowError) as error:
        tally.reject(BadRow(row.line, "", "", f"does not fit: {error}"))
    else:
        tally.count(outcome)


@contextmanager
def _whole(act: Act) -> Iterator[None]:
    """Keep everything a row does, or nothing of it."""
    head = act.head
    act.execute("SAVEPOINT one_row")
    try:
        yield
    except BaseException:
        act.execute("ROLLBACK TO one_row")
        act.execute("RELEASE one_row")
        act.head = head
        raise
    act.execute("RELEASE one_row")


def _take_bad(table: Table, tally: Tally) -> None:
    for bad in table.bad:
        tally.read += 1
        tally.reject(bad)
    table.bad.clear()


def _log(act: Act, noun: Noun, tally: Tally, before: tuple[int, int, int], first: int, last: int) -> None:
    added, updated, rejected = tally.added - before[0], tally.updated - before[1], tally.rejected - before[2]
    if added or updated:
        log.append(
            act,
            f"{noun.name}.imported",
            data={"added": added, "updated": updated, "rejected": rejected, "first_line": first, "last_line": last},
        )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
