"""Documentation that cannot rot: every command is in the README and explains itself with ``--help``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from agentdesk.cli.__main__ import COMMANDS, cli
from agentdesk.responses.library import load
from agentdesk.responses.lint.run import lint_files
from agentdesk.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CONTRACT = """
setup · staff add list retire · shift open pause close show · import · lookup · contact open finish park resume
hold place list collect cancel extend · delivery expect receive · stock show set · remedy check give
voucher show redeem cancel · limits show check set usage · approve · refuse · code · suggest · lines list show lint
log show export verify · customer export erase · backup · restore · doctor · keys show rotate · watch · demo
"""  # what scripts rely on


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Every noun, and every verb of one."""
    context = click.Context(cli)
    for noun in COMMANDS:
        command = cli.get_command(context, noun)
        assert command is not None, noun
        yield noun, command
        if isinstance(command, click.Group):
            for verb in command.list_commands(context):
                found = command.get_command(context, verb)
                assert found is not None
                yield f"{noun} {verb}", found


ALL = dict(every_command())


@pytest.mark.parametrize("noun", COMMANDS)
def test_the_readme_names_every_noun(noun: str) -> None:
    assert re.search(rf"`{noun}`|agentdesk {noun}\b", README), f"{noun} is missing in README.md"


@pytest.mark.parametrize("name", ALL)
def test_every_command_says_what_it_is_for(name: str) -> None:
    help_text = (ALL[name].help or "").strip()
    assert help_text.endswith((".", "!", ")")) or "\n" in help_text, f"{name} --help says nothing"
    assert len(help_text) > 10
    assert help_text[0].isupper()


@pytest.mark.parametrize("name", ["remedy give", "remedy check", "voucher redeem", "approve", "code", "limits usage"])
def test_every_option_of_authority_says_what_it_is(name: str) -> None:
    for option in ALL[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts[0]}"


def test_everything_that_scripts_rely_on_is_there() -> None:
    for noun, *verbs in (part.split() for part in re.split(r"[·\n]", CONTRACT) if part.strip()):
        assert noun in ALL
        assert {f"{noun} {verb}" for verb in verbs} <= set(ALL)


def test_nothing_that_the_readme_shows_is_missing() -> None:
    for block in re.findall(r"```\n(.*?)```", README, re.DOTALL):
        for line in re.findall(r"^agentdesk (.*)$", block, re.MULTILINE):
            words = re.sub(r"--(as|store) \S+", "", line).split()
            nouns = [word for word in words if word in COMMANDS]
            assert nouns or not words, f"agentdesk {line}: no such command"
            if nouns and isinstance(ALL[nouns[0]], click.Group):
                verb = words[words.index(nouns[0]) + 1]
                assert f"{nouns[0]} {verb}" in ALL, f"agentdesk {line}: no such command"


@pytest.mark.parametrize("noun", ["", *(noun for noun in COMMANDS if isinstance(ALL[noun], click.Group))])
def test_a_list_of_commands_says_each_in_one_line(noun: str) -> None:
    command = ALL[noun] if noun else cli
    listed = command.get_help(click.Context(command, terminal_width=80)).split("Commands:")[1]
    assert [line for line in listed.splitlines() if line.endswith("...")] == []


def test_settings_and_lines_of_ones_own_are_shown_as_they_are_taken(tmp_path: Path) -> None:
    assert [field.name for field in fields(Settings) if f"`{field.name}`" not in README] == []
    shown = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    path = tmp_path / "own.toml"
    path.write_text(shown[1], encoding="utf-8")
    shipped = load()
    names = set(tomllib.loads(shown[1]))
    assert {"late-choice", "how-did-it-go"} <= names & set(shipped.concepts)
    assert "loan-kettle" in names - set(shipped.concepts)
    assert lint_files([path]) == []
