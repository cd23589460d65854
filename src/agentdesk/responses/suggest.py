"""A few words in, five lines out: recognise, rank, fill, check. The desk and ``agentdesk suggest`` both call it."""

import re
from dataclasses import replace

from agentdesk.contacts.model import Mood
from agentdesk.responses.known import Facts, Locale
from agentdesk.responses.learning import Learned
from agentdesk.responses.library import Library
from agentdesk.responses.lint.filled import checked
from agentdesk.responses.model import Recogniser, Recognition, Suggestion
from agentdesk.responses.ranking import Talk, arranged, filled, highlighted, phase_of, ranked

_KANA_OR_KANJI = re.compile(r"[぀-ヿ㐀-鿿]")


def language_of(text: str, usual: str) -> str:
    """Return the language of a few words where the script tells it (Japanese), else the usual one."""
    if _KANA_OR_KANJI.search(text):
        return "ja"
    return usual


def suggest(
    text: str,
    recogniser: Recogniser,
    library: Library,
    locale: Locale,
    facts: Facts | None = None,
    mood: Mood | None = None,
    talk: Talk | None = None,
    learned: Learned | None = None,
) -> Suggestion:
    """Return situations, mood and five lines at most for what was heard; no situation gives no lines.

    ``mood`` is the one the agent set, else it is guessed. ``talk`` brings what was said in this contact and before;
    its situations and mood are replaced by what is recognised.
    """
    heard = recogniser.recognise(text, locale.lang) if text.strip() else Recognition()
    felt = mood or heard.mood
    if heard.none:
        return Suggestion(locale.lang, felt, moods=heard.moods)
    here = replace(talk or Talk((), felt), situations=heard.situations, mood=felt)
    return replace(lines_for(here, library, locale, facts or Facts(), learned), moods=heard.moods)


def lines_for(talk: Talk, library: Library, locale: Locale, facts: Facts, learned: Learned | None = None) -> Suggestion:
    """Return the lines for a talk whose situations are known: after Enter, F7, ctrl+l, or one picked by hand."""
    known = tuple(each for each in talk.situations if each[0] in library.situations)
    if not known:
        return Suggestion(locale.lang, talk.mood)
    here = replace(talk, situations=known)
    fitting = ranked(library, here, facts, locale, learned)
    lines = filled(arranged(fitting, library, here), facts, locale)
    lines = tuple(checked(line, library.concepts[line.id], facts) for line in lines)
    highlight = highlighted(lines, here.said, phase_of(library, here))
    eligible = tuple(each.concept.id for each in fitting)
    return Suggestion(locale.lang, talk.mood, known, lines, highlight, eligible=eligible)
