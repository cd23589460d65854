"""``agentdesk doctor``: what is wrong with the store, and what to do about it."""

import click

from agentdesk.cli.session import session
from agentdesk.clock import SystemClock


@click.command("doctor")
@click.option("--mend", is_flag=True, help="First bring the lookup index up to date, if an import was killed.")
def doctor_command(*, mend: bool) -> None:
    """Look the store over without writing to it.

    File, pages, guards, log, index and copies. Exit status 1 if something is wrong.
    """
    here = session()
    from agentdesk.work import doctor
    from agentdesk.work.doctor import examine

    if mend:
        done = doctor.mend(here.store, here.actor())
        here.say(f"{done:,} records were brought into the lookup index." if done else "Nothing was left to mend.")
    found = examine(here.store_path, SystemClock().now())
    lines = []
    for each in found:
        lines.append(f"{'✓' if each.well else '!'} {each.check}: {each.what}")
        if each.next:
            lines.append(f"    {each.next}")
    rows = [{"check": each.check, "ok": each.well, "what": each.what, "next": each.next} for each in found]
    here.answer(rows, lines)
    click.get_current_context().exit(0 if all(each.well for each in found) else 1)
