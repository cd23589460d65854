"""The model's files as the desk reads them: weights by family of languages, and what reads the texts of each language."""

import json
import zlib
from pathlib import Path

from agentdesk.responses.recogniser.features import Extractor
from agentdesk.responses.recogniser.kin import NORDIC, Kin
from agentdesk.responses.recogniser.lexicon import Lexicon
from agentdesk.responses.recogniser.readings import Readings
from agentdesk.responses.recogniser.sources import DATA
from agentdesk.responses.recogniser.weights import Weights

FOLDER = DATA / "model"


def weights(folder: Path, name: str) -> Weights:
    """Return the weights in a file of the model."""
    return Weights.from_bytes((folder / f"{name}.bin").read_bytes())[0]


def reader(folder: Path, lang: str) -> Extractor:
    """Return what reads the texts of a language."""
    plain = json.loads(zlib.decompress((folder / f"{lang}.lexicon.bin").read_bytes()))
    kin = Kin(**plain["kin"]) if lang in NORDIC else None
    lexicon = Lexicon.from_plain(lang, plain["lexicon"])
    entries = {word: word for table in (lexicon.exact, lexicon.prefix) for word in table}  # the same words: kept once
    known = {entries.get(word, word): None for word in plain["known"]}.keys()  # half a frozenset's room
    readings = Readings(plain["readings"]) if plain["readings"] else None
    return Extractor(lang, lexicon, known, kin, readings)


def reader_bytes(read: Extractor) -> bytes:
    """Return what reads the texts of a language as its file holds it; arranged, so that reading it back is quick."""
    kin = read.kin if read.lang == "nb" else None  # Swedish needs its letters respelt only
    plain = {
        "lexicon": read.lexicon.plain(), "known": sorted(read.known),
        "kin": {"words": dict(kin.words), "stems": dict(kin.stems)} if kin else {},
        "readings": dict(read.readings.words) if read.readings else {},
    }  # fmt: skip
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 9)
