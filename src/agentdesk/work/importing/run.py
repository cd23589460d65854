"""Running an import: rows read and checked outside any act, kept in short ones; other desks in between."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from agentdesk import log
from agentdesk.customers.lookup.catching_up import Importing
from agentdesk.customers.lookup.indexing import LONGEST_ACT, PAUSE, Begin, shortened
from agentdesk.errors import DeskError, InvalidInput
from agentdesk.store import Act, Actor, IntegrityError, Store
from agentdesk.tables import BadRow, Ready, Rejected, Row, Table
from agentdesk.text import accept
from agentdesk.work.importing.report import Progress, Report, Tally

_WAITING = 2000  # rows checked and not kept yet
LONGEST = 1000  # characters of a cell of goods and orders


class Noun(Protocol):
    """What can be imported: its fields with their usual headings, and how rows are used."""

    name: str
    fields: Mapping[str, Sequence[str]]
    repeats: Sequence[str]
    piece: int  # rows kept between two looks at the clock

    def prepare(self, row: Row) -> Any:
        """Check a row, outside any act. Raises Rejected, or a DeskError with the reason."""
        ...

    def keep(self, act: Act, rows: Sequence[Ready]) -> Iterator[str | BadRow]:
        """Keep rows: each ``added``, ``updated``, ``unchanged``, or bad after all."""
        ...

    def settle(self, begin: Begin, *, last: bool) -> None:
        """Do what is better done for many rows at once; after the ``last`` row, all of it."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, and which columns its fields were read from."""

    tally: Tally
    columns: Mapping[str, str]


def run_import(
    store: Store,
    actor: Actor,
    noun: Noun,
    path: Path,
    given: Mapping[str, str],
    *,
    report: Report,
    progress: Progress | None = None,
) -> Imported:
    """Import a file. Raises BadTable, StoreError; what was kept before an error stays, and the same file goes on."""
    table = Table(path, noun.fields, given, repeats=noun.repeats)
    try:
        with Importing(store, actor):
            tally = _Run(store, actor, noun, table, report).run(progress)
    finally:
        table.close()
        report.close()
    return Imported(tally, table.columns)


class _Run:
    """One import on its way."""

    def __init__(self, store: Store, actor: Actor, noun: Noun, table: Table, report: Report) -> None:
        self._store, self._actor, self._noun, self._table, self._report = store, actor, noun, table, report
        self._tally = Tally()
        self._waiting: deque[Ready] = deque()
        self._longest = LONGEST_ACT

    def run(self, progress: Progress | None) -> Tally:
        """Use every row."""
        rows = iter(self._table)
        while self._read(rows) or self._waiting:
            while len(self._waiting) >= self._noun.piece or (self._waiting and self._ended):
                self._act()
            self._noun.settle(self._begin, last=False)
            self._tally.done = self._table.done
            if progress is not None:
                progress(self._tally)
        self._noun.settle(self._begin, last=True)
        return self._tally

    _ended = False

    def _read(self, rows: Iterator[Row | BadRow]) -> bool:
        """Read and check rows until enough wait; says whether there were any."""
        some = False
        while len(self._waiting) < _WAITING:
            row = next(rows, None)
            if row is None:
                self._ended = True
                break
            some = True
            self._tally.read += 1
            if isinstance(row, BadRow):
                self._reject(row)
                continue
            try:
                self._waiting.append(Ready(row.line, self._noun.prepare(row)))
            except Rejected as error:
                self._reject(BadRow(row.line, error.column, error.value, error.reason))
            except DeskError as error:
                field, value = getattr(error, "field", ""), getattr(error, "value", "")
                self._reject(BadRow(row.line, self._table.columns.get(field, field), value, error.what))
        return some

    def _begin(self) -> AbstractContextManager[Act]:
        return self._store.act(self._actor)

    def _act(self) -> None:
        """Keep rows in one act, for as long as an act may last."""
        before = (self._tally.added, self._tally.updated)
        with self._begin() as act:
            started = time.monotonic()
            until = started + self._longest
            first = last = self._waiting[0].line
            while self._waiting and time.monotonic() < until:
                piece = [self._waiting.popleft() for _ in range(min(self._noun.piece, len(self._waiting)))]
                last = piece[-1].line
                for outcome in self._noun.keep(act, piece):
                    if isinstance(outcome, BadRow):
                        self._reject(outcome)
                    else:
                        self._tally.count(outcome)
            added, updated = self._tally.added - before[0], self._tally.updated - before[1]
            if added or updated:
                lines = {"first_line": first, "last_line": last}
                log.append(act, f"{self._noun.name}.imported", data={"added": added, "updated": updated, **lines})
        self._longest = shortened(self._longest, time.monotonic() - started)
        time.sleep(PAUSE)

    def _reject(self, bad: BadRow) -> None:
        self._tally.rejected += 1
        self._report.add(bad)


class RowByRow:
    """A noun whose rows have nothing to gain from company: each is used whole, or not at all."""

    repeats: Sequence[str] = ()
    piece = 16

    def prepare(self, row: Row) -> Row:
        """Refuse what may not be kept in any field. Raises Rejected."""
        for field, value in row.values.items():
            if not (value.isascii() and value.isprintable()):
                try:
                    accept(value, field.replace("_", " ").capitalize(), limit=LONGEST)
                except InvalidInput as error:
                    raise Rejected(field, value, error.what) from error
            elif len(value) > LONGEST:
                raise Rejected(field, value, f"is {len(value):,} characters long; {LONGEST:,} fit")
        return row

    def use(self, act: Act, row: Row) -> str:
        """Keep a row: ``added``, ``updated`` or ``unchanged``. Raises Rejected, or a DeskError with the reason."""
        raise NotImplementedError

    def keep(self, act: Act, rows: Sequence[Ready]) -> Iterator[str | BadRow]:
        """Keep rows."""
        for row in rows:
            try:
                with whole(act):
                    outcome = self.use(act, row.value)
            except Rejected as error:
                yield BadRow(row.line, error.column, error.value, error.reason)
            except DeskError as error:
                yield BadRow(row.line, "", "", error.what)
            except (IntegrityError, OverflowError) as error:
                yield BadRow(row.line, "", "", f"does not fit: {error}")
            else:
                yield outcome

    def settle(self, begin: Begin, *, last: bool) -> None:
        """Nothing is left to do."""


@contextmanager
def whole(act: Act) -> Iterator[None]:
    """Keep everything that is done inside, or nothing of it."""
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
