"""Personal data, hidden by F8 or after idle minutes: nothing of it reaches the terminal."""

from tests.desk.playing import Desk, both_sizes
from tests.terminal import Terminal, agentdesk

from agentdesk.customers import records
from agentdesk.store import Store

KARIN = ("Karin", "Öhman", "070-174 06 35", "karin.ohman", "Works nights")


def _seen(desk: Desk) -> list[str]:
    shown = desk.text()
    return [part for part in KARIN if part in shown]


async def _talk(desk: Desk) -> None:
    await desk.type("070-174 06 35", "enter", "sen kokare tredje samtalet arg", "enter")
    assert _seen(desk)


@both_sizes
async def test_f8_hides_names_numbers_banner_log_lines_and_messages(desk: Desk) -> None:
    await _talk(desk)
    await desk.type("f8")
    assert _seen(desk) == []
    for mode in ("f2", "f4", "f5", "f6", "f12", "f3"):
        await desk.type(mode)
        assert _seen(desk) == [], mode
    await desk.type("f8")
    assert "Karin" in desk.text()


@both_sizes
async def test_masked_lookups_list_nobody_by_name(desk: Desk) -> None:
    await desk.type("f8")
    await desk.type("karin")
    shown = desk.text()
    assert "••••••" in shown
    assert "Karin" not in shown
    assert "070" not in shown


async def test_after_idle_minutes_it_hides_by_itself_until_f8(desk: Desk) -> None:
    await _talk(desk)
    await desk.type("Karin says")
    desk.clock.advance(minutes=4, seconds=50)
    desk.screen.looking.hide_when_idle()
    assert _seen(desk)
    await desk.type("x")
    desk.clock.advance(minutes=4, seconds=50)
    desk.screen.looking.hide_when_idle()
    assert _seen(desk), "a key was pressed meanwhile"
    desk.clock.advance(seconds=10)
    desk.screen.looking.hide_when_idle()
    await desk.burst("down")
    assert _seen(desk) == [], "whoever comes by and presses a key sees nothing, nor what was typed"
    assert "F8 shows personal data" in desk.text()
    await desk.type("f8")
    assert "Karin" in desk.text()
    assert desk.screen.box.value == "Karin saysx"


async def test_hidden_nothing_is_copied(desk: Desk) -> None:
    await _talk(desk)
    await desk.type("f8")
    before = desk.last
    lines = desk.screen.say.lines
    send = next((at for at, line in enumerate(lines) if line.kind.value == "send"), None)
    assert send is not None, "the sample's situation has a text to send"
    desk.screen.say.at = send
    await desk.type("enter")
    assert desk.kinds(before) == []
    assert "Personal data is hidden" in desk.text()


async def test_hidden_lines_to_edit_are_dots(desk: Desk) -> None:
    await _talk(desk)
    await desk.type("f8", "escape", "right")
    assert desk.screen.box.value
    assert desk.screen.box.password
    await desk.type("f8")
    assert not desk.screen.box.password


def test_on_the_wire_nothing_personal_follows_f8(shop: Store) -> None:
    karin = records.by_id(shop.read(), 1)
    assert karin is not None
    with Terminal(agentdesk(shop.path, "--as", "Aino")) as terminal:
        terminal.wait_for("Type a number")
        terminal.write("070-174 06 35", "Enter")
        terminal.wait_for("Type what was said")
        assert karin.name in terminal.text()
        terminal.write("F8")
        terminal.wait_for("••••••")
        start = len(terminal.raw)
        terminal.write("sen kokare, tredje samtalet, arg", "Enter")
        terminal.wait_for("Said:")
        terminal.write("F4", "KET-011", "Enter")
        terminal.wait_for("in the queue")
        terminal.write("Enter")
        terminal.wait_for("placed:")
        terminal.write("F2", "Esc", "§")
        terminal.wait_for("§")
        wire = bytes(terminal.raw[start:]).decode(errors="replace")
    for part in (*karin.name.split(), karin.phones[0].text, karin.email or "@", karin.banner or "?"):
        assert part not in wire
