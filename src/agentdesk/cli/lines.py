"""``agentdesk lines``: the library of lines, and the check of a shop's own."""

from pathlib import Path
from typing import Any

import click

from agentdesk.cli.session import session, table
from agentdesk.errors import NotFound
from agentdesk.responses.library import load
from agentdesk.responses.model import LANGUAGES
from agentdesk.work.prompting import lines_folder


@click.group("lines")
def lines_command() -> None:
    """Suggested lines: list them, show one, check files of them."""


@lines_command.command("list")
@click.option("--situation", metavar="SLUG", help="Only lines for one situation.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Show each line's text in a language.")
def list_(situation: str | None, lang: str | None) -> None:
    """List the lines: shipped ones and the shop's own."""
    here = session()
    library = load(lines_folder(here.store_path))
    if situation is not None and situation not in library.situations:
        raise NotFound(
            f"There is no situation {situation}.", f"Known: {', '.join(library.situations)}.", code="no-situation"
        )
    rows: list[dict[str, Any]] = []
    for concept in library.concepts.values():
        if situation is None or situation in concept.situations:
            line = library.line(concept.id, lang) if lang else None
            rows.append(
                {
                    "id": concept.id, "kind": concept.channel.value, "phase": concept.phase.value,
                    "situations": list(concept.situations), "moods": [mood.value for mood in concept.moods],
                    "text": line.text if line else None, "origin": concept.origin or "shipped",
                }
            )  # fmt: skip
    columns = ["id", "kind", "phase", "text" if lang else "why_here"]
    shown = [{**row, "why_here": ", ".join(row["situations"])[:60]} for row in rows]
    here.answer(rows, table(shown, columns))


@lines_command.command("show")
@click.argument("id_", metavar="ID")
def show(id_: str) -> None:
    """Show a line in every language, with its moves, facts and reason."""
    here = session()
    library = load(lines_folder(here.store_path))
    concept = library.concepts.get(id_)
    if concept is None:
        raise NotFound(f"There is no line {id_}.", "See them: agentdesk lines list", code="no-such-line")
    texts = {lang: library.line(id_, lang) for lang in LANGUAGES}
    row = {
        "id": id_,
        "kind": concept.channel.value,
        "phase": concept.phase.value,
        "situations": list(concept.situations),
        "moods": [mood.value for mood in concept.moods],
        "moves": [move.value for move in concept.moves],
        "slots": list(concept.slots),
        "optional": list(concept.optional),
        "why": concept.why,
        "delivery": concept.delivery,
        "evidence": concept.evidence,
        "text": {lang: line.text for lang, line in texts.items() if line},
        "reviewed": {lang: line.reviewed for lang, line in texts.items() if line},
    }
    here.answer(row, [f"{key}: {value}" for key, value in row.items() if key not in ("text", "reviewed") and value] + [
        f"{lang}: {line.text}{'' if line.reviewed else '  (not reviewed)'}" for lang, line in texts.items() if line
    ])  # fmt: skip


@lines_command.command("lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def lint(files: tuple[Path, ...]) -> None:
    """Check files of lines, or the shipped library. E blocks a line, W warns, I advises."""
    from agentdesk.responses.lint.run import lint_files, lint_library  # the rules cost 60 ms

    here = session()
    findings = [each for each in (lint_files(files) if files else lint_library()) if not each.accepted]
    rows = [
        {
            "file": each.file, "line": each.line, "rule": each.rule, "severity": str(each.severity), "id": each.id,
            "lang": each.lang, "what": each.what, "better": each.better,
        }
        for each in findings
    ]  # fmt: skip
    text = [
        f"{each.file}:{each.line}: {each.severity} {each.rule} {each.what} Better: {each.better}" for each in findings
    ]
    here.answer(rows, text or "No findings.")
    if any(row["severity"] == "E" for row in rows):
        click.get_current_context().exit(1)
