"""What a shift's report counts, by the log of that shift."""

from agentdesk.store import Connection


def counts(connection: Connection, shift: int) -> dict[str, int]:
    """Return how many entries of each kind a shift has."""
    rows = connection.execute("SELECT kind, count(*) AS n FROM log WHERE shift = ? GROUP BY kind", (shift,)).fetchall()
    return {row["kind"]: row["n"] for row in rows}


def contacts(connection: Connection, shift: int) -> list[int]:
    """Return the contacts that were opened in a shift, whoever has them now, oldest first."""
    rows = connection.execute(
        "SELECT DISTINCT contact FROM log WHERE shift = ? AND kind = 'contact.opened' ORDER BY contact", (shift,)
    ).fetchall()
    return [row["contact"] for row in rows]


def remedies(connection: Connection, shift: int) -> list[int]:
    """Return a shift's remedies and requests, oldest first."""
    rows = connection.execute("SELECT id FROM remedies WHERE shift = ? ORDER BY id", (shift,)).fetchall()
    return [row["id"] for row in rows]
