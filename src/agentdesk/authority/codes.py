"""Codes that people read to each other: a voucher's, with a check digit, and the approver's over the phone.

A voucher's code has 15 random letters of an alphabet of 31 (74 bits) and one that checks them. 31 is prime and every
place has its own weight, so that one wrong letter, or any two exchanged, never makes another valid code.

The approver's code is an OCRA-like one-time password (RFC 6287): HMAC-SHA256 over the digest of the exact request and a
time step, cut to eight digits as in RFC 4226.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"  # no 0 O, 1 I, U: nothing that looks or sounds like another
LETTERS = 15
STEP = 60  # seconds
LIFE = timedelta(minutes=5)
DIGITS = 8


def new_voucher_code(below: Callable[[int], int]) -> str:
    """Return a new code without hyphens; ``below(n)`` is the source of unguessable numbers, ``secrets.randbelow``."""
    values = [below(len(ALPHABET)) for _ in range(LETTERS)]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def _check(values: list[int]) -> int:
    # sum of place times value is nothing modulo 31, with the check digit at place 16
    total = sum(place * value for place, value in enumerate(values, 1)) % len(ALPHABET)
    return -total * pow(LETTERS + 1, -1, len(ALPHABET)) % len(ALPHABET)


def read_voucher_code(text: str) -> str | None:
    """Return a code as it is kept, however it was typed; None where it cannot be one."""
    bare = "".join(letter for letter in text.upper() if letter not in " -")
    if len(bare) != LETTERS + 1 or any(letter not in ALPHABET for letter in bare):
        return None
    values = [ALPHABET.index(letter) for letter in bare]
    return bare if _check(values[:-1]) == values[-1] else None


def shown_voucher_code(code: str) -> str:
    """Return a code as it is printed: ``7QK4-M2XB-9TRC-W8H5``."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def approver_key(secret: bytes, approver: int, pin_hash: str) -> bytes:
    """Return one approver's own key: from the store's secret, who it is, and their PIN as it is kept.

    A new PIN makes a new key.
    """
    return hmac.digest(secret, f"approval\0{approver}\0{pin_hash}".encode(), hashlib.sha256)


def approval_code(key: bytes, request_digest: str, now: datetime) -> str:
    """Return the eight digits for an exact request at a moment."""
    return _code(key, request_digest, int(now.timestamp()) // STEP)


def _code(key: bytes, request_digest: str, step: int) -> str:
    mac = hmac.digest(key, bytes.fromhex(request_digest) + step.to_bytes(8, "big"), hashlib.sha256)
    at = mac[-1] & 0xF
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def is_approval_code(key: bytes, request_digest: str, now: datetime, typed: str) -> bool:
    """Say whether eight digits are the code of this request, made at most five minutes ago (and not in the future)."""
    step = int(now.timestamp()) // STEP
    right = False
    for earlier in range(int(LIFE.total_seconds()) // STEP):
        # every step is compared, so that the time it takes says nothing
        right |= hmac.compare_digest(_code(key, request_digest, step - earlier), typed)
    return right
