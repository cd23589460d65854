"""Canonical JSON (RFC 8785, the JSON Canonicalization Scheme) for records without floats, and the chain's hash.

Without floats, and with ASCII keys, the scheme is: members sorted by key, no white space, shortest escapes, UTF-8.
"""

import hashlib
import json
from collections.abc import Mapping

_EXACT = 2**53 - 1  # beyond, a JSON number is not the same everywhere
START = bytes(32)  # what the first row's hash is chained to


def canonical(value: object) -> str:
    """Return the one text of a value. Raises ValueError for floats, huge integers and keys that are not ASCII."""
    _check(value)
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LEAVES = frozenset({str, bool, type(None)})


def _check(value: object) -> None:
    kind = type(value)
    if kind in _LEAVES or (kind is int and -_EXACT <= value <= _EXACT):  # type: ignore[operator]  # an int
        return
    if kind is dict:
        for key, part in value.items():  # type: ignore[attr-defined]  # a dict
            if type(key) is not str or not key.isascii():
                raise ValueError(f"{key!r} cannot be a key of a record")
            if type(part) not in _LEAVES:
                _check(part)
        return
    _check_any(value)


def _check_any(value: object) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > _EXACT:
            raise ValueError(f"{value} is too large for a record")
    elif isinstance(value, list | tuple):
        for part in value:
            _check(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"{key!r} cannot be a key of a record")
            _check(part)
    else:
        raise ValueError(f"a {type(value).__name__} cannot be part of a record")


def chained(previous: bytes, record: str) -> bytes:
    """Return a row's hash: SHA-256 of 0x00, the previous row's hash and the record (RFC 6962's leaf prefix)."""
    return hashlib.sha256(b"\x00" + previous + record.encode()).digest()


def text_hash(salt: bytes, text: str) -> str:
    """Return what a record keeps of an erasable text: SHA-256 of salt and text, in hex."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def short(head: bytes) -> str:
    """Return the form of a hash that people write down: ``5f3a-91c0-77de``."""
    text = head.hex()[:12]
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"
