"""Telephone numbers: any national or international writing, read once on the way in and found by its digits ever after.

A number is searched from its end, so an index key is the digits reversed: country code, trunk zero and whatever else
people leave out stand last and need not be typed. Numbers that no country knows keep their digits.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SHORTEST = 4  # digits that are enough to look a number up
LONGEST = 20  # E.164 has 15; old files add prefixes

_EXTENSION = re.compile(
    r"[\s,;.(]*(?:(?<=[\d\s).,;])x|ext(?:ension|n)?|anknytning|ankn|internt?|linje|durchwahl|poste|内線|#)[\s.:]*(\d{1,6})\)?\s*\Z",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"[\d+ ()\-.]*\Z")  # nearly every number: no extension, no second one
_TRUNK_IN_BRACKETS = re.compile(r"\(0+\)")
_NOT_DIGITS = re.compile(r"\D+")
_APART = re.compile(r"\s*(?:[;|\n]|,(?=\s*[+(\d])|\s(?:eller|or|och|og|and|または|及び)\s)\s*", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")
_TYPED_NUMBER = re.compile(r"[+(]?[\d+()\s./\-‐‑–—]*\d[\d()\s./\-‐‑–—]*\Z")
# calling codes of one and three digits; every other one has two (ITU-T E.164, list of 2016-11-15)
_THREE_DIGITS = re.compile(r"2[1-69]\d|3[578]\d|42\d|50\d|59\d|6[7-9]\d|8[0578]\d|9[679]\d")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was written, in E.164 where it can be one, and the digits it is searched by."""

    text: str
    e164: str | None
    digits: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one country writes its numbers: calling code, trunk prefix, possible lengths without it."""

    code: str
    trunk: str
    lengths: frozenset[int]
    simple: bool  # no rules that rewrite a number: what follows the trunk prefix is the number
    abroad: str  # numbers that begin so are read by all rules: Japan's 010
    plain: bool  # nor other prefixes, such as carriers': length tells the rest


@lru_cache(maxsize=300)
def _plan(region: str) -> _Plan | None:
    from phonenumbers import PhoneMetadata  # 28 ms; only on the way in, never while looking up

    known = PhoneMetadata.metadata_for_region(region, None)
    if known is None:
        return None
    trunk = known.national_prefix or ""
    rule = known.national_prefix_for_parsing or ""
    general = known.general_desc
    lengths = frozenset(general.possible_length) if general and general.possible_length else frozenset(range(4, 16))
    simple = known.national_prefix_transform_rule is None and "0?" not in rule  # Belarus: 8 or 80
    # what else Japan's rules know begins with two zeros, or with 010 for a call abroad
    simple = simple or region == "JP"
    plain = simple and rule.removesuffix("|180020") in {trunk, ""}
    return _Plan(str(known.country_code), trunk, lengths, simple, "010" if region == "JP" else "", plain)


def read(text: str, region: str) -> Phone:
    """Read one number written in ``region`` (ISO 3166); never fails: what is no number keeps its digits."""
    bare, international = _digits(text)
    plan = _plan(region)
    national = bare
    e164: str | None
    if international:
        e164 = _international(bare)
        return Phone(text, e164, e164[1:] if e164 else bare)
    if plan is None:
        return Phone(text, None, bare)
    trunk = plan.trunk
    by_rules = not plan.simple or (plan.abroad and bare.startswith(plan.abroad))
    if trunk and bare.startswith(trunk) and len(bare) - len(trunk) in plan.lengths and not by_rules:
        e164 = f"+{plan.code}{bare[len(trunk) :]}"
    elif plan.plain:
        if len(bare) not in plan.lengths and trunk == "0":
            national = bare.lstrip("0")
        e164 = f"+{plan.code}{national}" if len(national) in plan.lengths else None
    else:
        e164 = _parsed(text, region)
        if e164 is None and trunk:
            national = bare.removeprefix(trunk)
    if e164:
        return Phone(text, e164, e164[1:])
    return Phone(text, None, plan.code + national if len(national) >= SHORTEST else bare)


def _parsed(text: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(_without_extension(text), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _international(digits: str) -> str | None:
    """Return E.164 of digits that begin with a calling code, a trunk zero behind it dropped; None for no such code."""
    from phonenumbers import region_code_for_country_code

    code = calling_code(digits)
    region = region_code_for_country_code(int(code)) if code else "ZZ"
    plan = _plan(region) if region not in {"ZZ", "001"} else None
    if plan is None:
        return None
    rest = digits[len(code) :]
    if rest.startswith("0") and plan.trunk == "0" and len(rest) - 1 in plan.lengths:
        rest = rest[1:]
    return f"+{code}{rest}" if len(rest) in plan.lengths else None


def calling_code(digits: str) -> str:
    """Return the calling code that digits begin with, by ITU-T E.164's lengths; it may be unassigned."""
    if digits[:1] in {"1", "7"}:
        return digits[0]
    if digits.startswith("0"):
        return ""
    return digits[:3] if _THREE_DIGITS.match(digits) else digits[:2]


