"""What the recogniser learns from: the cues and the lexicon of each language, as their TOML files hold them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser.kin import Kin
from agentdesk.responses.recogniser.readings import Readings

DATA = Path(__file__).parent.parent / "data"
NONE = "none"
_MOODS = "moods"
_SENSE_ORDER = ("en", "sv", "nb", "ja")  # the columns of senses.toml


@dataclass(frozen=True, slots=True)
class Cues:
    """Texts with what they show: (text, situation or ``none``), and (text, mood). ``hidden`` are texts taken away."""

    situations: tuple[tuple[str, str], ...] = ()
    moods: tuple[tuple[str, str], ...] = ()
    hidden: frozenset[str] = frozenset()


def cues_in(tables: Mapping[str, Any]) -> Cues:
    """Return the cues that the tables of one file hold: a list of texts as a shop writes it, or one text on each line."""
    moods: Mapping[str, Any] = tables.get(_MOODS, {})
    plain = {slug: table for slug, table in tables.items() if slug != _MOODS}
    return Cues(
        tuple((text, slug) for slug, table in plain.items() for text in _texts(table.get("cues", ()))),
        tuple((text, mood) for mood, table in moods.items() for text in _texts(table.get("cues", ()))),
        frozenset(text for table in (*plain.values(), *moods.values()) for text in table.get("hide", ())),
    )


def _texts(written: str | Iterable[str]) -> Iterable[str]:
    return written.splitlines() if isinstance(written, str) else written


def cues(lang: str) -> Cues:
    """Return the package's own cues of a language."""
    return cues_in(_read(DATA / "cues" / f"{lang}.toml"))


def shop_cues(folder: Path, lang: str) -> Cues | None:
    """Return what a shop adds in its ``cues/<lang>.toml``, or None where it adds nothing in that language."""
    path = folder / "cues" / f"{lang}.toml"
    return cues_in(_read(path)) if path.is_file() else None


def lexicon(lang: str) -> dict[str, list[str]]:
    """Return the entries of each concept in a language: the lexicon's own, and the senses (`~wait`) of all languages."""
    entries = {concept: listed.split() for concept, listed in _read(DATA / "lexicon" / f"{lang}.toml").items()}
    column = _SENSE_ORDER.index(lang)
    for sense, columns in _read(DATA / "lexicon" / "senses.toml").items():
        entries[f"~{sense}"] = columns[column].split()
    return entries


def kin() -> Kin:
    """Return the Norwegian words and beginnings of words with their Swedish likeness."""
    tables = _read(DATA / "lexicon" / "kin.toml")
    words, stems = (
        dict(each.split() for line in tables[name]["pairs"].split("\n") if line for each in line.split("|"))
        for name in ("words", "stems")
    )
    return Kin(words, stems)


def readings() -> Readings:
    """Return Japanese words as they sound, with how they are usually written."""
    pairs = _read(DATA / "lexicon" / "readings.toml")["pairs"].split()
    return Readings(dict(pair.split("=") for pair in pairs))


def digest() -> str:
    """Return a fingerprint of everything that training reads; a model that carries another one is out of date."""
    import hashlib

    total = hashlib.sha256()
    for path in _files():
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


def _files() -> Iterator[Path]:
    for lang in LANGUAGES:
        yield DATA / "cues" / f"{lang}.toml"
        yield DATA / "lexicon" / f"{lang}.toml"
    yield DATA / "lexicon" / "senses.toml"
    yield DATA / "lexicon" / "kin.toml"
    yield DATA / "lexicon" / "readings.toml"


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # 5 ms; only a shop's own cues need it at the desk

    return tomllib.loads(path.read_text(encoding="utf-8"))
