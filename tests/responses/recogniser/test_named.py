"""A mood that the shorthand names is the mood."""

import pytest

from agentdesk.contacts.model import Mood
from agentdesk.responses.recogniser import load
from agentdesk.responses.recogniser.named import named_mood


@pytest.mark.parametrize(
    ("text", "lang", "mood"),
    [
        ("sen kokare, tredje samtalet, arg", "sv", Mood.ANGRY),
        ("納期2週遅れ 怒", "ja", Mood.ANGRY),
        ("2nd transfer, upset", "en", Mood.FRUSTRATED),
        ("forsinket pakke, bekymret", "nb", Mood.WORRIED),
        ("was angry, now calm", "en", Mood.CALM),
    ],
)
def test_the_shorthand_names_the_mood(text: str, lang: str, mood: Mood) -> None:
    assert load().recognise(text, lang).mood is mood


@pytest.mark.parametrize(
    ("text", "lang"), [("not angry at all", "en"), ("targets", "en"), ("vargen", "sv"), ("", "ja")]
)
def test_what_only_looks_like_a_mood_names_none(text: str, lang: str) -> None:
    assert named_mood(text, lang) is None
