"""Which five lines, and in which order: the evidence as prior, what works here on top, and the reason in words. Pure.

The five follow the talk: opening first, then what solves it, then the close or the text to send. That order stands
while the talk goes on; only the highlight moves. ``fixed`` situations have the library's own order and never learn.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from agentdesk.contacts.model import Mood
from agentdesk.responses.filling import FREE_KINDS, fill, missing_facts, remedy_value, within_authority
from agentdesk.responses.known import Facts, Locale
from agentdesk.responses.learning import Learned
from agentdesk.responses.library import Library
from agentdesk.responses.model import Channel, Concept, FilledLine, Line, Phase, Sensitivity
from agentdesk.responses.rules import APOLOGIES, mood_weight, next_phase, remedy_fit
from agentdesk.responses.template import parsed

FIVE = 5
EXPLORED = 0.05  # share of contacts in which a line that is rarely used stands first in its phase
_RIVAL = 0.6  # a second situation counts from this share of the first one's confidence
_SECOND = 1.0  # its lines stand behind those of the first, also where they fit the mood better
_REPEATED, _REPEAT_DAYS = 1.6, 10.0
_BLOCKED, _EACH_FACT, _MOST_FACTS = 2.2, 0.15, 0.45
_HOLD_TOLD, _ASKING = 0.6, 1.0
_GENERAL, _MANY = 0.4, 4  # a line for more situations than this says nothing that only this one has
_CLOSE_ENOUGH = 1.0  # an explored line may be this much behind the first

# how many lines of each phase stand among the five while the talk is there; a text to send is always one
_ARC: Mapping[Phase, tuple[int, int, int]] = {Phase.OPEN: (1, 3, 0), Phase.MIDDLE: (1, 3, 0), Phase.CLOSE: (1, 1, 2)}


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the talk is: what it is about, the mood, what was said in it, and what this customer heard before.

    ``recent`` is by line, in days since it was said to this customer. ``seed`` names the contact; the same contact
    always explores the same line.
    """

    situations: tuple[tuple[str, float], ...]
    mood: Mood
    said: tuple[str, ...] = ()
    recent: Mapping[str, int] = field(default_factory=dict)
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line's place: its score and the reason in words."""

    concept: Concept
    line: Line
    situation: str
    score: float
    why: str
    blocked: bool


