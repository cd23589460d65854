"""From trained models to the files of the package."""

from pathlib import Path

from agentdesk.responses.recogniser.files import FOLDER, reader_bytes
from agentdesk.responses.recogniser.sources import digest
from agentdesk.responses.recogniser.training import Built, build


def packed(built: Built) -> dict[str, bytes]:
    """Return the files that training gives, by name."""
    made = {
        "shared.bin": built.shared.to_bytes({"sources": digest()}),
        "shared.moods.bin": built.shared_moods.to_bytes({}),
        "language.bin": built.language.to_bytes({}),
    }
    for family, own in built.own.items():
        made[f"{family}.words.bin"] = own.to_bytes({})
        made[f"{family}.moods.bin"] = built.moods[family].to_bytes({})
    return made | {f"{lang}.lexicon.bin": reader_bytes(reader) for lang, reader in built.readers.items()}


def write(folder: Path = FOLDER) -> list[Path]:
    """Train, and write the files; returns where they are."""
    folder.mkdir(exist_ok=True)
    made = packed(build())
    for path in folder.glob("*.bin"):
        if path.name not in made:
            path.unlink()
    for name, body in made.items():
        (folder / name).write_bytes(body)
    return [folder / name for name in made]
