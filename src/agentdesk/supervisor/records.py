"""What the view reads that nobody else does: figures by day and counts, each by an index."""

from agentdesk.store import Connection


def hold_counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return holds and units of every open state."""
    rows = connection.execute(
        "SELECT state, count(*) AS n, sum(quantity) AS units FROM holds"
        " WHERE state IN ('waiting', 'aside', 'told') GROUP BY state"
    ).fetchall()
    return {row["state"]: (row["n"], row["units"]) for row in rows}


def short_holds(connection: Connection) -> int:
    """Return how many holds had been set aside and lost their unit again."""
    row = connection.execute("SELECT count(*) FROM holds WHERE state = 'waiting' AND queue_reason = 'short'").fetchone()
    return int(row[0])


def contacts_by_moment(connection: Connection, since: str) -> list[tuple[str, str | None, str | None]]:
    """Return when contacts were opened from a stamp on, with mood in and out."""
    rows = connection.execute(
        "SELECT opened_at, mood_in, mood_out FROM contacts WHERE opened_at >= ?", (since,)
    ).fetchall()
    return [(row["opened_at"], row["mood_in"], row["mood_out"]) for row in rows]


def remedies_by_moment(connection: Connection, since: str) -> list[tuple[str, int]]:
    """Return when something was given from a stamp on, and what it was worth (minor units)."""
    rows = connection.execute(
        "SELECT at, value FROM remedies WHERE at >= ? AND state IN ('given', 'redeemed')", (since,)
    ).fetchall()
    return [(row["at"], row["value"]) for row in rows]


def promises_by_moment(connection: Connection, since: str) -> list[tuple[str, bool]]:
    """Return when promises were kept from a stamp on, and whether in time."""
    rows = connection.execute(
        "SELECT ended_at, due_at IS NULL OR ended_at <= due_at AS timely FROM promises"
        " WHERE state = 'kept' AND ended_at >= ?",
        (since,),
    ).fetchall()
    return [(row["ended_at"], bool(row["timely"])) for row in rows]


def customer_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the customer whom the importing system calls ``ref``."""
    row = connection.execute("SELECT id FROM customers WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None
