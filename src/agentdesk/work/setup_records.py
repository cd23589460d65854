"""How a store's own row is kept: that it was founded, and who it is."""

from agentdesk.store import Act, Connection


def is_founded(connection: Connection) -> bool:
    """Say whether the store has had its first act."""
    return connection.execute("SELECT 1 FROM store").fetchone() is not None


def add(act: Act, identity: str) -> None:
    """Insert the store's row, the only one there is."""
    act.execute("INSERT INTO store (only, id, created_at) VALUES (1, ?, ?)", (identity, act.at))
