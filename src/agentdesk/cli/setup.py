"""``agentdesk setup``: a new store, its settings and the first supervisor."""

import os
from pathlib import Path

import click

from agentdesk.cli.session import Session, session
from agentdesk.errors import Refused, StoreError
from agentdesk.settings import LANGUAGES, Settings, settings_from, settings_path, settings_text
from agentdesk.text import accept

_LANGUAGE_OF = {"SE": "sv", "NO": "nb", "JP": "ja"}
_CURRENCY_OF = {"SE": "SEK", "NO": "NOK", "JP": "JPY", "DK": "DKK", "GB": "GBP", "US": "USD", "FI": "EUR", "DE": "EUR"}
_ZONE_OF = {"SE": "Europe/Stockholm", "NO": "Europe/Oslo", "JP": "Asia/Tokyo", "GB": "Europe/London"}


@click.command("setup")
@click.option("--shop", metavar="NAME", help="The shop's name.")
@click.option("--country", metavar="CC", help="ISO 3166 country, for phone numbers: SE.")
@click.option("--currency", metavar="CUR", help="ISO 4217 currency: SEK.")
@click.option("--timezone", metavar="ZONE", help="The shop's time zone: Europe/Stockholm.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the lines when the customer's is not known."
)
@click.option("--supervisor", metavar="NAME", help="The first supervisor; the PIN comes with --pin-stdin or a prompt.")
def setup_command(
    shop: str | None,
    country: str | None,
    currency: str | None,
    timezone: str | None,
    language: str | None,
    supervisor: str | None,
) -> None:
    """Make a new store with its settings file and first supervisor."""
    here = session()
    if here.store_path.exists() and _founded(here):
        raise Refused(
            f"{here.store_path} is already set up.",
            "Use it as it is, or choose another --store.",
            code="already-set-up",
        )
    shop = accept(here.ask(shop, "--shop", "Name of the shop"), "The shop's name", limit=80)
    country = here.ask(country, "--country", "Country (two letters)", "SE").upper()
    table: dict[str, object] = {
        "shop": shop,
        "country": country,
        "currency": here.ask(currency, "--currency", "Currency", _CURRENCY_OF.get(country, "EUR")).upper(),
        "timezone": here.ask(timezone, "--timezone", "Time zone", _ZONE_OF.get(country, "Europe/Stockholm")),
        "language": here.ask(language, "--language", "Language of lines", _LANGUAGE_OF.get(country, "en")),
    }
    path = settings_path(here.store_path)
    settings = settings_from(table, path)
    name = here.ask(supervisor, "--supervisor", "Name of the first supervisor")
    _found(here, settings, name, here.pin(f"PIN of {name}"))
    here.answer(
        {"store": str(here.store_path), "settings": str(path)},
        [
            f"Store: {here.store_path}",
            f"Settings: {path}",
            f"What each role may give is set in round figures of {settings.currency}. Look at it: agentdesk limits show",
            "Next: agentdesk staff add NAME --role agent",
        ],
    )


def _founded(here: Session) -> bool:
    from agentdesk.work.setup import is_founded

    try:
        return is_founded(here.store)
    except StoreError as error:
        if error.code == "no-store":  # empty: another first start is at it, or was cut off
            return False
        raise


def _found(here: Session, settings: Settings, supervisor: str, pin: str) -> None:
    from agentdesk.staff.pins import hash_pin
    from agentdesk.staff.rules import check_pin_form
    from agentdesk.store import create_store
    from agentdesk.work.setup import found

    hashed = hash_pin(check_pin_form(pin))
    store = create_store(here.store_path, zone=settings.timezone, currency=settings.currency)
    try:
        found(store, settings, supervisor, hashed, lambda: _keep(settings_path(here.store_path), settings))
    finally:
        store.close()


def _keep(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all. Raises StoreError."""
    new = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(settings_text(settings))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise StoreError(
            f"The settings {path} cannot be written: {error.strerror}.",
            "Nothing was set up. Make room or check the folder, then do it again.",
        ) from error
