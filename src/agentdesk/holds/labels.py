"""Shelf labels: plain text, 40 columns, for any printer; bar codes as digits, wide characters counted as two."""

import unicodedata

from agentdesk.catalog.model import Product
from agentdesk.clock import moment, shop_day
from agentdesk.customers.model import Customer
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Hold, Tell
from agentdesk.holds.words import day_words
from agentdesk.text import visible

COLUMNS = 40


def label(hold: Hold, product: Product, customer: Customer | None, hours: Hours, *, parts: int = 1) -> str:
    """Return the label of a hold's units. ``parts``: how many holds share its promise, so that none is left behind."""
    placed = shop_day(moment(hold.aside_at or hold.placed_at), hours.zone)
    who = customer.name if customer else "walk-in: keep this label"
    lines = [
        _both(hold.word, f"{hold.quantity} pcs" + (f", {parts} parts" if parts > 1 else "")),
        *_wrapped(who, 2),
        *_wrapped(product.name, 2),
        _both(product.sku, product.barcode or ""),
    ]
    if hold.collect_by:
        until = shop_day(moment(hold.collect_by), hours.zone)
        lines.append(_both(f"until {day_words(until, placed)}", f"aside {placed.day} {placed:%b}"))
    else:
        lines.append(_both("to be told" if hold.tell is not Tell.NONE else "", f"aside {placed.day} {placed:%b}"))
    rule = "-" * COLUMNS
    return "\n".join([rule, *lines, rule])


def width(text: str) -> int:
    """Return how many columns a text takes: wide characters two, marks on a letter none."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _fit(text: str, columns: int) -> tuple[str, str]:
    """Return what fits and what is left, cut at a space where there is one in the second half."""
    taken = 0
    for at, character in enumerate(text):
        taken += _cells(character)
        if taken > columns:
            space = text.rfind(" ", columns // 2, at)
            cut = space if space > 0 else at
            return text[:cut], text[cut:].strip()
    return text, ""


def _wrapped(text: str, most: int) -> list[str]:
    lines: list[str] = []
    rest = visible(text)
    while rest and len(lines) < most:
        line, rest = _fit(rest, COLUMNS)
        lines.append(line)
    if rest:
        lines[-1] = _fit(lines[-1], COLUMNS - 1)[0] + "…"
    return lines or [""]


def _both(left: str, right: str) -> str:
    left, right = visible(left), visible(right)
    room = COLUMNS - width(right) - (1 if right else 0)
    if width(left) > room:
        left = _fit(left, room - 1)[0] + "…"
    return (left + " " * (COLUMNS - width(left) - width(right)) + right).rstrip()
