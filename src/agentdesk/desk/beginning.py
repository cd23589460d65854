"""Beginning a coroutine at once, in the turn of whoever asks, and leaving what it waits for to somebody else.

A task begins only after everything that is ready has had its turn; a picture may be painted in between.
"""

from collections.abc import Awaitable, Coroutine, Generator
from types import TracebackType


def begin(doing: Coroutine[object, None, None]) -> Awaitable[None] | None:
    """Run a coroutine as far as it comes without waiting; returns what is left of it, None where nothing is."""
    try:
        return _Begun(doing.send(None), doing)
    except StopIteration:
        return None


class _Begun(Generator[object, None, None]):
    """What is left of a begun coroutine: first the future that it waits for, handed on to whoever awaits this."""

    def __init__(self, first: object, rest: Coroutine[object, None, None]) -> None:
        self._first, self._rest = first, rest

    def __await__(self) -> Generator[object, None, None]:
        return self

    def send(self, value: None) -> object:
        first, self._first = self._first, None
        return self._rest.send(value) if first is None else first

    def throw(
        self,
        kind: type[BaseException] | BaseException,
        error: BaseException | object = None,
        where: TracebackType | None = None,
    ) -> object:
        return self._rest.throw(kind if isinstance(kind, BaseException) else error or kind)  # type: ignore[call-overload]  # either way
