"""The acts of a working day: a transaction that falls into the actor's shift."""

from collections.abc import Iterator
from contextlib import contextmanager

from agentdesk.shift.actions import attend
from agentdesk.store import Act, Actor, Store


@contextmanager
def on_shift(store: Store, actor: Actor, *, key: str | None = None) -> Iterator[Act]:
    """Open an act in the actor's shift, opening a shift first where none is open. See ``Store.act``."""
    with store.act(actor, key=key) as act:
        if act.earlier is None:
            attend(act)
        yield act
