"""From records that were found to hits: how surely each is meant, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from agentdesk.customers.lookup.model import Band, Hit, Reason
from agentdesk.customers.lookup.query import Query
from agentdesk.customers.lookup.ranking import Match
from agentdesk.customers.lookup.rows import Record
from agentdesk.customers.lookup.terms import number


@dataclass(slots=True)
class Scored:
    """A record that was found, how surely and how well."""

    band: Band
    warm: bool
    score: float
    record: Record
    reasons: tuple[Reason, ...]

    @property
    def order(self) -> tuple[int, bool, float, int]:
        """Return what hits are sorted by."""
        return (self.band, not self.warm, -self.score, self.record.id)


def same(record: Record, query: Query, field: str) -> tuple[bool, Reason]:
    """Return whether the whole of a number or address was typed, and what it says."""
    if field == "e-mail":
        email = record.email or ""
        if not email.casefold().startswith(query.email):  # another of theirs
            return "@" in query.email, Reason("e-mail", query.text)
        return email.casefold() == query.email, Reason("e-mail", email)
    if field == "phone":
        for typed in query.phone:
            for shown, digits in record.phones:
                if digits.endswith(typed[::-1]):  # all but a calling code
                    return len(digits) - len(typed) <= 3, Reason("phone", shown)
        return False, Reason("phone", record.phones[0][0] if record.phones else "")
    for name, text in (("customer number", record.ref), ("loyalty", record.loyalty)):
        if text and number(text).endswith(query.number):
            return True, Reason(name, text)
    return True, Reason("customer number", query.text)  # of one that was merged into this


def band_of(matches: Sequence[Match | None], band: Band) -> Band:
    """Return where a record belongs by its words, never above the step that found it."""
    if any(match is None or match.errors is None for match in matches):
        return Band.PART if band is Band.PART else max(band, Band.NEAR)
    return max(band, Band.NEAR) if any(match and match.reason.near for match in matches) else band


def hit_of(one: Scored, numbers: Sequence[tuple[str, str]]) -> Hit:
    """Return a hit as the list shows it: with the number that matched, else the first."""
    record = one.record
    matched = next((reason.shown for reason in one.reasons if reason.field == "phone"), None)
    return Hit(
        id=record.id,
        ref=record.ref,
        name=record.name,
        kana=record.kana,
        company=record.company,
        phone=matched or (numbers[0][0] if numbers else None),
        email=record.email,
        place=" ".join(filter(None, (record.postcode, record.city))),
        band=one.band,
        warm=one.warm,
        score=round(one.score, 4),
        reasons=one.reasons,
    )
