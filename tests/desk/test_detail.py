"""How much of a line is shown: an expert reads first words, somebody new how to say it; one key changes it."""

from tests.desk.conftest import At
from tests.desk.playing import Desk, both_sizes

from agentdesk.desk.detail import Detail
from agentdesk.sample.story import PER


@both_sizes
async def test_one_key_shows_how_to_say_it_or_first_words_only(desk: Desk) -> None:
    await desk.type("1740635", "enter", "sen kokare tredje samtalet arg")
    lines = desk.screen.say.lines
    (cue, *_) = [line.delivery for line in lines if line.delivery]
    other = lines[1].text.split()
    assert "say it:" not in desk.text()

    await desk.type("ctrl+b")
    assert "how to say it" in desk.screen.message
    assert f"say it: {cue.split()[0]}" in desk.text()

    await desk.type("ctrl+b")
    assert "First words and moves" in desk.screen.message
    shown = desk.text()
    assert "say it:" not in shown
    assert lines[1].moves[0].value in shown
    assert other[0] in shown
    assert " ".join(other[-3:]) not in shown, "of the lines that are not highlighted only the first words"
    assert lines[0].text.split()[-1] in shown, "the highlighted one is whole"

    await desk.type("ctrl+b")
    assert "Whole lines" in desk.screen.message


async def test_what_somebody_chose_is_remembered_at_their_next_start(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await hands.press("ctrl+b", "ctrl+b")
        assert "First words and moves" in hands.told[-1]
    async with at_the_desk() as hands:
        await hands.type("1740635")
        await hands.press("enter")
        assert hands.desk.say.detail is Detail.FIRST_WORDS
    async with at_the_desk(who=PER) as hands:
        await hands.type("1740635")
        await hands.press("enter")
        assert hands.desk.say.detail is Detail.LINES, "each as they like it"
