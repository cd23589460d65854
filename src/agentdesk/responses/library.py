"""The library of lines: the package's own, compiled for a fast start, with a shop's files on top.

TOML is what people write; reading some thousand tables of it takes a third of a second. ``python -m
agentdesk.responses.build`` turns the package's files into one packed JSON file once, a test proves that both say the
same, and only a shop's few files are read as TOML.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agentdesk.contacts.model import Mood
from agentdesk.responses.model import (
    Channel,
    Concept,
    Failure,
    Line,
    Move,
    Phase,
    PromiseIn,
    RemedyIn,
    Sensitivity,
    Situation,
)

HERE = Path(__file__).parent  # importlib.resources would cost 15 ms of every start
COMPILED = "data/library.json.z"


@dataclass(frozen=True, slots=True)
class Library:
    """Situations, concepts and texts; ``lines`` is by language and concept id. Hidden concepts are not in it."""

    situations: Mapping[str, Situation]
    concepts: Mapping[str, Concept]
    lines: Mapping[str, Mapping[str, Line]]
    by_situation: Mapping[str, tuple[Concept, ...]] = field(default_factory=dict)

    def fitting(self, situation: str) -> tuple[Concept, ...]:
        """Return the concepts that answer a situation, in the library's order."""
        return self.by_situation.get(situation, ())

    def line(self, concept: str, lang: str) -> Line | None:
        """Return a concept's text in a language, or None where it has none."""
        return self.lines.get(lang, {}).get(concept)

    def sensitivity(self, situation: str) -> Sensitivity:
        """Return how careful a situation is."""
        return self.situations[situation].sensitivity


def load(shop: Path | None = None) -> Library:
    """Return the shipped library, with what a shop's folder adds, changes or hides.

    Raises reading.Unreadable, naming file, line and key, for a mistake in the shop's files.
    """
    plain = json.loads(zlib.decompress((HERE / COMPILED).read_bytes()))
    situations = {slug: _situation(slug, values) for slug, values in plain["situations"].items()}
    concepts = {name: _concept(name, values) for name, values in plain["concepts"].items()}
    lines = {
        lang: {name: Line(name, lang, **values) for name, values in texts.items()}
        for lang, texts in plain["lines"].items()
    }
    if shop is not None:
        from agentdesk.responses.shop import with_shop  # brings tomllib and the checks, 10 ms

        concepts, lines = with_shop(situations, concepts, lines, shop)
    return library_of(situations, concepts, lines)


def library_of(
    situations: Mapping[str, Situation], concepts: Mapping[str, Concept], lines: Mapping[str, Mapping[str, Line]]
) -> Library:
    """Return the parts as a library that finds its lines by situation."""
    by_situation: dict[str, list[Concept]] = {slug: [] for slug in situations}
    for concept in concepts.values():
        for slug in concept.situations:
            by_situation[slug].append(concept)
    return Library(situations, concepts, lines, {slug: tuple(found) for slug, found in by_situation.items()})


def plain_library(library: Library) -> dict[str, Any]:
    """Return a library as JSON holds it; what is empty or as usual is left out."""
    return {
        "situations": {slug: _plain_situation(each) for slug, each in library.situations.items()},
        "concepts": {name: plain_concept(each) for name, each in library.concepts.items()},
        "lines": {
            lang: {name: _plain_line(each) for name, each in texts.items()} for lang, texts in library.lines.items()
        },
    }


def plain_concept(concept: Concept) -> dict[str, Any]:
    """Return a concept with the keys of its TOML table."""
    values: dict[str, Any] = {
        "situations": list(concept.situations), "moods": list(concept.moods), "phase": concept.phase,
        "channel": concept.channel, "moves": list(concept.moves), "slots": list(concept.slots),
        "optional": list(concept.optional), "register": concept.register, "gist": concept.gist, "why": concept.why,
        "delivery": concept.delivery, "evidence": concept.evidence,
    }  # fmt: skip
    if concept.waived:
        values["waive"] = dict(concept.waived)
    if concept.promise:
        values["promise"] = {"what": concept.promise.what, "by": concept.promise.by}
    if concept.remedy:
        values["remedy"] = {"kind": concept.remedy.kind}
        if concept.remedy.value:
            values["remedy"]["value"] = concept.remedy.value
        if concept.remedy.approver:
            values["remedy"]["approver"] = True
    return {key: value for key, value in values.items() if value not in ("", [], "plain")}


def _plain_situation(situation: Situation) -> dict[str, str]:
    return {
        "group": situation.group, "means": situation.means, "not": situation.excludes,
        "sensitivity": situation.sensitivity, "failure": situation.failure,
    }  # fmt: skip


def _plain_line(line: Line) -> dict[str, Any]:
    values = {"text": line.text, "version": line.version, "reviewed": line.reviewed, "waived": dict(line.waived)}
    usual = {"version": 1, "reviewed": False, "waived": {}}
    return {key: value for key, value in values.items() if usual.get(key) != value}


def _situation(slug: str, values: Mapping[str, str]) -> Situation:
    return Situation(
        slug, values["group"], values["means"], values["not"], Sensitivity(values["sensitivity"]),
        Failure(values["failure"]),
    )  # fmt: skip


def _concept(name: str, values: Mapping[str, Any]) -> Concept:
    promise, remedy = values.get("promise"), values.get("remedy")
    return Concept(
        id=name,
        situations=tuple(values["situations"]),
        moods=tuple(Mood(mood) for mood in values.get("moods", ())),
        phase=Phase(values["phase"]),
        channel=Channel(values["channel"]),
        moves=tuple(Move(move) for move in values["moves"]),
        slots=tuple(values.get("slots", ())),
        optional=tuple(values.get("optional", ())),
        register=values.get("register", "plain"),
        promise=PromiseIn(promise["what"], promise["by"]) if promise else None,
        remedy=RemedyIn(remedy["kind"], remedy.get("value", ""), remedy.get("approver", False)) if remedy else None,
        gist=values.get("gist", ""),
        why=values["why"],
        delivery=values.get("delivery", ""),
        evidence=values.get("evidence", ""),
        waived=values.get("waive", {}),
    )
