"""``agentdesk doctor``: what is wrong with the store, and what to do about it."""

import click

from agentdesk.cli.session import session
from agentdesk.clock import SystemClock


@click.command("doctor")
@click.option(
    "--mend",
    is_flag=True,
    help="First put damaged rows right by the daily copies, and index what a killed import left out.",
)
@click.option(
    "--keep-shown", is_flag=True, help="With --mend: where no copy says which value is right, keep what the desk shows."
)
def doctor_command(*, mend: bool, keep_shown: bool) -> None:
    """Look the store over without writing to it.

    File, pages, guards, log, index and copies. Exit status 1 if something is wrong.
    """
    here = session()
    from agentdesk.work import doctor

    if mend:
        rows = doctor.mend_damaged(here.store, here.actor(), keep_shown=keep_shown)
        indexed = doctor.mend(here.store, here.actor())
        if rows.right:
            here.say(f"Put right: {'; '.join(rows.right)}.")
        if rows.left:
            here.say(f"Left: {'; '.join(rows.left)}. No daily copy tells which value is right, or another row has it.")
        if indexed:
            here.say(f"{indexed:,} records were brought into the lookup index.")
        if not (rows.right or rows.left or indexed):
            here.say("Nothing was left to mend.")
    found = doctor.examine(here.store_path, SystemClock().now())
    lines = []
    for each in found:
        lines.append(f"{'✓' if each.well else '!'} {each.check}: {each.what}")
        if each.next:
            lines.append(f"    {each.next}")
    answers = [{"check": each.check, "ok": each.well, "what": each.what, "next": each.next} for each in found]
    here.answer(answers, lines)
    click.get_current_context().exit(0 if all(each.well for each in found) else 1)
