"""One settings file beside the store, in TOML: every setting typed, documented and checked when it is loaded."""

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agentdesk.errors import InvalidInput
from agentdesk.money import check_currency

LANGUAGES = ("en", "sv", "nb", "ja")
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST = 100_000  # of anything counted; days beyond it leave the calendar
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Settings:
    """A shop's settings. Durations are in the unit that their name says."""

    shop: str = "The shop"
    country: str = "SE"  # ISO 3166, for phone numbers written without a country code
    currency: str = "SEK"  # ISO 4217
    timezone: str = "Europe/Stockholm"
    language: str = "sv"  # of lines where the customer's own is not known
    exports: str = ""  # the only folder that the desk writes exports to; empty: "exports" beside the store
    pickup_days: int = 7  # open days to collect after the customer was told
    closed_weekdays: tuple[str, ...] = ("sun",)
    closed_dates: tuple[str, ...] = ()  # 2026-12-25
    open_from: str = "09:00"
    open_until: str = "18:00"
    expiry_ask_above: int = 20  # holds that would expire at once before somebody is asked
    mask_after_minutes: int = 5  # idle minutes until personal data is masked; 0: never
    novice: bool = False  # whole lines with why and delivery cues for everybody
    blind_close: bool = False
    backups_kept: int = 14  # daily copies
    checkpoint_every: int = 1000  # log entries between signed checkpoints

    @property
    def locale(self) -> str:
        """CLDR locale of the shop's own language and country: ``sv_SE``."""
        return f"{self.language}_{self.country}"


def settings_path(store: Path) -> Path:
    """Return where a store's settings lie: beside it, ``desk.db`` has ``desk.toml``."""
    return store.with_suffix(".toml")


def load_settings(path: Path) -> Settings:
    """Read and check a settings file. Raises InvalidInput naming file, key and, for broken TOML, the line."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be read: {error.strerror}.", "Check the file and its permissions."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read: {error}.", "Mend that line, then start again.") from error
    return settings_from(table, path)


def settings_from(table: dict[str, object], path: Path) -> Settings:
    """Build settings from a TOML table, checking every key and type. Raises InvalidInput naming the key."""
    known = {field.name: field for field in fields(Settings)}
    values: dict[str, object] = {}
    for key, value in table.items():
        if key not in known:
            near = ", ".join(sorted(known))
            raise InvalidInput(f"{path}: {key!r} is not a setting.", f"Known settings: {near}.")
        default = known[key].default
        if isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
                raise InvalidInput(f"{path}: {key} must be a list of texts.", f"Write {key} = {list(default)!r}.")
            values[key] = tuple(value)
        elif type(value) is not type(default):
            kind = {str: "a text in quotes", int: "a whole number", bool: "true or false"}[type(default)]
            raise InvalidInput(f"{path}: {key} must be {kind}.", f"Such as {key} = {default!r}.")
        else:
            values[key] = value
    settings = Settings(**values)  # type: ignore[arg-type]  # each is of its kind by now
    _check(settings, path)
    return settings


def _check(settings: Settings, path: Path) -> None:
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(
            f"{path}: timezone {settings.timezone!r} is not known.", "Use a name such as Europe/Stockholm."
        ) from error
    try:
        check_currency(settings.currency)
    except InvalidInput as error:
        raise InvalidInput(f"{path}: currency {error.what}", error.next) from error
    if settings.language not in LANGUAGES:
        raise InvalidInput(
            f"{path}: language {settings.language!r} is not one of {', '.join(LANGUAGES)}.", "Choose one."
        )
    if len(settings.country) != 2 or not settings.country.isalpha() or not settings.country.isupper():
        raise InvalidInput(f"{path}: country {settings.country!r} is not a country code.", "Two capitals, such as SE.")
    for day in settings.closed_weekdays:
        if day not in WEEKDAYS:
            raise InvalidInput(f"{path}: closed_weekdays has {day!r}.", f"Use {', '.join(WEEKDAYS)}.")
    for key in ("open_from", "open_until"):
        if not _TIME_OF_DAY.fullmatch(getattr(settings, key)):
            raise InvalidInput(f"{path}: {key} {getattr(settings, key)!r} is not a time of day.", "Such as 09:00.")
    for text in settings.closed_dates:
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise InvalidInput(f"{path}: closed_dates has {text!r}.", "Write days as 2026-12-25.") from error
    if len(set(settings.closed_weekdays)) == len(WEEKDAYS):
        raise InvalidInput(f"{path}: closed_weekdays closes the shop for good.", "Leave a day open.")
    for key in ("pickup_days", "expiry_ask_above", "mask_after_minutes", "backups_kept", "checkpoint_every"):
        if getattr(settings, key) < 0:
            raise InvalidInput(f"{path}: {key} cannot be negative.", f"Write {key} = 0 or more.")
        if getattr(settings, key) > _MOST:
            raise InvalidInput(f"{path}: {key} is too large.", f"Write {key} = {_MOST} or less.")


def settings_text(settings: Settings) -> str:
    """Return a settings file with every setting, as ``setup`` writes it."""
    lines = ["# agentdesk settings; every key is checked when the desk starts", ""]
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, tuple):
            text = "[" + ", ".join(_quoted(part) for part in value) + "]"
        else:
            text = str(value) if isinstance(value, int) else _quoted(value)
        lines.append(f"{field.name} = {text}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    import json  # only where a file is written

    # JSON writes a text as TOML reads it, but for DEL, which TOML wants escaped too
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
