"""L13 to L15, L18, L20: a no with a way on, somebody who acts, things by name, one name, remedies in kind."""

import re

from agentdesk.responses.lint.model import Found, Severity, Text, check
from agentdesk.responses.model import Move
from agentdesk.responses.rules import IN_KIND, remedy_fit

_ACKNOWLEDGES = (Move.PARAPHRASE, Move.NAME_FEELING, Move.THANK)
_WAY_ON = (Move.OFFER, Move.CHOICE, Move.ACT, Move.HAND_OVER, Move.ASK_OPEN, Move.DEADLINE)
_THINGS = (
    "item", "order", "alternative", "amount", "headroom_amount", "headroom_percent", "remedy", "hold", "queue_place",
    "promised", "eta", "honest_date", "window", "next_update", "phone", "last_contact", "department",
)  # fmt: skip


@check("L13", Severity.WARNING, "a refusal without acknowledgement before it and an alternative after it")
def bare_refusal(text: Text) -> Found:
    """A no stands between what they wanted and what can be done."""
    moves = text.concept.moves
    if Move.REFUSE in moves:
        at = moves.index(Move.REFUSE)
        before, after = moves[:at], moves[at + 1 :]
    elif found := text.found(text.words.refusal):
        before, after = moves, moves
        if not any(move in _WAY_ON for move in moves):
            yield f"“{found}” and no way on", "Say what can be done instead."
        return
    else:
        return
    if not any(move in _ACKNOWLEDGES for move in before):
        yield "a refusal without acknowledgement before it", "First say back what they wanted."
    if not any(move in _WAY_ON for move in after):
        yield "a refusal without an alternative after it", "End with what can be done instead."


@check("L14", Severity.WARNING, "no first-person action")
def nobody_acts(text: Text) -> Found:
    """“I” and a verb: somebody here does something."""
    if text.say and not text.found(text.words.first_person):
        yield "nobody here does anything in it", "Say what you do, in the first person."


@check("L15", Severity.WARNING, "no concrete noun and no item slot")
def nothing_concrete(text: Text) -> Found:
    """Name the thing, the date, the amount."""
    if text.say and not text.uses(*_THINGS) and not text.found(text.words.nouns):
        yield "names no thing, date or amount", "Say which thing: the parcel, the price, the receipt, {item.definite}."


@check("L18", Severity.WARNING, "a name more than once, a wrong honorific, a form against house style")
def names(text: Text) -> Found:
    """One name a line; du, not Ni; 様 is already in {customer}."""
    count = sum(fact.slot == "customer" for fact in text.template.facts)
    if count > 1:
        yield f"says the customer's name {count} times", "Once is enough."
    if count and text.care:
        yield "plays with the name where care is needed", "Leave {customer} out."
    shown = text.line.text if text.line.lang == "ja" else text.spoken
    match = re.search(text.words.honorific, shown, 0 if text.line.lang in ("sv", "nb") else re.IGNORECASE)
    if match:
        yield (
            f"“{match.group().strip()}” is against house style",
            "Write to the customer as the rest of the shop speaks.",
        )


@check("L20", Severity.WARNING, "a remedy that does not match the kind of failure")
def remedy_of_another_kind(text: Text) -> Found:
    """Money for money, exchange for product, do it again for service, attention for neglect."""
    remedy = text.concept.remedy
    if remedy is None:
        return
    for each in text.situations:
        if remedy_fit(remedy.kind, each.failure).degree == 0:
            first = ", ".join(IN_KIND[each.failure]) or "none"
            yield f"{remedy.kind} for a failure of {each.failure} ({each.slug})", f"Better in kind: {first}."
