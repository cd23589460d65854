"""Tables against what the log says of them, and against each other: damage that leaves pages whole shows only here."""

import json

from agentdesk.authority.limits import text_hash
from agentdesk.staff.model import Role
from agentdesk.store import Connection
from agentdesk.store.doctor import Finding

_RESTORE = "Restore the newest backup that is whole: agentdesk restore FILE"


def compare(connection: Connection) -> list[Finding]:
    """Return what is found about limits, people and stock."""
    return [
        _found(
            "limits are those that were set", _limits(connection), "agentdesk limits set FILE; then see who: log show"
        ),
        _found("people are as the log has them", _people(connection), _RESTORE),
        _found("stock agrees with the holds", _stock(connection), _RESTORE),
    ]


def _found(check: str, wrong: list[str], step: str) -> Finding:
    return Finding(check, not wrong, f"not: {', '.join(wrong[:5])}" if wrong else "compared", step if wrong else "")


def _limits(connection: Connection) -> list[str]:
    """Return the versions whose text is not the one that the log says was set."""
    wrong = []
    for row in connection.execute(
        "SELECT l.version, l.text, l.hash, g.kind, g.record FROM limits l LEFT JOIN log g ON g.seq = l.seq"
    ).fetchall():
        logged = json.loads(row["record"])["after"].get("hash") if row["kind"] == "limits.set" else None
        if not row["hash"] == logged == text_hash(row["text"]):
            wrong.append(f"version {row['version']}")
    return wrong


def _people(connection: Connection) -> list[str]:
    """Return who has another name, role or standing than the log says."""
    logged: dict[int, tuple[str | None, str, bool]] = {}
    for row in connection.execute(
        "SELECT g.kind, g.record, t.text FROM log g LEFT JOIN log_text t ON t.seq = g.seq AND t.field = 'name'"
        " WHERE g.kind IN ('staff.added', 'staff.changed', 'staff.retired') ORDER BY g.seq"
    ).fetchall():
        record = json.loads(row["record"])
        person = record["data"]["staff"]
        name = row["text"] if row["kind"] == "staff.added" else logged[person][0] if person in logged else None
        role = record["after"].get("role") or record["before"]["role"]
        logged[person] = (name, role, row["kind"] == "staff.retired")
    wrong = []
    for row in connection.execute("SELECT id, name, role, retired_at FROM staff WHERE id <> 0").fetchall():
        if row["id"] not in logged:
            continue
        name, role, retired = logged[row["id"]]
        if (
            row["role"] not in {each.word for each in Role}
            or (row["role"], row["retired_at"] is not None)
            != (
                role,
                retired,
            )
            or (name is not None and row["name"] != name)
        ):
            wrong.append(f"person {row['id']}")
    return wrong


def _stock(connection: Connection) -> list[str]:
    """Return the items whose counts are not those of their holds."""
    rows = connection.execute(
        "SELECT p.sku, p.on_hand < p.aside AS over, p.aside, p.waiting, p.queue,"
        " coalesce(sum(h.quantity) FILTER (WHERE h.state IN ('aside', 'told')), 0) AS lie,"
        " coalesce(sum(h.quantity) FILTER (WHERE h.state = 'waiting'), 0) AS wait,"
        " count(*) FILTER (WHERE h.state = 'waiting') AS line"
        " FROM products p LEFT JOIN holds h ON h.product = p.id AND h.state IN ('aside', 'told', 'waiting') GROUP BY p.id"
    ).fetchall()
    return [
        row["sku"]
        for row in rows
        if row["over"] or (row["aside"], row["waiting"], row["queue"]) != (row["lie"], row["wait"], row["line"])
    ]
