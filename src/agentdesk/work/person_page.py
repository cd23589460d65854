"""Everything held about a person as one file: JSON for machines, or one readable HTML page."""

import html
import json
from typing import Any

from agentdesk.text import visible

_STYLE = (
    "body{font:14px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;color:#20262c}h2{font-size:1em;margin-top:2em}"
    "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ddd;padding:.2em .6em;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}th{font-weight:600;color:#55606a}"
)


def as_json(found: dict[str, list[dict[str, Any]]]) -> str:
    """Return the rows as JSON, by table."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_html(found: dict[str, list[dict[str, Any]]], shop: str) -> str:
    """Return the rows as a page, a table each; columns that are empty throughout are left out."""
    title = f"What {shop} holds about you"
    parts = [f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{_cell(title)}</title><style>{_STYLE}</style></head>',
             f"<body><h1>{_cell(title)}</h1>"]  # fmt: skip
    for table, rows in found.items():
        names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
        parts.append(f"<h2>{_cell(table.replace('_', ' '))}</h2><table><tr>")
        parts.append("".join(f"<th>{_cell(name.replace('_', ' '))}</th>" for name in names) + "</tr>")
        for row in rows:
            cells = ("" if row[name] is None else str(row[name]) for name in names)
            parts.append("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in cells) + "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>\n"])


def _cell(text: str) -> str:
    return html.escape(visible(text, lines=True))
