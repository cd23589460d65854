"""Each theme that ``AGENTDESK_THEME`` may name: the desk and the view open in it."""

import pytest
from tests.desk.conftest import SMALL, At

from agentdesk.desk.frame import Frame
from agentdesk.desk.themes import DARK, LIGHT


@pytest.mark.parametrize("named", ["light", "ansi"])
async def test_the_desk_opens_in_it(at_the_desk: At, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("AGENTDESK_THEME", named)
    async with at_the_desk(SMALL) as hands:
        await hands.type("1740635")
        assert "Karin Öhman" in hands.sees()
        assert hands.desk.app.current_theme.name == Frame().current_theme.name


@pytest.mark.parametrize(("named", "theme"), [("light", LIGHT), ("dark", DARK), ("no such", DARK)])
def test_a_name_that_is_none_is_the_dark_one(monkeypatch: pytest.MonkeyPatch, named: str, theme: object) -> None:
    monkeypatch.setenv("AGENTDESK_THEME", named)
    assert Frame().current_theme is theme


def test_ansi_leaves_the_colours_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENTDESK_THEME", "ansi")
    assert Frame().current_theme.background == "ansi_default"
