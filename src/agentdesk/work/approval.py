"""A yes or no to a request: by PIN at the counter, from the approver's own terminal, or by a code over the phone.

Each in three steps. The try is committed; PIN or code is checked outside any transaction; then one act reads request,
roles, expiry and headroom again, and gives. Killing the program between the steps leaves a used try, never a free one.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from agentdesk.staff.model import Person
from agentdesk.staff.rules import locked_until
from agentdesk.store import Act, Actor, Connection, Store
from agentdesk.store.act import INSTALLER
from agentdesk.work.authorise import WrongPin

SECRET_BYTES = 32
EVERYBODYS_FREE_TRIES = 12  # wrong ones in a row at the counter, under whatever names
_YES = ("approve", "refuse", "code")  # purposes of tries at a yes or no


class WrongCode(Denied):
    """Eight digits that are no code for this request now."""

    code = "wrong-code"


def approve_by_pin(store: Store, actor: Actor, request: int, pin: str) -> tuple[Remedy, Decision, Person]:
    """Give what was asked, on the PIN of somebody who may approve it; who, is found by the PIN.

    From the approver's own terminal it counts as such. Takes 50 to 100 ms a candidate. Raises WrongPin, NotYours,
    Refused where the request ended, expired or changed.
    """
    tried = _try(store, actor, request, "approve")
    return _approve(store, actor, tried, _by_pin(tried, pin), None)


def approve_by_code(store: Store, actor: Actor, request: int, typed: str) -> tuple[Remedy, Decision, Person]:
    """Give what was asked, on the eight digits that an approver read out. Raises WrongCode, WrongPin, Refused."""
    tried = _try(store, actor, request, "code")
    person = _by_code(store, tried, typed)
    if person is None:
        left = requests.MOST_TRIES - tried.asked.tries - 1
        raise WrongCode(
            "That is not a code for this request.", f"{left} tries left; then ask again." if left else "Ask again."
        )
    return _approve(store, actor, tried, person, How.CODE)


def approve_by_pin_or_code(store: Store, actor: Actor, request: int, typed: str) -> tuple[Remedy, Decision, Person]:
    """Give what was asked, on whatever was typed at the counter: eight digits are a code or a PIN, for one try."""
    tried = _try(store, actor, request, "approve")
    person = _by_code(store, tried, typed)
    if person is not None:
        return _approve(store, actor, tried, person, How.CODE)
    return _approve(store, actor, tried, _by_pin(tried, typed), None)


def refuse_by_pin(store: Store, actor: Actor, request: int, pin: str) -> tuple[Remedy, Person]:
    """Say no to what was asked, on the PIN of somebody who answers requests. Raises as ``approve_by_pin``."""
    tried = _try(store, actor, request, "refuse")
    person = _by_pin(tried, pin)
    with _answering(store, actor, tried, person, None) as (act, how):
        return requests.refuse(act, request, person.id, how), person


@dataclass(frozen=True, slots=True)
class _Tried:
    """A try that is kept: of which request, whose yes it may be, and whose it never is."""

    asked: Remedy
    try_id: int
    people: tuple[Person, ...]
    requester: Person | None


def _try(store: Store, actor: Actor, request: int, purpose: str) -> _Tried:
    """Commit a try before it is checked. Raises WrongPin while tries are refused, Refused where none is left."""
    with store.act(actor) as act:
        asked = requests.waiting(act.connection, request, act.now)
        limits = current_limits(act.connection, asked.currency)
        people = tuple(
            person
            for person in staff.everybody(act.connection)
            if person.pin and person.id != asked.staff and limits.roles[person.role.word].approves != 0
        )
        at_counter = _how(actor, people) is not How.TERMINAL
        until = next((until for until in _locks(act, actor, at_counter=at_counter) if until is not None), None)
        try_id = 0
        if until is None:
            how = How.PIN if at_counter else How.TERMINAL
            requests.count_try(act, request, how if purpose != "code" else How.CODE)
            try_id = staff.add_try(act, None, purpose)
        log.append(act, "pin.tried", data={"purpose": purpose, "whose": None, "locked": until is not None})
        requester = staff.by_id(act.connection, asked.staff)
    if until is not None:
        raise WrongPin("Too many wrong tries.", "Wait, or ask a supervisor to approve elsewhere.", code="locked")
    return _Tried(asked, try_id, people, requester)


def _locks(act: Act, actor: Actor, *, at_counter: bool) -> Iterator[datetime | None]:
    # wrong tries at a yes are not made good by the right PIN for something else, such as one's own to act at all
    yield locked_until(staff.tries(act.connection, actor.staff), act.now)
    yield locked_until(staff.tries(act.connection, actor.staff, _YES), act.now)
    # nor by going on under another agent's name; whoever approves can still do so from their own terminal
    if at_counter:
        yield locked_until(staff.tries(act.connection, None, _YES), act.now, EVERYBODYS_FREE_TRIES)


def _by_pin(tried: _Tried, pin: str) -> Person:
    """Return whose PIN it is. The PIN of the one who asked is nobody's yes, not even where somebody else has the same."""
    if tried.requester is not None and is_pin_of(tried.requester, pin):
        raise requests.NotYours("Nobody can say yes to their own request.", "Ask somebody else.", code="own-request")
    for person in tried.people:
        if is_pin_of(person, pin):
            return person
    raise WrongPin("That PIN is not right.", "Try again; after five wrong ones in a row there is a wait.")


def _by_code(store: Store, tried: _Tried, typed: str) -> Person | None:
    digits = "".join(letter for letter in typed if letter not in " -")
    if len(digits) != codes.DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    with store.reading() as connection:
        now = requests.not_before(connection, tried.asked, store.clock.now())
        requests.unchanged(connection, tried.asked, now, store.zone)
        people = requests.approvers(connection, tried.asked, now, store.zone)
    secret = store_secret(store.path)
    found = None
    for person in people:
        key = codes.approver_key(secret, person.id, person.pin or "")
        if codes.is_approval_code(key, tried.asked.digest or requests.NOTHING, now, digits):
            found = found or person
    return found


def _approve(
    store: Store, actor: Actor, tried: _Tried, person: Person, by_code: How | None
) -> tuple[Remedy, Decision, Person]:
    with _answering(store, actor, tried, person, by_code) as (act, how):
        remedy, decision = requests.approve(act, tried.asked.id, person.id, how)
    return remedy, decision, person


@contextmanager
def _answering(
    store: Store, actor: Actor, tried: _Tried, person: Person, by_code: How | None
) -> Iterator[tuple[Act, How]]:
    """Open the act of an answer: the agent's own at the counter; at a terminal the approver's, which opens no shift."""
    how = by_code or _how(actor, (person,))
    with store.act(Actor(person.id, actor.desk) if how is How.TERMINAL else actor) as act:
        if how is not How.TERMINAL:
            attend(act)
        staff.try_was_right(act, tried.try_id)
        yield act, how


def _how(actor: Actor, people: Sequence[Person]) -> How:
    return How.TERMINAL if actor.staff in {INSTALLER, *(person.id for person in people)} else How.PIN


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
