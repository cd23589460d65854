"""Hashing PINs: Argon2id, 19 MiB, two passes, one lane (OWASP's minimum): 50 to 100 ms, never under the write lock."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # 30 ms, only when a PIN is set or tried

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


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
