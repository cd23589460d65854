"""L5 to L9, L21 and L23: what is never said."""

from agentdesk.responses.lint.model import Found, Severity, Text, check

_RIGHTS = ("warranty-expired", "late-return")


@check("L5", Severity.ERROR, "denial of statutory complaint rights")
def denied_rights(text: Text) -> Found:
    """The guarantee may be over; the right to complain (Sweden 3 years, Norway 2 or 5) is another matter."""
    found = text.found(text.words.denial)
    if found and any(each.slug in _RIGHTS for each in text.situations):
        yield f"“{found}” denies a right that may still hold", text.words.better["L5"]


@check("L6", Severity.ERROR, "blame of the customer or of another department")
def blame(text: Text) -> Found:
    """Nobody was ever calmed by whose fault it is."""
    found = text.found(text.words.blame)
    if found:
        yield f"“{found}” blames", text.words.better["L6"]


@check("L7", Severity.ERROR, "“calm down”, “it's our policy”")
def orders_and_policy(text: Text) -> Found:
    """An order to feel otherwise, or a rule in place of a reason."""
    found = text.found(text.words.orders)
    if found:
        yield f"“{found}” gives an order or hides behind a rule", text.words.better["L7"]


@check("L8", Severity.ERROR, "the non-apology")
def non_apology(text: Text) -> Found:
    """“Sorry if you feel” moves the fault into the customer's feelings."""
    found = text.found(text.words.non_apology)
    if found:
        yield f"“{found}” apologises for the customer's feelings", text.words.better["L8"]


@check("L9", Severity.ERROR, "in fixed situations: selling, a name, a smile cue")
def unfitting_in_fixed(text: Text) -> Found:
    """Beside a death or a threat nothing is sold, nobody is named, nobody smiles."""
    if not text.fixed:
        return
    for found in filter(None, (text.found(text.words.selling), text.found(text.words.smile))):
        yield f"“{found}” in a fixed situation", "Leave it out."
    if text.uses("customer"):
        yield "a name in a fixed situation", "Leave {customer} out."
    if text.concept.remedy is not None:
        yield "a remedy in a fixed situation", "Leave it out; what is owed is settled another day."
    if "smil" in text.concept.delivery.casefold():
        yield "a smile cue in a fixed situation", "Say how to lower the voice instead."


@check("L21", Severity.WARNING, "feel-felt-found, “I understand how you feel”")
def hollow_empathy(text: Text) -> Found:
    """Empathy needs an object: say what happened."""
    found = text.found(text.words.hollow)
    if found:
        yield f"“{found}” says nothing of what happened", text.words.better["L21"]


@check("L23", Severity.WARNING, "“Unfortunately” and a refusal as the first clause")
def unfortunately_first(text: Text) -> Found:
    """Begin with what they wanted, or with what you can do."""
    found = text.found(text.words.unfortunately)
    if found:
        yield f"begins with “{found[:40]}”", text.words.better["L23"]
