"""An entry as a row that people read: columns worked out from the record alone, so that anybody can check them.

Pure. What is personal (names, text) is added by the export only where it was asked for; everything else is ids, codes,
amounts and moments. A row ends in the verbatim record, its hash, and a check over the row's own cells, by which a row
altered in a file is found at once.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from agentdesk.clock import moment
from agentdesk.money import decimal_text

READABLE = (
    "seq", "time", "utc", "act", "actor_id", "desk", "shift", "kind", "contact", "customer_id", "item", "subject",
    "quantity", "reason", "approver_id", "amount", "currency", "details", "before", "after", "texts",
)  # fmt: skip
PERSONAL = ("actor", "approver", "customer_ref", "customer", "phone", "text", "salted")
PROOF = ("record", "hash", "check")

_SUBJECTS = (("hold", "H-"), ("remedy", "R-"), ("promise", "P-"), ("delivery", "D-"))
_OWN_COLUMN = {"hold", "remedy", "promise", "delivery", "quantity", "reason", "approver", "currency"}
_MINUTES_KEPT = 20_000
_encode = json.JSONEncoder(ensure_ascii=False).encode


def columns(*, personal: bool) -> tuple[str, ...]:
    """Return the names of a row's columns, in order."""
    return (*READABLE, *(PERSONAL if personal else ()), *PROOF)


def readable(zone: str) -> Callable[[Mapping[str, Any]], list[str]]:
    """Return a function from a parsed record to its cells under READABLE, with local times in a zone.

    Raises KeyError, TypeError or ValueError for what is no record of this log.
    """
    local = _local(zone)

    def cells(record: Mapping[str, Any]) -> list[str]:
        data = record["data"]
        subject = reason = quantity = approver = amount = currency = details = ""
        if data:
            subject = " ".join(f"{sign}{data[name]}" for name, sign in _SUBJECTS if data.get(name) is not None)
            reason, quantity = _said(data.get("reason")), _said(data.get("quantity"))
            approver, currency = _said(data.get("approver")), _said(data.get("currency"))
            own = _OWN_COLUMN
            value = data.get("value")
            if currency and type(value) is int:
                amount = decimal_text(value, currency)
                own = _OWN_WITH_VALUE
            details = _pairs(data, own)
        before, after, texts = record["before"], record["after"], record["text"]
        contact, at = record["contact"], record["at"]
        return [
            str(record["seq"]), local(at), at, record["act"], str(record["actor"]), record["desk"],
            _said(record["shift"]), record["kind"], f"C-{contact}" if contact is not None else "",
            _said(record["customer"]), _said(record["item"]), subject, quantity, reason, approver, amount, currency,
            details, _pairs(before) if before else "", _pairs(after) if after else "",
            ", ".join(sorted(texts)) if texts else "",
        ]  # fmt: skip

    return cells


_OWN_WITH_VALUE = _OWN_COLUMN | {"value"}


def check_of(cells: Sequence[str]) -> str:
    """Return the check over a row's cells before it: half of SHA-256, in hex."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:32]


def _local(zone: str) -> Callable[[str], str]:
    # most entries share their minute with the one before: the zone is asked once a minute of the log
    place = ZoneInfo(zone)
    minutes: dict[str, tuple[str, str]] = {}

    def local(at: str) -> str:
        known = minutes.get(at[:16])
        if known is None:
            if len(minutes) > _MINUTES_KEPT:
                minutes.clear()
            text = moment(at).astimezone(place).isoformat(timespec="minutes")
            known = minutes[at[:16]] = (text[:16], text[16:])
        return f"{known[0]}{at[16:-1]}{known[1]}"

    return local


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int else _encode(value)


def _pairs(values: Mapping[str, Any], without: set[str] | frozenset[str] = frozenset()) -> str:
    return "; ".join(
        f"{name}: {_said(value)}" for name, value in values.items() if value is not None and name not in without
    )
