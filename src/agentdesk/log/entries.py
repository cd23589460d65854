"""Writing the log: every act leaves an entry, in the act's own transaction, chained to the one before."""

import secrets
from collections.abc import Mapping

from agentdesk.log.canonical import START, canonical, chained, text_hash
from agentdesk.store import Act

VERSION = 1


def append(
    act: Act,
    kind: str,
    *,
    contact: int | None = None,
    customer: int | None = None,
    item: str | None = None,
    data: Mapping[str, object] | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    text: Mapping[str, str] | None = None,
) -> int:
    """Add one entry; returns its seq.

    ``kind`` is noun and verb (``hold.placed``). ``data``, ``before`` and ``after`` hold amounts in minor units, codes,
    ids and stamps, never anything personal; what is personal or freely typed goes into ``text``, which can be erased.
    """
    seq, previous = _head(act)
    seq += 1
    salted = {field: (secrets.token_bytes(16), words) for field, words in sorted((text or {}).items())}
    record = canonical(
        {
            "v": VERSION,
            "seq": seq,
            "at": act.at,
            "act": act.id,
            "actor": act.actor.staff,
            "desk": act.actor.desk,
            "shift": act.shift,
            "kind": kind,
            "contact": contact,
            "customer": customer,
            "item": item,
            "data": dict(data or {}),
            "before": dict(before or {}),
            "after": dict(after or {}),
            "text": {field: text_hash(salt, words) for field, (salt, words) in salted.items()},
        }
    )
    digest = chained(previous, record)
    act.execute(
        "INSERT INTO log (seq, at, act, actor, shift, kind, contact, customer, record, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, act.at, act.id, act.actor.staff, act.shift, kind, contact, customer, record, digest),
    )
    for field, (salt, words) in salted.items():
        act.execute("INSERT INTO log_text (seq, field, salt, text) VALUES (?, ?, ?, ?)", (seq, field, salt, words))
    act.head = (seq, digest)
    return seq


def _head(act: Act) -> tuple[int, bytes]:
    if act.head is None:
        row = act.row("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        act.head = (row["seq"], row["hash"]) if row else (0, START)
    return act.head
