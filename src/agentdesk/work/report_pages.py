"""The shift report as a page: text for a terminal, Markdown, and self-contained HTML that prints on one A4 sheet."""

import html
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agentdesk.clock import local_iso
from agentdesk.settings import Settings
from agentdesk.text import visible
from agentdesk.work.report import Report

PAGES = ("text", "md", "html")
MOST_ROWS = 8  # of remedies, and of items handed over: the page is one sheet
_STATES = {"asked": "waits for a yes"}
_LEFT, _RIGHT = ("The shift", "Mood in → mood out"), ("Situations", "Holds")  # short parts, side by side in print


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: rows of a few cells, the first of them the name."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def page(report: Report, settings: Settings, form: str, money: Callable[[int], str]) -> str:
    """Return the page in one of PAGES; ``money`` writes minor units."""
    title = f"Shift {report.shift.id}: {report.name}, {settings.shop}"
    found = sections(report, settings.timezone, money)
    foot = f"Head of the chain {report.head}. Keep it outside the machine: it shows later that nothing was taken away."
    if form == "md":
        return _markdown(title, found, foot)
    return _html(title, found, foot, settings.language) if form == "html" else _text(title, found, foot)


def sections(report: Report, zone: str, money: Callable[[int], str]) -> list[Section]:
    """Return what the page says, part by part; parts with nothing in them are left out but for remedies."""
    shift = report.shift
    opened, closed = local_iso(shift.opened_at, zone), local_iso(shift.closed_at, zone) if shift.closed_at else ""
    hours = f"{report.worked // 3600} h {report.worked % 3600 // 60:02d}"
    channels = ", ".join(f"{name} {count}" for name, count in sorted(report.channels.items()))
    rows = [("desk", shift.desk), ("from", opened[:16].replace("T", " ")), ("until", closed[:16].replace("T", " ") or "still open"),
            ("hours", hours), ("contacts", f"{report.contacts}" + (f" ({channels})" if channels else "")),
            ("promises", f"{report.made} made, {report.kept} kept"), ("praise", str(report.praise)),
            ("log entries", str(report.entries))]  # fmt: skip
    given = [each for each in report.remedies if each.state in ("given", "redeemed")]
    remedies: list[tuple[str, ...]] = [
        (each.word, f"{each.kind} {money(each.value)}", f"reason {each.reason}", _STATES.get(each.state, each.state),
         _answer(report, each.approver))
        for each in report.remedies
    ]  # fmt: skip
    remedies = _cut(remedies, 5)
    if len(given) > 1:
        remedies.append(("together", money(sum(each.value for each in given)), f"{len(given)} given", "", ""))
    handed: list[tuple[str, ...]] = [(each.item.word, each.what, each.item.state) for each in report.handed_over]
    found = [
        Section("The shift", tuple(rows)),
        Section("Situations", tuple(_cut([(name, str(count)) for name, count in report.situations.items()], 2))),
        Section(
            "Mood in → mood out",
            tuple(_cut([(f"{came} → {left}", str(n)) for (came, left), n in report.moods.items()], 2)),
        ),
        Section("Holds", tuple((name, str(count)) for name, count in report.holds.items())),
        Section("Remedies and approvals", tuple(remedies) or (("none", "", "", "", ""),)),
        Section("Handed over", tuple(_cut(handed, 3))),
    ]
    return [section for section in found if section.rows]


def _cut(rows: Sequence[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """Return rows that still fit the page beside everything else; what is left out is counted, and is in the log."""
    if len(rows) <= MOST_ROWS:
        return list(rows)
    return [*rows[: MOST_ROWS - 1], (f"and {len(rows) - MOST_ROWS + 1} more", "in the log", *[""] * (width - 2))]


def _answer(report: Report, approver: int | None) -> str:
    return f"approved by {report.approvers.get(approver, '?')}" if approver is not None else ""


def _text(title: str, found: Sequence[Section], foot: str) -> str:
    lines = [visible(title), "─" * min(len(title), 80), ""]
    for section in found:
        lines.append(section.title)
        widths = [max(_cells(row[at]) for row in section.rows) for at in range(len(section.rows[0]))]
        lines += ["  " + _row(row, widths) for row in section.rows]
        lines.append("")
    return "\n".join([*lines, foot]) + "\n"


def _cells(text: str) -> int:
    # wide letters take two places of a terminal
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in visible(text))


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (visible(cell) + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()


def _markdown(title: str, found: Sequence[Section], foot: str) -> str:
    def cell(text: str) -> str:
        plain = visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
        return "".join(f"\\{sign}" if sign in "`*_[]#" else sign for sign in plain)

    lines = [f"# {cell(title)}", ""]
    for section in found:
        width = len(section.rows[0])
        lines += [f"## {section.title}", "", "|" + "  |" * width, "|" + "---|" * width]
        lines += ["| " + " | ".join(cell(text) for text in row) + " |" for row in section.rows]
        lines.append("")
    return "\n".join([*lines, cell(foot)]) + "\n"


_STYLE = """
@page { size: A4; margin: 12mm 18mm; }
body { font: 9.5pt/1.35 system-ui, sans-serif; color: #20262c; max-width: 174mm; margin: 2em auto; }
h1 { font-size: 15pt; font-weight: 600; margin: 0 0 .4em; border-bottom: 1px solid #20262c; padding-bottom: .3em; }
h2 { font-size: 10pt; font-weight: 600; color: #1f5d46; margin: 1.4em 0 .2em; }
table { border-collapse: collapse; width: 100%; }
td { padding: .15em .8em .15em 0; border-bottom: 1px solid #e4e4de; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; width: 1%; color: #55606a; padding-right: 1.6em; }
.pair td:last-child { text-align: right; }
.pair td { white-space: nowrap; }
tr { break-inside: avoid; }
footer { margin-top: 1.2em; font-size: 9pt; color: #55606a; border-top: 1px solid #20262c; padding-top: .5em; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 12mm; }
.sign { margin-top: 2.6em; display: flex; gap: 3em; }
.sign span { flex: 1; border-top: 1px solid #20262c; padding-top: .2em; font-size: 9pt; }
@media print { body { margin: 0; } }
"""


def _html(title: str, found: Sequence[Section], foot: str, language: str) -> str:
    def cell(text: str) -> str:
        return html.escape(visible(text))

    parts = [
        f'<!doctype html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8"><title>{cell(title)}</title>',
        f"<style>{_STYLE}</style></head>\n<body><h1>{cell(title)}</h1>",
    ]

    def part(section: Section) -> str:
        rows = "\n".join("<tr>" + "".join(f"<td>{cell(text)}</td>" for text in row) + "</tr>" for row in section.rows)
        return f"<section><h2>{cell(section.title)}</h2>\n<table>{rows}</table></section>"

    known = {section.title: part(section) for section in found}
    left, right = ("".join(known.get(title, "") for title in titles) for titles in (_LEFT, _RIGHT))
    parts.append(f'<div class="pair"><div>{left}</div><div>{right}</div></div>')
    parts += [html_ for title, html_ in known.items() if title not in (*_LEFT, *_RIGHT)]
    parts.append('<div class="sign"><span>who worked</span><span>who answers for it</span></div>')
    parts.append(f"<footer>{cell(foot)}</footer></body></html>")
    return "\n".join(parts) + "\n"
