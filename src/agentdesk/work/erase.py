"""Erasing a customer: gone from tables, texts, index, drafts and the WAL; the log stays whole and still verifies.

The row and its number stay, empty, so that contacts, holds and remedies keep counting. Texts of the log go with their
salts, on record: what the chain vouches for is then only that there was a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from agentdesk import log
from agentdesk.customers import actions as customers
from agentdesk.errors import NotFound
from agentdesk.holds.dates import Hours
from agentdesk.holds.ordering import forget
from agentdesk.log.checkpoints import store_id
from agentdesk.promises import actions as promises
from agentdesk.store import Actor, Connection, Store
from agentdesk.store.backup import daily_copies
from agentdesk.store.drafts import Drafts
from agentdesk.work import person_records as records
from agentdesk.work.backing_up import remember_erased


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing takes away, in rows by table; what stands in its way; which backups hold the person."""

    customer: int
    rows: dict[str, int]
    open: tuple[str, ...]
    backups: tuple[str, ...]


def preview(store: Store, customer: int) -> Preview:
    """Return what erasing a customer would do. Raises NotFound. Writes nothing."""
    with store.reading() as connection:
        _there(connection, customer)
        rows = {table: len(found) for table, found in records.everything(connection, customer).items()}
        return Preview(customer, rows, tuple(records.still_open(connection, customer)), _backups(store, connection))


def erase(store: Store, actor: Actor, customer: int, hours: Hours, *, again: bool = False) -> Preview:
    """Erase a customer for good; returns what was there.

    Call-backs, answers owed and holds are cancelled: nobody can be told any more. ``hours`` are the shop's. Raises NotFound.
    """
    before = preview(store, customer)
    with store.act(actor) as act:
        _there(act.connection, customer)
        contacts = records.contacts_of(act.connection, customer)
        for promise in records.promises_to_cancel(act.connection, customer):
            promises.cancel(act, promise, "erased")
        held = forget(act, customer, hours)
        texts = records.erase_log_texts(act, customer)
        records.empty_texts(act, customer)
        customers.erase(act, customer)
        log.append(act, "customer.erased", customer=customer, data={"texts": texts, "holds": held, "again": again})
        name, at = store_id(act.connection), act.at
    remember_erased(store.path, name, customer, at)
    drafts = Drafts(store.path)
    try:
        for contact in contacts:
            drafts.forget(contact)
        drafts.sweep()
    finally:
        drafts.close()
    store.sweep()
    return before


def erase_again(store: Store, actor: Actor, hours: Hours, gone: Sequence[int]) -> int:
    """Erase those who had been erased before a backup was restored; returns how many were there again."""
    found = [each for each in gone if records.is_there(store.read(), each)]
    for each in found:
        erase(store, actor, each, hours, again=True)
    return len(found)


def _there(connection: Connection, customer: int) -> None:
    if not records.is_there(connection, customer):
        raise NotFound(
            "There is no such customer, or they were erased.", "Find them: agentdesk lookup", code="no-such-customer"
        )


def _backups(store: Store, connection: Connection) -> tuple[str, ...]:
    made = [f"{at[:10]} {file}" for at, file in records.backups_logged(connection)]
    kept = [path.name for path in store.path.parent.glob(f"{store.path.stem}.replaced-*{store.path.suffix}")]
    return (
        *(f"daily copy {path.name}" for path in daily_copies(store.path)),
        *(f"replaced store {name}" for name in kept),
        *made,
    )
