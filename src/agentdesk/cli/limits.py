"""``agentdesk limits``: what each role may give alone."""

from pathlib import Path
from typing import Any

import click

from agentdesk.authority import actions, records
from agentdesk.authority.limits import BadLimits, gaps, read_limits
from agentdesk.authority.model import Limits, RoleLimits
from agentdesk.cli.session import Session, session, table
from agentdesk.clock import local_iso
from agentdesk.errors import NotFound
from agentdesk.money import decimal_text, percent_text
from agentdesk.staff.records import everybody, names


@click.group("limits")
def limits_command() -> None:
    """What each role may give alone."""


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLimits(f"{file} cannot be read: {error}.", "Check the path; the file is UTF-8 text.") from error


def role_row(role: RoleLimits, currency: str) -> dict[str, Any]:
    """Return one role's limits as commands print them; null: no limit."""

    def money(units: int | None) -> str | None:
        return None if units is None else decimal_text(units, currency)

    return {
        **{kind.value: rule.value for kind, rule in role.rules.items()},
        "most_percent": None if role.percent is None else percent_text(role.percent),
        "most_amount": money(role.amount),
        "customer_sum": money(role.customer_sum),
        "customer_count": role.customer_count,
        "customer_days": role.customer_days,
        "shift": money(role.shift),
        "day": money(role.day),
        "week": money(role.week),
        "month": money(role.month),
        "approves": money(role.approves),
    }


def limits_row(limits: Limits, currency: str) -> dict[str, Any]:
    """Return limits as commands print them."""
    return {
        "version": limits.version,
        "hash": limits.hash,
        "currency": currency,
        "margin_floor": None if limits.margin_floor is None else percent_text(limits.margin_floor),
        "voucher_days": limits.voucher_days,
        "request_minutes": limits.request_minutes,
        "roles": {name: role_row(role, currency) for name, role in limits.roles.items()},
    }


@limits_command.command("show")
@click.option("--version", type=click.IntRange(1), help="An earlier version, as it was set.")
def show(version: int | None) -> None:
    """Print the limits in force. The file as it was set, or with --json what it says."""
    here = session()
    if version is not None:
        _show_version(here, version)
        return
    limits = actions.current_limits(here.connection, here.settings.currency)
    found = records.limits_in_force(here.connection)
    assert found is not None
    people = names(here.connection)
    versions = [
        {
            "version": row["version"],
            "hash": row["hash"],
            "set_by": people.get(row["set_by"]),
            "set_at": local_iso(row["set_at"], here.settings.timezone),
        }
        for row in records.limits_versions(here.connection)
    ]
    words = [
        f"# version {limits.version}, hash {limits.hash[:12]}…, amounts in {here.settings.currency}",
        found["text"],
    ]
    here.answer(limits_row(limits, here.settings.currency) | {"versions": versions}, words)
    _warn(here, limits)


def _show_version(here: Session, version: int) -> None:
    text = records.limits_text(here.connection, version)
    if text is None:
        raise NotFound(f"There is no version {version} of the limits.", "See: agentdesk limits show --json")
    limits = read_limits(text, here.settings.currency, version)
    here.answer(limits_row(limits, here.settings.currency), [f"# version {version}, hash {limits.hash[:12]}…", text])


def _warn(here: Session, limits: Limits) -> list[str]:
    """Say on standard error where nobody could say yes."""
    found = gaps(limits, everybody(here.connection))
    for gap in found:
        here.say(f"Warning: {gap}")
    return found


def _checked(file: Path, currency: str) -> tuple[str, Limits]:
    """Return a file's text and what it says. Raises BadLimits naming file, section and key."""
    text = _read(file)
    try:
        return text, read_limits(text, currency)
    except BadLimits as error:
        raise BadLimits(f"{file.name}: {error.what}", error.next) from error


@limits_command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check a limits file before it is set."""
    here = session()
    _, limits = _checked(file, here.settings.currency)
    warnings = _warn(here, limits)
    here.answer(
        {"ok": True, "hash": limits.hash, "warnings": warnings}, f"{file} can be set (hash {limits.hash[:12]}…)."
    )


@limits_command.command("set")
@click.argument("file", type=click.Path(path_type=Path))
def set_(file: Path) -> None:
    """Put a limits file in force (a supervisor's PIN). Every version is kept."""
    here = session()
    text, _ = _checked(file, here.settings.currency)
    with here.store.act(here.authorise("limits.set")) as act:
        limits = actions.set_limits(act, text)
    warnings = _warn(here, limits)
    here.answer(
        {"version": limits.version, "hash": limits.hash, "warnings": warnings},
        f"Limits version {limits.version} are in force (hash {limits.hash[:12]}…).",
    )


@limits_command.command("usage")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far back.")
def usage(days: int) -> None:
    """Print where authority goes.

    What was given, asked and refused; how far apart; just under the limits; who approves whom.
    """
    from agentdesk.authority.fairness import FIGURES, usage_of

    here = session()
    currency = here.settings.currency
    with here.store.reading() as connection:
        limits = actions.current_limits(connection, currency)
        found = usage_of(connection, limits, here.store.clock.now(), days)
    data = found.row(currency)
    words = [f"The last {days} days, amounts in {currency}", ""]
    for name, (title, figures) in FIGURES.items():
        rows = data[name]
        words += [title, f"  {figures}", *table(rows, list(rows[0]) if rows else []), ""]
    here.answer(data, words)
