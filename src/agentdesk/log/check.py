"""Checking the log in the store: every row against its record, the chain, every text, every checkpoint.

Nothing is written, so it runs on a connection that cannot write.
"""

import json
from collections.abc import Callable, Collection
from typing import Any

from agentdesk.log import checkpoints, keys, records
from agentdesk.log.canonical import START, chained, short, text_hash
from agentdesk.log.statement import Statement
from agentdesk.log.verify import Bad, Result, Verdict
from agentdesk.store import Connection, Row

CHUNK = 2000
_REPEATED = ("seq", "at", "act", "actor", "shift", "kind", "contact", "customer")


def verify_store(
    connection: Connection, *, trusted: Collection[str] = (), after: Statement | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Result:  # fmt: skip
    """Check the whole log. ``trusted``: ids of which one must have signed each checkpoint (none: any known here).

    ``after`` is the statement of an export that the store must still hold, unchanged.
    """
    try:
        count, head = _chain(connection, after, progress)
        signed = _checkpoints(connection, count, trusted)
    except Bad as bad:
        return Result(bad.verdict, bad.what, bad.entry)
    rest = count - signed
    unsigned = f", the last {rest} not yet under a checkpoint" if rest else ""
    return Result(Verdict.WHOLE, f"{count} entries are as they were logged{unsigned}. Head {short(head)}.")


def _chain(connection: Connection, after: Statement | None, progress: Callable[[int, int], None]) -> tuple[int, bytes]:
    last = records.last_seq(connection)
    previous, expected = START, 1
    stamped = {row["last"]: _said(row["last"], row["statement"])["head"] for row in records.checkpoints(connection)}
    if after is not None:
        stamped.setdefault(after.meta.last, after.head)
    while expected <= last:
        rows = records.between(connection, expected, expected + CHUNK - 1)
        texts = _texts(connection, expected)
        for row in rows:
            previous = _row(row, expected, previous, texts)
            if expected in stamped and stamped[expected] != previous.hex():
                raise Bad(expected, f"Entry {expected} is not the one that was signed.")
            expected += 1
        if not rows or (expected <= last and rows[-1]["seq"] < expected - 1):
            raise Bad(expected, f"Entry {expected} is missing.")
        progress(expected - 1, last)
    if last:
        _born(connection)
    if after is not None and after.meta.last > last:
        raise Bad(last + 1, f"The log ends before entry {after.meta.last}, which was exported.", Verdict.CUT_OFF)
    return last, previous


def _said(last: int, statement: str) -> dict[str, Any]:
    """Return what a checkpoint says. Raises Bad where it can no longer be read."""
    try:
        said = json.loads(statement)
        return {name: said[name] for name in ("head", "first", "last", "key")}
    except (ValueError, KeyError, TypeError) as error:
        raise Bad(last, f"The checkpoint at entry {last} was altered.") from error


def _row(row: Row, expected: int, previous: bytes, texts: dict[tuple[int, str], tuple[bytes, str] | None]) -> bytes:
    seq = row["seq"]
    if seq != expected:
        raise Bad(expected, f"Entry {expected} is missing; entry {seq} stands in its place.")
    if chained(previous, row["record"]) != row["hash"]:
        raise Bad(seq, f"Entry {seq} was altered.")
    record = json.loads(row["record"])
    for name in _REPEATED:
        if record[name] != row[name]:
            raise Bad(seq, f"Entry {seq}: {name} says something else than its record.")
    for field, digest in record["text"].items():
        kept = texts.get((seq, field), "missing")
        if kept == "missing":
            raise Bad(seq, f"Entry {seq}: {field} is gone, and no act erased it.")
        if isinstance(kept, tuple) and text_hash(*kept) != digest:
            raise Bad(seq, f"Entry {seq}: {field} is not the text that was logged.")
    digest_of: bytes = row["hash"]
    return digest_of


def _texts(connection: Connection, first: int) -> dict[tuple[int, str], tuple[bytes, str] | None]:
    """Return what is kept of the texts of a chunk; None where one was erased."""
    span = (first, first + CHUNK - 1)
    found: dict[tuple[int, str], tuple[bytes, str] | None] = {}
    for row in records.erasures_between(connection, *span):
        found[row["seq"], row["field"]] = None
    for row in records.texts_between(connection, *span):
        found[row["seq"], row["field"]] = (row["salt"], row["text"])
    return found


def _born(connection: Connection) -> None:
    first = json.loads(records.records_between(connection, 1, 1)[0]["record"])
    name = checkpoints.store_id(connection)
    if name and first["data"].get("store") != name:
        raise Bad(1, "The log's first entry is of another store.")


def _checkpoints(connection: Connection, count: int, trusted: Collection[str]) -> int:
    """Check every checkpoint's signature and reach; returns the last entry that is under one."""
    public = {key.id: key.public for key in keys.known(connection)}
    reached = 0
    for each in checkpoints.all_of(connection):
        statement = _said(each.last, each.statement)
        where = f"The checkpoint at entry {each.last}"
        if each.key not in public or keys.key_id(public[each.key]) != each.key or statement["key"] != each.key:
            raise Bad(each.last, f"{where} names a key that is not known here.", Verdict.UNKNOWN_KEY)
        if trusted and each.key not in trusted:
            raise Bad(each.last, f"{where} is signed with another key, {each.key}.", Verdict.UNKNOWN_KEY)
        if not keys.is_signed(public[each.key], each.signature, each.statement.encode()):
            raise Bad(each.last, f"{where} was altered.")
        if statement["last"] != each.last or statement["first"] != reached + 1:
            raise Bad(reached + 1, f"A checkpoint before entry {each.last} is missing.")
        if each.last > count:
            raise Bad(count + 1, f"The log was cut off: entries to {each.last} were signed.", Verdict.CUT_OFF)
        reached = each.last
    return reached
