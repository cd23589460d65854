"""A shop's own lines: a folder of TOML files that add lines, change shipped ones, or hide them.

    [late-remedy]                  # a shipped line: only what differs
    text.sv = "Du får {headroom_amount} av på {item.definite}, det ordnar jag här."

    [how-did-it-go]
    hide = true

    [kettle-week]                  # a line of the shop's own: every fact about it, and its texts
    situations = ["out-of-stock"]
    phase = "middle"
    channel = "say"
    moves = ["offer"]
    why = "kettle week"
    text.sv = "…"

Cues lie beside them in ``cues/<lang>.toml``; those are the recogniser's.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from agentdesk.responses.model import LANGUAGES, Concept, Line, Situation
from agentdesk.responses.reading import Source, Table, concept_of, line_of, read_source, tables_of


def shop_files(shop: Path) -> list[Path]:
    """Return the shop's files of lines, by name; none where the folder is not there."""
    return sorted(shop.glob("*.toml"))


def fingerprint(shop: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a shop's lines or cues do: each file's time and size. Cheap enough for every second."""
    if shop is None:
        return ()
    found = []
    for path in sorted([*shop.glob("*.toml"), *shop.glob("cues/*.toml")]):
        try:
            stat = path.stat()
        except OSError:  # deleted between listing and looking: the next look will not list it
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def with_shop(
    situations: Mapping[str, Situation],
    concepts: Mapping[str, Concept],
    lines: Mapping[str, Mapping[str, Line]],
    shop: Path,
) -> tuple[dict[str, Concept], dict[str, dict[str, Line]]]:
    """Return concepts and lines with a shop's files on top; raises Unreadable for a mistake in them."""
    return with_sources(situations, concepts, lines, (read_source(path) for path in shop_files(shop)))


def with_sources(
    situations: Mapping[str, Situation],
    concepts: Mapping[str, Concept],
    lines: Mapping[str, Mapping[str, Line]],
    sources: Iterable[Source],
) -> tuple[dict[str, Concept], dict[str, dict[str, Line]]]:
    """Return concepts and lines with what each source adds, changes or hides."""
    kept = dict(concepts)
    texts = {lang: dict(found) for lang, found in lines.items()}
    for source in sources:
        for table in tables_of(source):
            if table.yes("hide"):
                _hide(table, kept, texts)
            else:
                _add(table, situations, kept, texts)
            table.done()
    return kept, texts


def _hide(table: Table, concepts: dict[str, Concept], lines: dict[str, dict[str, Line]]) -> None:
    if table.name not in concepts:
        raise table.wrong("hide", "hides a line that is not there", "See the ids: agentdesk lines list")
    del concepts[table.name]
    for texts in lines.values():
        texts.pop(table.name, None)


def _add(
    table: Table,
    situations: Mapping[str, Situation],
    concepts: dict[str, Concept],
    lines: dict[str, dict[str, Line]],
) -> None:
    given: dict[str, Any] = table.values
    shipped = concepts.get(table.name)
    texts = table.pairs("text")
    for lang in texts:
        table.one_of("text", lang, LANGUAGES)
    if shipped is None and not texts:
        raise table.wrong("text", "is missing", 'Write text.sv = "…" (or en, nb, ja).')
    about = Table(table.source, table.name)  # version, reviewed and waive hold for each of the table's texts
    about.values = {key: given.pop(key) for key in ("version", "reviewed", "waive") if key in given}
    if about.values and not texts:
        raise table.wrong(next(iter(about.values)), "speaks of a text that is not here", 'Write text.sv = "…" too.')
    if shipped is None or given:
        if shipped is not None:
            table.values = _as_table(shipped) | given
        concepts[table.name] = concept_of(table, situations, origin=str(table.source.path))
    for lang, text in texts.items():
        each = Table(table.source, table.name)
        each.values = dict(about.values)
        lines.setdefault(lang, {})[table.name] = line_of(each, lang, text, origin=str(table.source.path))


def _as_table(concept: Concept) -> dict[str, Any]:
    from agentdesk.responses.library import plain_concept  # library builds on this module; only a changed line needs it

    return plain_concept(concept)
