"""Running the checks: on one line, on the whole library, on a shop's files, on a text that the agent has edited."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from agentdesk.responses.build import from_toml, sources
from agentdesk.responses.library import Library, load
from agentdesk.responses.lint import banned, ease, facts, feeling, japanese, shape
from agentdesk.responses.lint.model import CHECKS, Finding, Severity, Text
from agentdesk.responses.model import LANGUAGES, Concept, Line, Mark, Situation
from agentdesk.responses.reading import Source, check_cues, lines_from, read_source
from agentdesk.responses.shop import with_sources
from agentdesk.responses.slots import SLOTS

MODULES = (facts, banned, feeling, shape, japanese, ease)  # importing them names their checks
_ORDER = list(Severity)
_EMPTY = re.compile(r"‹(\w+)›")


def lint_line(concept: Concept, line: Line, situations: Mapping[str, Situation]) -> list[Finding]:
    """Return what is found on one line, the worst first. Accepted findings carry the author's reason."""
    text = Text(concept, line, tuple(situations[slug] for slug in concept.situations))
    accepted = {**concept.waived, **line.waived}
    found = [
        Finding(each.rule, each.severity, what, better, concept.id, line.lang, accepted=accepted.get(each.rule, ""))
        for each in CHECKS
        for what, better in each.find(text)
    ]
    return sorted(found, key=lambda each: (_ORDER.index(each.severity), int(each.rule[1:])))


def lint_library(library: Library | None = None, found: Mapping[str, Source] | None = None) -> list[Finding]:
    """Return what is found on a library: by default the shipped one, with file and line of each text."""
    if library is None:
        found = sources()
        library = from_toml(dict(found))
    findings = []
    for lang, lines in library.lines.items():
        for name, line in lines.items():
            here = lint_line(library.concepts[name], line, library.situations)
            findings += [_placed(each, found.get(lang) if found else None) for each in here]
    findings += [_placed(each, found.get("concepts") if found else None) for each in across_languages(library)]
    return findings


def lint_files(paths: Iterable[Path], library: Library | None = None) -> list[Finding]:
    """Return what is found on files of lines, a shop's or ``lines/<lang>.toml`` of the package's shape.

    Each is read on top of the library (by default the shipped one). Files in a folder ``cues`` are checked for their
    shape. Raises Unreadable for a file that cannot be used.
    """
    below = library or load()
    findings = []
    for path in paths:
        source = read_source(path)
        if path.parent.name == "cues":
            check_cues(source, below.situations)
            continue
        lines = _changed(source, below)
        concepts, _ = _merged(source, below)
        for line in lines:
            here = lint_line(concepts[line.id], line, below.situations)
            findings += [_placed(each, source) for each in here]
    return findings


def _shaped_as_shipped(source: Source) -> bool:
    tables = source.tables.values()
    return source.path.stem in LANGUAGES and any(
        isinstance(each, dict) and isinstance(each.get("text"), str) for each in tables
    )


def _merged(source: Source, library: Library) -> tuple[Mapping[str, Concept], Mapping[str, Mapping[str, Line]]]:
    if _shaped_as_shipped(source):
        lang = source.path.stem
        return library.concepts, {**library.lines, lang: lines_from(source, lang, str(source.path))}
    return with_sources(library.situations, library.concepts, library.lines, [source])


def _changed(source: Source, library: Library) -> list[Line]:
    concepts, lines = _merged(source, library)
    for name in source.tables if _shaped_as_shipped(source) else ():
        if name not in concepts:
            raise source.wrong(name, "text", "is the text of no concept", "See the ids: agentdesk lines list")
    mine = [line for texts in lines.values() for line in texts.values() if line.origin == str(source.path)]
    changed = {name for name, each in concepts.items() if each.origin == str(source.path)}
    known = {(line.id, line.lang) for line in mine}
    rest = [
        line
        for texts in lines.values()
        for line in texts.values()
        if line.id in changed and (line.id, line.lang) not in known
    ]
    return mine + rest


def _placed(finding: Finding, source: Source | None) -> Finding:
    if source is None:
        return finding
    key = "text" if source.path.stem in LANGUAGES else f"text.{finding.lang}"
    at = source.line(finding.id, key)
    if key != "text" and at == source.line(finding.id):
        at = source.line(f"{finding.id}.text", finding.lang) if f"[{finding.id}.text]" in source.text else at
    return replace(finding, file=str(source.path), line=at)


def across_languages(library: Library) -> list[Finding]:
    """L26: a concept missing in one language, or its remedy or deadline differing across languages."""
    findings = []
    for name, concept in library.concepts.items():
        texts = {lang: lines[name] for lang, lines in library.lines.items() if name in lines}
        missing = [lang for lang in library.lines if lang not in texts]
        if missing:
            findings.append(_advice(name, f"no text in {', '.join(missing)}", "Write it there too."))
        watched = {slot for slot in (_remedy_slot(concept), _deadline_slot(concept)) if slot}
        for slot in sorted(watched):
            uses = {
                lang: any(fact.slot == slot for fact in Text(concept, line, ()).template.facts)
                for lang, line in texts.items()
            }
            if len(set(uses.values())) > 1:
                without = ", ".join(lang for lang, used in uses.items() if not used)
                findings.append(_advice(name, f"{{{slot}}} is missing in {without}", "Say the same in every language."))
    return findings


def _remedy_slot(concept: Concept) -> str:
    return concept.remedy.value if concept.remedy else ""


def _deadline_slot(concept: Concept) -> str:
    return concept.promise.by if concept.promise else ""


def _advice(name: str, what: str, better: str) -> Finding:
    return Finding("L26", Severity.ADVICE, what, better, name)


def edited_marks(
    words: str, offered: str, concept: Concept, line: Line, situations: Mapping[str, Situation]
) -> tuple[Mark, ...]:
    """Return what is found on a text that the agent edited before saying it: E blocks it, W marks it.

    ``offered`` is the line as it was filled: a sum that was not in it was checked by nobody.
    """
    text = Text(concept, line, tuple(situations[slug] for slug in concept.situations), said=words)
    marks = [
        Mark(each.rule, each.severity, what)
        for each in CHECKS
        if each.severity is not Severity.ADVICE and each.rule in _OF_WORDS
        for what, _ in each.find(text)
    ]
    marks += [
        Mark("L1", Severity.ERROR, f"{SLOTS[slot].words} is still to be put in for ‹{slot}›")
        for slot in _EMPTY.findall(words)
        if slot in SLOTS
    ]
    new = re.search(text.words.sums, words.casefold())
    if new and new.group().strip() not in offered.casefold():
        marks.append(Mark("L2", "W", f"“{new.group().strip()}” is not checked against your limit: give it as a remedy"))
    return tuple(marks)


# what can be seen in words alone; the others judge what was declared
_OF_WORDS = ("L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "L17", "L21", "L22", "L23")
