"""``agentdesk watch``: the supervisor's view of the shift, which cannot write."""

import sys

import click

from agentdesk.cli.session import session
from agentdesk.errors import Refused


@click.command("watch")
def watch_command() -> None:
    """Watch the shift as it runs. Who is on, what is owed, where authority goes, the log; nothing can be changed."""
    here = session()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("The view needs a terminal.", "Without one: agentdesk log show", code="no-terminal")
    from agentdesk.clock import SystemClock
    from agentdesk.desk.keyboard import take_any_bytes
    from agentdesk.supervisor.app import WatchApp  # 400 ms: Textual
    from agentdesk.supervisor.watching import Watching

    watching = Watching(here.store_path, here.settings, SystemClock())
    app = WatchApp(watching)
    take_any_bytes()
    try:
        app.run()
    finally:
        watching.close()
    if app.return_code:
        raise click.exceptions.Exit(app.return_code)
