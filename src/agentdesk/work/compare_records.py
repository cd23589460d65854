"""What ``comparing`` reads: the rows of a table beside what the log says of them."""

from agentdesk.store import Connection, Row


def limits(connection: Connection) -> list[Row]:
    """Return every version of the limits with the log entry that says it was set, where there is one."""
    return connection.execute(
        "SELECT l.version, l.text, l.hash, g.kind, g.record FROM limits l LEFT JOIN log g ON g.seq = l.seq"
    ).fetchall()


def about_people(connection: Connection) -> list[Row]:
    """Return the entries that say who works here, in order, each with the name that it gave, where that is kept."""
    return connection.execute(
        "SELECT g.kind, g.at, g.record, t.text FROM log g LEFT JOIN log_text t ON t.seq = g.seq AND t.field = 'name'"
        " WHERE g.kind IN ('staff.added', 'staff.changed', 'staff.retired') ORDER BY g.seq"
    ).fetchall()


def people(connection: Connection) -> list[Row]:
    """Return who works or worked here, but for the installer."""
    return connection.execute("SELECT id, name, role, added_at, retired_at FROM staff WHERE id <> 0").fetchall()


def shifts(connection: Connection) -> list[Row]:
    """Return each shift with the moments at which the log says that it was opened and closed, and by whom."""
    return connection.execute(
        "SELECT s.id, s.staff, s.opened_at, s.closed_at, o.actor AS by, o.at AS opened, c.at AS closed FROM shifts s"
        " LEFT JOIN log o ON o.shift = s.id AND o.kind = 'shift.opened'"
        " LEFT JOIN log c ON c.shift = s.id AND c.kind = 'shift.closed'"
    ).fetchall()


def stock(connection: Connection) -> list[Row]:
    """Return each product's counts and, beside them, what its holds add up to."""
    return connection.execute(
        "SELECT p.sku, p.on_hand < p.aside AS over, p.aside, p.waiting, p.queue,"
        " coalesce(sum(h.quantity) FILTER (WHERE h.state IN ('aside', 'told')), 0) AS lie,"
        " coalesce(sum(h.quantity) FILTER (WHERE h.state = 'waiting'), 0) AS wait,"
        " count(*) FILTER (WHERE h.state = 'waiting') AS line"
        " FROM products p LEFT JOIN holds h ON h.product = p.id AND h.state IN ('aside', 'told', 'waiting') GROUP BY p.id"
    ).fetchall()
