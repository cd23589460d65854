"""Who works here: adding, raising and retiring people. Whether the actor may is decided by the caller's PIN check."""

from agentdesk import log
from agentdesk.errors import InvalidInput, NotFound, Refused
from agentdesk.staff import records
from agentdesk.staff.model import Person, Role
from agentdesk.store import Act, Connection
from agentdesk.text import accept


def named(connection: Connection, name: str) -> Person:
    """Return the person of that name who still works here. Raises NotFound."""
    person = records.by_name(connection, name)
    if person is None or person.retired:
        raise NotFound(
            f"Nobody here is called {name}.", "See who works here: agentdesk staff list", code="no-such-person"
        )
    return person


def add(act: Act, name: str, role: Role, pin: str | None = None) -> Person:
    """Add a person, or raise or lower one who is there. ``pin`` is the encoded hash, None keeps the one there is.

    Raises InvalidInput for a name that cannot be one, and where a supervisor or owner would be without a PIN.
    """
    name = accept(name, "The name", limit=60)
    if not name:
        raise InvalidInput("A person needs a name.", "Give a name.")
    there = records.by_name(act.connection, name)
    pin = pin or (there.pin if there else None)
    if role >= Role.SUPERVISOR and pin is None:
        raise InvalidInput(f"A {role.word} needs a PIN.", "Give it with --pin-stdin.", code="pin-needed")
    if there is None:
        staff = records.add(act, name, role, pin)
        log.append(act, "staff.added", data={"staff": staff}, after={"role": role.word}, text={"name": name})
        return Person(staff, name, role, pin)
    records.change(act, there.id, role=role, pin=pin, retired_at=None)
    log.append(
        act,
        "staff.changed",
        data={"staff": there.id, "pin_changed": pin != there.pin},
        before={"role": there.role.word, "retired": there.retired},
        after={"role": role.word, "retired": False},
    )
    return Person(there.id, there.name, role, pin)


def retire(act: Act, name: str) -> Person:
    """Retire a person: they act no more, what they did stays. Raises NotFound, Refused for the last supervisor."""
    person = named(act.connection, name)
    above = records.everybody(act.connection, at_least=Role.SUPERVISOR)
    if [other.id for other in above] == [person.id]:
        raise Refused(
            f"{person.name} is the last one who can approve.", "Add another supervisor first.", code="last-supervisor"
        )
    records.change(act, person.id, role=person.role, pin=person.pin, retired_at=act.at)
    log.append(act, "staff.retired", data={"staff": person.id}, before={"role": person.role.word})
    return person
