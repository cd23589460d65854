"""``agentdesk hold``: units promised to a customer."""

import click

from agentdesk.cli.hold import daily, placing


@click.group("hold")
def hold_command() -> None:
    """Units promised to a customer."""


for _command in (*placing.COMMANDS, *daily.COMMANDS):
    hold_command.add_command(_command)
