"""Hashing PINs: Argon2id, 19 MiB, five passes, one lane: 50 to 100 ms, never under the write lock.

OWASP's minimum is two passes, which take 20 ms on today's machines: too little before a PIN of six digits, should a
backup get into wrong hands. A hash carries its own parameters, so PINs hashed with fewer passes go on working.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # 30 ms, only when a PIN is set or tried

    return PasswordHasher(time_cost=5, memory_cost=19 * 1024, parallelism=1)


def hash_pin(pin: str) -> str:
    """Return the encoded hash of a PIN."""
    return _hasher().hash(pin)


def is_pin(encoded: str, pin: str) -> bool:
    """Say whether a PIN is the one behind a hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(encoded, pin)
    except (VerificationError, InvalidHashError):
        return False
