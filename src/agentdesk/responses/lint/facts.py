"""L1 to L4: what a line claims must be a fact, within authority, and dated."""

import re

from agentdesk.responses.filling import FREE_KINDS
from agentdesk.responses.lint.model import Found, Severity, Text, check
from agentdesk.responses.model import Move
from agentdesk.responses.slots import ITEM_FORMS, SILENT, SLOTS
from agentdesk.responses.template import Fact, Segment

DATES = ("next_update", "honest_date", "eta", "window", "promised")


@check("L1", Severity.ERROR, "a slot left unfilled or unknown")
def unknown_slot(text: Text) -> Found:
    """Every fact in the text is known, declared, and stands where it may."""
    if text.template.fault:
        yield (
            f"the brackets do not close: {text.template.fault}",
            "Write {slot} for a fact, [[ … ]] around what may go.",
        )
    declared = set(text.concept.slots) | set(text.concept.optional)
    for fact in dict.fromkeys(text.template.facts):
        if fact.slot not in SLOTS:
            yield f"{{{fact.word}}} is not a slot", f"Known slots: {', '.join(SLOTS)}."
        elif fact.form and (fact.slot not in ("item", "alternative") or fact.form not in ITEM_FORMS):
            yield (
                f"{{{fact.word}}} is not a form of it",
                f"Only item and alternative have forms: {', '.join(ITEM_FORMS)}.",
            )
        elif fact.slot not in declared:
            yield f"{{{fact.word}}} is not declared by {text.concept.id}", f"Declared: {', '.join(sorted(declared))}."
    for part in text.template.parts:
        if isinstance(part, Fact) and part.slot in text.concept.optional and part.slot not in text.concept.slots:
            if part.slot == "customer" and text.line.lang == "ja":
                continue  # お客様 where no name is known
            yield f"{{{part.word}}} may be missing and stands outside [[ ]]", f"Write [[ … {{{part.word}}} … ]]."
        if isinstance(part, Segment) and not any(isinstance(each, Fact) for each in part.parts):
            yield "a segment in [[ ]] holds no fact, so it never vanishes", "Put the fact into it, or take it out."
    for slot in text.concept.slots:
        if slot not in text.template.required and slot not in SILENT:
            yield f"{{{slot}}} is required and not in the text", f"Use {{{slot}}} outside [[ ]]."


@check("L2", Severity.ERROR, "a remedy above the agent's authority without approver wording")
def above_authority(text: Text) -> Found:
    """What is given comes from a slot that authority limits, or names who must agree."""
    remedy = text.concept.remedy
    if remedy is not None and remedy.approver and not text.uses("approver"):
        yield "somebody must agree and the text does not say who", "Name {approver}, and that it is asked, not given."
    unasked = remedy is not None and remedy.kind not in (*FREE_KINDS, "gift") and not remedy.approver
    if unasked and remedy is not None and remedy.value == "remedy":
        yield "gives {remedy} without asking whether it may", "Use {headroom_amount}, or name {approver}."
    found = re.search(text.words.sums, _literal(text).casefold())
    if found:
        better = "Use {headroom_amount} or {headroom_percent}: they know the limit."
        yield f"“{found.group()}” is a sum written into the text", better


def _literal(text: Text) -> str:
    """The author's own words, each fact as one character that no word has."""
    parts: list[str | Fact] = []
    for part in text.template.parts:
        parts += part.parts if isinstance(part, Segment) else [part]
    return "".join(part if isinstance(part, str) else "\x00" for part in parts)


@check("L3", Severity.ERROR, "a promise without action, owner and deadline")
def promise_without_deadline(text: Text) -> Found:
    """A promise says who does what by when; "soon" is no deadline."""
    words, better = text.words, text.words.better["L3"]
    vague = text.found(words.vague)
    promised = text.found(words.promises)
    if vague and (promised or text.concept.promise or text.does(Move.DEADLINE)):
        yield f"“{vague}” is not a deadline", better
    if promised and not text.uses(*DATES) and not text.said:
        yield f"“{promised}” without a day or an hour", better
    promise = text.concept.promise
    if promise is not None and not text.said:
        if promise.by not in text.template.required + text.template.optional:
            yield f"the promise is due by {{{promise.by}}}, which the text does not say", better
        if text.say and not text.found(words.first_person):
            yield "nobody owns the promise", better
    elif text.does(Move.DEADLINE) and not text.uses(*DATES) and not text.said:
        yield "declares a deadline and has none", better


@check("L4", Severity.ERROR, "a guarantee where the fact is not confirmed")
def guarantee(text: Text) -> Found:
    """A date from a supplier is counted on, never guaranteed."""
    found = text.found(text.words.certain)
    if found and (text.concept.promise is None or text.uses("eta", "honest_date")):
        yield f"“{found}” guarantees what nobody has confirmed", text.words.better["L4"]
