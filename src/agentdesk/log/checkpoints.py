"""Checkpoints: signed statements about the chain, at shift close and every so many entries.

A chain alone accepts every cut-off tail; a checkpoint says how far it reached. Each covers the entries after the one
before it. One that cannot be made (no room for a key, a file that cannot be read) never stops the shop's work: the next
one covers its entries too, and ``agentdesk doctor`` says what is missing.
"""

from dataclasses import dataclass

from agentdesk.log import keys
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
    act.execute(
        "INSERT INTO checkpoints (last, statement, key, signature) VALUES (?, ?, ?, ?)", (last, text, key.id, signature)
    )
    return Checkpoint(last, text, key.id, signature)


def _statement(act: Act, key: str) -> dict[str, object] | None:
    before = newest(act.connection)
    first = before.last + 1 if before else 1
    head = act.row("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
    if head is None or head["seq"] < first:
        return None
    previous = act.row("SELECT hash FROM log WHERE seq = ?", (first - 1,))
    kinds = act.rows("SELECT kind, count(*) AS n FROM log WHERE seq >= ? GROUP BY kind ORDER BY kind", (first,))
    given = act.rows(
        "SELECT json_extract(record, '$.data.currency') AS currency, sum(json_extract(record, '$.data.value')) AS value"
        " FROM log WHERE seq >= ? AND kind = 'remedy.given' GROUP BY 1",
        (first,),
    )
    return {
        "v": 1,
        "kind": "checkpoint",
        "store": store_id(act.connection),
        "at": act.at,
        "first": first,
        "last": head["seq"],
        "rows": head["seq"] - first + 1,
        "previous": (previous["hash"] if previous else START).hex(),
        "head": head["hash"].hex(),
        "totals": {
            "entries": {row["kind"]: row["n"] for row in kinds},
            "given": {row["currency"]: row["value"] for row in given if row["currency"]},
        },
        "key": key,
    }


def newest(connection: Connection) -> Checkpoint | None:
    """Return the last checkpoint."""
    row = connection.execute("SELECT * FROM checkpoints ORDER BY last DESC LIMIT 1").fetchone()
    return Checkpoint(row["last"], row["statement"], row["key"], row["signature"]) if row else None


def all_of(connection: Connection) -> list[Checkpoint]:
    """Return every checkpoint, in order."""
    rows = connection.execute("SELECT * FROM checkpoints ORDER BY last").fetchall()
    return [Checkpoint(row["last"], row["statement"], row["key"], row["signature"]) for row in rows]


def store_id(connection: Connection) -> str:
    """Return the random name that the store was born with, or nothing in one that was never set up."""
    row = connection.execute("SELECT id FROM store").fetchone()
    return str(row["id"]) if row else ""


def short_head(connection: Connection) -> str:
    """Return the chain's head as people write it down, or nothing while there is no entry."""
    row = connection.execute("SELECT hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return short(row["hash"]) if row else ""
