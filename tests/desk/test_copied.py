"""What was copied, whole and without borders, for terminals that refuse the clipboard."""

from tests.desk.playing import Desk, both_sizes


async def _copy(desk: Desk) -> str:
    await desk.type("1740635", "enter", "sen kokare arg")
    lines = desk.screen.say.lines
    at = next(at for at, line in enumerate(lines) if line.kind == "send")
    await desk.type(*["down"] * (at - desk.screen.say.at), "enter")
    return lines[at].text


@both_sizes
async def test_the_text_stands_there_from_edge_to_edge(desk: Desk) -> None:
    text = await _copy(desk)
    assert desk.screen.app.clipboard == text
    await desk.command("copied text")
    shown = desk.text()
    begins = next(line for line in shown.split("\n") if line.startswith(text[:20]))
    assert "│" not in begins
    for word in text.split():
        assert word in shown
    assert "Who" not in shown
    await desk.type("tack", "enter")
    assert "Who" in desk.text()
    assert desk.screen.mode is desk.screen.say
    assert desk.screen.box.value == "tack", "what was typed goes back with the box"


async def test_hidden_it_is_hidden_too_and_gone_with_the_contact(desk: Desk) -> None:
    text = await _copy(desk)
    await desk.type("f8")
    await desk.command("copied text")
    assert text[:20] not in desk.text()
    await desk.type("f8")
    assert text[:20] in desk.text()
    await desk.type("enter", "f9")
    await desk.command("copied text")
    assert "Nothing was copied" in desk.text()
