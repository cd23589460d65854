"""What every command shares: which store, who acts, how to answer, where a PIN comes from."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from agentdesk.cli.printing import json_text, tell
from agentdesk.errors import Denied, InvalidInput
from agentdesk.settings import Settings, load_settings, settings_path
from agentdesk.store import Actor, Connection, Store, open_store
from agentdesk.text import visible


def default_store() -> Path:
    """Return where the store lies when nobody says: the platform's folder for a program's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("agentdesk", appauthor=False)) / "desk.db"


def desk_name() -> str:
    """Return the name of this desk for the log: ``AGENTDESK_DESK``, else the terminal's, else ``desk``."""
    named = os.environ.get("AGENTDESK_DESK", "")
    if named:
        return visible(named)[:40]
    try:
        return os.ttyname(0).removeprefix("/dev/")
    except (OSError, AttributeError):
        return "desk"


@dataclass
class Session:
    """One run of the command line."""

    store_path: Path
    name: str | None
    json: bool
    pin_stdin: bool
    _pins: list[str] = field(default_factory=list)
    _opened: list[Store] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        """The shop's settings. Raises InvalidInput naming what is wrong with the file."""
        return load_settings(settings_path(self.store_path))

    @cached_property
    def store(self) -> Store:
        """The store, opened. Raises StoreError."""
        store = open_store(self.store_path, zone=self.settings.timezone, currency=self.settings.currency)
        store.checkpoint_every = self.settings.checkpoint_every
        self._opened.append(store)
        return store

    @property
    def connection(self) -> Connection:
        """A connection to read from."""
        return self.store.read()

    def close(self) -> None:
        """Close what was opened."""
        while self._opened:
            self._opened.pop().close()

    def actor(self, *, pin_follows: bool = False) -> Actor:
        """Return who acts. A role above agent needs a PIN, once a first shift was opened. Raises NotFound, Denied.

        ``pin_follows`` leaves the PIN to the command, which checks the same person's own.
        """
        from agentdesk.staff.actions import named
        from agentdesk.staff.model import Role

        if self.name is None:
            return Actor(desk=desk_name())
        person = named(self.connection, self.name)
        actor = Actor(person.id, desk_name())
        if person.role > Role.AGENT and not pin_follows and not self.newly_founded():
            from agentdesk.work.authorise import authorise

            authorise(
                self.store, actor, self.pin(f"PIN of {person.name}"), "act-as", whose=person if person.pin else None
            )
        return actor

    def newly_founded(self) -> bool:
        """Say whether these are the first minutes of the store's life: its installer acts, no shift was ever opened."""
        from agentdesk.shift.records import any_ever

        return not any_ever(self.connection)

    def authorise(self, purpose: str) -> Actor:
        """Return the actor of an act that needs a supervisor's PIN; in the store's first minutes without one."""
        if self.newly_founded():
            return self.actor()
        from agentdesk.work.authorise import authorise

        actor = self.actor(pin_follows=True)
        person = authorise(self.store, actor, self.pin("A supervisor's PIN"), purpose)
        return Actor(person.id, actor.desk) if self.name is None else actor

    def pin(self, label: str) -> str:
        """Return the next PIN: a line of standard input with ``--pin-stdin``, else asked for on a terminal.

        Raises Denied where neither is there.
        """
        if self.pin_stdin:
            line = sys.stdin.readline()
            if line:
                self._pins.append(line.strip())
            elif not self._pins:
                raise Denied(f"{label} is missing from standard input.", "Write it there, one line.", code="pin-needed")
            return self._pins[-1]
        if sys.stdin.isatty():
            return str(click.prompt(label, hide_input=True, err=True))
        raise Denied(f"{label} is needed.", "Give it with --pin-stdin.", code="pin-needed")

    def ask(self, value: str | None, flag: str, label: str, default: str | None = None) -> str:
        """Return a flag's value, asking on a terminal where it is missing. Raises InvalidInput elsewhere."""
        if value is not None:
            return value
        if sys.stdin.isatty() and not self.pin_stdin:
            return str(click.prompt(label, default=default, err=True))
        if default is not None:
            return default
        raise InvalidInput(f"{flag} is missing.", f"Add {flag}.", code="usage")

    def answer(self, data: object, text: str | Iterable[str] = "") -> None:
        """Print a command's result: JSON alone with ``--json``, else text for people."""
        if self.json:
            click.echo(json_text(data))
            return
        for line in [text] if isinstance(text, str) else text:
            if line:
                click.echo(visible(line, lines=True))

    def say(self, message: str) -> None:
        """Print a message for people on standard error."""
        tell(message)


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    """Return rows as aligned lines under their column names; wide characters count as two."""
    from rich.cells import cell_len

    cells = [[visible(str(row.get(name) if row.get(name) is not None else "")) for name in columns] for row in rows]
    widths = [max([cell_len(name)] + [cell_len(row[at]) for row in cells]) for at, name in enumerate(columns)]

    def line(values: Sequence[str]) -> str:
        padded = (value + " " * (width - cell_len(value)) for value, width in zip(values, widths, strict=True))
        return "  ".join(padded).rstrip()

    return [line([name.replace("_", " ") for name in columns]), *(line(row) for row in cells)] if rows else ["(none)"]


def session() -> Session:
    """Return the running command's session."""
    found = click.get_current_context().find_object(Session)
    assert found is not None
    return found
