"""``agentdesk backup`` and ``agentdesk restore``: checked copies of the store, and putting one in its place."""

from pathlib import Path

import click

from agentdesk.cli.session import Session, session
from agentdesk.errors import InvalidInput, StoreError
from agentdesk.store import Actor


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--daily", is_flag=True, help="Make the day's copy beside the store instead, unless there is one.")
def backup_command(file: Path | None, *, daily: bool) -> None:
    """Copy the store to a new file, even while it is in use. The copy is checked before it gets its name."""
    if daily == (file is not None):
        raise InvalidInput("Say where to.", "Name a new file, or give --daily.", code="usage")
    here = session()
    if file is None:
        _daily(here)
        return
    from agentdesk.log.checkpoints import short_head
    from agentdesk.work.backing_up import back_up_store

    made = back_up_store(here.store, here.actor(), file)
    head = short_head(here.connection)
    here.answer(
        {"file": str(made.path), "bytes": made.size, "entries": made.entries, "short": head},
        [
            f"{made.path}: {made.size:,} bytes, {made.entries} log entries, checked.",
            "It holds personal data and no signing key: keep it where the store would be safe.",
        ],
    )


def _daily(here: Session) -> None:
    from agentdesk.store.backup import daily_copies
    from agentdesk.work.backing_up import daily_copy

    made = daily_copy(here.store, here.settings)
    kept = [path.name for path in daily_copies(here.store_path)]
    said = f"{made.path}: {made.size:,} bytes, checked." if made else "Today's copy is there already, or none are kept."
    here.answer({"file": str(made.path) if made else None, "kept": kept}, said)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Put a backup in the store's place (a supervisor's PIN). The store before it is kept whole beside the new one."""
    here = session()
    actor = _actor(here, file)
    settings = here.settings
    here.close()
    from agentdesk.work.backing_up import restore
    from agentdesk.work.erase import erase_again

    done = restore(file, here.store_path, actor, settings, erase_again=erase_again)
    kept = str(done.kept) if done.kept else None
    lines = [f"{here.store_path} is as {file} has it: {done.entries} log entries."]
    if kept:
        lines.append(f"The store before is kept: {kept}")
    if done.erased_again:
        lines.append(f"Erased again, as they had been since: {done.erased_again}.")
    here.answer(
        {"store": str(here.store_path), "entries": done.entries, "kept": kept, "erased_again": done.erased_again}, lines
    )


def _actor(here: Session, file: Path) -> Actor:
    """Return who restores: by the PIN of a supervisor of the store, or of the backup where the store cannot be read."""
    if not here.store_path.exists():
        return Actor(desk="restore")
    try:
        return here.authorise("store.restore")
    except StoreError:
        from agentdesk.work.backing_up import supervisor_in

        return Actor(supervisor_in(file, here.pin("A supervisor's PIN")), "restore")
