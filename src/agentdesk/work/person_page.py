"""Everything held about a person as one file: JSON for machines, whole; or one page that they can read.

The page says what the rows mean in plain words, in the shop's time and money. What it has no words for it shows as it is:
nothing that is held is left out of it.
"""

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentdesk.clock import local_iso
from agentdesk.money import money_text
from agentdesk.settings import Settings
from agentdesk.text import visible

Rows = dict[str, list[dict[str, Any]]]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shop:
    """What the page is told in the words of: settings, staff and products by id."""

    settings: Settings
    staff: Mapping[int, str]
    products: Mapping[int, str]

    def when(self, stamp: object) -> str:
        """Return a stamp as a local time, to the minute."""
        return local_iso(str(stamp), self.settings.timezone)[:16].replace("T", " ") if stamp else ""

    def money(self, units: object) -> str:
        """Return minor units as people write them."""
        return money_text(units, self.settings.currency, self.settings.locale) if isinstance(units, int) else ""

    def who(self, number: object) -> str:
        """Return a member of staff's name."""
        return self.staff.get(number, "") if isinstance(number, int) else ""

    def item(self, number: object) -> str:
        """Return a product's name."""
        return self.products.get(number, "") if isinstance(number, int) else ""


Cell = Callable[[Shop, Row], str]


def _said(name: str) -> Cell:
    return lambda shop, row: "" if row[name] is None else str(row[name])


def _when(name: str) -> Cell:
    return lambda shop, row: shop.when(row[name])


def _money(name: str) -> Cell:
    return lambda shop, row: shop.money(row[name])


def _who(name: str) -> Cell:
    return lambda shop, row: shop.who(row[name])


def _moods(shop: Shop, row: Row) -> str:
    return f"{row['mood_in'] or '?'} → {row['mood_out'] or '?'}" if row["mood_in"] or row["mood_out"] else ""


def _no(sign: str, name: str = "id") -> Cell:
    return lambda shop, row: f"{sign}{row[name]}" if row[name] is not None else ""


# table -> its title and columns; in the order of the page
_PARTS: dict[str, tuple[str, tuple[tuple[str, Cell], ...]]] = {
    "phones": ("Phone numbers", (("number", _said("text")), ("in full", _said("e164")))),
    "emails": ("Further e-mail addresses", (("address", _said("text")),)),
    "tags": ("Tags", (("tag", _said("tag")),)),
    "orders": ("Orders", (("order", _said("ref")), ("date", _said("date")), ("status", _said("status")),
                          ("promised", _said("promised")), ("tracking", _said("tracking")))),
    "order_lines": ("What was ordered", (("order", _no("", "order_id")), ("article", _said("sku")), ("name", _said("name")),
                                         ("quantity", _said("quantity")), ("price", _money("price")))),
    "contacts": ("Conversations", (("when", _when("opened_at")), ("how", _said("channel")), ("about", _said("situation")),
                                   ("mood", _moods), ("note", _said("note")), ("what came of it", _said("outcome")),
                                   ("with", _who("owner")))),
    "promises": ("What we promised you", (("no.", _no("P-")), ("what", _said("what")), ("kind", _said("kind")),
                                          ("due", _when("due_at")), ("state", _said("state")), ("by", _who("owner")))),
    "holds": ("Set aside or waiting for you", (("no.", _no("H-")), ("what", lambda shop, row: shop.item(row["product"])),
                                               ("quantity", _said("quantity")), ("state", _said("state")),
                                               ("since", _when("placed_at")), ("until", _when("ended_at")))),
    "hold_calls": ("When we tried to reach you", (("when", _when("at")), ("hold", _no("H-", "hold")),
                                                  ("result", _said("result")), ("by", _who("staff")))),
    "remedies": ("What we gave", (("no.", _no("R-")), ("when", _when("at")), ("what", _said("kind")),
                                  ("worth", _money("value")), ("because", _said("reason")), ("state", _said("state")))),
    "vouchers": ("Vouchers", (("code", _said("code")), ("worth", _money("value")), ("valid until", _said("valid_until")),
                              ("state", _said("state")))),
    "said": ("Suggested sentences that were used", (("when", _when("at")), ("sentence", _said("line")),
                                                    ("language", _said("language")), ("about", _said("situation")))),
    "drafts": ("Typed and not yet done", (("where", _said("mode")), ("text", _said("text")))),
    "log_text": ("What was written down in the log", (("entry", _said("seq")), ("field", _said("field")),
                                                      ("text", _said("text")))),
    "log": ("The log: each act that concerns you", (("entry", _said("seq")), ("when", _when("at")), ("act", _said("kind")),
                                                    ("by", _who("actor")))),
}  # fmt: skip

_STYLE = (
    "@page{size:A4;margin:16mm 18mm}"
    "body{font:11pt/1.45 system-ui,sans-serif;margin:2em auto;padding:0 1.5em;max-width:60em;color:#20262c}"
    "h1{font-size:16pt;font-weight:600}h2{font-size:10.5pt;font-weight:600;color:#1f5d46;margin:1.6em 0 .3em}"
    "p{color:#55606a}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #e4e4de;"
    "padding:.2em .9em .2em 0;text-align:left;vertical-align:top;overflow-wrap:break-word;white-space:pre-wrap}"
    "th{font-weight:400;color:#55606a;font-size:9.5pt}tr{break-inside:avoid}@media print{body{margin:0;padding:0}}"
)


def as_json(found: Rows) -> str:
    """Return the rows as JSON, by table."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_html(found: Rows, shop: Shop, made: str) -> str:
    """Return the rows as a page; ``made`` is now (a stamp)."""
    title = f"What {shop.settings.shop} holds about you"
    parts = [
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_cell(title)}</title><style>{_STYLE}</style>',
        f"</head>\n<body><h1>{_cell(title)}</h1><p>As of {shop.when(made)}, {_cell(shop.settings.timezone)}.</p>",
    ]
    for row in found.get("customers", ()):
        told = [(name.replace("_", " "), str(value)) for name, value in row.items() if value is not None]
        parts.append(
            _table("You", (), [(name, shop.when(value) if name.endswith(" at") else value) for name, value in told])
        )
    for table, (title, columns) in _PARTS.items():
        if table in found:
            cells = [[cell(shop, row) for _, cell in columns] for row in found[table]]
            used = [at for at in range(len(columns)) if any(row[at] for row in cells)]
            parts.append(_table(title, [columns[at][0] for at in used], [[row[at] for at in used] for row in cells]))
    for table in found.keys() - _PARTS.keys() - {"customers"}:
        names = list(found[table][0])
        rows = [["" if row[name] is None else str(row[name]) for name in names] for row in found[table]]
        parts.append(_table(table.replace("_", " ").capitalize(), [name.replace("_", " ") for name in names], rows))
    return "\n".join([*parts, "</body></html>\n"])


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "<tr>" + "".join(f"<th>{_cell(each)}</th>" for each in heads) + "</tr>" if heads else ""
    body = "\n".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{_cell(title)}</h2>\n<table>{head}\n{body}</table>"


def _cell(text: str) -> str:
    return html.escape(visible(text, lines=True))
