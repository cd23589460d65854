"""Saying a line: it is logged, counted for ranking, and the promise it carries is made in the same act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from agentdesk import log
from agentdesk.clock import stamp
from agentdesk.contacts.model import Contact, Mood
from agentdesk.customers import records as customers
from agentdesk.errors import Refused
from agentdesk.promises import actions as promises
from agentdesk.promises import records as promise_records
from agentdesk.promises.model import Kind, Promise
from agentdesk.responses import records
from agentdesk.responses.model import FilledLine, Suggestion
from agentdesk.store import Act


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it was said: what was offered, and the words in the end (the same where nothing was edited)."""

    line: FilledLine
    words: str
    situation: str
    mood: Mood | None
    shown: Sequence[str]
    eligible: Sequence[str] = ()  # every line that fitted, best first

    @property
    def edited(self) -> bool:
        """Whether the agent changed the words."""
        return self.words != self.line.text


def say(act: Act, contact: Contact, said: Said, open_until: time) -> Promise | None:
    """Log a line, count it, and make its promise; returns the promise. One for a day is due at ``open_until``, the shop's.

    Where this contact made the very same promise already, that one stands: a line read out twice owes nothing twice.
    """
    line = said.line
    records.add(
        act, contact.id, contact.customer, line.id, line.lang, said.situation, said.mood, max(line.position, 1),
        tuple(said.shown), said.edited,
    )  # fmt: skip
    log.append(
        act,
        "line.said" if line.kind == "say" else "line.sent",
        contact=contact.id,
        customer=contact.customer,
        data={
            "line": line.id,
            "language": line.lang,
            "situation": said.situation,
            "edited": said.edited,
            "position": line.position,
            "shown": list(said.shown),
            "eligible": list(said.eligible),
        },
        text={"words": said.words},
    )
    if line.promise is None:
        return None
    kind = Kind(line.promise.kind) if line.promise.kind in set(Kind) else Kind.CALL_BACK
    what, due_at = _what(line.promise.what, said.situation), due_stamp(line.promise.due, act.zone, open_until)
    for made in promise_records.open_in(act.connection, contact.id):
        if (made.kind, made.what, made.due_at, made.customer) == (kind, what, due_at, contact.customer):
            return made
    return promises.make(act, kind, customer=contact.customer, contact=contact.id, what=what, due_at=due_at)


def refuse_erased(act: Act, contact: Contact, *, seen_erased: bool) -> None:
    """Raise Refused where the contact's customer was erased after the line was filled: it would bring their name back."""
    now = customers.by_id(act.connection, contact.customer) if contact.customer else None
    if now is not None and now.erased and not seen_erased:
        raise Refused("This customer was erased just now.", "Nothing was said; F12 finishes.", code="erased")


def _what(promise: str, situation: str) -> str:
    """Return what is promised as the agent reads it: ``call back: backorder late``."""
    words = f"{promise}: {situation}" if situation else promise
    return words.replace("-", " ")


def passed_over(act: Act, contact: Contact, offered: Suggestion) -> None:
    """Log that lines were on offer in a contact, and none was said: that, too, tells what they are worth."""
    log.append(
        act,
        "line.passed-over",
        contact=contact.id,
        customer=contact.customer,
        data={
            "situation": offered.situations[0][0] if offered.situations else "",
            "language": offered.lang,
            "shown": [line.id for line in offered.lines],
            "eligible": list(offered.eligible),
        },
    )


def due_stamp(due: date | datetime, zone: str, open_until: time) -> str:
    """Return when a promise is due: its moment, or the end of the shop's day."""
    if isinstance(due, datetime):
        return stamp(due)
    return stamp(datetime.combine(due, open_until, ZoneInfo(zone)))
