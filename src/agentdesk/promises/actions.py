"""Making, keeping, moving and handing over promises."""

from dataclasses import replace

from agentdesk import log
from agentdesk.errors import NotFound, Refused
from agentdesk.log.reading import Entry
from agentdesk.promises import records
from agentdesk.promises.model import Kind, Promise
from agentdesk.store import Act
from agentdesk.text import accept


def make(
    act: Act,
    kind: Kind,
    *,
    customer: int | None,
    contact: int | None,
    what: str,
    due_at: str | None,
    owner: int | None = None,
) -> Promise:
    """Owe somebody something by a moment (UTC stamp; None while no date can honestly be said). The actor owns it."""
    what = accept(what, "The promise", limit=300)
    owner = act.actor.staff if owner is None else owner
    promise = Promise(0, kind, customer, owner, what, due_at, "open", act.at, contact)
    promise = replace(promise, id=records.add(act, promise))
    log.append(
        act,
        "promise.made",
        contact=contact,
        customer=customer,
        data={"promise": promise.id, "kind": kind.value, "due_at": due_at, "owner": owner},
        text={"what": what},
    )
    return promise


def keep(act: Act, promise: int) -> Promise:
    """Note that a promise was kept. Raises NotFound, Refused where it has ended."""
    found = records.end(act, promise, "kept") or open_promise(act, promise)
    log.append(
        act,
        "promise.kept",
        customer=found.customer,
        contact=found.contact,
        data={"promise": promise, "due_at": found.due_at, "late": bool(found.due_at and found.due_at < act.at)},
    )
    return found


def cancel(act: Act, promise: int, reason: str) -> Promise:
    """End a promise that no longer holds, with a reason code. Raises NotFound, Refused where it has ended."""
    found = records.end(act, promise, "cancelled") or open_promise(act, promise)
    log.append(
        act,
        "promise.cancelled",
        customer=found.customer,
        contact=found.contact,
        data={"promise": promise, "reason": reason},
    )
    return found


def move(
    act: Act, promise: int, *, due_at: str | None, reason: str, owner: int | None = None, at_risk: str | None = None
) -> Promise:
    """Give a promise another time or owner, with the reason. Raises NotFound, Refused where it has ended."""
    found = open_promise(act, promise)
    moved = replace(found, due_at=due_at, owner=found.owner if owner is None else owner, at_risk=at_risk)
    records.change(act, promise, due_at=moved.due_at, owner=moved.owner, at_risk=moved.at_risk)
    log.append(
        act,
        "promise.moved",
        customer=found.customer,
        contact=found.contact,
        data={"promise": promise},
        before={"due_at": found.due_at, "owner": found.owner, "at_risk": found.at_risk},
        after={"due_at": moved.due_at, "owner": moved.owner, "at_risk": at_risk},
        text={"reason": accept(reason, "The reason", limit=300)},
    )
    return moved


def open_promise(act: Act, promise: int) -> Promise:
    """Return a promise that is still open. Raises NotFound, Refused where it has ended."""
    found = records.by_id(act.connection, promise)
    if found is None:
        raise NotFound(f"There is no promise P-{promise}.", "See them: agentdesk promise list", code="no-such-promise")
    if found.state != "open":
        raise Refused(f"Promise P-{promise} is already {found.state}.", "Make a new one.", code="promise-ended")
    return found


def reopen(act: Act, promise: int) -> Promise:
    """Owe it again, where ending it was undone. Raises NotFound."""
    found = records.by_id(act.connection, promise)
    if found is None:
        raise NotFound(f"There is no promise P-{promise}.", "See them: agentdesk promise list", code="no-such-promise")
    if found.state == "open":
        return found
    records.reopen(act, promise)
    log.append(
        act, "promise.reopened", customer=found.customer, contact=found.contact, data={"promise": promise},
        before={"state": found.state}, after={"state": "open"},
    )  # fmt: skip
    return replace(found, state="open")


def flag(act: Act, promise: int, at_risk: str | None) -> None:
    """Say why a promise may not be kept (None: nothing is in its way any more). Nothing happens where that is known."""
    found = records.by_id(act.connection, promise)
    if found is None or found.state != "open" or found.at_risk == at_risk:
        return
    records.set_risk(act, promise, at_risk)
    log.append(
        act, "promise.at-risk" if at_risk else "promise.safe", customer=found.customer, contact=found.contact,
        data={"promise": promise, "due_at": found.due_at}, before={"at_risk": found.at_risk},
        after={"at_risk": at_risk},
    )  # fmt: skip


def undo_entry(act: Act, entry: Entry) -> bool:
    """Take back what one log entry did to a promise; False where that is not about one. Ended since: left alone."""
    verb = entry.kind.removeprefix("promise.")
    if verb == entry.kind:
        return False
    promise = int(entry.record["data"]["promise"])
    found = records.by_id(act.connection, promise)
    if found is None:
        return True
    if verb == "made" and found.state == "open":
        cancel(act, promise, "undone")
    elif verb in ("kept", "cancelled"):
        reopen(act, promise)
    elif verb == "moved" and found.state == "open":
        before = entry.record["before"]
        move(act, promise, due_at=before["due_at"], owner=before["owner"], at_risk=before["at_risk"], reason="undone")
    elif verb in ("at-risk", "safe"):
        flag(act, promise, entry.record["before"]["at_risk"])
    return True
