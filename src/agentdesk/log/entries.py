"""Writing the log: every act leaves an entry, in the act's own transaction, chained to the one before."""

import os
from collections.abc import Mapping, Sequence

from agentdesk.log import records
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
    salted = {field: (os.urandom(16), words) for field, words in sorted((text or {}).items())}
    form = _form(act, kind, contact, item, before, after)
    form |= {"seq": seq, "customer": customer, "data": dict(data or {})}
    form["text"] = {field: text_hash(salt, words) for field, (salt, words) in salted.items()}
    record = canonical(form)
    digest = chained(previous, record)
    records.add(act, (seq, act.at, act.id, act.actor.staff, act.shift, kind, contact, customer, record, digest))
    for field, (salt, words) in salted.items():
        records.add_text(act, seq, field, salt, words)
    act.head = (seq, digest)
    _sign_if_due(act, 1)
    return seq


def _sign_if_due(act: Act, added: int) -> None:
    assert act.head is not None
    every, seq = act.checkpoint_every, act.head[0]
    if every and seq // every > (seq - added) // every:
        from agentdesk.log.checkpoints import checkpoint  # signing loads a library, once in a thousand entries

        checkpoint(act)


def append_many(
    act: Act,
    kind: str,
    each: Sequence[tuple[int | None, Mapping[str, object]]],
    *,
    item: str | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Add an entry for each (customer, data), the rest alike: ten thousand at a delivery cost what the rows cost."""
    seq, previous = _head(act)
    form = _form(act, kind, None, item, before, after)
    # what is alike in all of them is written once: members stand sorted by key, so a record is its parts in order
    first = _members(form, "act", "customer")
    second = _members(form, "desk", "seq")
    last = _members(form, "shift", "w")
    rows = []
    for seq, (customer, data) in enumerate(each, seq + 1):  # noqa: B020 - the last one is the new head
        who = "null" if customer is None else str(int(customer))
        record = f'{{{first},"customer":{who},"data":{canonical(data)},{second},"seq":{seq},{last}}}'
        previous = chained(previous, record)
        rows.append((seq, act.at, act.id, act.actor.staff, act.shift, kind, None, customer, record, previous))
    records.add_many(act, rows)
    act.head = (seq, previous)
    _sign_if_due(act, len(rows))


def _members(form: Mapping[str, object], start: str, end: str) -> str:
    """Return the canonical members of a record whose keys lie from ``start`` to before ``end``."""
    return ",".join(f'"{key}":{canonical(form[key])}' for key in sorted(form) if start <= key < end)


def _form(
    act: Act,
    kind: str,
    contact: int | None,
    item: str | None,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> dict[str, object]:
    return {
        "v": VERSION,
        "seq": 0,
        "at": act.at,
        "act": act.id,
        "actor": act.actor.staff,
        "desk": act.actor.desk,
        "shift": act.shift,
        "kind": kind,
        "contact": contact,
        "customer": None,
        "item": item,
        "data": {},
        "before": dict(before or {}),
        "after": dict(after or {}),
        "text": {},
    }


def _head(act: Act) -> tuple[int, bytes]:
    if act.head is None:
        act.head = records.head(act.connection) or (0, START)
    return act.head
