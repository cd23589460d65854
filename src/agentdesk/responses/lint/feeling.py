"""L10 to L12, L16, L17, L19 and L25: apology, thanks, warmth and the way to the first action."""

import re

from agentdesk.contacts.model import Mood
from agentdesk.responses.lint.model import Found, Severity, Text, check
from agentdesk.responses.model import Failure, Move, Phase
from agentdesk.responses.rules import APOLOGIES, NEGATIVE, WARM

PREFACE_WORDS = 17  # about seven seconds of English; Swedish and Norwegian are close to it
PREFACE_MORAE = 40
_KANA = re.compile(r"[ぁ-んァ-ヴー]")
_SMALL = re.compile(r"[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]")
_KANJI = re.compile(r"[一-鿿々]")


@check("L10", Severity.WARNING, "more than one apology")
def two_apologies(text: Text) -> Found:
    """One apology is meant; two are a habit."""
    found = [match.group() for match in re.finditer(text.words.apology, text.plain)]
    if len(found) > 1:
        yield f"apologises {len(found)} times", "Apologise once, then act."


@check("L11", Severity.WARNING, "more than seven seconds before the first action")
def long_preface(text: Text) -> Found:
    """Empathy is short; then something happens."""
    if not text.say or text.concept.phase is not Phase.OPEN:
        return
    action = re.search(text.words.first_person, text.plain)
    if action is None:
        return
    before = text.plain[: action.start()]
    if text.line.lang == "ja":
        before = before[: max(before.rfind("。"), before.rfind("、")) + 1]  # the verb ends its clause
        if (count := morae(before)) > PREFACE_MORAE:
            yield f"{count} morae before the first action", f"At most {PREFACE_MORAE}: shorten what comes before it."
    elif (count := len(before.split())) > PREFACE_WORDS:
        yield f"{count} words before the first action", f"At most {PREFACE_WORDS}: shorten what comes before it."


def morae(text: str) -> int:
    """Return about how many morae a Japanese text has: each kana one, small vowels none, a kanji about two."""
    return len(_KANA.findall(text)) - len(_SMALL.findall(text)) + 2 * len(_KANJI.findall(text))


@check("L12", Severity.WARNING, "a negative mood with neither paraphrase nor named feeling")
def unheard(text: Text) -> Found:
    """The opening for somebody angry shows that they were heard."""
    moods = [mood for mood in text.concept.moods if mood in NEGATIVE]
    if text.say and text.concept.phase is Phase.OPEN and moods and not text.does(Move.PARAPHRASE, Move.NAME_FEELING):
        yield f"opens for {' and '.join(moods)} without saying back what happened", "Paraphrase first, then act."


@check("L16", Severity.WARNING, "an apology where thanks fits and nobody here was at fault")
def apology_for_thanks(text: Text) -> Found:
    """For waiting, patience and reporting, thanks does more than an apology."""
    found = text.found(text.words.apology)
    if not found or text.does(*APOLOGIES) or text.fixed:
        return
    if all(each.failure in (Failure.NONE, Failure.ATTENTION) for each in text.situations) or text.does(Move.THANK):
        yield f"“{found}” where nobody here was at fault", text.words.better["L16"]


@check("L17", Severity.WARNING, "“but” straight after the acknowledgement")
def but_after(text: Text) -> Found:
    """What stands before "but" is not believed."""
    if not text.does(Move.PARAPHRASE, Move.NAME_FEELING, Move.THANK, *APOLOGIES):
        return
    for match in re.finditer(text.words.but, text.plain):
        if text.line.lang == "ja" and _CUSHION.search(text.plain[: match.end()]):
            continue
        yield (
            f"“{match.group().strip(' ,.;')}” takes back what was said before it",
            "End the sentence; begin a new one.",
        )


# 恐れ入りますが asks, 申し訳ございませんが refuses, お手数ですが troubles: they soften, they take nothing back
_CUSHION = re.compile(
    r"(恐れ入ります|恐縮です|恐縮でございます|申し訳ございません|申し訳ありません|失礼です|お手数です|お手数をおかけします|"
    r"お手数をおかけいたします|差し支えございません|ご面倒です|あいにくです|勝手です|心苦しいです|お忙しいところ\w*)"
    r"(が|けれど|けれども)、$"
)


@check("L19", Severity.WARNING, "an all-warm middle; an opening or closing without warmth")
def warmth_misplaced(text: Text) -> Found:
    """Warm at the start and the end, competent in the middle."""
    moves = text.concept.moves
    if text.concept.phase is Phase.MIDDLE and moves and all(move in WARM for move in moves):
        yield "a middle that only soothes", "Add what is done: act, offer, choice or deadline."
    if text.concept.phase is Phase.MIDDLE or not text.say or text.fixed:
        return
    if text.concept.moods == (Mood.HURRIED,):
        return  # action first, one sentence
    if not text.does(*WARM) and not text.found(text.words.warm):
        yield (
            f"a{'n opening' if text.concept.phase is Phase.OPEN else ' close'} without warmth",
            "Thank, greet or welcome.",
        )


@check("L25", Severity.ADVICE, "a close or feedback line without an open question")
def closed_question(text: Text) -> Found:
    """“Anything else?” is answered with no."""
    better = text.words.better["L25"]
    closed = text.found(text.words.closed)
    if closed:
        yield f"“{closed}” is a closed question", better
    elif not text.fixed and text.say and text.does(Move.ASK_OPEN) and not text.found(text.words.open_question):
        yield "declares an open question and asks none", better
    elif _ends_without_question(text):
        yield "a close without an open question", better


def _ends_without_question(text: Text) -> bool:
    closes = text.concept.phase is Phase.CLOSE and text.concept.promise is None
    return closes and text.say and not text.fixed and not text.does(Move.ASK_OPEN)
