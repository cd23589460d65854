"""What must hold in the books of holds, beside the stock that ``conftest.check_books`` looks at."""

from agentdesk.store import Act


def check_promises(act: Act) -> None:
    """A promise is open as long as part of it is owed, and its parts are what was promised, neither more nor less."""
    for row in act.rows(
        "SELECT p.id, p.state, p.what, sum(h.state IN ('waiting', 'aside', 'told')) AS owed,"
        " sum(h.quantity) FILTER (WHERE h.reason IS NOT 'joined') AS units FROM promises p"
        " JOIN holds h ON h.promise = p.id GROUP BY p.id"
    ):
        assert (row["state"] == "open") == (row["owed"] > 0), dict(row)
        assert row["what"] == "twin" or row["what"].startswith(f"{row['units']} ×"), dict(row)


def check_order(act: Act) -> None:
    """Nobody waits behind somebody who came later, but for a reason in the log."""
    overtaken = act.rows(
        "SELECT w.id FROM holds w JOIN holds s ON s.product = w.product AND s.state IN ('aside', 'told')"
        " AND s.queued > w.queued WHERE w.state = 'waiting'"
    )
    for row in overtaken:
        reasons = act.row(
            "SELECT count(*) AS n FROM log WHERE kind IN ('hold.short', 'hold.undone', 'hold.moved-up')"
            " AND json_extract(record, '$.data.hold') IN (SELECT b.id FROM holds a JOIN holds b"
            " ON b.promise = a.promise WHERE a.id = ?)",
            (row["id"],),
        )
        assert reasons is not None
        assert reasons["n"] > 0, f"H-{row['id']} was overtaken and nothing says why"
