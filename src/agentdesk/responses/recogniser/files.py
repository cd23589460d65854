"""The model's files: what training makes, as it lies in the package."""

from pathlib import Path

from agentdesk.responses.recogniser.sources import DATA, digest
from agentdesk.responses.recogniser.training import Built, build

FOLDER = DATA / "model"


def packed(built: Built) -> dict[str, bytes]:
    """Return the files that training gives, by name."""
    made = {"shared.bin": built.shared.to_bytes({"sources": digest()})}
    made["language.bin"] = built.language.to_bytes({})
    for lang, own in built.own.items():
        reader = built.readers[lang]
        made[f"{lang}.bin"] = own.to_bytes({"lexicon": reader.lexicon.plain(), "known": sorted(reader.known)})
        made[f"{lang}.moods.bin"] = built.moods[lang].to_bytes({})
    return made


def write(folder: Path = FOLDER) -> list[Path]:
    """Train, and write the files; returns where they are."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, body in packed(build()).items():
        (folder / name).write_bytes(body)
        written.append(folder / name)
    return written