def about(library: Library, situations: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Return the situations whose lines are offered: the first, and a second that is nearly as likely.

    Careful situations stand alone: beside a death there is no second errand, and beside it no sale.
    """
    if not situations or library.sensitivity(situations[0][0]) is not Sensitivity.NONE:
        return situations[:1]
    near = (each for each in situations[1:2] if each[1] >= _RIVAL * situations[0][1])
    return (situations[0], *(each for each in near if library.sensitivity(each[0]) is Sensitivity.NONE))


def ranked(library: Library, talk: Talk, facts: Facts, locale: Locale, learned: Learned | None = None) -> list[Ranked]:
    """Return every line that fits, best first."""
    found: dict[str, Ranked] = {}
    for slug, confidence in about(library, talk.situations):
        fixed = library.sensitivity(slug) is Sensitivity.FIXED
        for order, concept in enumerate(library.fitting(slug)):
            line = library.line(concept.id, locale.lang)
            if line is None:
                continue
            here = (
                _fixed(concept, line, slug, confidence, order, facts, locale)
                if fixed
                else _scored(concept, line, slug, confidence, library, talk, facts, locale, learned)
            )
            if concept.id not in found or here.score > found[concept.id].score:
                found[concept.id] = here
    ordered = sorted(found.values(), key=lambda each: -each.score)
    top = talk.situations[0][0] if talk.situations else ""
    if learned and top and library.sensitivity(top) is Sensitivity.NONE:
        return _explored(ordered, talk, learned)
    return ordered


def _fixed(
    concept: Concept, line: Line, slug: str, confidence: float, order: int, facts: Facts, locale: Locale
) -> Ranked:
    blocked = bool(missing_facts(concept, facts, locale))
    return Ranked(concept, line, slug, 4.0 + confidence - order / 100, concept.why, blocked)


def _scored(
    concept: Concept,
    line: Line,
    slug: str,
    confidence: float,
    library: Library,
    talk: Talk,
    facts: Facts,
    locale: Locale,
    learned: Learned | None,
) -> Ranked:
    felt = mood_weight(concept, talk.mood) if concept.channel is Channel.SAY else 0.0  # a text is read later
    score = 2.0 * confidence + felt - _SECOND * (slug != talk.situations[0][0])
    if concept.remedy:
        score += remedy_fit(concept.remedy.kind, library.situations[slug].failure).weight
    missing = missing_facts(concept, facts, locale)
    blocked = bool(missing) or _above(concept, facts)
    score += _due(concept, facts)
    if len(concept.situations) > _MANY and "last_contact" not in concept.slots:
        score -= _GENERAL
    if blocked:
        score -= _BLOCKED + 0.1 * len(missing)
    else:
        optional = sum(getattr(facts, slot, None) is not None for slot in parsed(line.text).optional)
        score += min(_MOST_FACTS, _EACH_FACT * len(concept.slots) + 0.1 * optional)
    why = [_reason(concept, talk.mood)]
    if learned:
        score += learned.effect(concept.id, slug, talk.mood)
        why.append(learned.words(concept.id, slug))
    days = talk.recent.get(concept.id)
    if days is not None and concept.id not in talk.said:
        score -= _REPEATED * max(0.0, 1 - days / (3 * _REPEAT_DAYS))
        why.append("said to this customer " + ("today" if days == 0 else f"{days} day{'s' * (days != 1)} ago"))
    if any(move in APOLOGIES for move in concept.moves) and _apologised(library, talk, concept):
        score -= 1.0
        why.append("already apologised")
    return Ranked(concept, line, slug, score, " · ".join(part for part in why if part), blocked)


def _reason(concept: Concept, mood: Mood) -> str:
    """Return why a line stands here; what was written about one mood is not told of another."""
    named, colon, rest = concept.why.partition(": ")
    if not colon or named not in set(Mood):
        return concept.why
    return f"{mood}: {rest}" if mood in concept.moods else rest


def _due(concept: Concept, facts: Facts) -> float:
    """What is called for by what was just done: a hold placed wants its date said, a wish above authority asking."""
    remedy = concept.remedy
    if remedy is not None and remedy.approver:
        return (
            _ASKING if facts.remedy is not None and not within_authority(remedy.kind, facts.remedy, facts) else -_ASKING
        )
    told = concept.promise is not None and concept.channel is Channel.SAY and "item" in concept.slots
    return _HOLD_TOLD if told and facts.hold is not None else 0.0


def _apologised(library: Library, talk: Talk, concept: Concept) -> bool:
    said = (library.concepts.get(name) for name in talk.said if name != concept.id)
    return any(each is not None and any(move in APOLOGIES for move in each.moves) for each in said)


def _above(concept: Concept, facts: Facts) -> bool:
    """Whether a line gives more than the agent may give alone, without saying who must agree."""
    remedy = concept.remedy
    if remedy is None or remedy.approver or remedy.kind in FREE_KINDS:
        return False
    return not within_authority(remedy.kind, remedy_value(concept, facts), facts)


def _explored(ordered: list[Ranked], talk: Talk, learned: Learned) -> list[Ranked]:
    """Let a line that is rarely used stand first in its phase, in a small and fixed share of contacts."""
    if not talk.seed or zlib.crc32(talk.seed.encode()) / 2**32 >= EXPLORED:
        return ordered
    phase = next_phase(())  # the opening is where one line is chosen among several that do the same
    rivals = [each for each in ordered if each.concept.phase is phase and not each.blocked]
    near = [each for each in rivals[1:] if each.score > rivals[0].score - _CLOSE_ENOUGH]
    if not near:
        return ordered
    least = min(near, key=lambda each: (learned.uses(each.concept.id), zlib.crc32(each.concept.id.encode())))
    first = replace(least, score=rivals[0].score, why=f"{least.why} · rarely used, try it")
    at = ordered.index(rivals[0])
    rest = [each for each in ordered if each is not least]
    return [*rest[:at], first, *rest[at:]]


def arranged(ordered: list[Ranked], library: Library, talk: Talk) -> list[Ranked]:
    """Return five of the ranked lines at most, in the order of the talk: opening, middle, close, text to send."""
    return _arc(ordered, talk, phase_of(library, talk))


def phase_of(library: Library, talk: Talk) -> Phase:
    """Return the phase the talk is in, after what was said."""
    said = (library.concepts.get(name) for name in talk.said)
    return next_phase(tuple(each.phase for each in said if each is not None and each.channel is Channel.SAY))


def _arc(ordered: list[Ranked], talk: Talk, phase: Phase) -> list[Ranked]:
    say = [each for each in ordered if each.concept.channel is Channel.SAY]
    send = [each for each in ordered if each.concept.channel is Channel.SEND]
    wanted = dict(zip(Phase, _ARC[phase], strict=True))
    chosen = [each for each in say if each.concept.id in talk.said][-(FIVE - 2) :]
    room = FIVE - min(1, len(send))
    places = list(Phase)
    for place in sorted(Phase, key=lambda each: (each is not phase, places.index(each))):  # the present phase first
        kept = sum(each.concept.phase is place for each in chosen)
        rivals = [each for each in say if each.concept.phase is place]
        chosen += _varied(rivals, chosen, min(wanted[place] - kept, room - len(chosen)))
    chosen += _varied(say, chosen, room - len(chosen))
    chosen += send[:1]
    return sorted(
        chosen,
        key=lambda each: (each.concept.channel is Channel.SEND, places.index(each.concept.phase), -each.score),
    )


def _varied(rivals: list[Ranked], chosen: list[Ranked], count: int) -> list[Ranked]:
    """Return the best of them, each doing something that the others do not: one remedy, one blocked line at most."""
    found: list[Ranked] = []
    for each in rivals:
        if len(found) >= count:
            break
        others = [*chosen, *found]
        same = any(set(each.concept.moves) == set(other.concept.moves) for other in others)
        gives = each.concept.remedy is not None and any(other.concept.remedy is not None for other in others)
        waits = each.blocked and any(other.blocked for other in others)
        if each not in others and not same and not gives and not waits:
            found.append(each)
    for each in rivals:  # nothing different is left: a line of the same kind beats an empty place
        if len(found) >= count:
            break
        if each not in chosen and each not in found and not each.blocked:
            found.append(each)
    return found


def filled(chosen: list[Ranked], facts: Facts, locale: Locale) -> tuple[FilledLine, ...]:
    """Return the chosen lines filled, with their reasons and positions (from 1)."""
    return tuple(
        replace(fill(each.concept, each.line, facts, locale), why=each.why, position=place)
        for place, each in enumerate(chosen, 1)
    )


def highlighted(lines: tuple[FilledLine, ...], said: tuple[str, ...], phase: Phase) -> int:
    """Return the index of the line that Enter would say: the first sayable one of the phase, else of a later one."""
    places = list(Phase)
    for later in places[places.index(phase) :]:
        for index, line in enumerate(lines):
            if line.phase is later and line.sayable and line.id not in said:
                return index
    unsaid = (index for index, line in enumerate(lines) if line.sayable and line.id not in said)
    return next(unsaid, 0)


def with_promise(lines: tuple[FilledLine, ...], said: tuple[str, ...]) -> int | None:
    """Return the index of the spoken line that says the date, after a hold was placed; None where there is none."""
    for index, line in enumerate(lines):
        if line.kind is Channel.SAY and line.promise is not None and line.sayable and line.id not in said:
            return index
    return None
