"""An export from the view: the current shift, ids only, into the folder of the settings; the store is not written to."""

from pathlib import Path

from agentdesk.clock import stamp
from agentdesk.errors import InvalidInput, StoreError
from agentdesk.log.export import Exported, export
from agentdesk.log.formats import FORMATS
from agentdesk.store import Connection
from agentdesk.supervisor.watching import Watching
from agentdesk.work.taking_out import span_of


def folder(watching: Watching) -> Path:
    """Return the only folder that exports go to. Raises StoreError where it cannot be made."""
    named = watching.settings.exports
    path = Path(named).expanduser() if named else watching.path.parent / "exports"
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be made: {error.strerror}.", "Set another folder: exports in the settings."
        ) from error
    return path


def take_out(connection: Connection, watching: Watching, name: str) -> Exported:
    """Write the current shift to a new file. Raises InvalidInput, NoKey, Exists, StoreError."""
    form = Path(name).suffix.removeprefix(".").lower()
    if form not in FORMATS or name.startswith("."):
        raise InvalidInput(f"{name} does not say its format.", f"End it in .{', .'.join(FORMATS)}.")
    span = span_of(connection, shift=None, start=None, end=None)
    return export(
        connection, folder(watching) / name, span, form, zone=watching.settings.timezone, at=stamp(watching.now())
    )
