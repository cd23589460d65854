"""An entry as a row that people read: columns worked out from the record alone, so that anybody can check them.

Pure. What is personal (names, text) is added by the export only where it was asked for; everything else is ids, codes,
amounts and moments. A row ends in the verbatim record, its hash, and a check over the row's own cells, by which a row
altered in a file is found at once.
"""

import hashlib
import json
from collections.abc import Callable, Container, Mapping, Sequence
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
            own, rest, value = _parted(data)
            if own:
                subject = " ".join([f"{sign}{own[name]}" for name, sign in _SUBJECTS if name in own])
                get = own.get
                reason, quantity, approver, currency = (
                    get("reason", ""), get("quantity", ""), get("approver", ""), get("currency", "")
                )  # fmt: skip
            if value is not None:
                if currency and type(value) is int:
                    amount = decimal_text(value, currency)
                else:
                    rest = _in_order(data, own)
            details = "; ".join(rest)
        before, after, texts = record["before"], record["after"], record["text"]
        contact, at, shift, who, item = (
            record["contact"],
            record["at"],
            record["shift"],
            record["customer"],
            record["item"],
        )
        return [
            str(record["seq"]), local(at), at, record["act"], str(record["actor"]), record["desk"],
            "" if shift is None else str(shift), record["kind"], "" if contact is None else f"C-{contact}",
            "" if who is None else str(who), item or "", subject, quantity, reason, approver, amount, currency,
            details, "; ".join(_parted(before, _NONE)[1]) if before else "", "; ".join(_parted(after, _NONE)[1]) if after else "",
            ", ".join(sorted(texts)) if texts else "",
        ]  # fmt: skip

    return cells


_NONE: frozenset[str] = frozenset()


def _parted(values: Mapping[str, Any], apart: Container[str] = _OWN_COLUMN) -> tuple[dict[str, str], list[str], Any]:
    """Return what has a column of its own, the rest as ``name: value``, and, where some do, the ``value`` among them."""
    own: dict[str, str] = {}
    rest: list[str] = []
    amount = None
    for name, value in values.items():
        if value is None:
            continue
        kind = type(value)
        said = value if kind is str else str(value) if kind is int else _encode(value)
        if name in apart:
            own[name] = said
        elif name == "value" and apart is not _NONE:
            amount = value
        else:
            rest.append(f"{name}: {said}")
    return own, rest, amount


def _in_order(values: Mapping[str, Any], own: Container[str]) -> list[str]:
    """Return the rest with ``value`` in its place: it is no amount where there is no currency."""
    return [
        f"{name}: {value if type(value) is str else _encode(value)}"
        for name, value in values.items()
        if value is not None and name not in own
    ]


def joined(cells: Sequence[str]) -> str:
    """Return a row's cells as one text, which the check is made over."""
    return "\x1f".join(cells)


def check_of(text: str) -> str:
    """Return the check over a row's joined cells before it: half of SHA-256, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


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