def _without_extension(text: str) -> str:
    return text if _SIMPLE.match(text) else _EXTENSION.sub("", text)


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _without_extension(text).strip()


def _digits(text: str) -> tuple[str, bool]:
    """Return a number's digits without its extension, and whether they begin with a calling code."""
    text = _plain(text)
    if text.startswith(("+", "00", "(+", "(00")):
        text = _TRUNK_IN_BRACKETS.sub("", text)
        bare = _NOT_DIGITS.sub("", text)[:LONGEST]
        return (bare, True) if "+" in text[:2] else (bare[2:], True)
    return _NOT_DIGITS.sub("", text)[:LONGEST], False


def several(text: str) -> list[str]:
    """Return the numbers in one cell: ``070-1740635 / 08-123456`` is two, ``030/0074321`` is one."""
    if text and _SIMPLE.match(text):
        return [text.strip()]
    found = []
    for part in _APART.split(text.strip()):
        pieces = _SLASH.split(part)
        if len(pieces) > 1 and all(len(_NOT_DIGITS.sub("", piece)) >= 6 for piece in pieces):
            found += pieces
        else:
            found.append(part)
    return [part.strip() for part in found if part.strip()]


def keys(phone: Phone) -> list[str]:
    """Return the index keys of a number, reversed: its full digits; where they differ, the digits as written.

    A national number that keeps its zero (Italy, old Norwegian ones) is found behind a calling code without it, too.
    """
    bare, _ = _digits(phone.text)
    full = phone.digits or bare
    written = bare.lstrip("0")
    found = [full[::-1]] if len(full) >= SHORTEST else []
    if len(written) >= SHORTEST and not full.endswith(written):
        found.append(written[::-1])
    if phone.e164:
        code = calling_code(full)
        without = code + full[len(code) :].lstrip("0")
        if without != full and len(without) >= SHORTEST:
            found.append(without[::-1])
    return found


def typed(text: str) -> list[str]:
    """Return the reversed digits to look a typed number up by, likeliest first; empty when it is none."""
    text = _plain(text)
    if not _TYPED_NUMBER.match(text):
        return []
    bare, international = _digits(text)
    found = []
    if international:
        code = calling_code(bare)
        found = [bare, code + bare[len(code) :].lstrip("0")] if code else [bare]
    literal = _NOT_DIGITS.sub("", text)[:LONGEST]
    found += [literal.lstrip("0"), literal]
    return [digits[::-1] for digits in dict.fromkeys(found) if len(digits) >= SHORTEST]


def beginning(phone: Phone) -> str:
    """Return what somebody types first of a number: its digits without calling code and trunk zero; "" for too few."""
    digits = phone.digits[len(calling_code(phone.digits)) :] if phone.e164 else _digits(phone.text)[0]
    national = digits.lstrip("0")
    return national if len(national) >= SHORTEST else ""


def begun(text: str) -> tuple[str, str]:
    """Return (calling code or "", first digits without trunk zero) of a number that is still being typed; none: ""."""
    text = _plain(text)
    if not _TYPED_NUMBER.match(text):
        return "", ""
    digits, international = _digits(text)
    code = calling_code(digits) if international else ""
    national = digits[len(code) :].lstrip("0")
    return (code, national) if len(national) >= SHORTEST - 1 and len(digits) >= SHORTEST else ("", "")


def begins(digits: str, code: str, national: str) -> bool:
    """Say whether stored digits are a number that begins so; without a calling code, whichever country it is in."""
    if code:
        return digits.startswith(code) and digits[len(code) :].lstrip("0").startswith(national)
    return any(digits[cut:].lstrip("0").startswith(national) for cut in range(4))


def endings(text: str) -> list[str]:
    """Return shorter and shorter ends (reversed) of a full number that was not found: other trunks, lost area codes."""
    digits = _digits(text)[0].lstrip("0")
    return [digits[cut:][::-1] for cut in range(1, len(digits) - 6)][:6]
