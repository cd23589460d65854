"""The store: the only place that opens SQLite."""

from agentdesk.store.act import INSTALLER, Act, Actor
from agentdesk.store.engine import Connection, IntegrityError, Row
from agentdesk.store.store import Store, create_store, open_store

__all__ = [
    "INSTALLER",
    "Act",
    "Actor",
    "Connection",
    "IntegrityError",
    "Row",
    "Store",
    "create_store",
    "open_store",
]
