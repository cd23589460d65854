"""The pieces of what an entry says, and how acts on goods, and on the store itself, say theirs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from agentdesk.log.reading import Entry

Money = Callable[[int], str]
Facts = Mapping[str, Any]


def day(text: str | None) -> str:
    """Return a stamp's or a day's date as the screen writes it: ``7 Nov``."""
    if not text:
        return ""
    day = date.fromisoformat(text[:10])
    return f"{day.day} {day:%b}"


def quoted(entry: Entry, field: str) -> str:
    """Return a text of the entry in quotation marks; empty where it was erased."""
    return f"“{entry.texts[field]}”" if field in entry.texts else ""


def joined(*parts: str) -> str:
    """Return the parts that say something, two spaces apart."""
    return "  ".join(part for part in parts if part)


def received(entry: Entry, data: Facts, _money: Money) -> str:
    """Return what came of a delivery's line."""
    damaged = entry.record["after"].get("damaged")
    came = f"{entry.record['after']['received']} of {data['ordered']}"
    return joined(f"D-{data['delivery']}", str(entry.record["item"]), came, f"{damaged} damaged" if damaged else "")


def delivery(entry: Entry, data: Facts, _money: Money) -> str:
    """Return a delivery with what is in it, and when it is due."""
    was, now = entry.record["before"].get("expected"), entry.record["after"].get("expected")
    lines = ", ".join(f"{sku} × {units}" for sku, units in data.get("lines") or ())
    due = f"{day(was)} → {day(now)}" if was and now else f"due {day(data['expected'])}" if "expected" in data else ""
    return joined(
        f"D-{data['delivery']}", str(data.get("supplier") or ""), lines or str(entry.record["item"] or ""), due
    )


def stock(entry: Entry, data: Facts, _money: Money) -> str:
    """Return what was counted, and what the desk had thought."""
    was, now = entry.record["before"]["on_hand"], entry.record["after"]["on_hand"]
    short = f"{data['short']} short" if data.get("short") else ""
    return joined(str(entry.record["item"]), f"{was} → {now}", f"as of {day(data['as_of'])}", short)


def imported(entry: Entry, data: Facts, _money: Money) -> str:
    """Return how many rows an import brought."""
    return joined(*(f"{data[what]} {what}" for what in ("added", "updated") if data.get(what)))


def product(entry: Entry, data: Facts, _money: Money) -> str:
    """Return a product, and what it is linked with."""
    return joined(str(entry.record["item"]), f"{data['kind']} {data['other']}" if "other" in data else "")


def taken_out(entry: Entry, data: Facts, _money: Money) -> str:
    """Return which entries left the building."""
    return f"entries {data['first']} to {data['last']}  {data['format']}"


def backed_up(entry: Entry, data: Facts, _money: Money) -> str:
    """Return the file that the store was copied to, or kept in."""
    return joined(
        str(data.get("file") or data.get("kept") or ""), f"{data['entries']} entries" if "entries" in data else ""
    )


def mended(entry: Entry, data: Facts, _money: Money) -> str:
    """Return how many damaged rows of which table were put right."""
    return f"{data['rows']} in {str(data['table']).replace('_', ' ')}"


def version(entry: Entry, data: Facts, _money: Money) -> str:
    """Return the number of the limits that hold now."""
    return f"version {entry.record['after']['version']}"


def key(entry: Entry, data: Facts, _money: Money) -> str:
    """Return the beginning of a key's name."""
    return f"key {entry.record['after']['key'][:8]}…"


def nothing(entry: Entry, data: Facts, _money: Money) -> str:
    """Return nothing: the kind says it all."""
    return ""
