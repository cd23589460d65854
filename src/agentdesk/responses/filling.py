"""A line filled with this customer's facts, or blocked by the ones that are missing. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from agentdesk.responses.known import Amount, Facts, Locale, Percent
from agentdesk.responses.model import Channel, Concept, FilledLine, Line, Offered, Promised
from agentdesk.responses.template import Fact, Segment, Template, parsed
from agentdesk.responses.wording import (
    amount_words,
    date_words,
    item_words,
    minutes_words,
    moment_words,
    percent_words,
    person_words,
    times_words,
)

_AFTER_ARTICLE = ("den ", "Den ")
_CLINGING = tuple(",.;:!?)")  # no space before these, whatever vanished in front of them
_SENTENCE_ENDS = (". ", "! ", "? ", "\n", "。")
_KIND = {"message": "find-out"}  # a message owed is something to find out and write; the store knows no other word

FREE_KINDS = ("exchange", "redo", "attention")  # remedies that cost no authority
Words = Callable[[Fact, str], str | None]  # a fact and the words before it -> the fact as words, None where missing


def fill(concept: Concept, line: Line, facts: Facts, locale: Locale) -> FilledLine:
    """Return the line as it would be said to this customer.

    A required fact that is missing stands as ``‹slot›`` in the text and in ``blocked``. An optional segment vanishes
    with its fact. Promise and remedy come only with a line that is not blocked.
    """
    template = parsed(line.text)
    facts = _of_the_hold(concept, facts)
    words = _words(concept, facts, locale)
    text, missing = _rendered(template, words)
    for slot in concept.slots:  # declared and not in the text: the line still claims to know it
        if slot not in missing and slot not in template.required and not _known(concept, facts, locale, slot):
            missing.append(slot)
    ready = not missing and not template.fault
    return FilledLine(
        id=concept.id,
        kind=concept.channel,
        lang=line.lang,
        text=text
        if concept.channel is Channel.SAY
        else text.replace("\u00a0", " "),  # a text message has no use for it
        blocked=tuple(missing),
        why=concept.why,
        phase=concept.phase,
        moves=concept.moves,
        promise=_promise(concept, facts) if ready else None,
        remedy=_remedy(concept, facts) if ready else None,
        delivery=concept.delivery,
        reviewed=line.reviewed,
        facts=template.required + template.optional,
    )


def _of_the_hold(concept: Concept, facts: Facts) -> Facts:
    # who waits for a delivery is told when it is here, not before the day is out
    about = {"hold", "queue_place"} & set(concept.slots)
    return replace(facts, next_update=facts.told_by) if about and facts.told_by else facts


def missing_facts(concept: Concept, facts: Facts, locale: Locale) -> tuple[str, ...]:
    """Return the declared slots of a concept that these facts cannot fill, without writing any of them."""
    return tuple(slot for slot in concept.slots if not _known(concept, facts, locale, slot))


def remedy_value(concept: Concept, facts: Facts) -> Amount | Percent | str | None:
    """Return what a line gives: the agent's own wish, or what may be given here; None where that is nothing."""
    remedy = concept.remedy
    if remedy is None or not remedy.value:
        return None
    if remedy.value in ("headroom_amount", "headroom_percent"):
        return _headroom(remedy.kind, facts)
    if remedy.value == "remedy":
        return facts.remedy
    return facts.amount if remedy.value == "amount" else None


def within_authority(kind: str, value: Amount | Percent | str | None, facts: Facts) -> bool:
    """Whether an agent may give this alone: the kind is his to give, and the value is no more than may be given.

    A gift in words and a price match are judged by their kind alone; their value is weighed when they are given.
    """
    may = facts.headroom.get(kind)
    if may is None:
        return kind in FREE_KINDS
    if kind == "price-match" or isinstance(value, str):
        return True
    if isinstance(value, Amount) and isinstance(may, Amount):
        return value.currency == may.currency and value.units <= may.units
    return isinstance(value, Percent) and isinstance(may, Percent) and value.points <= may.points


def _headroom(kind: str, facts: Facts) -> Amount | Percent | None:
    found = facts.headroom.get(kind)
    if isinstance(found, Amount):
        return found if found.units > 0 else None
    return found if found is not None and found.points > 0 else None


