"""The list of Say: what was heard, what it may be, and the lines to say, each with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agentdesk.contacts.model import Mood
from agentdesk.desk.detail import Detail
from agentdesk.desk.writing import (
    ACCENT,
    ALERT,
    FAINT,
    GOOD,
    MUTED,
    STRONG,
    Line,
    cells,
    cut,
    plain,
    spread,
    window,
    wrap,
)
from agentdesk.responses.model import Channel, FilledLine, Suggestion
from agentdesk.responses.slots import SLOTS

Shown = Callable[[str], str]  # free text as it may be shown: without the customer's data where that is hidden


@dataclass(frozen=True, slots=True)
class Offer:
    """What is drawn. ``said`` is when a line was said, by its id; ``tight`` shows only the line ``at`` whole."""

    heard: str
    suggestion: Suggestion | None
    mood: Mood
    guessed: bool
    at: int
    said: Mapping[str, str]
    tight: bool
    detail: Detail


def offered(offer: Offer, shown: Shown, width: int, height: int) -> list[Line]:
    """Return situation, mood and the lines; on a small screen only the highlighted line whole."""
    lines: list[Line] = []
    if offer.heard and not offer.tight:
        lines.append([(" heard: ", MUTED), (shown(offer.heard), "")])
    suggestion = offer.suggestion
    if suggestion is None or not suggestion.situations:
        return [
            *lines,
            [],
            plain(" Type what was said, in a few words:", MUTED),
            plain(" late kettle, third call, angry", FAINT),
        ]
    guessed = " (guessed)" if offer.guessed and not offer.tight else ""
    mood = f"mood {offer.mood}{guessed} · F7"
    lines.append(spread(plain(f" {_names(suggestion, width - 28)}"), plain(mood, MUTED), width - 1))
    if not offer.tight:
        unsigned = any(not line.reviewed for line in suggestion.lines)
        note = "wording not yet reviewed" if unsigned else ""
        lines.append(spread(plain(f" {note}", FAINT), plain(f"{suggestion.lang} · ctrl+l", MUTED), width - 1))
    lines.append([])
    choice: list[Line] = []
    focus = (0, 0)
    for at, line in enumerate(suggestion.lines):
        start = len(choice)
        choice += _one(line, offer, shown, width, chosen=at == offer.at)
        if at == offer.at:
            focus = (start, len(choice))
    return lines + window(choice, height - len(lines), focus)


def _names(suggestion: Suggestion, width: int) -> str:
    named = [
        f"{slug} {round(100 * confidence)} %" if confidence < 1 else f"{slug} (noted)"
        for slug, confidence in suggestion.situations[:2]
    ]
    return "   ".join(named) if cells("   ".join(named)) <= width else named[0]


def _one(line: FilledLine, offer: Offer, shown: Shown, width: int, *, chosen: bool) -> list[Line]:
    mark = "▸" if chosen else " "
    send = "SMS  " if line.kind is Channel.SEND else ""
    style = STRONG if chosen else "" if line.sayable else MUTED
    text = send + shown(line.text)
    number: Line = [(f" {line.position}", MUTED), (mark, ACCENT)]
    if offer.detail is Detail.FIRST_WORDS and not chosen:
        return [_row(line, offer, [*number, (f" {text}", style)], width)]
    brief = offer.tight and offer.detail is not Detail.DELIVERY
    whole = chosen or not (brief or line.kind is Channel.SEND)
    if brief and not chosen:
        right: Line = [("✓ said", GOOD)] if line.id in offer.said else [] if line.sayable else [("!", ALERT)]
        return [spread([*number, (f" {text}", style)], right, width - 1)] if right else [[*number, (f" {text}", style)]]
    parts = wrap(text, width - 5) if whole else [cut(text, width - 5)]
    drawn: list[Line] = [[*number, (f" {parts[0]}" if parts else "", style)]]
    drawn += [[("    ", ""), (part, style)] for part in parts[1:]]
    if chosen or not brief:
        drawn += [[("    ", ""), *row] for row in _why(line, offer, width - 5)]
    return drawn


def _row(line: FilledLine, offer: Offer, left: Line, width: int) -> Line:
    """Return a line as an expert wants it: its first words, and what it does."""
    if line.id in offer.said:
        right: Line = [("✓ said", GOOD)]
    elif not line.sayable:
        right = [("! ", ALERT), ("cannot be said yet", MUTED)]
    else:
        right = plain(", ".join(move.value for move in line.moves[:2]), FAINT)
    return spread(left, right, width - 1)


def _why(line: FilledLine, offer: Offer, width: int) -> list[Line]:
    said = offer.said.get(line.id)
    parts: Line = [(f"✓ said {said} · ", GOOD)] if said else []
    if line.blocked:
        words = ", ".join(SLOTS[slot].words for slot in line.blocked)
        return [[*parts, ("! needs ", ALERT), (words, MUTED)]]
    faults = [mark for mark in line.marks if mark.severity == "E"]
    if faults:
        return [[*parts, ("! ", ALERT), (faults[0].what, MUTED)]]
    extra = " · makes a promise" if line.promise else ""
    extra += " · opens F5 ready" if line.remedy else ""
    rows: list[Line] = [[*parts, (line.why + extra, MUTED)]]
    if line.delivery and offer.detail is Detail.DELIVERY:
        rows += [plain(part, FAINT) for part in wrap(f"say it: {line.delivery}", width)]
    return rows
