"""How the log is kept: entries, their erasable texts, checkpoints, the public halves of the signing keys."""

from collections.abc import Iterable, Mapping, Sequence

from agentdesk.store import Act, Connection, Row

_INSERT = (
    "INSERT INTO log (seq, at, act, actor, shift, kind, contact, customer, record, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


# -- entries ---------------------------------------------------------------------------------------------------------


def add(act: Act, row: Sequence[object]) -> None:
    """Insert an entry: seq, at, act, actor, shift, kind, contact, customer, record, hash."""
    act.execute(_INSERT, row)


def add_many(act: Act, rows: Iterable[Sequence[object]]) -> None:
    """Insert entries, as ``add`` does one."""
    act.many(_INSERT, rows)


def add_text(act: Act, seq: int, field: str, salt: bytes, text: str) -> None:
    """Insert an erasable text of the entry just added."""
    act.execute("INSERT INTO log_text (seq, field, salt, text) VALUES (?, ?, ?, ?)", (seq, field, salt, text))


def head(connection: Connection) -> tuple[int, bytes] | None:
    """Return seq and hash of the last entry, or None while there is none."""
    row = connection.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (row["seq"], row["hash"]) if row else None


def hash_at(connection: Connection, seq: int) -> bytes | None:
    """Return an entry's hash."""
    row = connection.execute("SELECT hash FROM log WHERE seq = ?", (seq,)).fetchone()
    return row["hash"] if row else None


def last_seq(connection: Connection) -> int:
    """Return the number of the last entry, 0 while there is none."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0])


def between(connection: Connection, first: int, last: int) -> list[Row]:
    """Return whole rows, in order."""
    return connection.execute("SELECT * FROM log WHERE seq BETWEEN ? AND ? ORDER BY seq", (first, last)).fetchall()


def records_between(connection: Connection, first: int, last: int) -> list[Row]:
    """Return (record, hash), in order."""
    return connection.execute(
        "SELECT record, hash FROM log WHERE seq BETWEEN ? AND ? ORDER BY seq", (first, last)
    ).fetchall()


def newest(connection: Connection, limit: int, conditions: Mapping[str, object]) -> list[Row]:
    """Return the last entries that meet every condition, newest first: SQL with one ``?`` -> its value."""
    where = " AND ".join(conditions) or "1"
    return connection.execute(
        f"SELECT * FROM log WHERE {where} ORDER BY seq DESC LIMIT ?",
        (*conditions.values(), limit),
    ).fetchall()


def of_act(connection: Connection, act: str) -> list[Row]:
    """Return the entries of one act, in order."""
    return connection.execute("SELECT * FROM log WHERE act = ? ORDER BY seq", (act,)).fetchall()


def count_of_shift(connection: Connection, shift: int) -> int:
    """Return how many entries fall into a shift."""
    return int(connection.execute("SELECT count(*) FROM log WHERE shift = ?", (shift,)).fetchone()[0])


def opened_at(connection: Connection, shift: int) -> int | None:
    """Return the entry that opened a shift."""
    return _number(connection, "SELECT min(seq) FROM log WHERE shift = ? AND kind = 'shift.opened'", shift)


def closed_at(connection: Connection, shift: int) -> int | None:
    """Return the entry that closed a shift."""
    return _number(connection, "SELECT max(seq) FROM log WHERE shift = ? AND kind = 'shift.closed'", shift)


def last_close_before(connection: Connection, seq: int) -> int | None:
    """Return the last entry before one that closed any shift."""
    return _number(connection, "SELECT max(seq) FROM log WHERE kind = 'shift.closed' AND seq < ?", seq)


def first_from(connection: Connection, stamp: str) -> int | None:
    """Return the first entry from a stamp on."""
    return _number(connection, "SELECT min(seq) FROM log WHERE at >= ?", stamp)


def last_before(connection: Connection, stamp: str) -> int | None:
    """Return the last entry before a stamp."""
    return _number(connection, "SELECT max(seq) FROM log WHERE at < ?", stamp)


def _number(connection: Connection, sql: str, value: object) -> int | None:
    found: int | None = connection.execute(sql, (value,)).fetchone()[0]
    return found


def longest_record(connection: Connection, first: int, last: int) -> int:
    """Return the characters of the longest record."""
    row = connection.execute("SELECT max(length(record)) FROM log WHERE seq BETWEEN ? AND ?", (first, last)).fetchone()
    return int(row[0] or 0)


# -- texts -----------------------------------------------------------------------------------------------------------


def texts_between(connection: Connection, first: int, last: int) -> list[Row]:
    """Return (seq, field, salt, text) of what has not been erased."""
    return connection.execute(
        "SELECT seq, field, salt, text FROM log_text WHERE seq BETWEEN ? AND ?", (first, last)
    ).fetchall()


def texts_of(connection: Connection, entries: Iterable[int]) -> list[Row]:
    """Return (seq, field, text) of what has not been erased of some entries."""
    numbers = ", ".join(str(int(seq)) for seq in entries)
    return connection.execute(f"SELECT seq, field, text FROM log_text WHERE seq IN ({numbers})").fetchall()


def erasures_between(connection: Connection, first: int, last: int) -> list[Row]:
    """Return (seq, field) of what was erased on record."""
    return connection.execute("SELECT seq, field FROM log_erasures WHERE seq BETWEEN ? AND ?", (first, last)).fetchall()


def longest_texts(connection: Connection, first: int, last: int) -> int:
    """Return the most characters that the texts of one entry take with their names."""
    row = connection.execute(
        "SELECT max(n) FROM (SELECT sum(length(text) + length(field) + 60) AS n FROM log_text"
        " WHERE seq BETWEEN ? AND ? GROUP BY seq)",
        (first, last),
    ).fetchone()
    return int(row[0] or 0)


# -- checkpoints and keys --------------------------------------------------------------------------------------------


def add_checkpoint(act: Act, last: int, statement: str, key: str, signature: bytes) -> None:
    """Insert a checkpoint."""
    act.execute(
        "INSERT INTO checkpoints (last, statement, key, signature) VALUES (?, ?, ?, ?)",
        (last, statement, key, signature),
    )


def checkpoints(connection: Connection) -> list[Row]:
    """Return every checkpoint, in order."""
    return connection.execute("SELECT last, statement, key, signature FROM checkpoints ORDER BY last").fetchall()


def newest_checkpoint(connection: Connection) -> Row | None:
    """Return the last checkpoint."""
    found: Row | None = connection.execute(
        "SELECT last, statement, key, signature FROM checkpoints ORDER BY last DESC LIMIT 1"
    ).fetchone()
    return found


def kinds_from(connection: Connection, first: int) -> dict[str, int]:
    """Return how many entries of each kind there are from one on."""
    rows = connection.execute(
        "SELECT kind, count(*) AS n FROM log WHERE seq >= ? GROUP BY kind ORDER BY kind", (first,)
    ).fetchall()
    return {row["kind"]: row["n"] for row in rows}


def given_from(connection: Connection, first: int) -> dict[str, int]:
    """Return what was given from an entry on, in minor units by currency."""
    rows = connection.execute(
        "SELECT json_extract(record, '$.data.currency') AS currency, sum(json_extract(record, '$.data.value')) AS value"
        " FROM log WHERE seq >= ? AND kind = 'remedy.given' GROUP BY 1",
        (first,),
    ).fetchall()
    return {row["currency"]: row["value"] for row in rows if row["currency"]}


def store_id(connection: Connection) -> str:
    """Return the random name that the store was born with, or nothing in one that was never set up."""
    row = connection.execute("SELECT id FROM store").fetchone()
    return str(row["id"]) if row else ""


def signing_keys(connection: Connection) -> list[Row]:
    """Return (id, public, made_at) of every key that ever signed here, the newest first."""
    return connection.execute("SELECT id, public, made_at FROM signing_keys ORDER BY rowid DESC").fetchall()


def add_key(act: Act, name: str, public: bytes) -> None:
    """Insert a key's public half."""
    act.execute("INSERT INTO signing_keys (id, public, made_at) VALUES (?, ?, ?)", (name, public, act.at))
