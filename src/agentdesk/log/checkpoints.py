"""Checkpoints: signed statements about the chain, at shift close and every so many entries.

A chain alone accepts every cut-off tail; a checkpoint says how far it reached. Each covers the entries after the one
before it. One that cannot be made (no room for a key, a file that cannot be read) never stops the shop's work: the next
one covers its entries too, and ``agentdesk doctor`` says what is missing.
"""

from dataclasses import dataclass

from agentdesk.log import keys, records
from agentdesk.log.canonical import START, canonical, short
from agentdesk.store import Act, Connection

EVERY = 1000  # entries between checkpoints, as the settings ship


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement: canonical JSON over store, first, last, previous, head, rows, totals and key."""

    last: int
    statement: str
    key: str
    signature: bytes


def checkpoint(act: Act) -> Checkpoint | None:
    """Sign the chain up to its last entry, in the act; None where nothing is new or no key can be had."""
    try:
        key, private = keys.private(act.connection)
    except keys.NoKey as missing:
        if keys.known(act.connection):  # a lost key is replaced by a person (keys rotate), never in silence
            act.notices.append(f"No checkpoint was signed: {missing}")
            return None
        try:
            keys.make(act)
            key, private = keys.private(act.connection)
        except (OSError, keys.NoKey) as error:
            act.notices.append(f"No checkpoint was signed: {error}")
            return None
    statement = _statement(act, key.id)
    if statement is None:
        return None
    text = canonical(statement)
    signature = private.sign(text.encode())
    last = statement["last"]
    assert isinstance(last, int)
    records.add_checkpoint(act, last, text, key.id, signature)
    return Checkpoint(last, text, key.id, signature)


def _statement(act: Act, key: str) -> dict[str, object] | None:
    before = newest(act.connection)
    first = before.last + 1 if before else 1
    head = records.head(act.connection)
    if head is None or head[0] < first:
        return None
    last, digest = head
    previous = records.hash_at(act.connection, first - 1) or START
    return {
        "v": 1,
        "kind": "checkpoint",
        "store": store_id(act.connection),
        "at": act.at,
        "first": first,
        "last": last,
        "rows": last - first + 1,
        "previous": previous.hex(),
        "head": digest.hex(),
        "totals": {
            "entries": records.kinds_from(act.connection, first),
            "given": records.given_from(act.connection, first),
        },
        "key": key,
    }


def left(connection: Connection, every: int) -> int | None:
    """Return how many entries are written before the next that signs; None where only the shift's end does."""
    head = records.head(connection)
    return every - (head[0] if head else 0) % every if every else None


def newest(connection: Connection) -> Checkpoint | None:
    """Return the last checkpoint."""
    row = records.newest_checkpoint(connection)
    return Checkpoint(row["last"], row["statement"], row["key"], row["signature"]) if row else None


def all_of(connection: Connection) -> list[Checkpoint]:
    """Return every checkpoint, in order."""
    return [
        Checkpoint(row["last"], row["statement"], row["key"], row["signature"])
        for row in records.checkpoints(connection)
    ]


def store_id(connection: Connection) -> str:
    """Return the random name that the store was born with, or nothing in one that was never set up."""
    return records.store_id(connection)


def short_head(connection: Connection) -> str:
    """Return the chain's head as people write it down, or nothing while there is no entry."""
    head = records.head(connection)
    return short(head[1]) if head else ""
