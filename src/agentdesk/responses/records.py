"""How lines that were said are kept, and what they teach: what was shown, taken, edited, and how it ended."""

import json
from datetime import datetime, timedelta

from agentdesk.clock import moment, stamp
from agentdesk.contacts.model import Mood
from agentdesk.responses.learning import Cell, Statistics, Tally, seen_weight
from agentdesk.responses.rules import happier
from agentdesk.store import Act, Connection

LEARNED_DAYS = 365  # what worked longer ago was another shop
LEARNED_ROWS = 20_000  # the newest; reading them takes some tens of milliseconds, off the screen's thread
REPEATED_DAYS = 30


def add(
    act: Act,
    contact: int,
    customer: int | None,
    line: str,
    language: str,
    situation: str,
    mood: Mood | None,
    position: int,
    shown: tuple[str, ...],
    edited: bool = False,
) -> int:
    """Keep that a line was said: where it stood (from 1) among which others. Returns its id."""
    return act.insert(
        "INSERT INTO said (contact, customer, line, language, situation, mood, position, shown, edited, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (contact, customer, line, language, situation, mood, position, json.dumps(shown), int(edited), act.at),
    )


def last_said(connection: Connection, contact: int) -> int | None:
    """Return the id of the last line said in a contact, None where there is none."""
    row = connection.execute("SELECT max(id) AS id FROM said WHERE contact = ? AND undone = 0", (contact,)).fetchone()
    found: int | None = row["id"]
    return found


def undo(act: Act, said: int) -> None:
    """Keep that a line was not said after all; it teaches nothing then."""
    act.execute("UPDATE said SET undone = 1 WHERE id = ?", (said,))


def said_in(connection: Connection, contact: int) -> tuple[str, ...]:
    """Return the lines said in a contact, as they came."""
    rows = connection.execute(
        "SELECT line FROM said WHERE contact = ? AND undone = 0 ORDER BY id", (contact,)
    ).fetchall()
    return tuple(row["line"] for row in rows)


def recent(connection: Connection, customer: int, now: datetime, but: int = 0) -> dict[str, int]:
    """Return the lines that a customer heard lately, in days ago, not counting the contact ``but``."""
    since = stamp(now - timedelta(days=REPEATED_DAYS))
    rows = connection.execute(
        "SELECT line, max(at) AS at FROM said WHERE customer = ? AND at >= ? AND contact <> ? AND undone = 0"
        " GROUP BY line",
        (customer, since, but),
    ).fetchall()
    return {row["line"]: max(0, (now - moment(row["at"])).days) for row in rows}


def statistics(connection: Connection, now: datetime) -> Statistics:
    """Return what the last year taught, from finished and open contacts; how it ended counts once it has ended."""
    rows = connection.execute(
        "SELECT said.contact, said.line, said.situation, said.mood, said.shown, said.edited,"
        " contacts.mood_in, contacts.mood_out"
        " FROM said JOIN contacts ON contacts.id = said.contact"
        " WHERE said.undone = 0 AND said.at >= ? ORDER BY said.id DESC LIMIT ?",
        (stamp(now - timedelta(days=LEARNED_DAYS)), LEARNED_ROWS),
    ).fetchall()
    cells: dict[Cell, Tally] = {}
    seen: dict[tuple[int, Cell], float] = {}  # a line that stood there for a whole contact was looked at once
    for row in rows:
        mood = Mood(row["mood"] or row["mood_in"] or Mood.CALM)
        cell = (row["line"], row["situation"], mood)
        cells[cell] = cells.get(cell, Tally()) + Tally(used=1, edited=row["edited"], **_ended(mood, row["mood_out"]))
        for position, line in enumerate(json.loads(row["shown"]), 1):
            place = (row["contact"], (line, row["situation"], mood))
            seen[place] = max(seen.get(place, 0.0), seen_weight(position))
    for (_, cell), weight in seen.items():
        cells[cell] = cells.get(cell, Tally()) + Tally(seen=weight)
    return Statistics(cells)


def _ended(mood: Mood, mood_out: str | None) -> dict[str, int]:
    if mood_out is None:
        return {}
    change = happier(mood, Mood(mood_out))
    return {("worse", "same", "happier")[change + 1]: 1}
