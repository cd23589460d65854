"""How well a record fits a query, and why: every word is held against every word of the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from agentdesk.customers import phones
from agentdesk.customers.folding import forms, is_cjk, parts, split, words
from agentdesk.customers.lookup.model import Reason
from agentdesk.customers.lookup.nicknames import others
from agentdesk.customers.lookup.query import Slot
from agentdesk.customers.lookup.rows import Record
from agentdesk.customers.lookup.spelling import errors_forgiven
from agentdesk.customers.lookup.terms import SPELT, digits_of, number

# how much a word counts by the field that it is found in: a name before a company before a city
_WEIGHT = {"name": 1.0, "kana": 1.0, "company": 0.97, "city": 0.9, "postcode": 0.95, "e-mail": 0.7, "phone": 0.9}
_WORD_BEGUN = 0.85
_FROM_THE_MIDDLE = 0.8
_SHORT_NAME = 0.8
_LIKE = 0.2  # what resembles a word less does not count


@dataclass(frozen=True, slots=True)
class Match:
    """One word of the query in one word of the record. ``errors`` is None where they only resemble each other."""

    quality: float
    reason: Reason
    errors: int | None = 0
    place: int = -1  # which word of the name


class Fields:
    """A record's words in plain form, made once and held against each word of the query."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.name = [(word, forms(word)) for word in split(record.name)]
        self.named: list[tuple[str, str, tuple[str, ...]]] = [("name", word, plain) for word, plain in self.name]
        if record.kana:
            self.named += [("kana", word, forms(word)) for word in split(record.kana)]
        if record.company:
            self.named += [("company", word, forms(word)) for word in split(record.company)]
        self.city = [(word, forms(word)) for word in split(record.city or "")]
        self.postcode = "".join(words(record.postcode or ""))
        self.runs = [
            (field, shown, run)
            for field, shown in (("name", record.name), ("kana", record.kana or ""), ("company", record.company or ""))
            if (run := "".join(plain[0] for of, _, plain in self.named if of == field and is_cjk(plain[0])))
        ]

    def best(self, slot: Slot) -> Match | None:
        """Return the best place that a word of the query has in the record, exact before near; None for none."""
        return self._whole(slot) or self._called(slot) or self._resembling(slot)

    def _whole(self, slot: Slot) -> Match | None:
        best: Match | None = None
        for at, (field, shown, plain) in enumerate(self.named):
            quality = _begun(slot.forms, plain)
            if quality and (best is None or quality * _WEIGHT[field] > best.quality):
                best = Match(quality * _WEIGHT[field], Reason(field, shown), place=at if at < len(self.name) else -1)
        if best is not None and best.quality > _WORD_BEGUN:
            return best
        others = [best, self._middle(slot), self._placed(slot), self._numbered(slot)]
        return max((match for match in others if match), key=lambda match: match.quality, default=None)

    def _middle(self, slot: Slot) -> Match | None:
        if not slot.cjk:
            return None
        for field, shown, run in self.runs:
            at = run.find(slot.word)
            if at >= 0:
                return Match(
                    1.0 if run == slot.word else _WORD_BEGUN if at == 0 else _FROM_THE_MIDDLE, Reason(field, shown)
                )
        return None

    def _placed(self, slot: Slot) -> Match | None:
        if self.postcode:
            quality = _begun(slot.forms, (self.postcode,))
            if quality:
                return Match(quality * _WEIGHT["postcode"], Reason("postcode", self.record.postcode or ""))
            if self.postcode.endswith(slot.word) and not slot.digits:
                return Match(_WORD_BEGUN * _WEIGHT["postcode"], Reason("postcode", self.record.postcode or ""))
        for _, plain in self.city:
            quality = _begun(slot.forms, plain)
            if quality:
                return Match(quality * _WEIGHT["city"], Reason("city", self.record.city or ""))
        return None

    def _numbered(self, slot: Slot) -> Match | None:
        record = self.record
        if slot.cjk or len(slot.word) < SPELT - 1:
            return None
        for field, text in (("customer number", record.ref), ("loyalty", record.loyalty)):
            if text and (slot.word.isalpha() or len(slot.word) >= SPELT):
                plain = number(text)
                if plain == slot.word:
                    return Match(1.0, Reason(field, text))
                if not slot.word.isalpha() and (plain.startswith(slot.word) or digits_of(plain).startswith(slot.word)):
                    return Match(_WORD_BEGUN, Reason(field, text))
        for typed in slot.phone:
            for shown, digits in record.phones:
                if digits.endswith(typed[::-1]):
                    return Match(_WEIGHT["phone"], Reason("phone", shown))
        for shown, digits in record.phones if slot.begun[1] else ():
            if phones.begins(digits, *slot.begun):
                return Match(_WEIGHT["phone"] * _WORD_BEGUN, Reason("phone", shown))
        if record.email and record.email.casefold().startswith(slot.word):
            return Match(_WEIGHT["e-mail"] * _WORD_BEGUN, Reason("e-mail", record.email))
        return None

    def _called(self, slot: Slot) -> Match | None:
        """Return the name that the word is short for, or the short one."""
        known = others(slot.word)
        for at, (shown, plain) in enumerate(self.name) if known else ():
            if plain[0] in known:
                return Match(_SHORT_NAME, Reason("name", shown, near=True), 1, at)
        return None

    def _resembling(self, slot: Slot) -> Match | None:
        if len(slot.word) < (2 if slot.cjk else SPELT - 1):
            return None
        from rapidfuzz.distance import OSA

        best: Match | None = None
        rivals = [
            (field, shown, plain, at if at < len(self.name) else -1)
            for at, (field, shown, plain) in enumerate(self.named)
        ]
        rivals += [("city", shown, plain, -1) for shown, plain in self.city]
        if self.postcode:
            rivals.append(("postcode", self.record.postcode or "", (self.postcode,), -1))
        for field, shown, plain, at in rivals:
            for word in plain:
                for form in slot.forms:
                    errors = OSA.distance(form, word)
                    likeness = 1 - errors / max(len(form), len(word))
                    if form[:1] == word[:1]:
                        likeness += 0.1 * (1 - likeness)
                    if slot.digits and errors > 1:
                        continue
                    if errors > errors_forgiven(form):
                        if field == "city":
                            continue
                        likeness **= 2  # an uncommon word that is right says more than two that are half alike
                    likeness *= _WEIGHT[field] if at >= 0 else 0.9 * _WEIGHT[field]
                    if likeness > _LIKE and (best is None or likeness > best.quality):
                        forgiven = errors if errors <= errors_forgiven(form) else None
                        best = Match(likeness, Reason(field, shown, near=True), forgiven, at)
        return best


def _begun(typed: tuple[str, ...], plain: tuple[str, ...]) -> float:
    """Return 1 where a form is the word, less where it is its beginning, 0 where it is not."""
    best = 0.0
    for word in plain:
        if word.startswith(typed):
            if word in typed:
                return 1.0
            longest = max(len(form) for form in typed if word.startswith(form))
            best = max(best, _WORD_BEGUN * (0.8 + 0.2 * longest / len(word)))
        elif word[:1] == "m" and any(part.startswith(typed) for part in parts(word)):
            best = max(best, _WORD_BEGUN * 0.8)
    return best


def score(matches: Sequence[Match | None], weights: Sequence[float], fields: Fields) -> float:
    """Return how well a record fits, about 0 to 1: each word by its rarity, less for words of the name left over."""
    total = sum(weights)
    found = sum(weight * match.quality for match, weight in zip(matches, weights, strict=True) if match)
    named = {match.place for match in matches if match and match.place >= 0}
    left_over = max(len(fields.name) - len(named), 0)
    return found / total - 0.02 * left_over
