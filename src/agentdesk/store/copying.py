"""A store's copy to try things on: beside the original, private, gone when it was used."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from agentdesk.store.connection import connect, plain_errors
from agentdesk.store.place import make_private
from agentdesk.store.store import Store, open_store


@contextmanager
def scratch_copy(store: Store) -> Iterator[Store]:
    """Open a copy of the store as it is now; whatever is done to it is thrown away. Raises StoreError."""
    path = store.path.with_name(f".{store.path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with plain_errors(path):
            make_private(path)
            target = connect(path, write=True)
            try:
                store.read().backup(target)
            finally:
                target.close()
        copy = open_store(path, store.clock, zone=store.zone, currency=store.currency)
        try:
            yield copy
        finally:
            copy.close()
    finally:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink(missing_ok=True)
