"""Erasing a customer: gone from tables, texts, index, drafts and the WAL; the log stays whole and still verifies.

The row and its number stay, empty, so that contacts, holds and remedies keep counting. Texts of the log go with their
salts, on record: what the chain vouches for is then only that there was a text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agentdesk import log
from agentdesk.customers import actions as customers
from agentdesk.errors import DeskError, NotFound
from agentdesk.holds.dates import Hours
from agentdesk.holds.ordering import forget
from agentdesk.log.checkpoints import store_id
from agentdesk.log.reading import head
from agentdesk.promises import actions as promises
from agentdesk.store import Actor, Connection, Store
from agentdesk.store.backup import daily_copies, opened
from agentdesk.store.drafts import Draft, Drafts
from agentdesk.work import person_naming as naming
from agentdesk.work import person_records as records
from agentdesk.work.backing_up import Erased, remember_erased
from agentdesk.work.person_naming import Named


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing takes away, in rows by table; what is still open; where the person is known beside their own rows.

    ``named``: other texts that name them, which go too; ``cards``: other customers whose cards name them, to be edited by
    hand; ``backups`` that hold the person still, and ``exports`` with personal data that were made. ``clean``: nothing is
    left in the -wal either (False while another program reads an old state; the next act there sweeps it).
    """

    customer: int
    rows: dict[str, int]
    open: tuple[str, ...]
    named: int
    cards: tuple[str, ...]
    backups: tuple[str, ...]
    exports: tuple[str, ...]
    clean: bool = True


def preview(store: Store, customer: int) -> Preview:
    """Return what erasing a customer would do. Raises NotFound. Writes nothing."""
    return _look(store, customer)[0]


def _look(store: Store, customer: int) -> tuple[Preview, Named, int]:
    """Return what erasing would do, every text that names the customer, and the last entry of the log looked at."""
    with store.reading() as connection:
        _there(connection, customer)
        rows = {table: len(found) for table, found in records.everything(connection, customer).items()}
        newest = head(connection)
        named = naming.find(connection, customer)
        own = records.log_texts(connection, customer)
        elsewhere = len(named) - len(own.intersection(named.log)) - records.own_texts(connection, customer, named.rows)
        since = records.added_at(connection, customer)
        shown = Preview(
            customer,
            rows,
            tuple(records.still_open(connection, customer)),
            elsewhere,
            named.cards,
            _backups(store, connection, customer, since),
            tuple(f"{at[:10]} entries {first} to {last}" for at, first, last in records.taken_out(connection, since)),
        )
        return shown, named, newest[0] if newest else 0


def erase(store: Store, actor: Actor, customer: int, hours: Hours, *, again: bool = False) -> Preview:
    """Erase a customer for good; returns what was there.

    Call-backs, answers owed and holds are cancelled: nobody can be told any more. ``hours`` are the shop's. Raises NotFound.
    """
    before, named, seen = _look(store, customer)  # every text there is was read: not under the write lock
    with store.act(actor) as act:
        _there(act.connection, customer)
        names = naming.naming(act.connection, customer)
        contacts = records.contacts_of(act.connection, customer)
        added = records.added_at(act.connection, customer)
        for promise in records.promises_to_cancel(act.connection, customer):
            promises.cancel(act, promise, "erased")
        held = forget(act, customer, hours)
        later = naming.in_the_log(act.connection, names, seen)
        texts = records.erase_log_texts(act, customer, (*named.log, *later))
        naming.take_names_out(act, customer, named)
        records.empty_texts(act, customer)
        customers.erase(act, customer)
        log.append(act, "customer.erased", customer=customer, data={"texts": texts, "holds": held, "again": again})
        name, at = store_id(act.connection), act.at
    remember_erased(store.path, Erased(name, customer, added, at))
    _drop_drafts(store, contacts, names)
    return replace(before, clean=store.sweep())


def _drop_drafts(store: Store, contacts: Sequence[int], names: Callable[[str], bool]) -> None:
    drafts = Drafts(store.path)
    try:
        for staff, contact, draft in drafts.everybodys():
            if contact in contacts or names(draft.text):
                drafts.keep(staff, contact, Draft(draft.mode, ""))
        drafts.sweep()
    finally:
        drafts.close()


def erase_again(store: Store, actor: Actor, hours: Hours, gone: Sequence[Erased]) -> int:
    """Erase those who had been erased before a backup was restored; returns how many were there again.

    A number that meanwhile is somebody else's is left alone: the moment at which they were added tells the two apart.
    """
    found = [
        each
        for each in gone
        if records.is_there(store.read(), each.customer) and records.added_at(store.read(), each.customer) == each.added
    ]
    for each in found:
        erase(store, actor, each.customer, hours, again=True)
    return len(found)


def _there(connection: Connection, customer: int) -> None:
    if not records.is_there(connection, customer):
        raise NotFound(
            "There is no such customer, or they were erased.", "Find them: agentdesk lookup", code="no-such-customer"
        )


def _backups(store: Store, connection: Connection, customer: int, since: str) -> tuple[str, ...]:
    """Return the copies at hand that hold the person, looked into, and those made since they were added, by the log."""
    beside = sorted(store.path.parent.glob(f"{store.path.stem}.replaced-*{store.path.suffix}"))
    near = [(f"daily copy {path.name}", path) for path in daily_copies(store.path)]
    near += [(f"replaced store {path.name}", path) for path in beside]
    return (
        *(words for words, path in near if _holds(path, customer, since)),
        *(f"{at[:10]} {file}" for at, file in records.backups_logged(connection) if at >= since),
    )


def _holds(copy: Path, customer: int, since: str) -> bool:
    try:
        with opened(copy) as connection:
            return records.is_there(connection, customer) and records.added_at(connection, customer) == since
    except DeskError:
        return True  # one that cannot be looked into may hold anything
