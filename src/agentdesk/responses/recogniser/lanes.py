"""One integer that holds a number for every class, so that plain Python adds them all at once.

A row of weights for 40 classes is one Python integer: the value of class k stands 2**(64*k) up, and a negative value
borrows from the lane above it, which unpacking gives back. Adding two rows, or multiplying a row by a small number, is one
operation of the interpreter instead of forty; it is exact, and the same on every machine. That makes training in plain
Python a matter of seconds, and the built model the same byte for byte wherever it is built.
"""

import struct
from collections.abc import Sequence
from functools import cache

_BITS = 64
_HALF = 1 << (_BITS - 1)


@cache
def lift(count: int) -> int:
    """Return the row that raises every class by half a lane, so that no value borrows from the lane above."""
    return sum(_HALF << (_BITS * at) for at in range(count))


@cache
def _form(count: int) -> struct.Struct:
    return struct.Struct(f"<{count}Q")


def pack(values: Sequence[int]) -> int:
    """Return one row for signed values, each smaller in size than 2**63."""
    count = len(values)
    return int.from_bytes(_form(count).pack(*[value + _HALF for value in values]), "little") - lift(count)


def unpack(row: int, count: int) -> list[int]:
    """Return the `count` signed values of a row."""
    raw = (row + lift(count)).to_bytes(count * _BITS // 8, "little")
    return [value - _HALF for value in _form(count).unpack(raw)]
