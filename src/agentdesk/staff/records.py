"""How people are kept."""

from agentdesk.staff.model import Person, PinTry, Role, role_of
from agentdesk.store import Act, Connection, Row

_COLUMNS = "id, name, role, pin, retired_at IS NOT NULL AS retired"


def _person(row: Row) -> Person:
    return Person(row["id"], row["name"], role_of(row["role"]), row["pin"], bool(row["retired"]))


def by_id(connection: Connection, staff: int) -> Person | None:
    """Return a person, retired or not."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM staff WHERE id = ?", (staff,)).fetchone()
    return _person(row) if row else None


def by_name(connection: Connection, name: str) -> Person | None:
    """Return the person of that name, retired or not; capitals do not matter."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM staff WHERE name = ?", (name,)).fetchone()
    return _person(row) if row else None


def everybody(connection: Connection, *, at_least: Role = Role.AGENT, retired: bool = False) -> list[Person]:
    """Return people by name (never the installer), from a role upwards."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM staff WHERE id > 0 ORDER BY name").fetchall()
    people = [_person(row) for row in rows]
    return [person for person in people if person.role >= at_least and (retired or not person.retired)]


def names(connection: Connection) -> dict[int, str]:
    """Return everybody's name by id, the installer's and retired people's too."""
    return {row["id"]: row["name"] for row in connection.execute("SELECT id, name FROM staff").fetchall()}


def add(act: Act, name: str, role: Role, pin: str | None) -> int:
    """Insert a person; returns the id."""
    return act.insert(
        "INSERT INTO staff (name, role, pin, added_at) VALUES (?, ?, ?, ?)", (name, role.word, pin, act.at)
    )


def add_installer(act: Act) -> None:
    """Insert whoever sets the store up, as nobody of the staff: the actor of what names nobody."""
    act.execute("INSERT INTO staff (id, name, role, added_at) VALUES (0, 'installer', ?, ?)", (Role.AGENT.word, act.at))


def change(act: Act, staff: int, *, role: Role, pin: str | None, retired_at: str | None) -> None:
    """Set role, PIN hash and retirement."""
    act.execute("UPDATE staff SET role = ?, pin = ?, retired_at = ? WHERE id = ?", (role.word, pin, retired_at, staff))


def add_try(act: Act, whose: int | None, purpose: str) -> int:
    """Keep a try at a PIN before it is checked; returns its id."""
    return act.insert(
        "INSERT INTO pin_tries (at, by, desk, whose, purpose) VALUES (?, ?, ?, ?, ?)",
        (act.at, act.actor.staff, act.actor.desk, whose, purpose),
    )


def try_was_right(act: Act, try_id: int) -> None:
    """Note that a kept try was right."""
    act.execute("UPDATE pin_tries SET ok = 1 WHERE id = ?", (try_id,))


def tries(connection: Connection, by: int | None, purposes: tuple[str, ...] = ()) -> list[PinTry]:
    """Return the latest tries of somebody (None: of everybody), newest first; for some purposes where they are given."""
    conditions = ["by = ?"] if by is not None else []
    conditions += [f"purpose IN ({', '.join('?' * len(purposes))})"] if purposes else []
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.execute(
        f"SELECT at, ok FROM pin_tries{where} ORDER BY id DESC LIMIT 30",
        (*([by] if by is not None else []), *purposes),
    ).fetchall()
    return [PinTry(row["at"], bool(row["ok"])) for row in rows]