def _known(concept: Concept, facts: Facts, locale: Locale, slot: str) -> bool:
    if slot in ("headroom_amount", "headroom_percent"):
        return _headroom_slot(concept, facts, slot) is not None
    if slot == "customer":
        return locale.lang == "ja" or facts.customer is not None
    if slot == "calls":
        return facts.calls is not None and times_words(facts.calls, locale.lang) is not None
    value = getattr(facts, slot, None)
    return value is not None and value != ""


def _headroom_slot(concept: Concept, facts: Facts, slot: str) -> Amount | Percent | None:
    # a voucher line offers what may be given as a voucher, not what may be taken off the price
    kind = concept.remedy.kind if concept.remedy and concept.remedy.value == slot else slot.removeprefix("headroom_")
    found = _headroom(kind, facts)
    return found if isinstance(found, Amount if slot == "headroom_amount" else Percent) else None


def _words(concept: Concept, facts: Facts, locale: Locale) -> Words:
    lang, country = locale.lang, locale.country

    def day(value: date, before: str) -> str:
        short = before.endswith(_AFTER_ARTICLE)
        return date_words(value, lang, country, facts.today is not None and value.year != facts.today.year, short)

    def write(fact: Fact, before: str) -> str | None:
        slot = fact.slot
        if slot == "customer":
            return person_words(facts.customer, lang, locale.names)
        if slot in ("headroom_amount", "headroom_percent"):
            return value_words(_headroom_slot(concept, facts, slot), lang)
        if slot == "calls":
            return times_words(facts.calls, lang) if facts.calls else None
        if slot == "wait":
            return minutes_words(facts.wait, lang) if facts.wait else None
        value = getattr(facts, slot, None)
        if value is None or value == "":
            return None
        if slot in ("item", "alternative"):
            return item_words(value, fact.form, lang)
        if slot in ("promised", "eta", "honest_date", "window"):
            return day(value, before)
        if slot == "next_update":
            return moment_words(value, lang, country, None if before.endswith(" on ") else facts.today)
        return value_words(value, lang)

    return write


def value_words(value: Amount | Percent | str | int | None, lang: str) -> str | None:
    """Return an amount, a percentage, a number or a text as words; None stays None."""
    if value is None:
        return None
    if isinstance(value, Amount):
        return amount_words(value, lang)
    return percent_words(value, lang) if isinstance(value, Percent) else str(value)


def _rendered(template: Template, words: Words) -> tuple[str, list[str]]:
    text, missing = "", []
    for part in template.parts:
        if isinstance(part, Segment):
            inside = _segment(part, words, text)
            text = _join(text, inside) if inside is not None else text
        elif isinstance(part, Fact):
            found = words(part, text)
            if found is None:
                missing.append(part.slot)
                found = f"‹{part.slot}›"
            text = _join(text, _begun(part, found, text))
        else:
            text = _join(text, part)
    return text.strip(), list(dict.fromkeys(missing))


def _segment(segment: Segment, words: Words, before: str) -> str | None:
    text = ""
    for part in segment.parts:
        if isinstance(part, Fact):
            found = words(part, before + text)
            if found is None:
                return None
            text += _begun(part, found, before + text)
        else:
            text += part
    return text


def _join(left: str, right: str) -> str:
    if left.endswith(" ") and right.startswith((" ", "\n", *_CLINGING)):
        left = left.rstrip(" ")
    if not left or left.endswith("\n"):
        right = right.lstrip(" ")
    return left + right


def _begun(fact: Fact, words: str, before: str) -> str:
    """Begin a sentence with a capital; a product's own name and an order's number stay as they are written."""
    starts = not before.strip() or before.endswith(_SENTENCE_ENDS)
    if starts and (fact.form in ("indefinite", "definite", "pronoun") or fact.slot in _PHRASES):
        return words[:1].upper() + words[1:]
    return words


_PHRASES = ("promised", "eta", "honest_date", "window", "next_update", "calls", "wait")


def _promise(concept: Concept, facts: Facts) -> Promised | None:
    if concept.promise is None:
        return None
    due = getattr(facts, concept.promise.by, None)
    if due is None:  # an optional date that is not there: the line was said without it
        return None
    return Promised(concept.promise.what, _KIND.get(concept.promise.what, concept.promise.what), due)


def _remedy(concept: Concept, facts: Facts) -> Offered | None:
    if concept.remedy is None:
        return None
    approver = facts.approver if concept.remedy.approver else None
    return Offered(concept.remedy.kind, remedy_value(concept, facts), approver)
