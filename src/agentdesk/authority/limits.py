"""The limits file: readable TOML, a section a role, checked before it counts."""

import hashlib
import tomllib
from importlib.resources import files

from agentdesk.authority.model import Kind, Limits, RoleLimits, Rule
from agentdesk.errors import InvalidInput
from agentdesk.money import minor, percent_points
from agentdesk.staff.model import ROLE_WORDS

_AMOUNTS = {
    "most_amount": "amount",
    "customer_sum": "customer_sum",
    "shift": "shift",
    "day": "day",
    "week": "week",
    "month": "month",
    "approves": "approves",
}
_COUNTS = ("customer_count", "customer_days")


class BadLimits(InvalidInput):
    """A limits file that cannot count, with the key that is wrong."""

    code = "bad-limits"


def shipped() -> str:
    """Return the limits that a new shop begins with."""
    return files(__package__).joinpath("default_limits.toml").read_text(encoding="utf-8")


def text_hash(text: str) -> str:
    """Return the hash by which a version of the file is known: SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_limits(text: str, currency: str, version: int = 0) -> Limits:
    """Read and check a limits file. Raises BadLimits naming section and key."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadLimits(f"The limits file is not TOML: {error}.", "Mend that line.") from error
    floor = table.pop("margin_floor", None)
    unknown = sorted(set(table) - set(ROLE_WORDS))
    if unknown:
        raise BadLimits(f"[{unknown[0]}] is no role.", f"Sections: {', '.join(ROLE_WORDS)}.")
    missing = [role for role in ROLE_WORDS if role not in table]
    if missing:
        raise BadLimits(f"The section [{missing[0]}] is missing.", "Every role needs one.")
    roles = {role: _role(role, table[role], currency) for role in ROLE_WORDS}
    points = None if floor is None else _percent("margin_floor", floor)
    return Limits(version, text_hash(text), roles, points)


def _role(role: str, section: object, currency: str) -> RoleLimits:
    if not isinstance(section, dict):
        raise BadLimits(f"{role} must be a section.", f"Write [{role}].")
    rules = {}
    values: dict[str, int | None] = {
        "percent": None, "amount": None, "customer_sum": None, "customer_count": None, "shift": None, "approves": None,
    }  # fmt: skip
    for key, value in section.items():
        where = f"[{role}] {key}"
        if key in set(Kind):
            if value not in set(Rule):
                raise BadLimits(f"{where} = {value!r} is no rule.", f"Use {', '.join(Rule)}.")
            rules[Kind(key)] = Rule(value)
        elif key == "most_percent":
            values["percent"] = _percent(where, value)
        elif key in _AMOUNTS:
            values[_AMOUNTS[key]] = _amount(where, value, currency)
        elif key in _COUNTS:
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise BadLimits(f"{where} must be a whole number, 0 or more.", f"Such as {key} = 1.")
            values[key] = value
        else:
            raise BadLimits(
                f"{where} is not known.", f"Known: {', '.join([*Kind, 'most_percent', *_AMOUNTS, *_COUNTS])}."
            )
    for kind in Kind:
        rules.setdefault(kind, Rule.APPROVAL)
    days = values.pop("customer_days", None)
    return RoleLimits(role, rules, customer_days=days or 90, **values)


def _amount(where: str, value: object, currency: str) -> int:
    if not isinstance(value, str):
        raise BadLimits(f"{where} must be an amount in quotes.", 'Such as "150" or "149.50"; a bare number is a float.')
    units = minor(value, currency)
    if units < 0:
        raise BadLimits(f"{where} is negative.", 'Use "0" for: always ask.')
    return units


def _percent(where: str, value: object) -> int:
    if not isinstance(value, str):
        raise BadLimits(f"{where} must be a percentage in quotes.", 'Such as "10" or "12.5".')
    points = percent_points(value)
    if not 0 <= points <= 10000:
        raise BadLimits(f"{where} must lie between 0 and 100.", 'Such as "10".')
    return points
