"""How limits, remedies and requests are kept."""

from collections.abc import Sequence

from agentdesk.authority.model import Kind, Remedy, Request
from agentdesk.store import Act, Connection, Row

_KEPT = (
    "id", "kind", "state", "value", "points", "base", "currency", "reason", "customer", "contact", "order_id", "line",
    "days", "redeems", "staff", "shift", "limits", "at", "asked_seq", "expires_at", "digest", "tries", "approver", "how",
)  # fmt: skip
_COLUMNS = ", ".join(f"r.{name}" for name in _KEPT)
_SELECT = f"SELECT {_COLUMNS}, v.code FROM remedies r LEFT JOIN vouchers v ON v.remedy = r.id"


def _remedy(row: Row) -> Remedy:
    values = {name: row[name] for name in (*_KEPT, "code")}
    values["kind"] = Kind(values["kind"])
    values["order"] = values.pop("order_id")
    return Remedy(**values)


# -- limits --------------------------------------------------------------------------------------------------------


def limits_in_force(connection: Connection) -> Row | None:
    """Return version, text, hash and seq of the limits in force, with the log's record of them."""
    row: Row | None = connection.execute(
        "SELECT l.version, l.text, l.hash, l.seq, g.kind, g.record FROM limits l JOIN log g ON g.seq = l.seq"
        " ORDER BY l.version DESC LIMIT 1"
    ).fetchone()
    return row


def limits_versions(connection: Connection) -> list[Row]:
    """Return every version: number, hash, who set it and when; newest first."""
    return connection.execute("SELECT version, hash, set_by, set_at FROM limits ORDER BY version DESC").fetchall()


def limits_text(connection: Connection, version: int) -> str | None:
    """Return the file of one version as it was set."""
    row = connection.execute("SELECT text FROM limits WHERE version = ?", (version,)).fetchone()
    return str(row["text"]) if row else None


def next_limits_version(connection: Connection) -> int:
    """Return the number that the next version gets."""
    return int(connection.execute("SELECT coalesce(max(version), 0) + 1 FROM limits").fetchone()[0])


def add_limits(act: Act, version: int, text_hash: str, text: str, seq: int) -> None:
    """Insert a version of the limits."""
    act.execute(
        "INSERT INTO limits (version, hash, text, seq, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)",
        (version, text_hash, text, seq, act.actor.staff, act.at),
    )


# -- remedies and requests -----------------------------------------------------------------------------------------


def add(
    act: Act, request: Request, state: str, customer: int | None, contact: int | None, limits: int, failure: str
) -> int:
    """Insert a remedy or a request of the actor's; returns its id. A request is completed by ``set_asked``."""
    return act.insert(
        "INSERT INTO remedies (kind, state, value, points, base, currency, reason, failure, customer, contact, order_id,"
        " line, days, redeems, staff, shift, limits, at, expires_at, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            request.kind, state, request.value, request.points, request.base, act.currency, request.reason, failure,
            customer, contact, request.order, request.line, request.days, request.redeems, act.actor.staff, act.shift,
            limits, act.at, *(("", "") if state == "asked" else (None, None)),
        ),
    )  # fmt: skip


def set_asked(act: Act, remedy: int, seq: int, expires_at: str, digest: str) -> None:
    """Bind a request to its log entry, its expiry and the digest of what exactly was asked."""
    act.execute(
        "UPDATE remedies SET asked_seq = ?, expires_at = ?, digest = ? WHERE id = ?", (seq, expires_at, digest, remedy)
    )


def by_id(connection: Connection, remedy: int) -> Remedy | None:
    """Return one remedy."""
    row = connection.execute(f"{_SELECT} WHERE r.id = ?", (remedy,)).fetchone()
    return _remedy(row) if row else None


def _all(connection: Connection, where: str, values: Sequence[object]) -> list[Remedy]:
    return [_remedy(row) for row in connection.execute(f"{_SELECT} WHERE {where}", tuple(values)).fetchall()]


def of_contact(connection: Connection, contact: int) -> list[Remedy]:
    """Return what was given or asked in a contact, newest first."""
    return _all(connection, "r.contact = ? ORDER BY r.id DESC", (contact,))


def waiting(connection: Connection, at: str, staff: int | None = None) -> list[Remedy]:
    """Return requests that wait for a yes at a moment, oldest first: somebody's, or everybody's."""
    return _all(
        connection,
        "r.state = 'asked' AND r.expires_at > ?1 AND (?2 IS NULL OR r.staff = ?2) ORDER BY r.id",
        (at, staff),
    )


def answered(connection: Connection, staff: int, since: str, now: str) -> list[Remedy]:
    """Return somebody's requests asked since a moment that were answered, or expired unanswered, newest first."""
    return _all(
        connection,
        "r.staff = ?1 AND r.at >= ?2 AND r.asked_seq IS NOT NULL AND (r.state IN ('given', 'redeemed', 'refused')"
        " OR (r.state = 'asked' AND r.expires_at <= ?3)) ORDER BY r.id DESC LIMIT 5",
        (staff, since, now),
    )


def latest(connection: Connection, limit: int) -> list[Remedy]:
    """Return the last remedies and requests, newest first."""
    return _all(connection, "1 ORDER BY r.id DESC LIMIT ?", (limit,))


def uses(connection: Connection, since: str) -> list[Row]:
    """Return what was given, asked and answered from a moment on: only what fairness needs."""
    return connection.execute(
        "SELECT staff, reason, state, value, coalesce(approver, refuser) AS answered_by,"
        " approver IS NOT NULL AND approver_on_shift = 0 AS off_shift FROM remedies WHERE at >= ? ORDER BY id",
        (since,),
    ).fetchall()


def latest_since(connection: Connection, seq: int) -> str:
    """Return the latest moment that any log entry from ``seq`` on has: a clock set back does not turn time back."""
    return str(connection.execute("SELECT max(at) FROM log WHERE seq >= ?", (seq,)).fetchone()[0] or "")


def end(act: Act, remedy: int, before: str, state: str) -> bool:
    """Give a remedy or request its last state; False where it is not in the state it was thought to be in."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = ?, ended_at = ? WHERE id = ? AND state = ?", (state, act.at, remedy, before)
        )
    )


def refuse(act: Act, remedy: int, refuser: int) -> bool:
    """Answer a request with no; False where it is no longer waiting."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = 'refused', refuser = ?, ended_at = ? WHERE id = ? AND state = 'asked'",
            (refuser, act.at, remedy),
        )
    )


def approve(act: Act, remedy: int, state: str, approver: int, how: str, *, on_shift: bool, limits: int) -> bool:
    """Turn a request into what was given, once; False where it is no longer waiting."""
    return bool(
        act.execute(
            "UPDATE remedies SET state = ?, approver = ?, how = ?, approver_on_shift = ?, limits = ?"
            " WHERE id = ? AND state = 'asked'",
            (state, approver, how, int(on_shift), limits, remedy),
        )
    )


def count_try(act: Act, remedy: int, most: int) -> bool:
    """Count a try at a PIN or code for a request; False where all of them are used."""
    return bool(
        act.execute(
            "UPDATE remedies SET tries = tries + 1 WHERE id = ? AND state = 'asked' AND tries < ?", (remedy, most)
        )
    )
