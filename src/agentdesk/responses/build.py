"""Compile the package's lines: ``python -m agentdesk.responses.build`` reads the TOML and writes one packed JSON file."""

import json
import zlib
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
    """Return the library as JSON."""
    return json.dumps(plain_library(library), ensure_ascii=False, separators=(",", ":")).encode()


def write(folder: Path = HERE) -> Path:
    """Compile the package's files; returns the file written."""
    target = folder / COMPILED
    target.write_bytes(zlib.compress(compiled(from_toml(sources(folder / "data"))), 9))
    return target


if __name__ == "__main__":
    print(write())
