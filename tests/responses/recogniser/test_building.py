"""The shipped model is what training makes of the shipped cues and lexicon, on every machine."""

import zlib
from pathlib import Path

import pytest

from agentdesk.responses.recogniser.building import packed
from agentdesk.responses.recogniser.files import FOLDER
from agentdesk.responses.recogniser.sources import digest
from agentdesk.responses.recogniser.training import build
from agentdesk.responses.recogniser.weights import Weights


def test_the_shipped_model_was_trained_from_the_shipped_sources() -> None:
    """Fails after a change of cues or lexicon until ``python -m agentdesk.responses.train`` has run."""
    _, extra = Weights.from_bytes((FOLDER / "shared.bin").read_bytes())
    assert extra["sources"] == digest()


@pytest.mark.full
@pytest.mark.timeout(900)
def test_training_again_gives_the_shipped_model() -> None:
    again = {name: zlib.decompress(body) for name, body in packed(build()).items()}
    shipped = {path.name: zlib.decompress(path.read_bytes()) for path in Path(FOLDER).glob("*.bin")}
    assert again == shipped  # unpacked: another zlib may pack the same model in other bytes
