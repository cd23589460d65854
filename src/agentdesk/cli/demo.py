"""``agentdesk demo``: the sample shop in a throw-away store; without a terminal, one scripted call."""

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from agentdesk.cli.session import Session, session
from agentdesk.settings import load_settings, settings_path


@click.command("demo")
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep the shop in this folder.")
def demo_command(keep: Path | None) -> None:
    """Open a sample shop in the middle of a shift. It has customers in four languages and late deliveries.

    Nothing of yours is touched. Without a terminal it plays one call and prints what was said and logged.
    """
    here = session()
    if keep is not None:
        _run(here, keep)
        return
    with TemporaryDirectory(prefix="agentdesk-demo-", ignore_cleanup_errors=True) as folder:
        _run(here, Path(folder))


def _run(here: Session, folder: Path) -> None:
    from agentdesk.sample.shop import ME, PIN, open_sample

    here.say(f"Opening the sample shop in {folder} … (Mira's PIN is {PIN})")
    store = open_sample(folder)
    shop = replace(here, store_path=store.path)
    shop.store, shop.settings = store, load_settings(settings_path(store.path))
    try:
        if sys.stdin.isatty() and sys.stdout.isatty() and not here.json:
            from agentdesk.cli.desk import open_desk

            open_desk(shop, person_id=ME, desk="phone 2")
        else:
            from agentdesk.sample.call import play

            here.answer(*play(store, shop.settings))
    finally:
        store.close()
