"""What the view reads that nobody else does: figures by day and counts, each by an index."""

from dataclasses import dataclass

from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class Talk:
    """A contact in the figures; moods and situation where they are known."""

    at: str
    channel: str
    situation: str | None
    came: str | None
    left: str | None


def hold_counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return holds and units of every open state."""
    rows = connection.execute(
        "SELECT state, count(*) AS n, sum(quantity) AS units FROM holds"
        " WHERE state IN ('waiting', 'aside', 'told') GROUP BY state"
    ).fetchall()
    return {row["state"]: (row["n"], row["units"]) for row in rows}


def short_holds(connection: Connection) -> list[int]:
    """Return the holds that had been set aside and lost their unit again, oldest first."""
    rows = connection.execute(
        "SELECT id FROM holds WHERE state = 'waiting' AND queue_reason = 'short' ORDER BY id"
    ).fetchall()
    return [row["id"] for row in rows]


def waited_for(connection: Connection, limit: int) -> list[tuple[int, str, int, int]]:
    """Return (id, name, holds, units) of the articles that most people wait for."""
    rows = connection.execute(
        "SELECT id, name, queue, waiting FROM products WHERE queue > 0 ORDER BY queue DESC, id LIMIT ?", (limit,)
    ).fetchall()
    return [(row["id"], row["name"], row["queue"], row["waiting"]) for row in rows]


def talks(connection: Connection, since: str) -> list[Talk]:
    """Return the contacts opened from a stamp on."""
    rows = connection.execute(
        "SELECT opened_at, channel, situation, mood_in, mood_out FROM contacts WHERE opened_at >= ? ORDER BY opened_at",
        (since,),
    ).fetchall()
    return [Talk(*row) for row in rows]


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


def promises_made(connection: Connection, since: str) -> int:
    """Return how many of the last promises (of two thousand at most) were made from a stamp on."""
    row = connection.execute(
        "SELECT count(*) FROM promises WHERE id > (SELECT coalesce(max(id), 0) - 2000 FROM promises) AND made_at >= ?",
        (since,),
    ).fetchone()
    return int(row[0])


def anything_asked(connection: Connection) -> bool:
    """Say whether any request waits for a yes."""
    return connection.execute("SELECT 1 FROM remedies WHERE state = 'asked' LIMIT 1").fetchone() is not None


def order_ref(connection: Connection, order: int) -> str:
    """Return an order's number."""
    row = connection.execute("SELECT ref FROM orders WHERE id = ?", (order,)).fetchone()
    return str(row["ref"]) if row else ""


def customer_of_ref(connection: Connection, ref: str) -> int | None:
    """Return the customer whom the importing system calls ``ref``."""
    row = connection.execute("SELECT id FROM customers WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None
