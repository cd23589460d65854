"""The limits file: readable TOML, a section a role, checked before it counts."""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import lru_cache

from agentdesk.authority.model import Kind, Limits, RoleLimits, Rule
from agentdesk.errors import InvalidInput
from agentdesk.money import decimal_text, minor, percent_points
from agentdesk.staff.model import ROLE_WORDS, Person

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
_SPANS = {"voucher_days": 365, "request_minutes": 60}  # of the shop, with what counts where they are left out


class BadLimits(InvalidInput):
    """A limits file that cannot count, with the key that is wrong."""

    code = "bad-limits"


def text_hash(text: str) -> str:
    """Return the hash by which a version of the file is known: SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def read_limits(text: str, currency: str, version: int = 0) -> Limits:
    """Read and check a limits file. Raises BadLimits naming section and key.

    The last versions read are kept: parsing takes longer than deciding. What is returned is never changed.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadLimits(f"The limits file is not TOML: {error}.", "Mend that line.") from error
    floor = table.pop("margin_floor", None)
    spans = {key: _count(key, table.pop(key, default), least=1) for key, default in _SPANS.items()}
    unknown = sorted(set(table) - set(ROLE_WORDS))
    if unknown:
        raise BadLimits(
            f"[{unknown[0]}] is not a role.",
            f"Sections: {', '.join(ROLE_WORDS)}; before them margin_floor, {', '.join(_SPANS)}.",
        )
    missing = [role for role in ROLE_WORDS if role not in table]
    if missing:
        raise BadLimits(f"The section [{missing[0]}] is missing.", "Every role needs one.")
    roles = {role: _role(role, table[role], currency) for role in ROLE_WORDS}
    points = None if floor is None else _percent("margin_floor", floor)
    return Limits(version, text_hash(text), roles, points, currency, **spans)


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
            if not isinstance(value, str) or value not in set(Rule):
                raise BadLimits(f"{where} = {value!r} is not a rule.", f"Use {', '.join(Rule)}.")
            rules[Kind(key)] = Rule(value)
        elif key == "most_percent":
            values["percent"] = _percent(where, value)
        elif key in _AMOUNTS:
            values[_AMOUNTS[key]] = _amount(where, value, currency)
        elif key in _COUNTS:
            values[key] = _count(where, value, least=1 if key == "customer_days" else 0)
        else:
            raise BadLimits(
                f"{where} is not known.", f"Known: {', '.join([*Kind, 'most_percent', *_AMOUNTS, *_COUNTS])}."
            )
    for kind in Kind:
        rules.setdefault(kind, Rule.APPROVAL)
    days = values.pop("customer_days", None)
    return RoleLimits(role, rules, customer_days=days or 90, **values)


def _count(where: str, value: object, *, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 100_000:
        raise BadLimits(f"{where} must be a whole number, {least} or more.", "Without quotes, such as 90.")
    return value


def _amount(where: str, value: object, currency: str) -> int:
    if not isinstance(value, str):
        raise BadLimits(f"{where} must be an amount in quotes.", 'Such as "150" or "149.50"; a bare number is a float.')
    try:
        units = minor(value, currency)
    except InvalidInput as error:
        raise BadLimits(f"{where}: {error.what}", 'Write an amount such as "150".') from error
    if units < 0:
        raise BadLimits(f"{where} is negative.", 'Use "0" for: always ask.')
    return units


def _percent(where: str, value: object) -> int:
    if not isinstance(value, str):
        raise BadLimits(f"{where} must be a percentage in quotes.", 'Such as "10" or "12.5".')
    try:
        points = percent_points(value)
    except InvalidInput as error:
        raise BadLimits(f"{where}: {error.what}", 'Write a percentage such as "10".') from error
    if not 0 <= points <= 10000:
        raise BadLimits(f"{where} must lie between 0 and 100.", 'Such as "10".')
    return points


def gaps(limits: Limits, people: Sequence[Person]) -> list[str]:
    """Return, in words, where nobody could say yes: each a dead end for somebody who asks."""
    able = [each for each in people if not each.retired and each.pin and limits.roles[each.role.word].approves != 0]
    if not able:
        return ["Nobody here can approve anything: no role with “approves” has a person with a PIN."]
    found = []
    ceilings = [limits.roles[each.role.word].approves for each in able]
    known = [ceiling for ceiling in ceilings if ceiling is not None]
    if len(known) == len(ceilings):
        top = f"{decimal_text(max(known), limits.currency)} {limits.currency}"
        found.append(f"Nobody here can approve more than {top}: add an owner.")
    roles = [limits.roles[each.role.word] for each in able]
    for kind in Kind:
        asked = any(role.rule(kind) is not Rule.DENIED for role in limits.roles.values())
        if asked and all(role.approves is not None and role.rule(kind) is Rule.DENIED for role in roles):
            found.append(f"Nobody here can approve {kind.value}: every role that approves denies it.")
    if len(able) == 1:
        found.append(f"Only {able[0].name} can approve, and never their own requests: add another.")
    return found
