"""``agentdesk doctor``: what is wrong with the store, and what to do about it."""

import click

from agentdesk.cli.session import session
from agentdesk.clock import SystemClock


@click.command("doctor")
def doctor_command() -> None:
    """Look the store over without writing: file, pages, guards, log, keys, copies. Exit status 1 where something is wrong."""
    here = session()
    from agentdesk.work.doctor import examine

    found = examine(here.store_path, SystemClock().now())
    lines = []
    for each in found:
        lines.append(f"{'✓' if each.well else '!'} {each.check}: {each.what}")
        if each.next:
            lines.append(f"    {each.next}")
    rows = [{"check": each.check, "ok": each.well, "what": each.what, "next": each.next} for each in found]
    here.answer(rows, lines)
    click.get_current_context().exit(0 if all(each.well for each in found) else 1)
