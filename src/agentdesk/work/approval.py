"""A yes or no to a request: by PIN at the counter, from the approver's own terminal, or by a code over the phone.

Each in three steps. The try is committed; PIN or code is checked outside any transaction; then one act reads request,
roles, expiry and headroom again, and gives. Killing the program between the steps leaves a used try, never a free one.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from agentdesk import log
from agentdesk.authority import codes, requests
from agentdesk.authority.judging import current_limits
from agentdesk.authority.model import Decision, How, Remedy
from agentdesk.errors import Denied
from agentdesk.shift.actions import attend
from agentdesk.staff import pins
from agentdesk.staff import records as staff
from agentdesk.staff.model import Person, Role
from agentdesk.staff.rules import locked_until
from agentdesk.store import Act, Actor, Connection, Store
from agentdesk.store.act import INSTALLER
from agentdesk.work.authorise import WrongPin, authorise

SECRET_BYTES = 32


class WrongCode(Denied):
    """Eight digits that are no code for this request now."""

    code = "wrong-code"


def approve_by_pin(store: Store, actor: Actor, request: int, pin: str) -> tuple[Remedy, Decision, Person]:
    """Give what was asked, on the PIN of somebody who may approve it; who, is found by the PIN.

    From the approver's own terminal it counts as such. Takes 50 to 100 ms a candidate. Raises WrongPin, NotYours,
    Refused where the request ended, expired or changed.
    """
    person = _who(store, actor, request, pin, "approve")
    with _answering(store, actor, person) as (act, how):
        remedy, decision = requests.approve(act, request, person.id, how)
    return remedy, decision, person


def refuse_by_pin(store: Store, actor: Actor, request: int, pin: str) -> tuple[Remedy, Person]:
    """Say no to what was asked, on the PIN of somebody who answers requests. Raises as ``approve_by_pin``."""
    person = _who(store, actor, request, pin, "refuse")
    with _answering(store, actor, person) as (act, how):
        return requests.refuse(act, request, person.id, how), person


def _who(store: Store, actor: Actor, request: int, pin: str, purpose: str) -> Person:
    """Return whose PIN it is, out of those who answer requests; the PIN of the one who asked is nobody's yes."""
    with store.act(actor) as act:
        asked = requests.waiting(act.connection, request, act.now)
        people = [person for person in _answerers(act.connection, asked) if person.id != asked.staff]
        requests.count_try(act, request, _how(actor, people))
        requester = staff.by_id(act.connection, asked.staff)
    return authorise(store, actor, pin, purpose, among=people, never=requester)


def _how(actor: Actor, people: list[Person]) -> How:
    return How.TERMINAL if actor.staff in {INSTALLER, *(person.id for person in people)} else How.PIN


@contextmanager
def _answering(store: Store, actor: Actor, person: Person) -> Iterator[tuple[Act, How]]:
    """Open the act of an answer: the agent's own at the counter; at a terminal the approver's, which opens no shift."""
    how = _how(actor, [person])
    with store.act(Actor(person.id, actor.desk) if how is How.TERMINAL else actor) as act:
        if how is How.PIN:
            attend(act)
        yield act, how


def _answerers(connection: Connection, asked: Remedy) -> list[Person]:
    """Return who has a PIN and a role that answers requests at all; whether it reaches so far is judged later."""
    limits = current_limits(connection, asked.currency)
    people = staff.everybody(connection, at_least=Role.AGENT)
    return [person for person in people if person.pin and limits.roles[person.role.word].approves != 0]


def approve_by_code(store: Store, actor: Actor, request: int, typed: str) -> tuple[Remedy, Decision, Person]:
    """Give what was asked, on the eight digits that an approver read out. Raises WrongCode, WrongPin, Refused."""
    with store.act(actor) as act:
        asked = requests.waiting(act.connection, request, act.now)
        until = locked_until(staff.tries(act.connection, actor.staff, "code"), act.now)
        if until is None:
            requests.count_try(act, request, How.CODE)
            try_id = staff.add_try(act, None, "code")
        log.append(act, "pin.tried", data={"purpose": "code", "whose": None, "locked": bool(until)})
    if until is not None:
        raise WrongPin("Too many wrong tries.", "Wait, or ask a supervisor to approve elsewhere.", code="locked")
    with store.reading() as connection:
        now = requests.not_before(connection, asked, store.clock.now())
        requests.unchanged(connection, asked, now, store.zone)
        people = requests.approvers(connection, asked, now, store.zone)
    person = _whose_code(store.path, people, asked, now, typed)
    if person is None:
        left = requests.MOST_TRIES - asked.tries - 1
        raise WrongCode(
            "That is no code for this request.", f"{left} tries left; then ask again." if left else "Ask again.",
        )  # fmt: skip
    with store.act(actor) as act:
        attend(act)
        staff.try_was_right(act, try_id)
        remedy, decision = requests.approve(act, request, person.id, How.CODE)
    return remedy, decision, person


def _whose_code(path: Path, people: list[Person], asked: Remedy, now: datetime, typed: str) -> Person | None:
    digits = "".join(letter for letter in typed if letter not in " -")
    if len(digits) != codes.DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    secret = store_secret(path)
    found = None
    for person in people:
        key = codes.approver_key(secret, person.id, person.pin or "")
        if codes.is_approval_code(key, asked.digest or requests.NOTHING, now, digits):
            found = found or person
    return found


def may_approve_now(store: Store, request: int) -> list[Person]:
    """Return who may say yes to a request as it is now. Raises NotFound, Refused where it ended, expired or changed."""
    now = store.clock.now()
    with store.reading() as connection:
        asked = requests.waiting(connection, request, now)
        requests.unchanged(connection, asked, now, store.zone)
        return requests.approvers(connection, asked, now, store.zone)


def code_for(
    connection: Connection, path: Path, request: int, approver: Person, now: datetime, zone: str
) -> tuple[str, Remedy]:
    """Return the code that an approver reads out for a request, with what it is for. Writes nothing to the store.

    The caller has checked the approver's PIN. Raises NotFound, NotYours, Refused.
    """
    asked = requests.waiting(connection, request, now)
    requests.unchanged(connection, asked, now, zone)
    if approver.id not in {person.id for person in requests.approvers(connection, asked, now, zone)}:
        raise requests.NotYours(f"{approver.name} cannot approve this.", "Ask somebody above.")
    key = codes.approver_key(store_secret(path), approver.id, approver.pin or "")
    moment = requests.not_before(connection, asked, now)
    return codes.approval_code(key, asked.digest or requests.NOTHING, moment), asked


def is_pin_of(person: Person, pin: str) -> bool:
    """Say whether it is this person's PIN: for a view that counts tries itself and writes nothing."""
    return bool(person.pin) and pins.is_pin(person.pin or "", pin)


def secret_path(store: Path) -> Path:
    """Return where the secret behind the codes lies: beside the store, never in a backup."""
    return store.with_suffix(".approval-key")


def store_secret(store: Path) -> bytes:
    """Return the secret behind the codes, made when it is first needed: private (0600), one for all who start at once.

    Raises Denied where it is not a secret any more.
    """
    path = secret_path(store)
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # whole or not at all; whoever comes second takes the first one's
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        secret = path.read_bytes()
    if len(secret) != SECRET_BYTES or (os.name == "posix" and path.stat().st_mode & 0o077):
        raise Denied(
            f"{path} is damaged, or others can read it.", "Remove it; a new one is made, and codes begin anew.",
            code="approval-key",
        )  # fmt: skip
    return secret
