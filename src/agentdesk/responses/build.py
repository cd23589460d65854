"""Compile the package's lines: ``python -m agentdesk.responses.build`` reads the TOML and writes one JSON file."""

import json
from pathlib import Path

from agentdesk.responses.library import COMPILED, Library, library_of, plain_library
from agentdesk.responses.reading import Source, Unreadable, concepts_from, lines_from, read_source, situations_from

HERE = Path(__file__).parent


def sources(folder: Path = HERE / "data") -> dict[str, Source]:
    """Return the package's files of lines: ``situations``, ``concepts`` and a language's code each."""
    found = {name: read_source(folder / f"{name}.toml") for name in ("situations", "concepts")}
    return found | {path.stem: read_source(path) for path in sorted((folder / "lines").glob("*.toml"))}


def from_toml(found: dict[str, Source]) -> Library:
    """Return the library that TOML files describe. Raises Unreadable, also for a text whose concept is not there."""
    situations = situations_from(found["situations"])
    concepts = concepts_from(found["concepts"], situations)
    lines = {}
    for lang, source in found.items():
        if lang in ("situations", "concepts"):
            continue
        lines[lang] = lines_from(source, lang)
        for name in lines[lang]:
            if name not in concepts:
                step = "Use the id of a table in concepts.toml."
                raise Unreadable(f"{source.path}:{source.line(name)}: [{name}] is not a concept.", step)
    return library_of(situations, concepts, lines)


def compiled(library: Library) -> bytes:
    """Return the library as the JSON file holds it: one concept or text a line, so that a change reads as a change."""
    plain = plain_library(library)
    blocks = []
    for part, tables in plain.items():
        if part == "lines":
            inner = ",\n".join(f"{json.dumps(lang)}: {_rows(texts)}" for lang, texts in tables.items())
            blocks.append(f'"lines": {{\n{inner}\n}}')
        else:
            blocks.append(f"{json.dumps(part)}: {_rows(tables)}")
    return ("{\n" + ",\n".join(blocks) + "\n}\n").encode()


def _rows(tables: dict[str, object]) -> str:
    rows = (f"{json.dumps(name)}: {json.dumps(values, ensure_ascii=False)}" for name, values in tables.items())
    return "{\n" + ",\n".join(rows) + "\n}"


def write(folder: Path = HERE) -> Path:
    """Compile the package's files; returns the file written."""
    target = folder / COMPILED
    target.write_bytes(compiled(from_toml(sources(folder / "data"))))
    return target


if __name__ == "__main__":
    print(write())
