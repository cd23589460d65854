"""``agentdesk keys``: what the log is signed with."""

import click

from agentdesk.cli.session import session
from agentdesk.clock import local_iso
from agentdesk.log import keys


@click.group("keys")
def keys_command() -> None:
    """The keys that sign checkpoints and exports. Their private halves lie beside the store, never in a backup."""


@keys_command.command("show")
def show() -> None:
    """Show every key that ever signed here, newest first. Note the newest one's id somewhere outside this machine."""
    here = session()
    if not keys.known(here.connection):
        from agentdesk.log.checkpoints import checkpoint

        with here.store.act(here.actor()) as act:
            checkpoint(act)
    found = keys.known(here.connection)
    rows = [
        {
            "key": each.id,
            "public": each.public.hex(),
            "made": local_iso(each.made_at, here.settings.timezone),
            "signs": at == 0 and each.here,
            "private_here": each.here,
        }
        for at, each in enumerate(found)
    ]
    lines = []
    for row in rows:
        lines += [f"key {row['key']}" + ("  signs now" if row["signs"] else ""), f"  public {row['public']}",
                  f"  made {row['made']}"]  # fmt: skip
    here.answer(rows, lines)


@keys_command.command("rotate")
def rotate() -> None:
    """Make the key that signs from now on (a supervisor's PIN). Old signatures stay valid under the old key."""
    here = session()
    actor = here.authorise("keys.rotate")
    from agentdesk.log.checkpoints import checkpoint

    with here.store.act(actor) as act:
        checkpoint(act)  # what is there is signed by the old key, where it can still sign
        made = keys.make(act)
        checkpoint(act)
    here.answer(
        {"key": made.id, "public": made.public.hex()},
        [f"Key {made.id} signs from now on.", f"  public {made.public.hex()}", "Note it outside this machine."],
    )
